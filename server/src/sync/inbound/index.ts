/**
 * Webhooks of the HR system: subscriptions there, deliveries here, and the hints they leave. A delivery is never
 * believed: it names rows, and `follow` reads those again. Duplicates and order don't matter, a lost one is found
 * by polling, which slows down only while deliveries prove to come.
 * Promise: a hint commits with its job, is followed at least once, and goes only when the read that began after it
 * succeeded. It must not know what a record is made of or who wants to hear of changes.
 */
import type { Account } from "../../accounts/index.js"
import type { Db } from "../../db/index.js"
import { knownSecrets } from "../../db/known-secrets.js"
import { readSettings } from "../settings.js"
import { hashKey } from "./address.js"
import { followHints } from "./follow.js"
import type { InboundParts } from "./parts.js"
import { type Delivery, receive } from "./receive.js"
import type * as store from "./store.js"
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
  /** Those of the secret parts of addresses that somebody listens at. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Undefined: it is not authentic. */
  receive(delivery: Delivery): Promise<true | undefined>
  /** Before accounts are removed, within a few seconds; what fails is left to the HR system. Never rejects. */
  unsubscribe(environmentId: string, which: { ids: readonly string[] } | { tenantId: string }): Promise<void>
}

export function createInbound(parts: InboundParts): Inbound {
  const { db } = parts
  return {
    subscribe: (place) => visit(parts, place),
    follow: (place) => followHints(parts, place),
    sweep: () => sweep(parts),
    wakeLeft: () => wakeLeft(parts),
    known: (keys) => knownSecrets(db, { tables: ["inbound_subscription"], column: "key_hash", hashOf: hashKey }, keys),
    receive: (delivery) => receive(parts, delivery),
    unsubscribe: (environmentId, which) => unsubscribe(parts, environmentId, which),
  }
}

/** The subscriptions of an account that has become active are made soon after that commits, unless it is not synced. */
export const createFirstSubscription =
  ({ jobs }: Pick<InboundParts, "jobs">) =>
  async (tx: Db, account: Account): Promise<void> => {
    if (readSettings(account.context).isEnabled)
      await jobs.send(tx, { queue: "inbound-subscribe", data: placeOf(account) })
  }

export type { Follow } from "./hint.js"
export type { InboundParts } from "./parts.js"
export type { Delivery } from "./receive.js"
export type { AccountPlace } from "./store.js"
export { createHintTrust, type HintTrust } from "./trust.js"
