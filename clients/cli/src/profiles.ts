import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { type Io, usage } from "./io.js"

/** A server and how it is asked. */
export type Profile = { url: string; token: string; accountId?: string | undefined }
export type Profiles = { current: string; profiles: Record<string, Profile> }

const fileOf = ({ env, home }: Io): string =>
  join(env.XDG_CONFIG_HOME ?? join(home, ".config"), "rollcall", "profiles.json")

export async function loadProfiles(io: Io): Promise<Profiles> {
  const file = fileOf(io)
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined
    throw error
  })
  if (text === undefined) return { current: "default", profiles: {} }
  try {
    return JSON.parse(text) as Profiles // written by saveProfiles
  } catch {
    throw usage(`${file} is no JSON: delete it, then run rollcall login`)
  }
}

/** Tokens are for their owner alone. */
export async function saveProfiles(io: Io, profiles: Profiles): Promise<void> {
  const file = fileOf(io)
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  await writeFile(`${file}.new`, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 })
  await rename(`${file}.new`, file)
}
