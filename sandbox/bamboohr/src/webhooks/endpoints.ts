import { randomBytes } from "node:crypto"
import type { Noted } from "@rollcall/sandbox-kit"
import type { Answer, Call, Endpoint } from "../endpoints/call.js"
import { FIELDS } from "../fields/index.js"
import { TABLES } from "../fields/tables.js"
import type { Json, Row } from "../world.js"
import { type Note, secondOf } from "./index.js"
import { type Complaint, MONITORABLE, readWish, type Subscription, subscriptionOf, TABLE } from "./subscription.js"

const common = { form: "webhooks", area: "webhooks" } as const

/** Webhooks made, shown and removed by the credential whose user they belong to. */
export const webhooks: readonly Endpoint[] = [
  { ...common, method: "GET", path: "v1/webhooks", run: list },
  { ...common, method: "POST", path: "v1/webhooks", run: create },
  { ...common, method: "GET", path: "v1/webhooks/monitor_fields", run: monitorFields },
  { ...common, method: "GET", path: "v1/webhooks/post-fields", run: postFields },
  { ...common, method: "GET", path: "v1/webhooks/:id", run: (call) => own(call, (one) => ({ json: shown(one) })) },
  { ...common, method: "PUT", path: "v1/webhooks/:id", run: (call) => own(call, (one) => replace(call, one)) },
  { ...common, method: "DELETE", path: "v1/webhooks/:id", run: (call) => own(call, (one) => remove(call, one)) },
  { ...common, method: "GET", path: "v1/webhooks/:id/log", run: (call) => own(call, (one) => log(call, one)) },
]

const complain = (status: number, complaints: readonly Complaint[]): Answer => ({
  status,
  json: { errors: [...complaints] },
})

/** Somebody else's is a 403. */
function own(call: Call, run: (subscription: Subscription) => Answer): Answer {
  const row = call.running.store.find(TABLE, call.params.id ?? "")
  if (!row) return complain(404, [{ error: "Webhook not found" }])
  const subscription = subscriptionOf(row)
  if (subscription.ownerId !== call.rights.level.userId)
    return complain(403, [{ error: "This webhook belongs to another user" }])
  return run(subscription)
}

/** Without the key: that is shown once. */
function shown({ ownerId: _, level: __, privateKey: ___, ...rest }: Subscription): { [name: string]: Json } {
  return rest
}

function list({ running, rights }: Call): Answer {
  const mine = running.store.all(TABLE).filter(({ ownerId }) => ownerId === rights.level.userId)
  const webhooks = mine.map(({ id, name = null, created = null, lastSent = null, url = null }: Row) => {
    return { id, name, created, lastSent, url }
  })
  return { json: { webhooks } }
}

function create(call: Call): Answer {
  const { running, rights, isGrant, body } = call
  const read = readWish(body ?? null, rights)
  if ("complaints" in read) return complain(400, read.complaints)
  const made = {
    ...read.wish,
    ownerId: rights.level.userId,
    level: isGrant ? asJson(rights.level) : null,
    created: secondOf(running.clock),
    lastSent: null,
    privateKey: randomBytes(16).toString("hex"),
  }
  const row = running.store.insert(TABLE, made)
  return { status: 201, json: { ...shown(subscriptionOf(row)), privateKey: made.privateKey } }
}

const asJson = (value: object): Json => JSON.parse(JSON.stringify(value))

/** All of it, but the key stays. */
function replace({ running, rights, body }: Call, { id }: Subscription): Answer {
  const read = readWish(body ?? null, rights)
  if ("complaints" in read) return complain(400, read.complaints)
  const row = running.store.update(TABLE, id, read.wish)
  return row ? { json: shown(subscriptionOf(row)) } : complain(404, [{ error: "Webhook not found" }])
}

function remove({ running }: Call, { id }: Subscription): Answer {
  running.store.remove(TABLE, id)
  return { text: "Web hook has been deleted." }
}

const LOG_DAYS = 14
const MAX_LOGGED = 200

/** The newest first. */
function log({ running }: Call, subscription: Subscription): Answer {
  const since = running.clock.now().getTime() - LOG_DAYS * 86_400_000
  const entries = running.webhooks
    .deliveries()
    .filter(({ subscriptionId, attempts }) => {
      return subscriptionId === subscription.id && Date.parse(attempts.at(-1)?.at ?? "") >= since
    })
    .toReversed()
    .slice(0, MAX_LOGGED)
  return { json: entries.map((delivery) => logged(delivery, subscription)) }
}

function logged({ attempts, targetUrl, state, note }: Noted<Note>, { id, format }: Subscription): Json {
  const last = attempts.at(-1)
  const at = (last?.at ?? "").slice(0, 19).replace("T", " ")
  return {
    webhookId: id,
    url: targetUrl,
    lastAttempted: at,
    lastSuccess: state === "delivered" ? at : "",
    statusCode: last?.status === null || last === undefined ? "" : String(last.status),
    format,
    employeeIds: [note.employeeId],
  }
}

function monitorFields({ rights }: Call): Answer {
  const fields = MONITORABLE.filter((field) => rights.seesField(field)).map(({ id, name, alias }) => {
    return { id: String(id), name, alias }
  })
  return { json: { fields } }
}

/** One page holds them all: which are on which page of the web app is not known. */
function postFields({ rights }: Call): Answer {
  const fields = FIELDS.filter((field) => typeof field.id === "number" && field.source.kind !== "none")
    .filter((field) => rights.seesField(field))
    .map(({ alias, name, type, id, source }) => {
      const table = source.kind === "table" ? TABLES.findIndex((one) => one.alias === source.table) + 1 : null
      return { alias, name, type, id, pageId: 1, tableId: table }
    })
  const tables = TABLES.map(({ alias }, index) => ({ id: index + 1, name: alias }))
  return { json: { fields, pages: [{ id: 1, name: "Personal" }], tables } }
}
