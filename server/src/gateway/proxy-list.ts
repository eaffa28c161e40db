import {
  type Api,
  askAgain,
  type CatalogueMethod,
  type CatalogueResource,
  errorInSuccess,
  followList,
  get,
  isKeyed,
  type KeyedRows,
  type List,
  type ListStyle,
  listCall,
  type PageMeta,
  type PagePosition,
  type PageRequest,
  pageOf,
  postToRead,
  type RemoteQuery,
  type RemoteRequest,
  readList,
  START,
  unexpected,
  type WholeAnswer,
} from "@rollcall/connector-kit"
import { DEFAULT_LIMIT, MAX_LIMIT } from "@rollcall/contract"
import { AppError, badField } from "../errors.js"
import type { Signer } from "../vault/cursor.js"
import { bindingOf, type Position, readPosition, writePosition } from "./cursor.js"
import { forwardHeaders } from "./failures.js"
import { Pieces, type ProxyCall, type Reply } from "./gateway.js"
import { liftRows } from "./lift-rows.js"
import { readListBody } from "./proxy-body.js"
import { flatten, withoutOurs } from "./query.js"
import type { Reader } from "./reader.js"

export type Listing = { call: ProxyCall; reader: Reader; signer: Signer }
/** `path` is that of the method, filled. */
export type Proxied = { resource: CatalogueResource; method: CatalogueMethod; path: string }

/** `query`: what the list is asked with, besides what asks for a page. */
export type ProxiedList = { list: List; query: RemoteQuery; binding: readonly unknown[] }

/**
 * A page of the HR system's rows as the bytes they came in. More rows than one upstream page has are read page after
 * page; lists that number their pages are answered page by page, because their numbers count pages of one size.
 */
export async function listProxied({ call, reader, signer }: Listing, proxied: Proxied): Promise<Reply> {
  const { limit: _, ...rest } = withoutOurs(call.query)
  const wanted = proxiedList(reader.api, proxied, { query: rest, ...(call.body ? { body: call.body } : {}) })
  const binding = bindingOf([call.account.id, "proxy", ...wanted.binding])
  const cursor = call.query.next_cursor
  const from: From =
    typeof cursor === "string" && cursor !== "" && cursor !== "None"
      ? readPosition(signer, binding, cursor)
      : { page: START, direction: "forward" }
  const pages = await readPages(reader, { ...wanted, from, limit: readLimit(call.query.limit) })
  const count = pages.reduce((sum, page) => sum + page.count, 0)
  const [first, last] = [pages[0], pages.at(-1)]
  const write = (page: PagePosition | null | undefined, way: Pick<Position, "direction" | "read">) => {
    if (!page || count === 0) return "null"
    return JSON.stringify(writePosition(signer, binding, { view: "proxy", page, ...way }))
  }
  const onward = write(last?.meta.next, { direction: "forward", read: (from.read ?? 0) + count })
  const back = write(first?.meta.previous, { direction: "backward" })
  const tail = `],"next_cursor":${onward},"prev_cursor":${back},"result_count":${count}}`
  return {
    status: 200,
    headers: headersOf(last),
    body: new Pieces([HEAD, ...rowsOf(pages), Buffer.from(tail)]),
  }
}

/** A list of the catalogue with what its caller asks of it. Whoever pages otherwise than by our cursors would lose rows. */
export function proxiedList(
  api: Api,
  { resource, method, path }: Proxied,
  asked: Pick<ProxyCall, "query" | "body">,
): ProxiedList {
  const { style = api.lists, pagedIn } = method
  const { query: left, body } = readListBody(method, asked)
  const query = flatten(left)
  assertUnpaged(style, [...Object.keys(query), ...(pagedIn === "body" ? Object.keys(body ?? {}) : [])])
  const name = method.name === "list" ? resource.name : `${resource.name} ${method.name}`
  const said = { ...(path === method.path ? {} : { path }), ...(body === undefined ? {} : { body }) }
  const list = (ask: RemoteQuery): RemoteRequest => {
    if (method.httpMethod === "GET") return get(path, ask)
    if (pagedIn === "body") return { ...postToRead(path, { ...body, ...ask }, query), method: method.httpMethod }
    return { ...postToRead(path, body, ask), method: method.httpMethod }
  }
  return {
    list: { ...style, name, list },
    query: pagedIn === "body" ? {} : query,
    binding: [name, query, ...(Object.keys(said).length > 0 ? [said] : [])],
  }
}

function assertUnpaged({ page }: ListStyle, names: readonly string[]): void {
  const paging = names.find((name) => page.parameters.includes(name))
  if (paging === undefined) return
  throw badField(paging, "is not taken, because it pages the list: use limit and next_cursor instead")
}

const HEAD = Buffer.from('{"result":[')
const COMMA = Buffer.from(",")

/** The rows without their brackets, with commas between pages. */
const rowsOf = (pages: readonly ProxiedPage[]): Buffer[] =>
  pages
    .filter(({ count }) => count > 0)
    .flatMap(({ rows }, index) => [...(index === 0 ? [] : [COMMA]), rows.subarray(1, rows.length - 1)])

type From = Pick<Position, "page" | "read" | "direction">
type Wanted = Pick<ProxiedList, "list" | "query"> & { from: From; limit: number }

/** In the order of the list, also when it is read backwards: what is before a row ends with the row before it. */
async function readPages(reader: Reader, { list, query, from, limit }: Wanted): Promise<ProxiedPage[]> {
  const { maxSize } = list.page
  const isBack = from.direction === "backward"
  const onward = followList(list.page, from.read)
  const pages: ProxiedPage[] = []
  let position: PagePosition | null = from.page
  let left = limit
  while (position && left > 0) {
    const read: ProxiedPage = await readProxiedPage(reader, { list, query, position, size: Math.min(left, maxSize) })
    const { next, previous, ...meta } = read.meta
    const way = onward(position, { rows: { length: read.count }, meta: { ...meta, next: isBack ? previous : next } })
    if (isBack) pages.unshift(read)
    else pages.push(read)
    left -= read.count
    // Pages of a fixed size would give more than was asked for.
    position = meta.keepsSize ? null : way
  }
  return pages
}

function headersOf(page: ProxiedPage | undefined): Record<string, string> {
  const { headers = {}, rateLimit = {} } = page ?? {}
  return { ...forwardHeaders(headers, rateLimit), "content-type": "application/json; charset=utf-8" }
}

/** Rows as the text of an array. */
export type ProxiedPage = Pick<WholeAnswer, "headers" | "rateLimit"> & { rows: Buffer; count: number; meta: PageMeta }

/** Where a body is of the shape that can be cut, its rows are the bytes that came; else they are written anew. */
export async function readProxiedPage(reader: Reader, request: PageRequest): Promise<ProxiedPage> {
  const { rows, page: paging } = request.list
  if (isKeyed(rows) && !paging.cut) return askAgain(() => readLifted(reader, request, rows))
  const page = pageOf(await readList(reader.api, reader.fetch, request), request)
  return { ...page, rows: Buffer.from(JSON.stringify(page.rows)), count: page.rows.length }
}

async function readLifted({ api, fetch }: Reader, request: PageRequest, keys: KeyedRows): Promise<ProxiedPage> {
  const call = listCall(api, request)
  const { body, headers, rateLimit } = await fetch(call)
  const lifted = liftRows(body, keys)
  const failure = errorInSuccess(api, lifted?.others, call)
  if (failure) throw failure
  if (!lifted) {
    const message = "the HR system's answer is not a list"
    throw unexpected(message, { request: call, headers, body: body.toString("utf8", 0, 2_000), verdict: "retry" })
  }
  const { rows, count, others } = lifted
  const { position, size, query = {} } = request
  const answered = { body: { ...others, [keys.meta]: lifted.meta }, headers, count }
  return { headers, rateLimit, rows, count, meta: request.list.page.read(answered, { position, size, query }) }
}

function readLimit(given: unknown): number {
  if (given === undefined || given === "") return DEFAULT_LIMIT
  const limit = typeof given === "string" && /^\d{1,9}$/.test(given) ? Number(given) : 0
  if (limit >= 1 && limit <= MAX_LIMIT) return limit
  throw new AppError("request.invalid", `limit: give a whole number from 1 to ${MAX_LIMIT}`)
}
