import { withLease } from "../../db/lease.js"
import { reachableBase } from "./address.js"
import { DAY_SECONDS, setNextCheck } from "./check-store.js"
import type { InboundDeps } from "./deps.js"
import { openRemote } from "./remote.js"
import type { AccountPlace } from "./store.js"
import { ensureSubscriptions, isRefusal } from "./subscribe.js"

const CALL_MS = 25_000
/** When a check was broken off and nobody has tried it again. */
const SOON_SECONDS = 900
const UNREACHABLE_SECONDS = 3_600

/**
 * One check of the subscriptions of an account, by one process at a time. The next check is settled first: whatever
 * happens in this one, there is a next one. A plain no of the HR system is an answer: polling does without webhooks.
 */
export async function checkSubscriptions(deps: InboundDeps, place: AccountPlace): Promise<void> {
  const { db, vault, accounts, connectors, publicUrl, allowPrivateNetwork } = deps
  const account = await accounts.find(place.environmentId, place.accountId)
  const connector = account && connectors.get(account.integration)
  if (account?.status !== "active" || !connector?.webhooks) return
  const { webhooks } = connector
  const remote = openRemote(deps, { account, connector, callMs: CALL_MS, priority: "hint" })
  const base = reachableBase({ publicUrl, remoteUrl: remote.baseUrl, allowPrivateNetwork })
  if (base === null) return setNextCheck(db, place, UNREACHABLE_SECONDS)
  await withLease(deps, { work: "subscribe", accountId: account.id }, async (lease) => {
    await setNextCheck(db, place, SOON_SECONDS)
    try {
      const isDone = await ensureSubscriptions({ db, vault, account, connector, webhooks, remote, base, lease })
      if (!isDone) return
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
    await setNextCheck(db, place, DAY_SECONDS)
  })
}
