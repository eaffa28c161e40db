import { createRollcall, type Rollcall } from "@rollcall/sdk"
import type { Command } from "commander"
import { hint } from "./hint.js"
import { CommandFailure, type Io, usage } from "./io.js"
import { loadProfiles, type Profile } from "./profiles.js"

export type Connection = {
  url?: string | undefined
  token?: string | undefined
  account?: string | undefined
  profile?: string | undefined
}

/** Every command that calls the server takes these. */
export const withConnection = (command: Command): Command =>
  command
    .option("--profile <name>", "of rollcall login (default: the one in use)")
    .option("--url <address>", "of the server (default: ROLLCALL_URL, else the profile's)")
    .option("--token <token>", "API token (default: ROLLCALL_TOKEN, else the profile's)")
    .option("--account <id>", "integrated account, or its tenant_id (default: ACCOUNT_ID, else the profile's)")

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A client by options, environment and profile, in this order. Throws where one of the first two is nowhere. */
export async function connect(io: Io, given: Connection): Promise<Rollcall> {
  const { url, token, accountId } = await settingsOf(io, given)
  const named = given.account ?? accountId
  const rollcall = createRollcall({ url, token, accountId: named, sleep: io.sleep })
  if (named === undefined || UUID.test(named)) return rollcall
  const found = (await rollcall.integratedAccounts.list({ tenant_id: [named] })).result
  const [one, ...more] = found
  if (!one)
    throw new CommandFailure(`no integrated account has the id or tenant_id ${named}: rollcall accounts lists them`, 4)
  if (more.length > 0)
    throw usage(`tenant ${named} has ${found.length} accounts: give one of ${found.map(({ id }) => id).join(", ")}`)
  return rollcall.account(one.id)
}

/** Address, token and account come from one place, so that no token goes to another server than its own, unless options say so. */
export async function settingsOf(io: Io, given: Connection): Promise<Profile> {
  const { ROLLCALL_URL: url, ROLLCALL_TOKEN: token, ACCOUNT_ID } = io.env
  const environment = url && token ? { url, token, accountId: ACCOUNT_ID || undefined } : undefined
  // A profile that is asked for by name beats the environment.
  const isFromProfile = given.profile !== undefined || !environment
  const source = isFromProfile ? await profileOf(io, given.profile) : environment
  const whole = { ...source, ...(given.url ? { url: given.url } : {}), ...(given.token ? { token: given.token } : {}) }
  if (whole.url && whole.token) return { url: whole.url, token: whole.token, accountId: whole.accountId }
  throw new CommandFailure(
    "no server is known: run rollcall login, or set ROLLCALL_URL and ROLLCALL_TOKEN as rollcall start prints them",
    3,
  )
}

async function profileOf(io: Io, name: string | undefined): Promise<Profile | undefined> {
  const { current, profiles } = await loadProfiles(io)
  const found = profiles[name ?? current]
  const names = Object.keys(profiles)
  if (!found && name !== undefined)
    throw usage(`there is no profile ${name}${names.length > 0 ? hint(name, names) : ": rollcall login makes one"}`)
  return found
}
