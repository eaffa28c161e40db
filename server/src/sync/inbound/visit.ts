import { withLease } from "../../db/lease.js"
import { reachableBase } from "./address.js"
import { DAY_SECONDS, setNextLook } from "./look-store.js"
import type { InboundParts } from "./parts.js"
import { openRemote } from "./remote.js"
import type { AccountPlace } from "./store.js"
import { ensureSubscriptions, isRefusal } from "./subscribe.js"

const CALL_MS = 25_000
/** When a look was broken off and nobody has tried it again. */
const SOON_SECONDS = 900
const UNREACHABLE_SECONDS = 3_600

/**
 * One look at the subscriptions of an account, by one process at a time. The next look is settled first: whatever
 * happens in this one, the sweep comes back. A plain no of the HR system is an answer: polling does without webhooks.
 */
export async function visit(parts: InboundParts, place: AccountPlace): Promise<void> {
  const { db, vault, accounts, connectors, publicUrl, allowPrivateNetwork } = parts
  const account = await accounts.find(place.environmentId, place.accountId)
  const connector = account && connectors.get(account.integration)
  if (account?.status !== "active" || !connector?.webhooks) return
  const { webhooks } = connector
  const remote = openRemote(parts, { account, connector, callMs: CALL_MS, priority: "hint" })
  const base = reachableBase({ publicUrl, remoteUrl: remote.baseUrl, allowPrivateNetwork })
  if (base === null) return setNextLook(db, place, UNREACHABLE_SECONDS)
  await withLease(parts, { work: "subscribe", accountId: account.id }, async (lease) => {
    await setNextLook(db, place, SOON_SECONDS)
    try {
      await ensureSubscriptions({ db, vault, account, connector, webhooks, remote, base, lease })
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
    await setNextLook(db, place, DAY_SECONDS)
  })
}
