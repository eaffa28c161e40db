/** What needs Node: settings from the environment, and a position or any other state in a file. */
import { randomUUID } from "node:crypto"
import { readFile, rename, writeFile } from "node:fs/promises"
import type { Settings } from "./request.js"

/** ROLLCALL_URL, ROLLCALL_TOKEN and ACCOUNT_ID, as `npm start` prints them. Throws when one of the first two is missing. */
export function settingsFromEnvironment(environment: NodeJS.ProcessEnv = process.env): Settings {
  const { ROLLCALL_URL: url, ROLLCALL_TOKEN: token, ACCOUNT_ID: accountId } = environment
  if (!url || !token)
    throw new Error("set ROLLCALL_URL and ROLLCALL_TOKEN: `npm start` prints the line that does, `rollcall login` too")
  return { url, token, accountId }
}

/**
 * A value in a JSON file, readable by its owner alone. It is replaced as a whole, so that the file has the value or the one
 * before it whenever the process dies. `load` throws for a file that is no JSON.
 */
export function fileStore<T>(path: string): { load(): Promise<T | undefined>; save(value: T): Promise<void> } {
  return {
    async load() {
      const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return undefined
        throw error
      })
      return text === undefined ? undefined : (JSON.parse(text) as T) // as it was saved
    },
    async save(value) {
      const fresh = `${path}.${randomUUID()}`
      await writeFile(fresh, JSON.stringify(value), { mode: 0o600 })
      await rename(fresh, path)
    },
  }
}
