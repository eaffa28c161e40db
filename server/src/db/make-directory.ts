import { accessSync, constants, mkdirSync, statSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { BadSettings } from "../errors.js"

/** Makes sure of a directory that this process may use. Throws `BadSettings` that names the setting it came from. */
export function makeDirectory(path: string, setting = "ROLLCALL_DATA_DIR"): void {
  try {
    makeWithParents(resolve(path))
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new BadSettings([`${setting}: ${path} can't be used (${reasonOf(error)}): give a directory you may write to`])
  }
}

/** Not with `recursive`: where nothing can be made, as in /proc, that never ends. */
function makeWithParents(path: string): void {
  if (isDirectory(path)) return
  if (dirname(path) !== path) makeWithParents(dirname(path))
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    if (!isDirectory(path)) throw error
  }
}

const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

const REASONS: Readonly<Record<string, string>> = {
  EEXIST: "it is not a directory",
  ENOTDIR: "a part of it is not a directory",
  ENOENT: "nothing can be made there",
  EACCES: "this user may not",
  EPERM: "this user may not",
  EROFS: "the file system is read-only",
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error))
}
