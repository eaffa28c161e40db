import {
  changeRows,
  createServer,
  mountControl,
  mountFaults,
  mountOAuth,
  recordRequests,
  strikesOf,
} from "@rollcall/sandbox-kit"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { authorize } from "./authorize.js"
import { behaviours } from "./behaviours/index.js"
import { controlOf } from "./control.js"
import { filterRows } from "./lists/filter.js"
import { pageOf } from "./lists/page.js"
import { assertLists, type Query, readQuery } from "./lists/query.js"
import { FACTORIAL_OAUTH } from "./oauth.js"
import { presentRow } from "./rows/present.js"
import { renderColumns, servedVersion } from "./rows/render.js"
import { createRow, deleteRow, missing, updateRow } from "./rows/write.js"
import type { Running } from "./running.js"
import { type Said, withNumericIds, writeSaid } from "./said.js"
import { columnsOf, type OperationSpec, operationsOf } from "./spec/index.js"
import { compareIds } from "./store.js"
import { type Behaviour, type Call, type Json, Refusal, type Row } from "./world.js"

/** The API over HTTP. The company behind it can be replaced while it runs. */
export function createApi(running: Running): FastifyInstance {
  const app = createServer(running.keeper)
  recordRequests(app, { log: running, isCall: (url) => url.startsWith("/api/") })
  mountFaults(app, { faults: running.faults, tokens: running.oauth, clock: running.clock })
  mountControl(app, controlOf(running))
  mountOAuth(app, running.oauth, FACTORIAL_OAUTH)
  app.all("/api/:version/resources/:domain/:resource", (request, reply) => answer(running, request, reply))
  app.all("/api/:version/resources/:domain/:resource/:rest", (request, reply) => answer(running, request, reply))
  app.get("/_files/:id", (request, reply) => sendFile(running, request, reply))
  app.setErrorHandler((error, _request, reply) => sendRefusal(reply, error))
  app.setNotFoundHandler((_request, reply) => sendJson(reply, 404, JSON.stringify({ errors: ["Not found"] })))
  return app
}

/** Whoever has the address has the file. */
function sendFile(running: Running, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { id = "" } = request.params as Record<string, string> // all of them are text
  const isSigned = new URL(request.url, "http://file").searchParams.get("signature") === running.company.id
  const document = isSigned ? running.store.find("documents/documents", id) : undefined
  if (!document) return sendJson(reply, 403, JSON.stringify({ errors: ["Forbidden"] }))
  const type = typeof document.content_type === "string" ? document.content_type : "application/octet-stream"
  return reply.header("content-type", type).send(Buffer.from(`%PDF-1.4\n% ${document.filename}\n%%EOF\n`))
}

function answer(running: Running, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  try {
    const plain = serve(running, request)
    const said = changeRows(plain, strikesOf(request), { numeric_ids: withNumericIds })
    return sendJson(reply, said.status, writeSaid(said, plain))
  } catch (error) {
    return sendRefusal(reply, error)
  }
}

type Target = { table: string; action: string; id: string | null; operation: OperationSpec; version: string }

function serve(running: Running, request: FastifyRequest): Said {
  const query = readQuery(request.url)
  const target = readTarget(request)
  const credential = authorize(running, request.headers, target)
  const body = request.method === "GET" ? {} : readBody(request.body)
  const origin = `${request.protocol}://${request.host}`
  const call: Call = { world: running.world, credential, id: target.id, query, body, origin }
  if (target.operation.a === "page") return serveList(running, target, call)
  const result = act(target, call)
  const kind = Array.isArray(result)
    ? ({ shape: "array", form: "these" } as const)
    : ({ shape: "object", form: "one" } as const)
  const framed = frame(target, call)
  // A write answers what a read of the row would show.
  return { ...framed, ...kind, rows: [result].flat().map(framed.present), page: null }
}

/** What does not depend on the rows. */
function frame({ table, operation, version }: Target, { world, credential, query }: Call) {
  const seen = { world, credential, query }
  const rendering = { schema: operation.o ?? "", version }
  const present = (row: Row) => presentRow(table, row, seen) ?? row
  const other = (wanted: { is: string } | { isNot: string }) => {
    const all = world.store
    const found = "is" in wanted ? all.find(table, wanted.is) : all.all(table).find(({ id }) => id !== wanted.isNot)
    return found && present(found)
  }
  const columns = (row: Row) => renderColumns(row, rendering)
  return { status: operation.st, rendering, present, other, columns }
}

/** `{id}` and actions share a place in the path; GET, PUT and DELETE have ids there, POST has actions. */
function readTarget(request: FastifyRequest): Target {
  const params = request.params as Record<string, string> // all of them are text
  const table = `${params.domain}/${params.resource}`.replaceAll("-", "_")
  // Seen live: the generations before dated versions are gone.
  const operations = /^v\d+$/.test(params.version ?? "") ? undefined : operationsOf(table)
  const rest = params.rest
  const words: Readonly<Record<string, string>> = {
    GET: rest === undefined ? "list" : "get",
    PUT: "update",
    PATCH: "update",
    DELETE: "delete",
  }
  const action = request.method === "POST" ? (rest?.replaceAll("-", "_") ?? "create") : (words[request.method] ?? "")
  const operation = operations?.[action]
  if (!operation || (rest === undefined && (action === "update" || action === "delete")))
    throw new Refusal(404, { errors: ["Not found"] })
  const id = request.method === "POST" ? null : (rest ?? null)
  return { table, action, id, operation, version: servedVersion(params.version ?? "") }
}

function readBody(bytes: unknown): Record<string, Json> {
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) return {}
  try {
    const read: unknown = JSON.parse(bytes.toString("utf8"))
    if (typeof read === "object" && read !== null && !Array.isArray(read)) return read as Record<string, Json> // parsed JSON
  } catch {
    // Falls through to the refusal.
  }
  throw new Refusal(400, { errors: { exception: ["the body is not a JSON object"] } })
}

function serveList(running: Running, target: Target, call: Call): Said {
  const { table, operation } = target
  const parameters = operation.q ?? {}
  const query: Query = call.query
  assertLists(query, parameters)
  if (table === "timeoff/leave_types" && query.employee_id !== undefined && query.reference_date === undefined)
    throw new Refusal(422, { errors: { errors: ["reference_date is required with employee_id"] } })
  const computed = behaviours[`GET ${table}`]
  const { world, store } = running
  const found = computed ? computedRows(computed, call) : filterRows({ table, query, parameters, world, store })
  const seen = { world, credential: call.credential, query }
  const visible = call.credential.kind === "user_token" ? found.filter((row) => presentRow(table, row, seen)) : found
  const framed = frame(target, call)
  const page = pageOf(table, visible, query)
  const form = query["ids[]"] === undefined ? "list" : "these"
  return { ...framed, shape: "page", form, rows: computed ? page.rows : page.rows.map(framed.present), page }
}

/** In the order of their ids, because cursors say where to go on in it. */
const computedRows = (behaviour: Behaviour, call: Call): Row[] =>
  [behaviour(call)].flat().sort((a, b) => compareIds(a.id, b.id))

const VERBS: Readonly<Record<string, string>> = { create: "POST", update: "PUT", delete: "DELETE", get: "GET" }

function act({ table, action, operation }: Target, call: Call): Row | Row[] {
  const isStandard = VERBS[action] !== undefined
  const key = action === "get" ? "" : isStandard ? `${VERBS[action]} ${table}` : `POST ${table}/${action}`
  const behaviour = behaviours[key]
  if (behaviour) return behaviour(call)
  if (action === "get") return readOne(table, call)
  if (action === "create") return createRow(table, call)
  if (action === "update") return updateRow(table, call)
  if (action === "delete") return deleteRow(table, call)
  return actPlainly(table, { action, operation }, call)
}

function readOne(table: string, call: Call): Row {
  const row = call.world.store.find(table, call.id ?? "")
  const shown = row && presentRow(table, row, { world: call.world, credential: call.credential, query: call.query })
  if (!shown) throw missing(call)
  return shown
}

/** Actions without rules of their own: bulk writes go row by row, others change the row that the body names. */
function actPlainly(
  table: string,
  { action, operation }: Pick<Target, "action" | "operation">,
  call: Call,
): Row | Row[] {
  const listed = Object.values(call.body).find((value) => Array.isArray(value))
  if (operation.a === "array" && Array.isArray(listed)) {
    return listed.flatMap((one) => {
      if (typeof one === "object" && one !== null && !Array.isArray(one))
        return createRow(table, { ...call, body: one })
      return call.world.store.find(table, String(one)) ?? []
    })
  }
  const id = String(call.body.id ?? "")
  const patch =
    action === "archive"
      ? { archived_at: call.world.clock.now().toISOString() }
      : action === "unarchive"
        ? { archived_at: null }
        : {}
  const columns = columnsOf(operation.o)
  const known = Object.fromEntries(
    Object.entries(call.body).filter(([name]) => name !== "id" && Object.hasOwn(columns, name)),
  )
  const row = call.world.store.update(table, id, { ...known, ...patch })
  if (!row) throw missing(call)
  return row
}

export function sendJson(reply: FastifyReply, status: number, body: string): FastifyReply {
  return reply.code(status).header("content-type", "application/json; charset=utf-8").send(body)
}

function sendRefusal(reply: FastifyReply, error: unknown): FastifyReply {
  if (error instanceof Refusal) return sendJson(reply, error.status, JSON.stringify(error.body))
  if (
    error instanceof Error &&
    "statusCode" in error &&
    typeof error.statusCode === "number" &&
    error.statusCode < 500
  ) {
    return sendJson(reply, error.statusCode, JSON.stringify({ errors: [error.message] }))
  }
  return reply.code(500).header("content-type", "text/html").send("<h1>We're sorry, but something went wrong.</h1>")
}
