/**
 * Webhooks of the HR system: subscriptions there, deliveries here, and the hints they leave. A delivery is never
 * believed: it names records, and `resync` reads those again. Duplicates and order don't matter, a lost one is found
 * by polling, which slows down only while deliveries prove to come.
 * Promise: a hint commits with its job, is followed at least once, and goes only when the read that began after it
 * succeeded. It must not know what a record is made of or who wants to hear of changes.
 */
import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../../accounts/index.js"
import type { Db } from "../../db/index.js"
import { knownSecrets } from "../../db/known-secrets.js"
import { readSettings } from "../settings.js"
import { hashKey } from "./address.js"
import { followHints } from "./follow.js"
import { lookSooner } from "./look-store.js"
import type { InboundParts } from "./parts.js"
import { liveness, pollFactorOf } from "./poll-factor.js"
import { type Delivery, receive } from "./receive.js"
import * as store from "./store.js"
import { placeOf } from "./subscribe.js"
import { sweep, wakeLeft } from "./sweep.js"
import { unsubscribe } from "./unsubscribe.js"
import { visit } from "./visit.js"

export type Inbound = {
  /** The job `inbound-subscribe`. */
  subscribe(place: store.AccountPlace): Promise<void>
  /** The job `inbound`. */
  follow(place: store.AccountPlace): Promise<void>
  /** The job `inbound-sweep`. */
  sweep(): Promise<void>
  /** To be called every few seconds: wakes hints that nobody follows. Answers the seconds until there may be others. */
  wakeLeft(): Promise<number | undefined>
  /** A new connection: sends its `inbound-subscribe` in the transaction that made it active, unless it is not synced. */
  connected(tx: Db, account: Account): Promise<void>
  /** Those of the secret parts of addresses that somebody listens at. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Undefined: it is not authentic. */
  receive(delivery: Delivery): Promise<true | undefined>
  /** Before accounts are removed, within a few seconds; what fails is left to the HR system. Never rejects. */
  unsubscribe(environmentId: string, which: { ids: readonly string[] } | { tenantId: string }): Promise<void>
  /**
   * A complete scan found changes that no hint had named (without those that the clock made), or none. When webhooks
   * should have told them, the subscriptions are looked at: two calls, once an hour at most.
   */
  noteScan(tx: Db, account: Account, scan: store.Scanned): Promise<void>
  /** By how much the time between polls of the resource may be multiplied: 1 or more. */
  pollFactor(account: Account, resource: ResourceName): Promise<number>
}

export function createInbound(parts: InboundParts): Inbound {
  const { db, jobs, connectors, clock } = parts
  const readLiveness = async (at: Db, account: Account, resource: ResourceName) => {
    const connector = connectors.get(account.integration)
    return connector?.webhooks && liveness(connector, resource, await store.listSubscriptions(at, placeOf(account)))
  }
  return {
    subscribe: (place) => visit(parts, place),
    follow: (place) => followHints(parts, place),
    sweep: () => sweep(parts),
    wakeLeft: () => wakeLeft(parts),
    async connected(tx, account) {
      if (!readSettings(account.context).isEnabled) return
      await jobs.send(tx, { queue: "inbound-subscribe", data: placeOf(account) })
    },
    known: (keys) => knownSecrets(db, { tables: ["inbound_subscription"], column: "key_hash", hashOf: hashKey }, keys),
    receive: (delivery) => receive(parts, delivery),
    unsubscribe: (environmentId, which) => unsubscribe(parts, environmentId, which),
    async noteScan(tx, account, scan) {
      const place = placeOf(account)
      await store.noteScan(tx, place, scan)
      // Somebody may have switched the subscriptions off, as the HR system does when nobody took its deliveries for long.
      if (scan.hasMissed && (await readLiveness(tx, account, scan.resource))?.liveSince) await lookSooner(tx, place)
    },
    async pollFactor(account, resource) {
      const place = placeOf(account)
      const live = await readLiveness(db, account, resource)
      if (!live) return 1
      const { cleanAt = null, missedAt = null } = (await store.findScan(db, place, resource)) ?? {}
      return pollFactorOf({ ...live, cleanAt, missedAt, now: clock.now() })
    },
  }
}

export type { Resync } from "./hint.js"
export type { InboundParts } from "./parts.js"
export type { Delivery } from "./receive.js"
export type { AccountPlace } from "./store.js"
