import { ACTIONS, RESOURCES, readRemoteJson } from "@rollcall/contract"
import type { Settings } from "../auth.js"
import type { Connector } from "../connector.js"
import { daysAround, withDays } from "../days.js"
import { type FetchWhole, readPage, toWire } from "../http/pages.js"
import { readValuePage } from "../http/value-pages.js"
import { type ReadPage, readWholeList } from "../http/whole-list.js"
import { bindList, idColumnOf, idIn, type List } from "../list.js"
import { relate } from "../relate.js"
import { isRemote, type Remote, text } from "../remote.js"
import type { RemoteRequest } from "../request.js"
import type { Table } from "../table.js"
import { UpstreamError } from "../verdict.js"
import type { NamedView, Related } from "../view.js"
import { writeIn } from "../writes.js"

/** The HR system, or a local one. */
export type Given = {
  /** Sends a call with an account's credentials; answers of any status are answers. */
  send: FetchWhole
  today: string
  /** Headers of a delivery, by their lower-case names, as the HR system would sign it. */
  sign?(delivery: { body: Uint8Array; secret: string; now: Date }): Record<string, string>
  /** Of that account. */
  settings?: Settings
}

/** What the HR system's own API answers. */
export type Samples = Omit<Given, "send"> & {
  page: ReadPage
  /** The list with the rows of what its call is built from. */
  bound(list: List): Promise<List>
  /** A whole list, read once. */
  rows(list: List): Promise<readonly Remote[]>
  /** JSON of an answer. Rejects when it is no success. */
  answer(request: RemoteRequest): Promise<unknown>
}

export function samplesOf({ api }: Connector, { send, ...given }: Given): Samples {
  const fetch: FetchWhole = async (request) => {
    const answer = await send(request)
    if (answer.status < 200 || answer.status > 299) throw new Error(`${request.path}: ${answer.status}`)
    return answer
  }
  const page: ReadPage = async (request) => {
    const list = await bound(request.list)
    const days = list.days && daysAround(given.today, list.days)
    const query = days ? withDays(list, request.query ?? {}, days) : (request.query ?? {})
    const read: ReadPage = (asked) => readPage(api, fetch, asked)
    const { perValue } = list
    const named = perValue && query[perValue.parameter]
    const values = async () =>
      named === undefined ? (perValue?.values(await rows(perValue.of), days) ?? []) : [named].flat().map(String)
    const answer = perValue
      ? readValuePage(read, { ...request, list: { ...list, perValue }, query, values: await values() })
      : read({ ...request, list, query })
    return answer.catch((error) => {
      throw new Error(`${request.list.name}: ${messageOf(error)}`, { cause: error })
    })
  }
  const known = new Map<string, Promise<readonly Remote[]>>()
  const rows = (list: List) => {
    const found = known.get(list.name) ?? readWholeList(page, { list })
    known.set(list.name, found)
    return found
  }
  const bound = (list: List) => bindList(list, rows)
  return {
    ...given,
    page,
    bound,
    rows,
    answer: async (request) => readRemoteJson((await fetch(toWire(api, request))).body.toString("utf8")),
  }
}

/** What went wrong, and what was answered instead of a list. */
function messageOf(error: unknown): string {
  if (!(error instanceof UpstreamError) || error.reason !== "malformed")
    return error instanceof Error ? error.message : String(error)
  return `${error.message}: ${isRemote(error.body) ? `it has ${Object.keys(error.body)}` : JSON.stringify(error.body)?.slice(0, 100)}`
}

/** A row with its related rows, as a mapping is given them. `odd`: what of it is odd. */
export type Case = { row: Remote; related: Related; odd?: string }

/** An error says which row or value it is about. */
export function about<T>(view: NamedView, { row, odd }: Case, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const what = odd === undefined ? `row ${idIn(view.from, row)}` : `with ${odd}`
    throw new Error(`${what}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}

/** The columns in which a row differs from another one. */
function differing(row: Remote, other: Remote): string {
  const columns = [...new Set([...Object.keys(row), ...Object.keys(other)])]
  const odd = columns.filter((column) => !Object.is(row[column], other[column]))
  return odd.map((column) => `${column} = ${JSON.stringify(row[column])?.slice(0, 40)}`).join(", ")
}

/** Values that a mapping must survive in any column. */
export const ODD: readonly unknown[] = [
  null,
  undefined,
  "",
  " ",
  "x".repeat(10_000),
  "💥",
  0,
  -1,
  1e21,
  Number.NaN,
  true,
  false,
  [],
  ["1"],
  [null, {}],
  { toString: 1, valueOf: 1 },
  [{ toString: 1 }],
  {},
  { a: { b: 1 } },
  "2026-13-45",
  "-",
]

export const viewsOf = ({ resources }: Connector): NamedView[] =>
  RESOURCES.flatMap((name): readonly NamedView[] => resources[name]?.views ?? [])

/** Every table that a connector names, each once. */
export function tablesOf(connector: Connector): Table[] {
  const ofViews = viewsOf(connector).flatMap((view) => [
    view.from,
    ...Object.values(view.relations).map(({ table }) => table),
  ])
  const ofWrites = Object.values(connector.resources).flatMap(({ writes }) =>
    ACTIONS.flatMap((action) => Object.values(writeIn(writes, action)?.references ?? {})),
  )
  const { events = [], partlyTold = [] } = connector.webhooks ?? {}
  const ofEvents = events.flatMap(({ touches }) => touches.map(({ table }) => table))
  const ofDay = [connector.companyDay?.table ?? []].flat()
  const named = [...ofViews, ...ofWrites, ...ofEvents, ...partlyTold, ...ofDay]
  const ofCalls = named.flatMap(({ references = {} }) => Object.values(references))
  return [...new Set([...named, ...ofCalls].flatMap((one) => [one, one.perValue?.of ?? one]))]
}

/** Sample rows with their related rows, which are looked up in whole lists. */
export async function casesOf(view: NamedView, samples: Samples): Promise<Case[]> {
  const all = await samples.rows(view.from)
  const rows = all.filter((row) => view.where?.(row) ?? true)
  const { related } = await relate(view, { rows, names: Object.keys(view.relations) }, async (wanted) => {
    const { on, table } = wanted.relation
    const there = [...(await samples.rows(table))]
    const isWanted = (row: Remote) => on === undefined || wanted.keys.has(text(row, on.theirs) ?? "")
    const { perValue } = table
    if (!perValue) return there.filter(isWanted)
    const asked = new Set(perValue.values(await samples.rows(perValue.of)))
    const isAsked = (value: string) => asked.has(value) && wanted.values.has(value)
    return there.filter((row) => isWanted(row) && isAsked(text(row, perValue.column) ?? ""))
  })
  return rows.map((row) => ({ row, related: freeze(related.get(row) ?? {}) }))
}

/** Lists that several rows are given are never changed by a mapping. */
function freeze(related: Related): Related {
  for (const there of Object.values(related)) if (isRows(there)) Object.freeze(there)
  return related
}

/** Nothing related was read, or all but one relation. */
export function unreadCases(view: NamedView, { row, related }: Case): Case[] {
  const without = Object.keys(view.relations).map((name) => ({ row, related: { ...related, [name]: undefined } }))
  return [{ row, related: {} }, ...without]
}

/** Odd values in every column of a row, with and without what is related. */
export function oddRows(view: NamedView, { row, related }: Case): Case[] {
  const id = { [idColumnOf(view.from)]: idIn(view.from, row) }
  const odd = [...oddCells(row, view.from), id, { ...filled(view.from, null), ...id }]
  return odd.flatMap((one) => [
    { row: one, related: {}, odd: `${differing(one, row)}, without relations` },
    { row: one, related, odd: differing(one, row) },
  ])
}

/** Odd values in every column of every related row, and in all columns of the first one. */
export function oddRelated(view: NamedView, cases: readonly Case[]): Case[] {
  return Object.entries(view.relations).flatMap(([name, { table, on }]) => {
    // The row with most to lose: one odd cell must not take the others with it.
    const { row, related } = cases.toSorted((a, b) => rowsIn(b, name).length - rowsIn(a, name).length)[0] ?? noCase
    const there = related[name]
    const keep = (one: Remote) => (on ? { [on.theirs]: one[on.theirs] } : {})
    const shown = (one: Remote | undefined, before: Remote | undefined, rows: Related[string]): Case => ({
      row,
      related: { ...related, [name]: rows },
      odd: `${name}: ${differing(one ?? {}, before ?? {})}`,
    })
    const change = (to: (one: Remote) => Remote[]): Case[] => {
      if (!isRows(there)) return there ? to(there).map((one) => shown(one, there, one)) : []
      const lists = there.map(to)
      const [first = [], ...rest] = lists
      const alone = first.map((one) => [one, ...there.slice(1)])
      const together = first.map((one, at) => [one, ...rest.map((list, index) => list[at] ?? there[index + 1] ?? one)])
      return [...alone, ...together].map((rows) => shown(rows[0], there[0], rows))
    }
    return [
      ...change((one) => oddCells(one, table).map((odd) => ({ ...odd, ...keep(one) }))),
      ...change((one) => ODD.map((odd) => ({ ...filled(table, odd), ...keep(one) }))),
    ]
  })
}

const noCase: Case = { row: {}, related: {} }

/** Other columns than the declared ones are never read. */
const columnsOf = (table: Table): string[] => [idColumnOf(table), ...table.columns]

export const oddCells = (row: Remote, table: Table): Remote[] =>
  columnsOf(table).flatMap((column) => ODD.map((odd) => ({ ...row, [column]: odd })))

const filled = (table: Table, value: unknown): Remote =>
  Object.fromEntries(columnsOf(table).map((column) => [column, value]))

function rowsIn({ related }: Case, name: string): readonly Remote[] {
  const there = related[name]
  return there ? (isRows(there) ? there : [there]) : []
}

export const isRows = (value: Related[string]): value is readonly Remote[] => Array.isArray(value)

/** Notes which columns are read of the rows of each table. */
export function watchColumns() {
  const read = new Map<Table, Set<string>>()
  const watch = (table: Table, row: Remote): Remote => {
    const columns = read.get(table) ?? new Set()
    read.set(table, columns)
    return new Proxy(row, {
      get(target, column) {
        if (typeof column === "string") columns.add(column)
        return Reflect.get(target, column)
      },
    })
  }
  const watchCase = (view: NamedView, { row, related, ...said }: Case): Case => {
    const watched = Object.entries(related).map(([name, there]): [string, Related[string]] => {
      const table = view.relations[name]?.table
      if (!there || !table) return [name, there]
      return [name, isRows(there) ? there.map((one) => watch(table, one)) : watch(table, there)]
    })
    return { ...said, row: watch(view.from, row), related: Object.fromEntries(watched) }
  }
  return { read, watch, watchCase }
}
