import {
  areRowsStruck,
  changeRows,
  isObject,
  type Json,
  type Page,
  type Row,
  type Said,
  type Strike,
} from "@rollcall/sandbox-kit"
import type { Call, Endpoint } from "./endpoints/index.js"

export type Served = { call: Call; endpoint: Endpoint; strikes: readonly Strike[] }

/** Where rows stand in an answer: it is a list itself, has one under a name, or is one row. */
type Place = { key: string | null; rows: Json[]; isOne: boolean }

/** The JSON of an answer, with what faults make of its rows and pages. Answers without rows stay as they are. */
export function writeAnswer(json: Json, served: Served): string {
  const { endpoint, strikes } = served
  const isRead = endpoint.method === "GET" || endpoint.reads === true
  const place = isRead && areRowsStruck(strikes) ? placeOf(json) : null
  if (!place) return JSON.stringify(json)
  const changed = changeRows(saidOf(json, place, served), strikes)
  const texts = changed.rows.map((row) => {
    const columns = changed.columns(row).map(([name, text]) => `${JSON.stringify(name)}:${text}`)
    return `{${columns.join(",")}}`
  })
  if (place.isOne) return texts[0] ?? "null"
  if (place.key === null || !isObject(json)) return `[${texts.join(",")}]`
  const whole = JSON.stringify({ ...json, ...metaOf(json, changed.page), [place.key]: MARK })
  return whole.replace(JSON.stringify(MARK), () => `[${texts.join(",")}]`)
}

const MARK = "\u0000rows"

function placeOf(json: Json): Place | null {
  if (Array.isArray(json)) return json.every(isObject) ? { key: null, rows: json, isOne: false } : null
  if (!isObject(json)) return null
  for (const key of ["employees", "data"]) {
    const rows = json[key]
    if (Array.isArray(rows) && rows.every(isObject)) return { key, rows, isOne: false }
  }
  return typeof json.id === "string" ? { key: null, rows: [json], isOne: true } : null
}

/** What a row is in the answer stands in `shown`, because not every list names the id `id`. */
function toRow(shown: Json, index: number): Row {
  const { id, employeeId } = isObject(shown) ? shown : {}
  return { id: String(id ?? employeeId ?? index), shown }
}

function saidOf(json: Json, { rows, isOne }: Place, served: Served): Said {
  const all = isOne ? [] : wholeList(served).map(toRow)
  const own = rows.map(toRow)
  return {
    form: isOne ? "one" : namesIds(served.call) ? "these" : "list",
    rows: own,
    page: pageOf(json, all, own),
    columns: ({ shown }) =>
      Object.entries(isObject(shown) ? shown : {}).map(([name, value]) => [name, JSON.stringify(value)]),
    other(wanted) {
      const isMeant = (id: string) => ("is" in wanted ? id === wanted.is : id !== wanted.isNot)
      return isOne ? anotherOne(served, isMeant) : all.find(({ id }) => isMeant(id))
    },
    present: (row) => row,
  }
}

/** People who are asked for are there, whatever is hidden in lists. */
const namesIds = ({ query, body, params }: Call): boolean =>
  [...query.keys()].some((name) => name.startsWith("filter[ids]")) ||
  JSON.stringify(body ?? null).includes('"employeeIds"') ||
  (params.id !== undefined && params.id !== "all")

/** The same list without pages, as far as one page goes. */
function wholeList({ call, endpoint }: Served): Json[] {
  const query = new URLSearchParams(call.query)
  query.delete("page[after]")
  query.delete("page[before]")
  if (endpoint.path === "v1/employees") query.set("page[limit]", "2500")
  return placeOf(endpoint.run({ ...call, query }).json ?? null)?.rows ?? []
}

function anotherOne({ call, endpoint }: Served, isMeant: (id: string) => boolean): Row | undefined {
  const found = call.running.store.all("employees").find(({ id }) => isMeant(id))
  if (!found) return undefined
  const { json = null } = endpoint.run({ ...call, params: { ...call.params, id: found.id } })
  return toRow(json, 0)
}

/** Only the list of employees has cursors. */
function pageOf(json: Json, all: Row[], rows: Row[]): Page | null {
  const meta = isObject(json) && isObject(json.meta) ? json.meta : {}
  const { page, total } = meta
  if (!isObject(page) || total === undefined) return null
  const limit = Number(page.limit)
  const from = Math.max(
    0,
    all.findIndex(({ id }) => id === rows[0]?.id),
  )
  return { all, from, limit, isNumbered: false, total, next: page.nextCursor === null ? null : { at: from + limit } }
}

function metaOf(json: { [name: string]: Json }, changed: Page | null): { [name: string]: Json } {
  const meta = isObject(json.meta) ? json.meta : {}
  if (!changed || !isObject(meta.page)) return {}
  const { next, all, total } = changed
  const id = next && "at" in next ? all[next.at]?.id : undefined
  const nextCursor =
    id === undefined ? null : Buffer.from(JSON.stringify({ nextEmployee: Number(id) })).toString("base64")
  return { meta: { ...meta, total, page: { ...meta.page, nextCursor } } }
}
