import type { Readable } from "node:stream"
import type {
  CatalogueMethod,
  CatalogueResource,
  PagePosition,
  WholeAnswer,
  WireRequest,
} from "@rollcall/connector-kit"
import { DEFAULT_LIMIT, MAX_LIMIT } from "@rollcall/contract"
import { AppError } from "../errors.js"
import { bindingOf, readCursor, type Signer, writeCursor } from "./cursor.js"
import { forwardHeaders } from "./failures.js"
import type { PassedBody, ProxyCall, QueryObject, Reply } from "./gateway.js"
import { type Lifted, liftRows } from "./lift-rows.js"
import { readProxied } from "./proxy-get.js"
import { flatten, withoutOurs } from "./query.js"
import type { Reader } from "./reader.js"

type Proxying = { call: ProxyCall; reader: Reader; signer: Signer }

/** A call in the HR system's own shapes. A list's rows go out as the bytes they came in. */
export async function callProxy(proxying: Proxying): Promise<Reply> {
  const { call, reader } = proxying
  const resource = findResource(reader, call.resource)
  const method = findMethod(resource, call)
  if (method.httpMethod !== "GET") assertWritable(reader)
  if (method.answer === "page" && method.httpMethod === "GET") return listProxied(proxying, resource, method)
  const id = readId(call)
  const path = `${reader.api.root}/${method.path.replace("{id}", encodeURIComponent(id))}`
  if (method.name === "get")
    return readProxied(reader, { resource, path, id, query: flatten(withoutOurs(withoutId(call))) })
  return send(reader, { method: method.httpMethod, path, query: withoutId(call), body: call.body })
}

/** Resource names are taken with a dash or a slash between domain and resource. */
export function findResource(reader: Pick<Reader, "connector">, name: string): CatalogueResource {
  const { proxy, name: label } = reader.connector
  const found = proxy.get(name) ?? proxy.get(name.replace("/", "-"))
  if (found) return found
  const word = name.split(/[-/]/).at(-1) ?? name
  const near = [...proxy.keys()].filter((one) => one.includes(word) && word !== "").slice(0, 5)
  const hint =
    near.length > 0 ? `did you mean ${near.join(", ")}?` : "GET /integrated-account/{id}/capabilities lists them"
  throw new AppError("not_found", `${label} has no proxy resource ${name.slice(0, 100)}: ${hint}`)
}

function findMethod(resource: CatalogueResource, call: ProxyCall): CatalogueMethod {
  const found = resource.methods.find((one) => one.name === call.method)
  if (found) return found
  const names = resource.methods.map((one) => one.name).join(", ")
  throw new AppError("not_found", `${resource.name} has no method ${call.method.slice(0, 100)}; it has ${names}`)
}

function readId(call: ProxyCall): string {
  const id = call.id ?? ""
  if (id.length > 300 || /^\.*$/.test(id) !== (id === ""))
    throw new AppError("invalid_request", "the id in the path is malformed")
  return id
}

/** Clients of tools send the id of the path again in the query. */
function withoutId(call: ProxyCall): QueryObject {
  const { id, ...rest } = call.query
  return id !== undefined && id === call.id ? rest : call.query
}

export function assertWritable(reader: Pick<Reader, "account">): void {
  if (!reader.account.isSandbox) return
  throw new AppError("method_not_allowed", "this is a sandbox account: it can only be read", { isUndone: true })
}

async function listProxied(
  { call, reader, signer }: Proxying,
  resource: CatalogueResource,
  method: CatalogueMethod,
): Promise<Reply> {
  const { api } = reader
  const { limit: _, ...rest } = withoutOurs(call.query)
  const query = flatten(rest)
  const binding = bindingOf([call.account.id, "proxy", resource.name, query])
  const cursor = call.query.next_cursor
  const position: PagePosition =
    typeof cursor === "string" && cursor !== "" && cursor !== "None" ? readCursor(signer, binding, cursor).page : {}
  const limit = Math.min(readLimit(call.query.limit), api.maxPageSize)
  const written = api.writeQuery({ ...query, ...api.pageQuery(position, limit) })
  const request: WireRequest = { method: "GET", path: `${api.root}/${method.path}?${written}` }
  const { answer, lifted } = await readLifted(reader, request)
  const meta = api.readMeta(lifted.meta, position)
  const write = (page: PagePosition | null) =>
    page && lifted.count > 0
      ? JSON.stringify(writeCursor(signer, binding, { source: 0, page, direction: "forward" }))
      : "null"
  const tail = `,"next_cursor":${write(meta.next)},"prev_cursor":${write(meta.previous)},"result_count":${lifted.count}}`
  const headers = {
    ...forwardHeaders(answer.headers, api.rateLimit(answer.headers)),
    "content-type": "application/json; charset=utf-8",
  }
  return { status: 200, headers, body: Buffer.concat([Buffer.from('{"result":'), lifted.rows, Buffer.from(tail)]) }
}

const TRIES = 3

/** Reads a list; an answer that is no list is asked for again, twice. */
async function readLifted(reader: Reader, request: WireRequest): Promise<{ answer: WholeAnswer; lifted: Lifted }> {
  const { rowsKey, metaKey } = reader.api
  for (let tried = 1; tried <= TRIES; tried++) {
    const answer = await reader.fetch(request)
    const lifted = liftRows(answer.body, { rows: rowsKey, meta: metaKey })
    if (lifted) return { answer, lifted }
  }
  throw new AppError("upstream_failed", "the HR system's answer is not a list: try again")
}

function readLimit(given: unknown): number {
  if (given === undefined || given === "") return DEFAULT_LIMIT
  const limit = typeof given === "string" && /^\d{1,9}$/.test(given) ? Number(given) : 0
  if (limit < 1 || limit > MAX_LIMIT)
    throw new AppError("invalid_request", `limit: give a whole number from 1 to ${MAX_LIMIT}`)
  return limit
}

type Sending = { method: WireRequest["method"]; path: string; query: QueryObject; body: PassedBody | undefined }

/** Sends on as it came and streams the answer back as it comes. */
export async function send(
  reader: Reader,
  { method, path, query, body }: Sending,
): Promise<Reply & { body: Readable }> {
  const { api } = reader
  const written = api.writeQuery(flatten(withoutOurs(query)))
  const hasBody = body !== undefined && body.bytes.length > 0
  const request: WireRequest = {
    method,
    path: written === "" ? path : `${path}?${written}`,
    ...(hasBody ? { headers: { "content-type": body.contentType ?? "application/json" }, body: body.bytes } : {}),
  }
  const answer = await reader.upstream.open(request, reader.budget)
  const type = answer.headers["content-type"]
  const headers = {
    ...forwardHeaders(answer.headers, api.rateLimit(answer.headers)),
    "content-type": typeof type === "string" ? type : "application/octet-stream",
  }
  return { status: answer.status, headers, body: answer.body }
}
