/**
 * The states of an account and every way between them. Each step is one transaction with the event that tells of it.
 *
 * - (new) -> connecting: credentials were given on the link page: `created`
 * - (new) -> validating: imported through the API: `created`
 * - any -> connecting: reconnected on the link page: `updated`
 * - connecting | validating -> active: the checks passed: `active`
 * - connecting | validating -> post_install_error | validation_error: the checks failed: the event of that name
 * - active | post_install_error | validation_error: checked again by hand: as from connecting, but an HR system that
 *   does not answer leaves active as it is
 * - active -> needs_reauth: the HR system refuses the credential for good: `authentication_error`
 * - needs_reauth -> active: a call is accepted after all: `reactivated`; new credentials through the API, which the
 *   HR system has taken: `updated`, `active`
 * - any -> gone: `deleted`
 */
import type { AccountEvent, AccountPayload } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import type { Account } from "./account.js"
import type { ContextVault } from "./context-vault.js"
import type { IntegrationFacts } from "./integration.js"
import { toAccount, toPublic } from "./show.js"
import type { AccountRow } from "./store.js"

/** An account as it is now; `changed` names what somebody has changed. */
export type ChangedAccount = AccountRow & { changed?: readonly string[] }

/** Appends the event for an account as it is now, in the transaction that made it so. */
export type Emit = (tx: Db, row: ChangedAccount, ...events: AccountEvent[]) => Promise<void>

type EmitDeps = { integrations: readonly IntegrationFacts[]; contexts: ContextVault; events: EventSink }

export function createEmit(deps: EmitDeps): Emit {
  return async (tx, row, ...names) => {
    const payload = names.includes("deleted") ? { id: row.id } : payloadOf(deps, row)
    for (const event of names) await deps.events(tx, { account: toAccount(row), event, payload })
  }
}

/** What the HR system says of itself and what changed, not the settings: they may be large, and are read when wanted. */
function payloadOf({ integrations, contexts }: EmitDeps, row: ChangedAccount): AccountPayload {
  const { unified_model_override: _, integration_override: __, ...shown } = toPublic(row, integrations, contexts)
  const { reported } = contexts.fields(row.integration)
  const context = Object.fromEntries(Object.entries(shown.context).filter(([key]) => reported.has(key)))
  const environment_integration = { id: row.environment_integration_id }
  return { ...shown, context, environment_integration, ...(row.changed ? { changed: row.changed } : {}) }
}

/** Appends in the transaction that changed the account. */
export type EventSink = (
  tx: Db,
  what: { account: Account; event: AccountEvent; payload: AccountPayload | { id: string } },
) => Promise<void>
