import { readJson } from "@rollcall/contract"
import type { Api } from "../api.js"
import { findWithheld, idIn, type List, lackingIn, named, type PlainList, rowsOf } from "../list.js"
import type { AskedPage, PageMeta, PagePosition } from "../paging/index.js"
import { isRemote, type Remote } from "../remote.js"
import type { RemoteQuery, RemoteRequest } from "../request.js"
import { get } from "../request.js"
import { type RateLimit, UpstreamError, type UpstreamHeaders } from "../verdict.js"
import { errorInSuccess, unexpected } from "./body.js"
import type { WireRequest } from "./transport.js"
import type { WholeAnswer } from "./upstream.js"

/** Reads a whole answer; the caller has chosen account and deadline. */
export type FetchWhole = (request: WireRequest) => Promise<WholeAnswer>

/** `query`: parameters besides those of the page. */
export type PageRequest = { list: List; query?: RemoteQuery; position: PagePosition; size: number }
/** A list as one answer has it. */
export type ReadList = {
  rows: Remote[]
  /** Length of the answer. */
  bytes: number
  url: string
  headers: UpstreamHeaders
  rateLimit: RateLimit
  body: unknown
  /** Whether the text has escapes of NUL or of half a character: without one, no value has such a character. */
  hasOddEscapes?: boolean
  /** Columns of which something was left out, because it is nested too deeply to be kept. */
  cut?: readonly { row: Remote; column: string }[]
  /** Declared columns that the connection has no right to, where the answer says it: no row has them. */
  lacking?: readonly string[]
}
export type RemotePage = ReadList & {
  meta: PageMeta
  /** Of a list that is read a few values at a time: values whose rows are not known, because the call for them was refused. */
  refused?: readonly string[]
}

/** A list that has a path only, read like any list of the HR system. */
export const listAt = ({ lists }: Pick<Api, "lists">, path: string, query: RemoteQuery = {}): PlainList => ({
  ...lists,
  name: path,
  list: (ask) => get(path, { ...query, ...ask }),
})

/** A request below the root, ready to send. */
export function toWire(api: Api, { method, path, query = {}, body, reads, patienceMs }: RemoteRequest): WireRequest {
  const written = api.writeQuery(query)
  return {
    method,
    path: `${api.root}/${path}${written === "" ? "" : `?${written}`}`,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    ...(reads ? { reads } : {}),
    ...(patienceMs === undefined ? {} : { patienceMs }),
  }
}

const askedOf = ({ position, size, query = {} }: PageRequest): AskedPage => ({ position, size, query })

/** The call that reads one page of a list. */
export function listCall(api: Api, request: PageRequest): WireRequest {
  const { list } = request
  return toWire(api, list.list({ ...request.query, ...list.page.ask(askedOf(request)) }, {}))
}

type Answer = Pick<WholeAnswer, "body" | "headers">

/**
 * The rows of a body. Anything but a list is a malformed answer, and worth another try unless it is in another format.
 * Items that are no rows are left out; an array of nothing else is not an empty list.
 */
function decode(
  api: Api,
  { list }: PageRequest,
  { body: bytes, headers }: Answer,
): Pick<ReadList, "rows" | "body" | "hasOddEscapes" | "cut" | "lacking"> {
  let body: unknown
  const deep: (readonly string[])[] = []
  const text = bytes.toString("utf8")
  try {
    body = readJson(text, (place) => void deep.push(place))
  } catch {
    throw malformed("the HR system's answer is not JSON", { headers, body: bytes.toString("utf8", 0, 2_000) })
  }
  const failure = errorInSuccess(api, body, READ)
  if (failure) throw failure
  const found = rowsOf(list.rows, body)
  if (!found || (found.length > 0 && !found.some(isRemote)))
    throw malformed("the HR system's answer is not a list", { headers, body })
  const rows = found.filter(isRemote)
  const lacking = lackingIn(list, body)
  const names = rows.map((row) => named(list, lacking ? without(row, lacking) : row))
  const withheld = findWithheld(list, names)
  if (withheld !== undefined) throw refused(withheld, { headers, body })
  const cut = cutIn(body, deep).map(({ row, column }) => ({ row: names[rows.indexOf(row)] ?? row, column }))
  return {
    rows: names,
    body,
    hasOddEscapes: ODD_ESCAPE.test(text),
    ...(cut.length > 0 ? { cut } : {}),
    ...(lacking ? { lacking } : {}),
  }
}

/** It is as if the list itself were refused: rows that can't be understood are taken for nothing that they are not. */
const refused = (column: string, answer: Pick<UpstreamError, "headers" | "body">): UpstreamError =>
  new UpstreamError(`the HR system gives no ${column} in any row: the connection has no right to it`, {
    ...answer,
    verdict: "skip",
    status: 403,
  })

function without(row: Remote, columns: readonly string[]): Remote {
  if (!columns.some((column) => column in row)) return row
  return Object.fromEntries(Object.entries(row).filter(([column]) => !columns.includes(column)))
}

const ODD_ESCAPE = /\\u(?:0000|d[89a-f])/i

type Cut = { row: Remote; column: string }

/** What was left out, each column once. A row is the first item of an array on the way; without an array, the body's own. */
function cutIn(body: unknown, places: readonly (readonly string[])[]): Cut[] {
  const found = new Map<string, Cut>()
  for (const place of places) {
    const above = place.map((_key, index) => place.slice(0, index).reduce(stepInto, body))
    const array = Math.max(
      0,
      above.findIndex((one, index) => Array.isArray(one) && isRemote(above[index + 1])),
    )
    const row = above[array + 1]
    const column = place[array + 1] ?? ""
    found.set(place.slice(0, array + 2).join(" "), { row: isRemote(row) ? row : {}, column })
  }
  return [...found.values()]
}

const stepInto = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined

const READ = { method: "GET" } as const

const malformed = (message: string, answer: Pick<UpstreamError, "headers" | "body">) =>
  unexpected(message, { ...answer, request: READ, verdict: "retry" })

const MALFORMED_TRIES = 3

/** A read whose answer is not what was asked for is asked again, twice. */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask()
    } catch (error) {
      const isMalformed = error instanceof UpstreamError && error.reason === "malformed" && error.verdict === "retry"
      if (!isMalformed || tried >= MALFORMED_TRIES) throw error
    }
  }
}

/** A refusal that says that there are no rows. */
const isEmpty = (error: unknown, { list, query = {} }: PageRequest): error is UpstreamError =>
  error instanceof UpstreamError && error.status === 404 && (list.isEmptyAt404?.(query) ?? false)

const NO_ROWS = { rows: [], body: [], bytes: 0, url: "" }

async function readOnce(api: Api, fetch: FetchWhole, request: PageRequest): Promise<ReadList> {
  const answer = await fetch(listCall(api, request)).catch((error: unknown) => {
    if (isEmpty(error, request)) return error
    throw error
  })
  if (answer instanceof UpstreamError) return { ...NO_ROWS, headers: answer.headers, rateLimit: answer.rateLimit }
  const { url, headers, rateLimit } = answer
  return { ...decode(api, request, answer), bytes: answer.body.length, url, headers, rateLimit }
}

/** One answer of a list, in the HR system's order. */
export const readList = (api: Api, fetch: FetchWhole, request: PageRequest): Promise<ReadList> =>
  askAgain(() => readOnce(api, fetch, request))

/** The page that was asked for, of an answer. */
export function pageOf(read: ReadList, request: PageRequest): RemotePage {
  const { list } = request
  const asked = askedOf(request)
  const { rows, body, headers } = read
  const meta = list.page.read({ body, headers, count: rows.length }, asked)
  const page = list.page.cut?.({ rows, meta }, asked, (row) => idIn(list, row)) ?? { meta, rows }
  return { ...read, meta: page.meta, rows: [...page.rows] }
}

/** One page of a list. */
export const readPage = (api: Api, fetch: FetchWhole, request: PageRequest): Promise<RemotePage> =>
  askAgain(async () => pageOf(await readOnce(api, fetch, request), request))
