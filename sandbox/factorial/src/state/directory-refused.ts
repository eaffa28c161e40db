/** The data directory can't be used, or holds something else than was asked for. */
export class DirectoryRefused extends Error {}
