import { readContext } from "../context-vault.js"
import { stampExpiry } from "../credentials.js"
import { judgeCredentials } from "../judge.js"
import { type Context, mergeContext } from "../secrets.js"
import { findAccount } from "../store.js"
import { saveConnection } from "./connect.js"
import type { LinkDeps } from "./deps.js"
import { contextFor } from "./given-context.js"
import type { ConnectOutcome } from "./outcome.js"
import { countTry } from "./store.js"
import type { Target } from "./target.js"
import { MOST_TRIES } from "./tokens.js"

export type Attempt = Target & { method: "api_key" | "oauth2"; given: Context }

/** Asks the HR system whose the credentials are and keeps them when they are good. */
export async function acceptCredentials(deps: LinkDeps, attempt: Attempt): Promise<ConnectOutcome> {
  const { token, facts, method, where } = attempt
  if ((await countTry(deps.db, token.id)) > MOST_TRIES) return { kind: "closed" }
  // The caller's own context beats what the customer types, so it is there when the HR system is asked.
  const fields = deps.contexts.fields(facts.id)
  const merged = mergeContext(fields, attempt.given, readContext(fields, contextFor(facts, fields, token.context)))
  const given = stampExpiry({ ...merged, ...where }, deps.now())
  const id = token.is_reconnect ? token.integrated_account_id : null
  const account = id === null ? undefined : await findAccount(deps.db, token.environment_id, id)
  const judged = await judgeCredentials(deps, { facts, method, context: given, account })
  if (judged.kind !== "good") return judged
  const saved = await saveConnection(deps, { ...attempt, given, identity: judged.identity })
  return saved ? { kind: "connecting", accountId: saved.id } : { kind: "closed" }
}
