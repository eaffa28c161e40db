/**
 * The states of an account and every way between them. Each step is one transaction with the event that tells of it.
 *
 * - (new) -> connecting: credentials were given on the link page: `created`
 * - (new) -> active: imported through the API: `created`, `active`
 * - any -> connecting: reconnected on the link page: `updated`
 * - connecting -> active: the checks passed: `active`
 * - connecting -> post_install_error | validation_error: the checks failed: the event of that name
 * - active | post_install_error | validation_error: checked again by hand: as from connecting, but an HR system that
 *   does not answer leaves active as it is
 * - active -> needs_reauth: the HR system refuses the credential for good: `authentication_error`
 * - needs_reauth -> active: a call is accepted after all: `reactivated`; new credentials through the API: `updated`, `active`
 * - any -> gone: `deleted`
 */
import type { IntegratedAccount } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import type { AccountEvent, EventSink } from "./events.js"
import type { IntegrationFacts } from "./integration.js"
import { toAccount, toPublic } from "./show.js"
import type { AccountRow } from "./store.js"

/** Appends the event for an account as it is now, in the transaction that made it so. */
export type Tell = (tx: Db, row: AccountRow, ...events: AccountEvent[]) => Promise<void>

export function createTell(integrations: readonly IntegrationFacts[], events: EventSink): Tell {
  return async (tx, row, ...names) => {
    const payload = names.includes("deleted") ? { id: row.id } : payloadOf(row, integrations)
    for (const event of names) await events(tx, { account: toAccount(row), event, payload })
  }
}

/** The account without what only its own page needs. */
function payloadOf(row: AccountRow, integrations: readonly IntegrationFacts[]): IntegratedAccount {
  const shown = toPublic(row, integrations)
  const { environment_variables: _, ...context } = shown.context
  return { ...shown, context, environment_integration: { id: row.environment_integration_id } }
}
