import {
  all,
  bareRows,
  type Connector,
  cursor,
  get,
  idOf,
  isRemote,
  many,
  offset,
  one,
  pageNumber,
  pageOf,
  type Remote,
  type RemoteQuery,
  type Paging as Strategy,
  type Table,
  table,
  text,
  UpstreamError,
  view,
  type WireRequest,
} from "@rollcall/connector-kit"
import type { Account } from "../accounts/index.js"
import type { Signer } from "../vault/cursor.js"
import type { Reader } from "./reader.js"
import type { AnyView } from "./relations.js"

/** How a list says where it goes on: by the last row, by counted pages, or by counted rows. */
export const PAGINGS = ["cursor", "page", "offset"] as const
type Paging = (typeof PAGINGS)[number]

export type Company = {
  lists: Record<string, Remote[]>
  /** one_way: by the last row, and never back. */
  paging?: Paging | "one_way"
  maxPageSize?: number
  /** Lists that answer 403. */
  refused?: readonly string[]
  /** Ids with which a call is refused as wrong. */
  bad?: readonly string[]
  /** Lists that answer 500. */
  broken?: readonly string[]
  /** Rows of a single read, by path. */
  singles?: Record<string, unknown>
  /** Answer to a write; text is no JSON. */
  written?: unknown
  writtenHeaders?: Record<string, string>
  zone?: string
  /** What each page takes. */
  pageMs?: number
}

/** A reader of an HR system in memory, with what was asked of it. */
export type TestReader = Reader & { asked: string[]; sent: unknown[] }

export const account = { id: "a", environmentId: "e", context: {} } as Account // what the gateway reads of one
export const signer: Signer = {
  sign: (value, purpose) => Buffer.from(`${purpose} ${value}`).toString("base64url").slice(-20),
  verify: (value, signature, purpose) => signature === signer.sign(value, purpose),
}

const api = {
  root: "/api",
  headers: {},
  classify: () => "stop" as const,
  readErrorMessage: () => undefined,
  maxIdsPerCall: 100,
  maxQueryBytes: 3_000,
  writeQuery: (query: RemoteQuery) =>
    Object.entries(query)
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${String(value)}`]))
      .join("&"),
}

export function readerOf(company: Company): TestReader {
  let clock = Date.parse("2026-11-23T12:00:00Z")
  const { maxPageSize = 10, refused = [], broken = [], bad = [], pageMs = 0 } = company
  const asked: string[] = []
  const sent: unknown[] = []
  const whole = async (path: string, query: RemoteQuery = {}) => {
    const call = `${path}?${api.writeQuery(query)}`
    asked.push(call)
    clock += pageMs
    if (refused.includes(path) || refused.includes(call)) throw failure(403)
    if (broken.includes(path)) throw failure(500)
    if (Object.values(query).some((value) => Array.isArray(value) && value.some((id) => bad.includes(id))))
      throw failure(400)
    return chosen(company.lists[path] ?? [], query)
  }
  const answerOf = (body: unknown) => ({ status: 200, headers: {}, url: "", body: Buffer.from(JSON.stringify(body)) })
  const reader: Omit<TestReader, "api" | "connector"> = {
    asked,
    sent,
    account,
    budget: { deadlineMs: clock + 25_000 },
    allowance: { leftMs: 3_000 },
    now: () => clock,
    reference: ({ list, query }) => whole(list.name, query),
    ownTimeZone: async () => company.zone,
    timeZone: async () => company.zone ?? "UTC",
    today: async () => "2026-11-23",
    async page(request) {
      const { list, query = {}, position, size } = request
      const told = { bytes: 0, url: list.name, headers: {}, rateLimit: {} }
      if (list.page.isWhole) {
        const rows = await whole(list.name, query)
        return pageOf({ rows, ...told, body: { data: rows } }, request)
      }
      const { paging = "cursor" } = company
      const asked = { position, size: Math.min(size, maxPageSize), query }
      const page = cut(await whole(list.name, query), STRATEGIES[paging].ask(asked), { paging, most: maxPageSize })
      const answer = { body: page, headers: {}, count: page.rows.length }
      const meta = STRATEGIES[paging].read(answer, asked)
      return { rows: page.rows, meta, ...told, body: { data: page.rows } }
    },
    async fetch({ path }) {
      asked.push(path)
      const single = company.singles?.[path]
      if (single === undefined) throw failure(404)
      return answerOf(single) as Awaited<ReturnType<Reader["fetch"]>> // its limits are not looked at
    },
    async write(request: WireRequest) {
      sent.push(JSON.parse(String(request.body)))
      const { written, writtenHeaders = {} } = company
      const answer = { ...answerOf(written), headers: writtenHeaders }
      if (typeof written === "string") answer.body = Buffer.from(written)
      return answer as Awaited<ReturnType<Reader["write"]>>
    },
    open: () => Promise.reject(new Error("nothing streams here")),
  }
  const connector = { name: "HR" } as Connector // only its name is said
  return { ...reader, connector, api: api } as unknown as TestReader // the parts of the API that are used
}

const failure = (status: number) =>
  new UpstreamError(`status ${status}`, {
    verdict: status === 500 ? "retry" : status === 400 ? "stop" : "skip",
    status,
  })

/** `ids[]` and `team_ids[]` choose rows by `id` and `team_id`; `name` by its value. */
function chosen(rows: Remote[], query: RemoteQuery): Remote[] {
  return rows.filter((row) =>
    Object.entries(query).every(([name, value]) => {
      const column = name.replace(/s\[\]$/, "")
      return Array.isArray(value)
        ? value.includes(text(row, column) ?? "")
        : value === undefined || row[column] === value
    }),
  )
}

type Cut = { rows: Remote[]; next: string | null; previous: string | null; total: number }
const cutOf = (body: unknown) => body as Cut // as `cut` answers it
const totalIn = ({ body }: { body: unknown }) => ({ total: cutOf(body).total })
const SIZE = { size: "limit", maxSize: 10 }

const STRATEGIES: Record<Paging | "one_way", Strategy> = {
  one_way: cursor({
    parameters: { after: "after", size: SIZE.size },
    maxSize: SIZE.maxSize,
    read: ({ body }) => ({ next: cutOf(body).next }),
  }),
  cursor: cursor({
    parameters: { after: "after", before: "before", size: SIZE.size },
    maxSize: SIZE.maxSize,
    read: ({ body }) => cutOf(body),
    isById: true,
  }),
  page: pageNumber({ parameters: { page: "page", size: SIZE.size }, maxSize: SIZE.maxSize, read: totalIn }),
  offset: offset({ parameters: { offset: "offset", size: SIZE.size }, maxSize: SIZE.maxSize, read: totalIn }),
}

/** `most`: rows of a page, whatever is asked for. */
function cut(rows: Remote[], query: RemoteQuery, { paging, most }: { paging: Paging | "one_way"; most: number }): Cut {
  const [from, to] = rangeOf(rows, query, { paging, size: Math.min(Number(query.limit), most) })
  const page = rows.slice(from, to)
  const at = (row: Remote | undefined) => String(row && idOf(row))
  const [next, previous] = [to < rows.length ? at(page.at(-1)) : null, from > 0 ? at(page[0]) : null]
  return { rows: page, next, previous, total: rows.length }
}

/** First row of a page, and the one after its last. */
function rangeOf(rows: Remote[], query: RemoteQuery, { paging, size }: { paging: Paging | "one_way"; size: number }) {
  const ending = (from: number): [number, number] => [from, Math.min(from + size, rows.length)]
  if (paging === "page") return ending((Number(query.page) - 1) * size)
  if (paging === "offset") return ending(Number(query.offset))
  if (query.before === undefined)
    return ending(rows.filter((row) => Number(idOf(row)) <= Number(query.after ?? 0)).length)
  const found = rows.findIndex((row) => Number(idOf(row)) >= Number(query.before))
  const end = found < 0 ? rows.length : found
  return [Math.max(0, end - size), end] as const
}

/** A table of the HR system in memory. */
export const tableAt = (path: string, more: Partial<Table> = {}) =>
  table({
    name: path,
    list: (ask) => get(path, ask),
    page: STRATEGIES.cursor,
    rows: bareRows,
    columns: [],
    by: {},
    ...more,
  })

/** Groups: `name` is known at once, `parent_group` and `leads` come from other tables. */
export const groupView = (more: Partial<AnyView> = {}): AnyView => ({
  name: "teams",
  ...view({
    from: tableAt("teams", { by: { id: "ids[]" } }),
    relations: {
      above: one(tableAt("parents", { by: { id: "ids[]" } }), { id: "parent" }, { fields: ["parent_group"] }),
      leads: many(tableAt("people", { by: { team_id: "team_ids[]" } }), { team_id: "id" }, { fields: ["leads"] }),
      kinds: all(tableAt("kinds"), { fields: ["type"] }),
    },
    map: (row, { above, leads, kinds }) => ({
      id: idOf(row) ?? "",
      name: text(row, "name"),
      parent_group: above ? idOf(above) : above === null && text(row, "parent") === null ? null : undefined,
      leads: leads?.map((person) => ({ id: idOf(person) ?? "" })),
      type: kinds && kinds.length > 0 ? "team" : undefined,
    }),
  }),
  ...more,
})

export const isList = (
  body: unknown,
): body is {
  result: Remote[]
  next_cursor: string | null
  prev_cursor: string | null
  result_count: number
  is_partial_response?: boolean
} => isRemote(body) && Array.isArray(body.result)
