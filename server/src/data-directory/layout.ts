import { join } from "node:path"

/** What stands in a data directory while and after something is restored into it, besides what is in use. */
export const placesIn = (dataDir: string) => ({
  database: join(dataDir, "database"),
  /** What is being unpacked. It counts for nothing, and the next restore begins it anew. */
  unpacking: join(dataDir, ".restore-unpacking"),
  /** All of it is there and was tried: from now on the restore is carried through, whatever happens. */
  whole: join(dataDir, ".restore-whole"),
  /** The old things are out of the way: these go to their places. */
  moving: join(dataDir, ".restore-moving"),
  /** What was in use before the last restore. */
  before: join(dataDir, "before-restore"),
})

const PASSING =
  /^(\.restore-.*|before-restore|database\.lock.*|database\.new|database\.copy.*|lock-.*|encryption-key\.new)$/

/** Whether something in a data directory is part of what is kept there: no lock, and nothing of a restore. */
export const isKept = (name: string): boolean => !PASSING.test(name)
