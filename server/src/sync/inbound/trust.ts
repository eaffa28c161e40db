import type { Connector } from "@rollcall/connector-kit"
import type { Account } from "../../accounts/index.js"
import type { Clock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { checkSooner } from "./check-store.js"
import { liveness, pollFactorOf } from "./poll-factor.js"
import * as store from "./store.js"
import { accountKey } from "./subscribe.js"

/** Whether hints can be trusted, so that a table may be polled more seldom. */
export type HintTrust = {
  /**
   * A complete scan found changes that no hint had named (without those that the clock made), or none. When webhooks
   * should have told them, the subscriptions are looked at: two calls, once an hour at most.
   */
  recordScan(tx: Db, account: Account, scan: store.Scanned): Promise<void>
  /** By how much the time between polls of a table may be multiplied: 1 or more. */
  pollFactors(account: Account): Promise<(table: string) => number>
}

type Deps = { db: Db; connectors: ReadonlyMap<string, Connector>; clock: Pick<Clock, "now"> }

export function createHintTrust({ db, connectors, clock }: Deps): HintTrust {
  const readLiveness = async (at: Db, account: Account) => {
    const connector = connectors.get(account.integration)
    if (!connector?.webhooks) return undefined
    const subscriptions = await store.listSubscriptions(at, accountKey(account))
    return (table: string) => liveness(connector, table, subscriptions)
  }
  return {
    async recordScan(tx, account, scan) {
      const place = accountKey(account)
      await store.recordScan(tx, place, scan)
      // Somebody may have switched the subscriptions off, as the HR system does when nobody took its deliveries for long.
      if (scan.hasMissed && (await readLiveness(tx, account))?.(scan.table).liveSince) await checkSooner(tx, place)
    },
    async pollFactors(account) {
      const live = await readLiveness(db, account)
      if (!live) return () => 1
      const [scans, now] = [await store.listScans(db, accountKey(account)), clock.now()]
      return (table) => {
        const { cleanAt = null, missedAt = null } = scans.get(table) ?? {}
        return pollFactorOf({ ...live(table), cleanAt, missedAt, now })
      }
    },
  }
}
