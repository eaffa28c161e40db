import { Buffer } from "node:buffer"
import { isRemote, type Remote, type Webhooks } from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import { isStorable } from "../../db/storable.js"
import { AppError } from "../../errors.js"
import { hashKey } from "./address.js"
import type { InboundDeps } from "./deps.js"
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

export type ReceiveDeps = Pick<InboundDeps, "db" | "vault" | "jobs" | "connectors" | "clock">

/** One row is a few kilobytes. */
const MAX_BYTES = 512 * 1024
const MAX_HINTS = 2_000
const MAX_ID_LENGTH = 100

/**
 * A delivery of the HR system: hints and one job for all that wait, in one transaction. Nothing in it is believed but
 * ids. An address that nobody listens at and what is not signed rightly are both answered with undefined, and leave no
 * trace. Throws `request.too_large` for an authentic one that is too big.
 */
export async function receive(deps: ReceiveDeps, delivery: Delivery): Promise<true | undefined> {
  const authentic = await findAuthentic(deps, delivery)
  if (!authentic) return undefined
  const { subscription, webhooks } = authentic
  const { environment_id: environmentId, account_id: accountId, name, events } = subscription
  if ((delivery.body?.length ?? 0) > MAX_BYTES)
    throw new AppError("request.too_large", `a delivery may have ${MAX_BYTES} bytes`)
  const hints = hintsOf(webhooks, events, delivery.body)
  const place = { environmentId, accountId }
  await deps.db.transaction().execute(async (tx) => {
    const hasToSend = hints.length > 0 && (await store.claimJob(tx, place))
    await store.recordDelivery(tx, place, name)
    if (hints.length > 0) await store.putHints(tx, place, hints)
    if (hasToSend) await deps.jobs.send(tx, { queue: "inbound", data: place })
  })
  return true
}

async function findAuthentic(
  { db, vault, connectors, clock }: ReceiveDeps,
  { accountId, key, header, body = Buffer.alloc(0) }: Delivery,
): Promise<{ subscription: store.Subscribed; webhooks: Webhooks } | undefined> {
  if (!/^[0-9a-f-]{36}$/i.test(accountId) || !/^[A-Za-z0-9_-]{43}$/.test(key)) return undefined
  // Found by a hash of 256 random bits: how long that takes tells nothing about the key.
  const row = await store.findByKey(db, accountId, hashKey(key))
  const webhooks = row && connectors.get(row.integration)?.webhooks
  if (!row?.secret || !webhooks) return undefined
  const secret = vault.open(row.secret, sealedAt(row.account_id, row.name)).toString("utf8")
  return webhooks.verify({ header, body, secret, now: clock.now() }) ? { subscription: row, webhooks } : undefined
}

/** What can't be read gives no hint: polling finds the change. */
function hintsOf(webhooks: Webhooks, events: readonly string[], bytes: Buffer | undefined): HintKey[] {
  const body = readBody(bytes)
  const event = webhooks.eventOf ? webhooks.eventOf(body) : events[0]
  const touches = webhooks.events.find(({ type }) => type === event)?.touches ?? []
  const found = new Map<string, HintKey>()
  for (const row of webhooks.rowsOf?.(body) ?? rowsIn(body)) {
    for (const { table, column, values } of touches)
      for (const value of values(row).filter(isId))
        found.set(`${table.name} ${column} ${value}`, { table: table.name, column, value })
  }
  return [...found.values()].slice(0, MAX_HINTS)
}

const isId = (id: string) => id !== "" && id.length <= MAX_ID_LENGTH && isStorable(id)

function readBody(bytes: Buffer | undefined): unknown {
  try {
    return readRemoteJson(bytes?.toString("utf8") ?? "")
  } catch {
    return undefined
  }
}

/** One row, or several: HR systems that say one may send many. */
const rowsIn = (body: unknown): Remote[] => [body].flat().filter(isRemote)
