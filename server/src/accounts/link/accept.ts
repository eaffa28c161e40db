import { assertCredentials, readCredentials, stampExpiry } from "../credentials.js"
import type { Context } from "../secrets.js"
import { toAccount } from "../show.js"
import { type AccountRow, findAccount } from "../store.js"
import { saveConnection } from "./connect.js"
import { type Identified, identify, NO_ACCESS } from "./identify.js"
import type { ConnectOutcome } from "./outcome.js"
import type { LinkParts } from "./parts.js"
import { countTry } from "./store.js"
import type { Target } from "./target.js"
import { MOST_TRIES } from "./tokens.js"

export type Attempt = Target & { method: "api_key" | "oauth2"; given: Context }

/** Asks the HR system whose the credentials are and keeps them when they are good. */
export async function acceptCredentials(parts: LinkParts, attempt: Attempt): Promise<ConnectOutcome> {
  const { token } = attempt
  if ((await countTry(parts.db, token.id)) > MOST_TRIES) return { kind: "closed" }
  const given = stampExpiry(attempt.given, parts.now())
  const identified = await identifyGiven(parts, { ...attempt, given })
  if (identified.kind !== "known") return identified
  const { identity } = identified
  const wrong = await findOtherCompany(parts, attempt, identity.companyId)
  if (wrong) return { kind: "wrong_company", expected: wrong, got: identity.companyName ?? identity.companyId }
  const saved = await saveConnection(parts, { ...attempt, given, identity })
  return saved ? { kind: "connecting", accountId: saved.id } : { kind: "closed" }
}

async function identifyGiven(parts: LinkParts, { method, given, facts, host }: Attempt): Promise<Identified> {
  const credentials = assertCredentials(method, given)
  const transport = parts.transportOf({ integration: facts.id, host })
  return identify({ facts, transport, access: { ...NO_ACCESS, credentials: async () => credentials } })
}

/** The name of the company that the account was connected to, when it is another one. */
async function findOtherCompany(
  parts: LinkParts,
  { token, facts }: Attempt,
  companyId: string,
): Promise<string | undefined> {
  if (!token.is_reconnect || token.integrated_account_id === null) return undefined
  const row = await findAccount(parts.db, token.environment_id, token.integrated_account_id)
  const known = row && (noteOf(row) ?? (await askWhose(parts, facts, row)))
  return !known || known.id === companyId ? undefined : (known.name ?? known.id)
}

type Company = { id: string; name: string | null }

/** What is noted of the account's company; who imported it may have written a number. */
function noteOf({ context: { company_id: id, company_name: name } }: AccountRow): Company | undefined {
  if (typeof id !== "string" && typeof id !== "number") return undefined
  return { id: String(id), name: typeof name === "string" ? name : null }
}

/** An account that was imported: its own credential says whose it is, as long as it works. */
async function askWhose(parts: LinkParts, facts: Target["facts"], row: AccountRow): Promise<Company | undefined> {
  const account = toAccount(row)
  const access = { ...NO_ACCESS, credentials: () => parts.access.credentials(account) }
  const identified = await identify({ facts, transport: parts.transportOf(account), access })
  if (identified.kind !== "known") return undefined
  return { id: identified.identity.companyId, name: identified.identity.companyName }
}

/** Why what was typed can't be a credential, before anybody is asked. */
export function findBadField(method: "api_key", given: Context): "missing" | "malformed" | undefined {
  const credentials = readCredentials(method, given)
  if (credentials?.method !== "api_key") return "missing"
  return /^[\x21-\x7e]{1,4096}$/.test(credentials.apiKey) ? undefined : "malformed"
}
