/**
 * What outlives the process, in one directory that one process uses at a time.
 *
 *     const unlock = await lockDirectory(directory, "sandbox-x")  // throws DirectoryRefused
 *     const keeper = new Journal(directory, "sandbox-x")          // or KEEPS_NOTHING
 *     const tokens = new KeptMap<Token>("token", keeper)          // a map that is there again after a restart
 *     keeper.put("rows of x", id, row)                            // or an entry of a map by hand; null removes it
 *     keeper.flush()                                              // before a call is answered
 *     keeper.restart(entries)                                     // another company: everything else is forgotten
 *
 * `keeper.entries` is what was found at the start. `openSandbox` does the locking, opening and closing.
 */
export { DirectoryRefused, lockDirectory } from "./directory-lock.js"
export * from "./journal.js"
export { KeptMap } from "./kept-map.js"
