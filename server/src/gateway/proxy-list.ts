import {
  askAgain,
  errorInSuccess,
  followList,
  type PagePosition,
  type RemoteQuery,
  unexpected,
  type WholeAnswer,
  type WireRequest,
} from "@rollcall/connector-kit"
import { DEFAULT_LIMIT, MAX_LIMIT } from "@rollcall/contract"
import { AppError } from "../errors.js"
import type { Signer } from "../vault/cursor.js"
import { bindingOf, type Position, readPosition, writePosition } from "./cursor.js"
import { forwardHeaders } from "./failures.js"
import type { ProxyCall, Reply } from "./gateway.js"
import { type Lifted, liftRows } from "./lift-rows.js"
import { flatten, withoutOurs } from "./query.js"
import type { Reader } from "./reader.js"

export type Listing = { call: ProxyCall; reader: Reader; signer: Signer }
type List = { name: string; path: string }

/**
 * A page of the HR system's rows as the bytes they came in. More rows than one upstream page has are read page after
 * page; lists that number their pages are answered page by page, because their numbers count pages of one size.
 */
export async function listProxied({ call, reader, signer }: Listing, list: List): Promise<Reply> {
  const { api } = reader
  const { limit: _, ...rest } = withoutOurs(call.query)
  const query = flatten(rest)
  const binding = bindingOf([call.account.id, "proxy", list.name, query])
  const cursor = call.query.next_cursor
  const from: From =
    typeof cursor === "string" && cursor !== "" && cursor !== "None"
      ? readPosition(signer, binding, cursor)
      : { page: {} }
  const pages = await readPages(reader, { path: list.path, query, from, limit: readLimit(call.query.limit) })
  const count = pages.reduce((sum, page) => sum + page.lifted.count, 0)
  const [first, last] = [pages[0], pages.at(-1)]
  const write = (page: PagePosition | null | undefined, read: number) => {
    if (!page || count === 0) return "null"
    const size = page.page === undefined ? {} : { size: last?.size ?? api.maxPageSize }
    return JSON.stringify(writePosition(signer, binding, { view: "proxy", page, direction: "forward", read, ...size }))
  }
  const onward = write(last?.next, (from.read ?? 0) + count)
  const tail = `],"next_cursor":${onward},"prev_cursor":${write(first?.previous, 0)},"result_count":${count}}`
  return {
    status: 200,
    headers: headersOf(last),
    body: Buffer.concat([HEAD, ...rowsOf(pages), Buffer.from(tail)]),
  }
}

const HEAD = Buffer.from('{"result":[')
const COMMA = Buffer.from(",")

/** The rows without their brackets, with commas between pages. */
const rowsOf = (pages: readonly Page[]): Buffer[] =>
  pages
    .filter(({ lifted }) => lifted.count > 0)
    .flatMap(({ lifted }, index) => [...(index === 0 ? [] : [COMMA]), lifted.rows.subarray(1, lifted.rows.length - 1)])

type Page = {
  answer: WholeAnswer
  lifted: Lifted
  next: PagePosition | null
  previous: PagePosition | null
  /** Rows that were asked for. */
  size: number
}
type From = Pick<Position, "page" | "read" | "size">
type Wanted = { path: string; query: RemoteQuery; from: From; limit: number }

async function readPages(reader: Reader, { path, query, from, limit }: Wanted): Promise<Page[]> {
  const { api } = reader
  const onward = followList(api.maxPageSize, from.read)
  const pages: Page[] = []
  let position: PagePosition | null = from.page
  let left = limit
  while (position && left > 0) {
    const asked: PagePosition = position
    // Numbers count pages of one size, whatever the caller asks for meanwhile.
    const size = (asked.page === undefined ? undefined : from.size) ?? Math.min(left, api.maxPageSize)
    const written = api.writeQuery({ ...query, ...api.pageQuery(asked, size) })
    const { answer, lifted } = await readLifted(reader, { method: "GET", path: `${api.root}/${path}?${written}` })
    const meta = api.readMeta(lifted.meta, asked)
    const next = onward(asked, { rows: { length: lifted.count }, meta })
    const { previous } = meta
    pages.push({ answer, lifted, next, previous, size })
    left -= lifted.count
    position = next?.after === undefined ? null : next
  }
  return pages
}

function headersOf(page: Page | undefined): Record<string, string> {
  const { headers = {}, rateLimit = {} } = page?.answer ?? {}
  return { ...forwardHeaders(headers, rateLimit), "content-type": "application/json; charset=utf-8" }
}

/** Reads a list; an answer that is no list is asked for again. */
const readLifted = ({ api, fetch }: Reader, request: WireRequest): Promise<{ answer: WholeAnswer; lifted: Lifted }> =>
  askAgain(async () => {
    const answer = await fetch(request)
    const lifted = liftRows(answer.body, { rows: api.rowsKey, meta: api.metaKey })
    const failure = errorInSuccess(api, lifted?.others, request)
    if (failure) throw failure
    if (lifted) return { answer, lifted }
    const { headers, body } = answer
    const message = "the HR system's answer is not a list"
    throw unexpected(message, { request, headers, body: body.toString("utf8", 0, 2_000), verdict: "retry" })
  })

function readLimit(given: unknown): number {
  if (given === undefined || given === "") return DEFAULT_LIMIT
  const limit = typeof given === "string" && /^\d{1,9}$/.test(given) ? Number(given) : 0
  if (limit >= 1 && limit <= MAX_LIMIT) return limit
  throw new AppError("invalid_request", `limit: give a whole number from 1 to ${MAX_LIMIT}`)
}
