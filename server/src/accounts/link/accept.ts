import { readCredentials, stampExpiry } from "../credentials.js"
import { judgeCredentials } from "../judge.js"
import { type Context, mergeContext } from "../secrets.js"
import { findAccount } from "../store.js"
import { saveConnection } from "./connect.js"
import type { ConnectOutcome } from "./outcome.js"
import type { LinkParts } from "./parts.js"
import { countTry } from "./store.js"
import type { Target } from "./target.js"
import { MOST_TRIES } from "./tokens.js"

export type Attempt = Target & { method: "api_key" | "oauth2"; given: Context }

/** Asks the HR system whose the credentials are and keeps them when they are good. */
export async function acceptCredentials(parts: LinkParts, attempt: Attempt): Promise<ConnectOutcome> {
  const { token, facts, method, host } = attempt
  if ((await countTry(parts.db, token.id)) > MOST_TRIES) return { kind: "closed" }
  // The caller's own context beats what the customer types, so it is there when the HR system is asked.
  const merged = mergeContext(parts.contexts.fields(facts.id), attempt.given, token.context)
  const given = stampExpiry(merged, parts.now())
  const id = token.is_reconnect ? token.integrated_account_id : null
  const account = id === null ? undefined : await findAccount(parts.db, token.environment_id, id)
  const judged = await judgeCredentials(parts, { facts, method, context: given, host, account })
  if (judged.kind !== "good") return judged
  const saved = await saveConnection(parts, { ...attempt, given, identity: judged.identity })
  return saved ? { kind: "connecting", accountId: saved.id } : { kind: "closed" }
}

/** Why what was typed can't be a credential, before anybody is asked. */
export function findBadField(method: "api_key", given: Context): "missing" | "malformed" | undefined {
  const credentials = readCredentials(method, given)
  if (credentials?.method !== "api_key") return "missing"
  return /^[\x21-\x7e]{1,4096}$/.test(credentials.apiKey) ? undefined : "malformed"
}
