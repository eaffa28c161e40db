/** Sync on a database of its own and an HR system that is a script: what each page answers, and what happens meanwhile. */
import { randomUUID } from "node:crypto"
import { UpstreamError } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { beforeAll } from "vitest"
import type { Account } from "../accounts/index.js"
import { createChanges } from "../changes/index.js"
import { createClock } from "../clock.js"
import { type Db, putClock, readClockOffset } from "../db/index.js"
import { insertEnvironment, type OpenDb, testVault } from "../db/testing.js"
import type { BadRow, PulledPage, Puller, PullSession } from "../gateway/index.js"
import { createRecords, type NewRecord, type RecordRow } from "../records/index.js"
import { createSync, type Sync } from "./index.js"

/** A row of a list: its id, and what it is joined with under the name of the list. */
export const row = (id: string, name = "", source = 0): NewRecord => rowOf({ id, name }, { source })

/** A row with fields of its own. */
export const rowOf = (
  fields: RecordRow,
  { source = 0, keys = {} }: Partial<Pick<NewRecord, "source" | "keys">> = {},
) => ({
  ...{ id: fields.id, source, text: JSON.stringify(fields), keys },
})

/** The HR system, as a test changes it. */
export type Company = {
  /** Pages of each list of a resource; names are filled in from `name` as it was when the session began. */
  lists: { [R in ResourceName]?: NewRecord[][][] }
  name: string
  today: string
  timeZone: string
  /** Resources without single reads. */
  listOnly: Set<ResourceName>
  tellsChanges: Set<ResourceName>
  /** Resources whose rows can be asked for by the people they belong to. */
  asksPeople: Set<ResourceName>
  followsToday: Set<ResourceName>
  /** Called before a page is answered; may throw. */
  onPage(resource: ResourceName, source: number, page: number): Promise<void>
  /** Called before rows are answered by their ids; may throw. */
  onAsk(resource: ResourceName, ids: readonly string[]): Promise<void>
  /** Rows that no list gives, but that are answered by their ids. */
  hidden: { [R in ResourceName]?: NewRecord[] }
  /** Rows of every page that can't be mapped. */
  bad: BadRow[]
  /** True: what the lists are joined with says a row twice. */
  repeatsJoined: boolean
  /** Lists whose last page leads back to the second one. */
  circles: Set<ResourceName>
  /** How many rows a list says it has. */
  totals: { [R in ResourceName]?: number }
  calls: number
  /** Of the session that was opened last. */
  signal?: AbortSignal
  /** Types of named events that a change means. */
  nameEvents(resource: ResourceName, before: RecordRow | null, after: RecordRow | null): readonly { type: string }[]
}

export type World = {
  db: Db
  company: Company
  sync: Sync
  account: Account
  records: ReturnType<typeof createRecords>
  changes: ReturnType<typeof createChanges>
  /** A run by request, worked to its end; answers it as a caller sees it. */
  run(resources: readonly ResourceName[]): Promise<Awaited<ReturnType<Sync["start"]>>>
  work(): Promise<void>
  /** Time passes on the database's clock, by which tries wait. */
  pass(seconds: number): Promise<void>
  ids(resource: ResourceName): Promise<string[]>
  events(): Promise<string[]>
  /** Jobs that were sent. */
  sent: unknown[]
  /** How runs ended, as it is counted. */
  ended: string[]
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
    today: new Date().toISOString().slice(0, 10),
    timeZone: "UTC",
    listOnly: new Set(),
    tellsChanges: new Set(),
    asksPeople: new Set(),
    followsToday: new Set(),
    onPage: async () => {},
    onAsk: async () => {},
    hidden: {},
    totals: {},
    bad: [],
    repeatsJoined: false,
    circles: new Set(),
    calls: 0,
    nameEvents: () => [],
  }
  const sent: unknown[] = []
  const ended: string[] = []
  const records = createRecords({ db })
  const changes = createChanges({ db, wake: async () => {} })
  const sync = createSync({
    db,
    clock: createClock(),
    vault: testVault(),
    accounts: { find: async () => account },
    records,
    changes,
    jobs: { send: async (_tx, job) => void sent.push(job) },
    renewMs,
    puller: pullerOf(company),
    nameEvents: (resource, { before, after }) => company.nameEvents(resource, before, after),
    noteScan: async () => {},
    pollFactor: async () => 1,
    noteEnd: (status) => void ended.push(status),
    keepDays: 365,
  })
  const work = () => sync.work({ environmentId, accountId }, new AbortController().signal)
  return {
    ...{ db, company, sync, account, records, changes, work, sent, ended },
    pass: async (seconds) => putClock(db, (await readClockOffset(db)) + seconds * 1_000),
    async run(resources) {
      const { id } = await sync.start(account, resources)
      await work()
      const run = await sync.get(environmentId, id)
      if (!run) throw new Error("the run has gone")
      return run
    },
    async ids(resource) {
      const rows = await records.list({ environmentId, accountId, resource }, { limit: 5_000 })
      return rows.map((one) => `${one.id} ${one.row.name}`)
    },
    async events() {
      const { rows } = await changes.read(environmentId, { after: 0, limit: 1_000 })
      return rows.map(({ type, payload }) => `${type} ${payload.record_id}`)
    },
  }
}

function pullerOf(company: Company): Puller {
  const names = () => Object.keys(company.lists) as ResourceName[] // keys are resources
  return {
    resources: names,
    tellsChanges: (_account, resource) => company.tellsChanges.has(resource),
    followingToday: () => names().filter((one) => company.followsToday.has(one)),
    readsSingles: (_account, resource) => !company.listOnly.has(resource),
    open(_account, { onCall, signal }) {
      company.signal = signal
      return sessionOf(company, onCall)
    },
  }
}

function sessionOf(company: Company, onCall: () => void = () => {}): PullSession {
  // A small list that the session keeps.
  const { name } = company
  const call = () => {
    company.calls++
    onCall()
  }
  const fill = (one: NewRecord) => ({ ...one, text: JSON.stringify({ ...JSON.parse(one.text), name }) })
  const listsOf = (resource: ResourceName) => company.lists[resource] ?? []
  const byIds = (resource: ResourceName, ids: readonly string[]) => {
    const known = [...listsOf(resource).flat(2), ...(company.hidden[resource] ?? [])]
    return [...new Map(known.map((one) => [one.id, one])).values()].filter(({ id }) => ids.includes(id)).map(fill)
  }
  return {
    today: async () => company.today,
    timeZone: async () => company.timeZone,
    async page(resource, { source, page }, { isLenient = false } = {}): Promise<PulledPage> {
      call()
      if (company.repeatsJoined && !isLenient)
        throw new UpstreamError("a row twice", { verdict: "retry", reason: "malformed" })
      const at = page.page ?? 0
      await company.onPage(resource, source, at)
      call()
      const lists = listsOf(resource)
      const rows = (lists[source]?.[at] ?? []).map(fill)
      const isMore = at + 1 < (lists[source]?.length ?? 0)
      const isCircle = !isMore && company.circles.has(resource)
      const onward = isCircle ? 1 : at + 1
      const next = isMore || isCircle ? { source, page: { page: onward } } : { source: source + 1, page: {} }
      const total = company.totals[resource]
      return {
        ...{ rows, bad: company.bad, source, read: rows.length, listed: rows.map(({ id }) => id), replaced: [] },
        ...(total === undefined ? {} : { total }),
        next: isMore || isCircle || source + 1 < lists.length ? next : null,
      }
    },
    async rows(resource, ids) {
      call()
      await company.onAsk(resource, ids)
      return { rows: byIds(resource, ids), bad: [] }
    },
    async hinted(resource, { by, ids }) {
      if (by === "employee_id" && !company.asksPeople.has(resource)) return { rows: [], bad: [], asked: [] }
      call()
      await company.onAsk(resource, ids)
      const ofPeople = ({ text }: NewRecord) => ids.includes(JSON.parse(text).employee?.id)
      const rows = by === "id" ? byIds(resource, ids) : listsOf(resource).flat(2).filter(ofPeople).map(fill)
      return { rows, bad: [], asked: listsOf(resource).map((_list, index) => index) }
    },
    async one(resource, id) {
      call()
      await company.onAsk(resource, [id])
      return { rows: byIds(resource, [id]), bad: [] }
    },
  }
}

async function insertAccount(db: Db): Promise<Account> {
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
