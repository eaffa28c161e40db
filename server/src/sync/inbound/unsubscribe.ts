import type { InboundDeps } from "./deps.js"
import { openRemote } from "./remote.js"
import * as store from "./store.js"
import { settingsOf } from "./subscribe.js"

const TOGETHER_MS = 5_000

/**
 * Takes the accounts' subscriptions away at the HR system, as far as that goes in a few seconds. What is left there
 * posts to an address that nobody listens at; the HR system gives it up, and a new connection takes it over.
 */
export async function unsubscribe(
  deps: InboundDeps,
  environmentId: string,
  which: Parameters<typeof store.listSubscribed>[2],
): Promise<void> {
  try {
    const places = await store.listSubscribed(deps.db, environmentId, which)
    await Promise.all(places.map((place) => unsubscribeOne(deps, place)))
  } catch {
    // The removal of an account must not fail for this.
  }
}

async function unsubscribeOne(deps: InboundDeps, place: store.AccountPlace): Promise<void> {
  const account = await deps.accounts.find(place.environmentId, place.accountId)
  const connector = account && deps.connectors.get(account.integration)
  if (account?.status !== "active" || !connector?.webhooks) return
  const { webhooks } = connector
  const remote = openRemote(deps, { account, connector, callMs: TOGETHER_MS, priority: "live" })
  const rows = await store.listSubscriptions(deps.db, place)
  const ids = rows.flatMap(({ remote_id }) => remote_id ?? [])
  const settings = settingsOf({ account, connector })
  await Promise.allSettled(ids.map((id) => remote.send(webhooks.unsubscribe(id, settings))))
}
