/** Sync on a database of its own and an HR system that is a script (`testing/company.ts`). */
import type { Connector } from "@rollcall/connector-kit"
import type { ResourceName, SyncRun } from "@rollcall/contract"
import { sql } from "kysely"
import { beforeAll } from "vitest"
import type { Account } from "../accounts/index.js"
import { createChanges } from "../changes/index.js"
import { createClock } from "../clock.js"
import { type Db, putClock, readClockOffset } from "../db/index.js"
import { type OpenDb, testVault } from "../db/testing.js"
import type { TableReader } from "../gateway/index.js"
import type { Jobs } from "../jobs/index.js"
import { createRecords, type RecordPlace, type RecordRow } from "../records/index.js"
import { insertAccount as insertRow } from "../records/testing.js"
import { createFirstRun, createSync, type Hint, type NameEvents, type Sync } from "./index.js"
import type { SyncDeps } from "./session.js"
import { createSyncJobs, type SyncJobs } from "./sync-jobs/index.js"
import { type Company, connectorsOf, newCompany, readerOf } from "./testing/company.js"

export { type Company, rowsOf } from "./testing/company.js"

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
  /** Sync jobs of the account; `send` in place of the queue's. */
  syncJobs(send?: Jobs["send"]): SyncJobs
  /** A run by request, worked to its end; answers it as a caller sees it. */
  run(resources: readonly ResourceName[]): Promise<SyncRun>
  /** A run of the schedule, an hour after the last one, worked to its end. */
  runScheduled(): Promise<SyncRun>
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
  /** Entries of the log, with the calls that were followed. */
  turns: object[]
  /** Resources that the account is told to be without. */
  forbidden: string[]
}

/** `hr`: instead of the scripted company. */
type Options = {
  renewMs?: number
  hr?: { reader: TableReader; connectorOf(): Connector }
  nameEvents?: NameEvents
  /** Whether mappings are as they were when the account was loaded. */
  isCurrent?(): Promise<boolean>
}

/** Each world has an account of its own on one database. */
export function worldsOn(openDb: OpenDb): (options?: Options) => Promise<World> {
  let database: Awaited<ReturnType<OpenDb>>
  beforeAll(async () => {
    database = await openDb()
  })
  return (options = {}) => startWorld(database.db, options)
}

async function startWorld(db: Db, { renewMs, hr, nameEvents, isCurrent }: Options): Promise<World> {
  const account = await insertAccount(db)
  const { environmentId, id: accountId } = account
  const company = newCompany()
  const told: Pick<World, "sent" | "ended" | "scans" | "forbidden" | "turns"> = {
    ...{ sent: [], ended: [], scans: [], forbidden: [], turns: [] },
  }
  const records = createRecords({ db })
  const changes = createChanges({ db, wake: async () => {} })
  const { reader, connectorOf } = hr ?? { reader: readerOf(company), connectorOf: connectorsOf(company) }
  const jobs: Pick<Jobs, "send"> = { send: async (_tx, job) => void told.sent.push(job) }
  const accounts: SyncDeps["accounts"] = {
    // As the real one: by a query of its own, outside of any transaction.
    async find(_environmentId, id) {
      await sql`select 1`.execute(db)
      return id === accountId ? account : undefined
    },
    recordForbidden: async (_account, { resource }) => void told.forbidden.push(resource),
  }
  const syncOn = (itsDb: Db) =>
    createSync({
      db: itsDb,
      clock: createClock(),
      vault: testVault(),
      accounts,
      isCurrent: isCurrent ?? (async () => true),
      records,
      changes,
      jobs,
      renewMs,
      reader,
      connectorOf,
      nameEvents: nameEvents ?? ((resource, { before, after }) => company.nameEvents(resource, before, after)),
      recordScan: async (_tx, _account, scan) => void told.scans.push(scan),
      pollFactors: async () => () => 1,
      recordEnd: (status) => void told.ended.push(status),
      requestLog: { record: (entry, trail) => void told.turns.push({ ...entry, calls: trail.calls }) },
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
    syncJobs: (send = jobs.send) => createSyncJobs({ db, vault: testVault(), accounts, connectorOf, jobs: { send } }),
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
    async runScheduled() {
      await putClock(db, (await readClockOffset(db)) + 3_600_000)
      await sql`update sync_account set scheduled_at = null where account_id = ${accountId}`.execute(db)
      await sync.startDue()
      await work()
      const { rows: runs } = await sync.page(environmentId, { limit: 50, filters: {} })
      const run = runs.find(({ trigger }) => trigger === "schedule")
      if (!run) throw new Error("the schedule has made no run")
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

/** An active account as sync is given it. */
export async function insertAccount(db: Db): Promise<Account> {
  const { environmentId, accountId, installedId } = await insertRow(db)
  return {
    ...{ id: accountId, environmentId, status: "active", authenticationMethod: "api_key" },
    ...{ environmentIntegrationId: installedId, tenantId: "t", integration: "acme", host: null },
    ...{ isSandbox: true, scopes: null, heldUntil: null, forbidden: null, context: {} },
  }
}
