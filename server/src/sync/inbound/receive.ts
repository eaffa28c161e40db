import { Buffer } from "node:buffer"
import { timingSafeEqual } from "node:crypto"
import { type Connector, isRemote, type Remote } from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Db } from "../../db/index.js"
import { isStorable } from "../../db/storable.js"
import { AppError } from "../../errors.js"
import type { Jobs } from "../../jobs/index.js"
import type { Vault } from "../../vault/index.js"
import { hashKey } from "./address.js"
import type { HintKey } from "./hint.js"
import * as store from "./store.js"
import { sealedAt } from "./subscribe.js"

export type Delivery = {
  accountId: string
  /** Secret part of the address. */
  key: string
  /** A header by its lower-case name. */
  header(name: string): string | undefined
  body: Buffer | undefined
}

export type ReceiveParts = { db: Db; vault: Vault; jobs: Jobs; connectors: ReadonlyMap<string, Connector> }

/** One row is a few kilobytes. */
const MAX_BYTES = 512 * 1024
const MAX_HINTS = 2_000
const MAX_ID_LENGTH = 100

/**
 * A delivery of the HR system: hints and one job for all that wait, in one transaction. Nothing in it is believed but
 * ids. An address that nobody listens at and a wrong challenge are both answered with undefined, and leave no trace.
 * Throws `payload_too_large` for an authentic one that is too big.
 */
export async function receive(parts: ReceiveParts, delivery: Delivery): Promise<true | undefined> {
  const subscription = await findAuthentic(parts, delivery)
  if (!subscription) return undefined
  const { environment_id: environmentId, account_id: accountId, event } = subscription
  if ((delivery.body?.length ?? 0) > MAX_BYTES)
    throw new AppError("payload_too_large", `a delivery may have ${MAX_BYTES} bytes`)
  const hints = hintsOf(parts.connectors.get(subscription.integration), event, delivery.body)
  const place = { environmentId, accountId }
  await parts.db.transaction().execute(async (tx) => {
    const hasToSend = hints.length > 0 && (await store.claimJob(tx, place))
    await store.noteDelivery(tx, place, event)
    if (hints.length > 0) await store.putHints(tx, place, hints)
    if (hasToSend) await parts.jobs.send(tx, { queue: "inbound", data: place })
  })
  return true
}

async function findAuthentic(
  { db, vault, connectors }: ReceiveParts,
  { accountId, key, header }: Delivery,
): Promise<store.Subscribed | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(accountId) || !/^[A-Za-z0-9_-]{43}$/.test(key)) return undefined
  // Found by a hash of 256 random bits: how long that takes tells nothing about the key.
  const row = await store.findByKey(db, accountId, hashKey(key))
  const webhooks = row && connectors.get(row.integration)?.webhooks
  if (!row || !webhooks) return undefined
  const expected = vault.open(row.challenge, sealedAt(row.account_id, row.event))
  return isEqual(expected, header(webhooks.challengeHeader) ?? "") ? row : undefined
}

/** Takes as long whatever the difference is. */
function isEqual(expected: Buffer, given: string): boolean {
  const bytes = Buffer.from(given)
  return bytes.length === expected.length && timingSafeEqual(bytes, expected)
}

/** What can't be read gives no hint: polling finds the change. */
function hintsOf(connector: Connector | undefined, event: string, body: Buffer | undefined): HintKey[] {
  const touches = connector?.webhooks?.events.find(({ type }) => type === event)?.touches ?? []
  const found = new Map<string, HintKey>()
  for (const row of readRows(body)) {
    for (const { table, column, values } of touches)
      for (const value of values(row).filter(isId))
        found.set(`${table.name} ${column} ${value}`, { table: table.name, column, value })
  }
  return [...found.values()].slice(0, MAX_HINTS)
}

const isId = (id: string) => id !== "" && id.length <= MAX_ID_LENGTH && isStorable(id)

/** One row, or several: the reference says one, also for events of many. */
function readRows(body: Buffer | undefined): Remote[] {
  try {
    const read: unknown = readRemoteJson(body?.toString("utf8") ?? "")
    return [read].flat().filter(isRemote)
  } catch {
    return []
  }
}
