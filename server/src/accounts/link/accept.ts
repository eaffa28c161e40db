import type { Transport } from "@rollcall/connector-kit"
import type { EnvironmentIntegration } from "@rollcall/contract"
import type { Account, AccountAccess } from "../account.js"
import { assertCredentials, readCredentials, stampExpiry } from "../credentials.js"
import type { IntegrationFacts } from "../integration.js"
import type { FindTokenCall } from "../renewer.js"
import type { Context } from "../secrets.js"
import { findAccount } from "../store.js"
import { type ConnectParts, saveConnection } from "./connect.js"
import { accessWith, type Identified, identify } from "./identify.js"
import type { ConnectOutcome } from "./outcome.js"
import { countTry } from "./store.js"
import { type LinkToken, MOST_TRIES, type TokenParts } from "./tokens.js"

export type LinkParts = ConnectParts &
  TokenParts & {
    access: AccountAccess
    findCall: FindTokenCall
    transportOf(account: Pick<Account, "integration" | "host">): Transport
    wait(ms: number): Promise<void>
  }

export type Attempt = {
  token: LinkToken
  installed: EnvironmentIntegration
  facts: IntegrationFacts
  method: "api_key" | "oauth2"
  given: Context
}

/** Asks the HR system whose the credentials are and keeps them when they are good. */
export async function acceptCredentials(parts: LinkParts, attempt: Attempt): Promise<ConnectOutcome> {
  const { token } = attempt
  if ((await countTry(parts.db, token.id)) > MOST_TRIES) return { kind: "closed" }
  const given = stampExpiry(attempt.given, parts.now())
  const identified = await identifyGiven(parts, { ...attempt, given })
  if (identified.kind !== "known") return identified
  const { identity } = identified
  const wrong = await findOtherCompany(parts, token, identity.companyId)
  if (wrong) return { kind: "wrong_company", expected: wrong, got: identity.companyName ?? identity.companyId }
  const saved = await saveConnection(parts, { ...attempt, given, identity })
  return saved ? { kind: "connecting", accountId: saved.id } : { kind: "closed" }
}

async function identifyGiven(parts: LinkParts, { method, given, facts, installed }: Attempt): Promise<Identified> {
  const credentials = assertCredentials(method, given)
  const transport = parts.transportOf({ integration: facts.id, host: hostIn(installed.override) })
  return identify({ facts, transport, access: accessWith(credentials) })
}

/** The name of the company that the account was connected to, when it is another one. */
async function findOtherCompany(parts: LinkParts, token: LinkToken, companyId: string): Promise<string | undefined> {
  if (!token.is_reconnect || token.integrated_account_id === null) return undefined
  const row = await findAccount(parts.db, token.environment_id, token.integrated_account_id)
  const known = row?.context.company_id
  if (typeof known !== "string" || known === companyId) return undefined
  const name = row?.context.company_name
  return typeof name === "string" ? name : known
}

export const hostIn = (from: Readonly<Record<string, unknown>>): string | null =>
  typeof from.host === "string" ? from.host : null

/** Why what was typed can't be a credential, before anybody is asked. */
export function findBadField(method: "api_key", given: Context): "missing" | "malformed" | undefined {
  const credentials = readCredentials(method, given)
  if (credentials?.method !== "api_key") return "missing"
  return /^[\x21-\x7e]{1,4096}$/.test(credentials.apiKey) ? undefined : "malformed"
}
