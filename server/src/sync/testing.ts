/** Sync on a database of its own and an HR system that is a script: what each page answers, and what happens meanwhile. */
import { randomUUID } from "node:crypto"
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
import type { ResourceName, SyncRun } from "@rollcall/contract"
import { beforeAll } from "vitest"
import type { Account } from "../accounts/index.js"
import { createChanges } from "../changes/index.js"
import { createClock } from "../clock.js"
import { type Db, putClock, readClockOffset } from "../db/index.js"
import { insertEnvironment, type OpenDb, testVault } from "../db/testing.js"
import type { TablePage, TableReader, TableSession } from "../gateway/index.js"
import type { Jobs } from "../jobs/index.js"
import { createRecords, type RecordPlace, type RecordRow } from "../records/index.js"
import type { NamedEvent } from "./events.js"
import { createFirstRun, createSync, type Hint, type Sync } from "./index.js"

/** Rows with these numbers. */
export const rowsOf = (from: number, to: number, columns: Remote = {}): Remote[] =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ id: String(from + index), ...columns }))

/** The HR system, as a test changes it. */
export type Company = {
  /** Pages of each list of a resource. The table of the first list is named like the resource, the next one `groups/1`. */
  lists: { [R in ResourceName]?: Remote[][][] }
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

export type World = {
  db: Db
  company: Company
  sync: Sync
  account: Account
  records: ReturnType<typeof createRecords>
  changes: ReturnType<typeof createChanges>
  /** What begins when the account becomes active. */
  startFirst(tx: Db): Promise<void>
  /** Another process. `onCommit` is called before each of its transactions and may throw, as if it had died. */
  process(onCommit: () => Promise<void>): Sync
  /** A run by request, worked to its end; answers it as a caller sees it. */
  run(resources: readonly ResourceName[]): Promise<SyncRun>
  work(): Promise<void>
  /** By another process. */
  workBy(sync: Sync): Promise<void>
  /** Something says that these rows have changed; answers what could not be followed. */
  follow(hint: Hint): ReturnType<Sync["follow"]>
  /** Newest first. */
  lastRuns(): Promise<SyncRun[]>
  /** Time passes on the database's clock, by which tries wait. */
  pass(seconds: number): Promise<void>
  place(resource: ResourceName): RecordPlace
  rows(resource: ResourceName): Promise<RecordRow[]>
  /** Each row's id and name. */
  ids(resource: ResourceName): Promise<string[]>
  events(): Promise<string[]>
  /** Jobs that were sent. */
  sent: unknown[]
  /** How runs ended, as it is counted. */
  ended: string[]
  /** Tables of scans that are told to who judges hints. */
  scans: { table: string; hasMissed: boolean }[]
  /** Resources that the account is told to be without. */
  forbidden: string[]
}

type Options = { renewMs?: number }

/** Each world has an account of its own on one database. */
export function worldsOn(openDb: OpenDb): (options?: Options) => Promise<World> {
  let database: Awaited<ReturnType<OpenDb>>
  beforeAll(async () => {
    database = await openDb()
  })
  return (options = {}) => startWorld(database.db, options)
}

async function startWorld(db: Db, { renewMs }: Options): Promise<World> {
  const account = await insertAccount(db)
  const { environmentId, id: accountId } = account
  const company: Company = {
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
  }
  const told: Pick<World, "sent" | "ended" | "scans" | "forbidden"> = { sent: [], ended: [], scans: [], forbidden: [] }
  const records = createRecords({ db })
  const changes = createChanges({ db, wake: async () => {} })
  const [reader, connectorOf] = [readerOf(company), connectorsOf(company)]
  const jobs: Pick<Jobs, "send"> = { send: async (_tx, job) => void told.sent.push(job) }
  const syncOn = (itsDb: Db) =>
    createSync({
      db: itsDb,
      clock: createClock(),
      vault: testVault(),
      accounts: {
        find: async (_environmentId, id) => (id === accountId ? account : undefined),
        recordForbidden: async (_account, { resource }) => void told.forbidden.push(resource),
      },
      records,
      changes,
      jobs,
      renewMs,
      reader,
      connectorOf,
      nameEvents: (resource, { before, after }) => company.nameEvents(resource, before, after),
      recordScan: async (_tx, _account, scan) => void told.scans.push(scan),
      pollFactors: async () => () => 1,
      recordEnd: (status) => void told.ended.push(status),
      keepDays: 365,
    })
  const sync = syncOn(db)
  const place = (resource: ResourceName) => ({ environmentId, accountId, resource })
  const workBy = (by: Sync) => by.work({ environmentId, accountId }, new AbortController().signal)
  const work = () => workBy(sync)
  const rows = async (resource: ResourceName) =>
    (await records.list(place(resource), { limit: 5_000 })).map((one) => one.row)
  return {
    ...{ db, company, sync, account, records, changes, work, workBy, place, rows, ...told },
    startFirst: (tx) => createFirstRun({ connectorOf, jobs })(tx, account),
    process: (onCommit) => syncOn(callingBefore(db, onCommit)),
    pass: async (seconds) => putClock(db, (await readClockOffset(db)) + seconds * 1_000),
    follow: (hint) => sync.follow(account, [hint]),
    lastRuns: async () => (await sync.page(environmentId, { limit: 50, filters: {} })).rows,
    async run(resources) {
      const { id } = await sync.start(account, resources)
      await work()
      const run = await sync.get(environmentId, id)
      if (!run) throw new Error("the run has gone")
      return run
    },
    ids: async (resource) => (await rows(resource)).map(({ id, name }) => `${id} ${name}`),
    async events() {
      const read = await changes.read(environmentId, { after: 0, limit: 1_000 })
      return read.rows.map(({ type, payload }) => `${type} ${payload.record_id}`)
    },
  }
}

/** The database as a process has it that is watched before each of its transactions. */
function callingBefore(db: Db, onCommit: () => Promise<void>): Db {
  const transaction = () => ({
    async execute<T>(act: (tx: Db) => Promise<T>): Promise<T> {
      await onCommit()
      return db.transaction().execute(act)
    },
  })
  return new Proxy(db, {
    get(target, key) {
      if (key === "transaction") return transaction
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === "function" ? value.bind(target) : value
    },
  })
}

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

function readerOf(company: Company): TableReader {
  return {
    open(_account, { onCall, signal }) {
      company.signal = signal
      return sessionOf(company, onCall)
    },
  }
}

/** The same one for as long as the company is of the same shape. */
function connectorsOf(company: Company): () => Connector {
  const known = new Map<string, Connector>()
  return () => {
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
    ofValue: () => Promise.reject(new Error("no table is read a value at a time")),
    takeReplaced: () => [],
  }
}

export async function insertAccount(db: Db): Promise<Account> {
  const environmentId = await insertEnvironment(db, randomUUID())
  const [installed, id] = [randomUUID(), randomUUID()]
  const integration = { id: installed, environment_id: environmentId, integration: "acme" }
  await db.insertInto("environment_integration").values(integration).execute()
  const [authenticationMethod, status] = ["api_key", "active"] as const
  const columns = { tenant_id: "t", status, integration: "acme", authentication_method: authenticationMethod }
  const own = { id, environment_id: environmentId, environment_integration_id: installed, secrets: Buffer.alloc(1) }
  await db
    .insertInto("integrated_account")
    .values({ ...columns, ...own })
    .execute()
  return {
    ...{ id, environmentId, status, authenticationMethod, environmentIntegrationId: installed },
    ...{ tenantId: "t", integration: "acme", host: null, isSandbox: true, scopes: null },
    ...{ heldUntil: null, forbidden: null, context: {} },
  }
}
