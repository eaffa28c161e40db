/** An HR system that is a script: what each page of its lists answers, and what happens meanwhile. */
import {
  all,
  type Connector,
  get,
  listAt,
  many,
  type NamedView,
  type Remote,
  type RowsByIds,
  type Table,
  table,
  UpstreamError,
  valuesOf,
  view,
} from "@rollcall/connector-kit"
import { api } from "@rollcall/connector-kit/testing"
import type { ResourceName } from "@rollcall/contract"
import type { TablePage, TableReader, TableSession } from "../../gateway/index.js"
import type { RecordRow } from "../../records/index.js"
import type { NamedEvent } from "../events.js"

/** Rows with these numbers. */
export const rowsOf = (from: number, to: number, columns: Remote = {}): Remote[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: String(from + index), ...columns }))

/** The HR system, as a test changes it. */
export type Company = {
  /** Pages of each list of a resource. The table of the first list is named like the resource, the next one `groups/1`. */
  lists: { [R in ResourceName]?: Remote[][][] }
  /** Another connector than the one that is made of `lists`, with the rows of its tables. */
  other?: { connector: Connector; tables: Readonly<Record<string, readonly Remote[]>> }
  /** In the one row of the table `company`, which every row shows as its `name`. */
  name: string
  timeZone: string
  /** Of the mappings, which put it into every row once it is not the first one. */
  version: string
  /** Resources without single reads. */
  listOnly: Set<ResourceName>
  tellsChanges: Set<ResourceName>
  /** Resources whose rows say which day it is. */
  followsToday: Set<ResourceName>
  /** Tables that answer 403. */
  refused: Set<string>
  /** Ids with which a call is refused as wrong. */
  unanswered: Set<string>
  /** Called before a page of a list is read there; may throw. */
  onPage(table: string, page: number): Promise<void>
  /** Called when a page was read there and is on its way. */
  onAnswer(table: string, page: number): Promise<void>
  /** Called before rows are answered by the values of a column; may throw. */
  onAsk(table: string, values: readonly string[]): Promise<void>
  /** Rows that no list gives, but that are answered when they are asked for. */
  hidden: Record<string, Remote[]>
  /** True: the table `company` says its row twice. */
  repeatsJoined: boolean
  /** Tables whose last page leads back to the second one. */
  circles: Set<string>
  /** How many rows a list says it has. */
  totals: Record<string, number>
  calls: number
  /** Of the session that was opened last. */
  signal?: AbortSignal
  /** Types of named events that a change means. */
  nameEvents(resource: ResourceName, before: RecordRow | null, after: RecordRow | null): readonly NamedEvent[]
}

export const newCompany = (): Company => ({
  lists: {},
  name: "old",
  timeZone: "UTC",
  version: "1",
  listOnly: new Set(),
  tellsChanges: new Set(),
  followsToday: new Set(),
  refused: new Set(),
  unanswered: new Set(),
  onPage: async () => {},
  onAnswer: async () => {},
  onAsk: async () => {},
  hidden: {},
  totals: {},
  repeatsJoined: false,
  circles: new Set(),
  calls: 0,
  nameEvents: () => [],
})

const COLUMNS = [
  "title",
  "employee_id",
  "starts_on",
  "end_date",
  "employment_status",
  "job_title",
  "group_ids",
  "is_odd",
]

const companyTable = table({
  ...listAt(api, "company"),
  ...{ columns: ["name", "time_zone"], by: {}, isSmall: true },
})

export function readerOf(company: Company): TableReader {
  return {
    open(_account, { onCall, signal }) {
      company.signal = signal
      return sessionOf(company, onCall)
    },
  }
}

/** The same one for as long as the company is of the same shape. */
export function connectorsOf(company: Company): () => Connector {
  const known = new Map<string, Connector>()
  return () => {
    if (company.other) return company.other.connector
    const { lists, version, listOnly, tellsChanges, followsToday } = company
    const counts = Object.entries(lists).map(([resource, own]) => [resource, own.length])
    const shape = JSON.stringify([counts, version, [...listOnly], [...tellsChanges], [...followsToday]])
    const connector = known.get(shape) ?? connectorOf(company)
    known.set(shape, connector)
    return connector
  }
}

function connectorOf(company: Company): Connector {
  const tables = new Map<string, Table>()
  const namesOf = (resource: string, lists: readonly unknown[]) =>
    lists.map((_list, index) => (index === 0 ? resource : `${resource}/${index}`))
  const resources = Object.entries(company.lists) as [ResourceName, Remote[][][]][] // keys are resources
  for (const [resource, lists] of resources)
    for (const name of namesOf(resource, lists)) tables.set(name, tableOf(company, { resource, name }))
  const views = resources.map(([resource, lists]) => [
    resource,
    { views: namesOf(resource, lists).map((name) => viewOf(company, { resource, name, tables })) },
  ])
  const connector: Pick<Connector, "version" | "companyDay"> = {
    version: company.version,
    companyDay: { table: companyTable, timeZone: ([row]) => String(row?.time_zone) },
  }
  return { ...connector, resources: Object.fromEntries(views) } as Connector // what sync reads of one
}

type Place = { resource: ResourceName; name: string }

const tableOf = ({ listOnly, tellsChanges }: Company, { resource, name }: Place): Table =>
  table({
    ...listAt(api, name),
    columns: COLUMNS,
    by: { id: "ids", employee_id: "employee_ids" },
    ...(listOnly.has(resource) ? {} : { one: (id: string) => get(`${name}/${id}`) }),
    ...(tellsChanges.has(resource) ? { changes: (since: Date) => ({ since: since.toISOString() }) } : {}),
  })

type Viewed = Place & { tables: ReadonlyMap<string, Table> }

/** A row with the company's name; people with their groups; a version of an employment ends when the next one starts. */
function viewOf(company: Company, { resource, name, tables }: Viewed): NamedView {
  const from = tables.get(name) ?? companyTable
  const groups = tables.get("groups")
  const { version } = company
  const followsToday = company.followsToday.has(resource)
  const relations = {
    company: all(companyTable, { fields: ["name"] }),
    ...(resource === "employees" && groups
      ? { groups: many(groups, { id: "group_ids" }, { fields: ["groups"] }) }
      : {}),
    ...(resource === "employments"
      ? { versions: many(from, { employee_id: "employee_id" }, { fields: ["end_date"] }) }
      : {}),
  }
  const made = view({
    from,
    relations,
    followsToday,
    map(row, related, { today }) {
      if (row.is_odd) throw new Error("odd")
      const { company: companies, groups: there, versions }: Record<string, readonly Remote[] | undefined> = related
      const starts = versions?.flatMap(({ starts_on }) =>
        String(starts_on) > String(row.starts_on) ? [starts_on] : [],
      )
      return {
        ...row,
        name: companies?.[0]?.name,
        ...(there ? { groups: there.map(({ id }) => ({ id, name: id })) } : {}),
        ...(starts ? { end_date: row.end_date ?? starts.sort()[0] ?? null } : {}),
        ...(followsToday ? { today } : {}),
        ...(version === "1" ? {} : { version }),
      }
    },
  })
  return { ...made, name: name === resource ? "first" : name }
}

function sessionOf(company: Company, onCall: () => void = () => {}): TableSession {
  const call = () => {
    company.calls++
    onCall()
  }
  const pagesOf = (name: string): readonly (readonly Remote[])[] => {
    if (name === companyTable.name) {
      const row = { id: "1", name: company.name, time_zone: company.timeZone }
      return [company.repeatsJoined ? [row, row] : [row]]
    }
    if (company.other) return [company.other.tables[name] ?? []]
    const [resource = "", index = "0"] = name.split("/")
    const lists: Partial<Record<string, Remote[][][]>> = company.lists
    return lists[resource]?.[Number(index)] ?? []
  }
  const ask = async ({ name }: Table, column: string, values: readonly string[]): Promise<RowsByIds> => {
    call()
    await company.onAsk(name, values)
    const refused = new Set(values.filter((value) => company.unanswered.has(value)))
    if (refused.size === values.length)
      throw new UpstreamError("odd", { verdict: "stop", reason: "answer", status: 400 })
    const known = new Map([...pagesOf(name).flat(), ...(company.hidden[name] ?? [])].map((one) => [one.id, one]))
    const wanted = (one: Remote) => valuesOf(one, column).some((value) => values.includes(value) && !refused.has(value))
    return { rows: [...known.values()].filter(wanted), refused }
  }
  return {
    async page({ name }, position): Promise<TablePage> {
      const page = Number(position.page ?? 0)
      call()
      if (company.refused.has(name)) throw new UpstreamError("no", { verdict: "skip", reason: "answer", status: 403 })
      const isList = name !== companyTable.name
      if (isList) await company.onPage(name, page)
      const pages = pagesOf(name)
      const isMore = page + 1 < pages.length
      const next = isMore ? { page: page + 1 } : company.circles.has(name) ? { page: 1 } : null
      const total = company.totals[name]
      const read = { rows: [...(pages[page] ?? [])], next, ...(total === undefined ? {} : { total }) }
      if (isList) await company.onAnswer(name, page)
      return read
    },
    by: ask,
    one: async (of, id) => (await ask(of, "id", [id])).rows[0],
    ofValues: () => Promise.reject(new Error("no table is read a few values at a time")),
    takeReplaced: () => [],
    lacking: () => undefined,
    changes: () => Promise.reject(new Error("there is no feed")),
  }
}
