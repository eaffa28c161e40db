import {
  idColumnOf,
  idIn,
  type Made,
  type NamedView,
  neededRelations,
  type Related,
  type Remote,
} from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import { makeStorable, storableJson } from "../db/storable.js"
import { dayIn, filterKeysOf, timeZoneOf } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import type { NewRecord, RecordChange } from "../records/index.js"
import { readClock } from "./account-store.js"
import { keepCoverage } from "./coverage/index.js"
import { emitChanges } from "./events.js"
import { isAtFault, isUnrevised } from "./revised.js"
import type { BadRow } from "./runs/run.js"
import { assertCurrent, mappingVersion, recordPlace, type Subject, type SyncDeps } from "./session.js"

/** The company's day as the mirror and the database's clock tell it. */
export type Day = { timeZone: string; today: string; now: Date }

export async function readTimeZone(db: Db, { connector, account, place }: Subject): Promise<string> {
  const table = connector.companyDay?.table
  const rows = table ? await mirror.listRows(db, mirror.tableIn(place, { table })) : []
  return timeZoneOf(connector, account, rows) ?? "UTC"
}

export async function readDay(db: Db, timeZone: string): Promise<Day> {
  const now = await readClock(db)
  return { timeZone, today: dayIn(timeZone, now), now }
}

/**
 * Rows of a view to be made again. all: every row, because the view was never made, because another day, mapping or set
 * of readable tables began, or because all rows show what was touched; `also` are rows that may be there no longer.
 */
export type Plan = { kind: "all"; also: readonly string[] } | { kind: "some"; ids: readonly string[] }

type Planning = { placed: mirror.PlacedView; states: ReadonlyMap<string, mirror.TableState>; today: string }

/** What of a view has to be made again. Undefined: a table that it needs was not read to its end yet, or is refused. */
export async function planView(
  db: Db,
  { graph, connector, place }: Subject,
  { placed, states, today }: Planning,
): Promise<Plan | undefined> {
  const { view, resource } = placed
  const tables = graph.tablesOf(view)
  if (states.get(view.from.name)?.state !== "complete" || tables.some((name) => !states.has(name))) return undefined
  const made = (await mirror.listViewStates(db, place)).get(`${resource} ${view.name}`)
  const touched = await mirror.listTouched(db, place, { tables, since: made?.seq ?? 0 })
  const gone = touched.get(view.from.name)?.get(idColumnOf(view.from)) ?? new Set()
  const isNew =
    made === undefined ||
    made.version !== mappingVersion(connector, view) ||
    (view.followsToday && made.today !== today) ||
    tables.some((name) => (states.get(name)?.seq ?? 0) > made.seq)
  if (isNew) return { kind: "all", also: [...gone] }
  if (touched.size === 0) return { kind: "some", ids: [] }
  const affected = await mirror.affectedRows(view, touched, (table, column, values) =>
    column === idColumnOf(table)
      ? mirror.findRows(db, mirror.tableIn(place, { table }), values).then(({ rows }) => [...rows.values()])
      : mirror.findRowsBy(db, mirror.tableIn(place, { table }), { column, values }),
  )
  return affected === "all" ? { kind: "all", also: [...gone] } : { kind: "some", ids: [...affected] }
}

export type Deriving = {
  subject: Subject
  placed: mirror.PlacedView
  /** Ids in the view's table; those that are no rows of the view any more take their records with them. */
  ids: readonly string[]
  states: ReadonlyMap<string, mirror.TableState>
  day: Day
  /** Small tables that were read before, for the same view. */
  small: Map<string, readonly Remote[]>
  /** Whether rows that were not there are told as created. */
  emitsNew: boolean
  /** Why, when nothing changed in the HR system. */
  cause?: "mapping" | undefined
}

export type Derived = { changes: RecordChange[]; bad: BadRow[] }

/** Makes records from rows of the mirror: records, history, events and their job, in the caller's transaction. */
export async function deriveRows(deps: SyncDeps, tx: Db, deriving: Deriving): Promise<Derived> {
  const { subject, placed, ids, states, day, small, emitsNew, cause } = deriving
  const { view, resource } = placed
  await assertCurrent(deps, tx, subject)
  const { rows, unread } = await mirror.findRows(tx, mirror.tableIn(subject.place, { table: view.from }), ids)
  const all = [...rows.values()].filter((row) => view.where?.(row) !== false)
  const kept = await withoutStale(tx, deriving, all)
  const isReadable = (name: string) => states.get(view.relations[name]?.table.name ?? "")?.state === "complete"
  const names = neededRelations(view, () => true).filter(isReadable)
  const { related } = await mirror.findRelated(tx, subject.place, { view, rows: kept, names, small })
  const { records, bad, passedOver, unrevised, isMappingAtFault } = await mapRows(
    deps,
    deriving,
    new Map(kept.map((row) => [row, related.get(row) ?? {}])),
  )
  const failed = new Set(bad.map(({ id }) => id))
  const again = ids.filter((id) => unrevised.has(id) || failed.has(makeStorable(unifiedId(view, id))))
  if (again.length > 0) await mirror.touchRows(tx, subject.place, { table: view.from, ids: again })
  const there = new Set(kept.filter((row) => !passedOver.has(row)).map((row) => idIn(view.from, row)))
  const gone = ids.filter((id) => !there.has(id) && !unread.has(id)).map((id) => unifiedId(view, id))
  const place = recordPlace(subject, resource)
  // What is there stays as it is until its mapping has its turn: without it, it would be told as changed and changed
  // back. Where the mapping itself is at fault, its rows say so.
  const late = isMappingAtFault ? [] : [...unrevised].map((id) => unifiedId(view, id))
  const waiting = late.length > 0 ? await deps.records.there(tx, place, late) : new Set<string>()
  const ready = records.filter(({ id }) => !waiting.has(id))
  const written = await deps.records.apply(tx, place, { rows: ready, readAt: day.now })
  const removed = gone.length > 0 ? await deps.records.remove(tx, place, gone) : []
  const changes = [...written, ...removed]
  const emitted = changes.filter(({ before }) => before !== null || emitsNew)
  const tellsEmpty = hasGrants(view)
  await emitChanges(deps, tx, { place, changes: emitted, today: day.today, cause, tellsEmpty })
  if (changes.length > 0) await keepCoverage(tx, { subject, resource, states, changes, now: day.now })
  return { changes, bad }
}

/**
 * Where a table that decides is refused by now, its records are as they were. So what they passed over stays so, or it
 * would be there twice.
 */
async function withoutStale(tx: Db, deriving: Deriving, rows: readonly Remote[]): Promise<readonly Remote[]> {
  const { placed, states, subject, day, small } = deriving
  const { view } = placed
  const deciding = Object.values(view.relations).filter(({ decides }) => decides)
  if (deciding.every(({ table }) => states.get(table.name)?.state === "complete")) return rows
  const names = neededRelations(view, () => false)
  const { related } = await mirror.findRelated(tx, subject.place, { view, rows, names, small })
  return rows.filter((row) => {
    try {
      return view.map(row, related.get(row) ?? {}, day) !== undefined
    } catch {
      return true
    }
  })
}

/** Whether answers say which columns they give: what is empty in them is null then, and what is absent is not known. */
const hasGrants = ({ from, relations }: NamedView): boolean =>
  [from, ...Object.values(relations).map(({ table }) => table)].some(({ granted }) => granted !== undefined)

/** Mapping a row may take a tenth of a millisecond: after so many rows, calls that wait in this process have their turn. */
const ROWS_AT_ONCE = 20
/** Nobody waits for a portion, but its transaction is open meanwhile. */
const REVISING_MS = 5_000

type Mapped = {
  records: NewRecord[]
  bad: BadRow[]
  passedOver: ReadonlySet<Remote>
  /** Ids in the table of rows that mappings of users had no time for. */
  unrevised: ReadonlySet<string>
  isMappingAtFault: boolean
}

async function mapRows(
  { clock }: Pick<SyncDeps, "clock">,
  deriving: Deriving,
  rows: ReadonlyMap<Remote, Related>,
): Promise<Mapped> {
  const { view } = deriving.placed
  const passedOver = new Set<Remote>()
  const bad: BadRow[] = []
  const made: Made[] = []
  const records: NewRecord[] = []
  const attempt = (remote: Remote, act: () => void) => {
    try {
      act()
    } catch (error) {
      const message = error instanceof Error ? error.message.slice(0, 300) : "unknown"
      bad.push(makeStorable({ id: unifiedId(view, idIn(view.from, remote)), message }))
    }
  }
  let mapped = 0
  for (const [remote, related] of rows) {
    attempt(remote, () => {
      const row = view.map(remote, related, deriving.day)
      if (row === undefined) passedOver.add(remote)
      else made.push({ remote, related, row: row as Made["row"] }) // views of a resource make its rows
    })
    if (++mapped % ROWS_AT_ONCE === 0) await clock.yield()
  }
  const allowance = { leftMs: REVISING_MS, mostSlow: Number.POSITIVE_INFINITY }
  const revised = await view.revision?.revise(made, deriving.day, allowance)
  const unrevised = new Set<string>()
  for (const [place, { remote, row: own }] of made.entries()) {
    const row = revised ? revised[place] : own
    if (row === undefined) passedOver.add(remote)
    else attempt(remote, () => records.push(toRecord(deriving, remote, row)))
    if (isUnrevised(row)) unrevised.add(idIn(view.from, remote) ?? "")
    if (++mapped % ROWS_AT_ONCE === 0) await clock.yield()
  }
  return { records, bad, passedOver, unrevised, isMappingAtFault: isAtFault(revised ?? []) }
}

const unifiedId = ({ idPrefix = "" }: NamedView, id: string | undefined) => `${idPrefix}${id}`

function toRecord({ subject, placed }: Deriving, remote: Remote, made: Made["row"]): NewRecord {
  const { view, resource } = placed
  // Rows are kept without what can't be stored, but a mapping may cut a character in two.
  const { value, text } = storableJson(made)
  const mapped = value as Record<string, unknown> & { id: string } // a unified row
  return {
    id: mapped.id,
    view: view.name,
    text,
    ...(subject.settings.keepsRemote ? { remoteText: JSON.stringify(remote) } : {}),
    keys: filterKeysOf(resource, mapped),
  }
}
