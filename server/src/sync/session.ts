import type { Connector, NamedView, Table } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import type { Account, Accounts } from "../accounts/index.js"
import type { Changes } from "../changes/index.js"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import type { Lease } from "../db/lease.js"
import type { TableReader, TableSession } from "../gateway/index.js"
import type { Jobs } from "../jobs/index.js"
import type { RequestLog } from "../log/index.js"
import { type Graph, graphOf, type MirrorPlace, type MirrorTable, type TablePlace } from "../mirror/index.js"
import type { RecordPlace, Records } from "../records/index.js"
import { lockAccount } from "./account-store.js"
import { openTables } from "./asked.js"
import type { NameEvents } from "./events.js"
import type { PageQueue } from "./page-queue.js"
import type { News, Progress, RunEnd, Step } from "./runs/run.js"
import { readSettings, type SyncSettings } from "./settings.js"

export type SyncDeps = {
  db: Db
  clock: Clock
  accounts: Pick<Accounts, "find" | "recordForbidden">
  /** Whether the account is as it was loaded, as far as its mappings are concerned. */
  isCurrent(tx: Db, account: Account): Promise<boolean>
  records: Records
  changes: Changes
  jobs: Pick<Jobs, "send">
  connectorOf(account: Account): Connector
  reader: TableReader
  nameEvents: NameEvents
  /** What a run by schedule or request has found in a table: whether hints can be trusted is judged by that. */
  recordScan(tx: Db, account: Account, scan: { table: string; hasMissed: boolean }): Promise<void>
  /** By how much the time between polls of a table may be multiplied, because hints tell of its changes. */
  pollFactors(account: Account): Promise<(table: string) => number>
  /** Told how each run ended. */
  recordEnd(status: RunEnd): void
  requestLog: Pick<RequestLog, "record">
  /** How often a lease is renewed; a few seconds unless told. */
  renewMs?: number | undefined
  /** Events and ended versions of rows are kept for so long. */
  keepDays: number
}

/** An account with what is known of its HR system. */
export type Subject = {
  account: Account
  settings: SyncSettings
  connector: Connector
  graph: Graph
  place: MirrorPlace
}

export function subjectOf({ connectorOf }: Pick<SyncDeps, "connectorOf">, account: Account): Subject {
  const connector = connectorOf(account)
  const place = { environmentId: account.environmentId, accountId: account.id }
  return { account, settings: readSettings(account.context), connector, graph: graphOf(connector), place }
}

/** Mappings were changed since the account was loaded: what would be made now would be of the old ones. */
export class StaleMapping extends Error {
  constructor() {
    super("the mapping was changed meanwhile")
    this.name = "StaleMapping"
  }
}

export async function assertCurrent(
  { isCurrent }: Pick<SyncDeps, "isCurrent">,
  tx: Db,
  { account }: Pick<Subject, "account">,
) {
  if (!(await isCurrent(tx, account))) throw new StaleMapping()
}

/** The account as it is now, not as it was a moment ago. */
export async function loadSubject(deps: SyncDeps, account: Account): Promise<Subject> {
  const { environmentId, id } = account
  return subjectOf(deps, (await deps.accounts.find(environmentId, id, { isFresh: true })) ?? account)
}

/** Of the connector's mapping and of what users changed about the view: another one makes its records anew. */
export const mappingVersion = ({ version }: Pick<Connector, "version">, { revision }: NamedView): string =>
  revision ? `${version} ${revision.version}` : version

export const recordPlace = ({ place }: Pick<Subject, "place">, resource: ResourceName): RecordPlace => ({
  ...place,
  resource,
})

export function keptOf({ graph }: Pick<Subject, "graph">, name: string): MirrorTable {
  const kept = graph.tables.get(name)
  if (!kept) throw new Error(`${name} is not a table of this HR system`)
  return kept
}

export const tableOf = ({ place }: Pick<Subject, "place">, { name }: Pick<Step, "name">): TablePlace => ({
  ...place,
  table: name,
})

/** One worker's time with one account. */
export type SyncSession = Subject & {
  deps: SyncDeps
  lease: Lease
  /** Aborted: this process is about to end, or the account is ours no longer. */
  signal: AbortSignal
  /** By name, the tables that are read. */
  reading: Map<string, TableReading>
  /** Feeds that were asked in this time, by run and call: from which moment on, in milliseconds, and what they told. */
  feeds: Map<string, { sinceMs: number; news: Promise<News | undefined> }>
  /** By run, resources of which a lost right was told: several lists of one may be lost together. */
  told: Set<string>
  /** Ends when the pages that are being written are. */
  writing: Promise<unknown>
}

/** One after another: all of them hold the account's row, and who waits for it here can write more at once. */
export function inTurn<T>(session: SyncSession, act: () => Promise<T>): Promise<T> {
  const done = session.writing.then(act)
  session.writing = done.catch(() => {})
  return done
}

/** A table that is being read, with the calls that its progress has not been charged with yet. */
export type TableReading = {
  upstream: TableSession
  calls: number
  /** Of the scan that is on its way, with the moment when it began. */
  scan: { startedAt: string; pages: PageQueue } | undefined
}

export function readingOf(session: SyncSession, { name }: Table): TableReading {
  const known = session.reading.get(name)
  if (known) return known
  const onCall = () => {
    reading.calls++
  }
  const upstream = openTables(session.deps, session, { priority: "sync", signal: session.signal, onCall })
  const reading: TableReading = { upstream, calls: 0, scan: undefined }
  session.reading.set(name, reading)
  return reading
}

/** Another worker has the account now: nothing more may be written. */
export class LostLease extends Error {
  constructor() {
    super("another worker has taken over")
    this.name = "LostLease"
  }
}

/** One transaction that only commits while the account is ours. Hints, which need no lease, wait for it. */
export function commit<T>({ deps, lease, place }: SyncSession, act: (tx: Db) => Promise<T>): Promise<T> {
  return deps.db.transaction().execute(async (tx) => {
    if (!(await lease.keep(tx))) throw new LostLease()
    await lockAccount(tx, place.environmentId, place.accountId)
    return act(tx)
  })
}

/** A commit that charges the step of a table with the upstream calls made until now. */
export async function commitCharged(
  session: SyncSession,
  { kind, name, progress }: Step,
  act: (tx: Db, charged: Progress) => Promise<void>,
): Promise<void> {
  const reading = kind === "table" ? session.reading.get(name) : undefined
  const calls = reading?.calls ?? 0
  await commit(session, (tx) => act(tx, { ...progress, calls: progress.calls + calls }))
  if (reading) reading.calls -= calls
}
