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
import { checkSubscriptions } from "./check-subscriptions.js"
import type { InboundDeps } from "./deps.js"
import { followHints } from "./follow.js"
import { type Delivery, receive } from "./receive.js"
import { checkDue, recoverLostJobs } from "./recover.js"
import type * as store from "./store.js"
import { accountKey } from "./subscribe.js"
import { unsubscribe } from "./unsubscribe.js"

export type Inbound = {
  /** The job `inbound-subscribe`. */
  subscribe(place: store.AccountPlace): Promise<void>
  /** The job `inbound`. */
  follow(place: store.AccountPlace): Promise<void>
  /** The job `inbound-sweep`. */
  checkDue(): Promise<void>
  /** To be called every few seconds: wakes hints that nobody follows. Answers the seconds until there may be others. */
  recoverLostJobs(): Promise<number | undefined>
  /** Those of the secret parts of addresses that somebody listens at. */
  known(keys: readonly string[]): Promise<ReadonlySet<string>>
  /** Undefined: it is not authentic. */
  receive(delivery: Delivery): Promise<true | undefined>
  /** Before accounts are removed, within a few seconds; what fails is left to the HR system. Never rejects. */
  unsubscribe(environmentId: string, which: { ids: readonly string[] } | { tenantId: string }): Promise<void>
}

export function createInbound(deps: InboundDeps): Inbound {
  const { db } = deps
  return {
    subscribe: (place) => checkSubscriptions(deps, place),
    follow: (place) => followHints(deps, place),
    checkDue: () => checkDue(deps),
    recoverLostJobs: () => recoverLostJobs(deps),
    known: (keys) => knownSecrets(db, { tables: ["inbound_subscription"], column: "key_hash", hashOf: hashKey }, keys),
    receive: (delivery) => receive(deps, delivery),
    unsubscribe: (environmentId, which) => unsubscribe(deps, environmentId, which),
  }
}

/** The subscriptions of an account that has become active are made soon after that commits, unless it is not synced. */
export const createFirstSubscription =
  ({ jobs }: Pick<InboundDeps, "jobs">) =>
  async (tx: Db, account: Account): Promise<void> => {
    if (readSettings(account.context).isEnabled)
      await jobs.send(tx, { queue: "inbound-subscribe", data: accountKey(account) })
  }

export type { InboundDeps } from "./deps.js"
export type { Follow } from "./hint.js"
export type { Delivery } from "./receive.js"
export type { AccountPlace } from "./store.js"
export { createHintTrust, type HintTrust } from "./trust.js"
