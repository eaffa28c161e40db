import {
  idColumnOf,
  idIn,
  type Remote,
  type RowsByIds,
  type Table,
  UpstreamError,
  valuesOf,
} from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import type { TableSession } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import { readClock } from "./account-store.js"
import { readValues } from "./read-values.js"
import type { Step } from "./runs/run.js"
import { updateStep } from "./runs/store.js"
import { commit, commitCharged, keptOf, readingOf, type SyncSession, tableOf } from "./session.js"

/** Up to so many missing rows are asked for one by one; more have to be missing twice. */
const MOST_ASKED = 25
const CHUNK = 200

/** What became of rows that were asked for by id. */
export type Asked = {
  found: Remote[]
  /** Nothing answers to these. */
  denied: string[]
  /** The HR system gives no answer for these: nothing is known. */
  unanswered: string[]
}

const nothing = (): Asked => ({ found: [], denied: [], unanswered: [] })

/**
 * Rows are missing from a complete scan. A few that records are made of are asked for one by one: a row that is there
 * after all is brought up to date, a row that a single read denies is gone at once, and one that can't be asked for is
 * judged by a later scan. The others are gone when the next complete scan misses them too and the list denies them by id.
 * For rows that records only show, the list's word by id is enough: they can come back with the next scan. Of a table that
 * is read by days, rows of other days are neither missing nor asked for, and the guard does not count them.
 */
export async function reconcileMissing(session: SyncSession, step: Step): Promise<void> {
  const { deps } = session
  const { days } = step.checkpoint
  const at = tableOf(session, step)
  const kept = keptOf(session, step.name)
  const missing = await mirror.listMissing(deps.db, at, { times: 1, limit: MOST_ASKED + 1, days })
  const readAt = await readClock(deps.db)
  const asked = missing.length > MOST_ASKED ? nothing() : await askFew(session, kept, missing)
  await commitCharged(session, step, async (tx, charged) => {
    const updated = await takeIn(session, tx, { kept, asked, readAt })
    await mirror.setMissing(tx, at, { ids: asked.denied, count: 2 })
    const counts = await mirror.countRows(tx, at, days)
    const reason = kept.isSource ? reasonToHold(step, { counts, gone: asked.denied.length }) : undefined
    const error = reason ?? unansweredText(asked.unanswered)
    const progress = { ...charged, updated: charged.updated + updated }
    await updateStep(tx, step, { status: reason === undefined ? "deleting" : "held", progress, error })
  })
}

async function askFew(
  session: SyncSession,
  { table, isSource }: mirror.MirrorTable,
  ids: readonly string[],
): Promise<Asked> {
  const { upstream } = readingOf(session, table)
  if (!isSource || !(table.one || table.locate)) return nothing()
  // Keeps the lease: each answer may take as long as a page.
  return askSingly(upstream, table, { ids, before: () => commit(session, async () => {}) })
}

/** One row after another. */
export async function askSingly(
  upstream: TableSession,
  table: Table,
  { ids, before = async () => {} }: { ids: readonly string[]; before?(): Promise<void> },
): Promise<Asked> {
  const asked = nothing()
  for (const id of ids) {
    await before()
    try {
      const row = await upstream.one(table, id)
      if (row) asked.found.push(row)
      else asked.denied.push(id)
    } catch (error) {
      if (!isAnswer(error)) throw error
      asked.unanswered.push(id)
    }
  }
  return asked
}

/** All of them by the list. */
export const askByIds = (upstream: TableSession, table: Table, ids: readonly string[]): Promise<Asked> =>
  askBy(upstream, table, { column: idColumnOf(table), values: ids, ids })

/** By the values of a column that rows with these ids have. */
export async function askBy(
  upstream: TableSession,
  table: Table,
  { column, values, ids }: { column: string; values: readonly string[]; ids: readonly string[] },
): Promise<Asked> {
  if (ids.length === 0) return nothing()
  const isUnclear = (id: string, refused: ReadonlySet<string>) =>
    column === idColumnOf(table) ? refused.has(id) : refused.size > 0
  return judge(table, { ids, read: upstream.by(table, column, values), isUnclear })
}

type Judging = {
  ids: readonly string[]
  read: Promise<RowsByIds>
  /** Whether nothing is known of a row because values were refused. */
  isUnclear(id: string, refused: ReadonlySet<string>): boolean
}

async function judge(table: Table, { ids, read, isUnclear }: Judging): Promise<Asked> {
  try {
    const { rows, refused } = await read
    const there = new Set(rows.flatMap((row) => idIn(table, row) ?? []))
    const missing = ids.filter((id) => !there.has(id))
    return {
      found: rows,
      denied: missing.filter((id) => !isUnclear(id, refused)),
      unanswered: missing.filter((id) => isUnclear(id, refused)),
    }
  } catch (error) {
    if (!isAnswer(error)) throw error
    return { ...nothing(), unanswered: [...ids] }
  }
}

/** The HR system has said something about these rows, and nothing about the connection. */
export const isAnswer = (error: unknown): error is UpstreamError =>
  error instanceof UpstreamError &&
  error.status !== undefined &&
  error.verdict !== "limit" &&
  error.verdict !== "reconnect" &&
  (error.reason === "answer" || error.reason === "malformed")

type Answered = { kept: mirror.MirrorTable; asked: Asked; readAt: Date }

/** Rows that answered are up to date; nobody denies the ones that could not be asked for. Answers how many changed. */
async function takeIn({ place, settings }: SyncSession, tx: Db, { kept, asked, readAt }: Answered): Promise<number> {
  const there = [...asked.found.flatMap((row) => idIn(kept.table, row) ?? []), ...asked.unanswered]
  await mirror.setMissing(tx, mirror.tableIn(place, kept), { ids: there, count: 0 })
  const keepsAll = settings.keepsRemote && kept.isSource
  const { created, updated } = await mirror.applyRows(tx, place, {
    kept,
    rows: asked.found,
    readAt,
    keepsAll,
    notes: true,
  })
  return created + updated
}

const unansweredText = (ids: readonly string[]): string | null =>
  ids.length === 0 ? null : `${ids.length} missing rows could not be asked for and stay: ${ids.slice(0, 5).join(", ")}`

/** A deletion of more rows than this, and of a larger part of the table than this, waits for a person. */
const GUARD_ROWS = 5
const GUARD_PART = 0.2
export const isMass = ({ missing, rows }: { missing: number; rows: number }): boolean =>
  missing > GUARD_ROWS && missing > rows * GUARD_PART

/** `gone`: missing rows that a single read has denied. */
type Judged = { counts: mirror.ScanCount; gone: number }

function reasonToHold({ runId, checkpoint }: Step, { counts: { rows, missing }, gone }: Judged): string | undefined {
  const confirm = `POST /sync-run/${runId}/confirm`
  const unsure = missing - gone
  if (isMass({ missing, rows }) || (missing > rows * GUARD_PART && unsure > 0))
    return `${missing} of ${rows} rows would be deleted: confirm it with ${confirm}, or let a later run look again`
  if (!checkpoint.isEmptied || unsure === 0) return undefined
  return `the HR system answered an empty list where ${unsure} rows are known: confirm that they are gone with ${confirm}`
}

/**
 * Deletes in portions. Before that the list is asked for the rows by id: a list that says one row twice and leaves
 * another out may do so in every scan.
 */
export async function deleteSome(session: SyncSession, step: Step): Promise<void> {
  const { deps, place } = session
  const at = tableOf(session, step)
  const kept = keptOf(session, step.name)
  const isAskable = kept.table.perValue !== undefined || kept.table.by[idColumnOf(kept.table)] !== undefined
  const times = step.checkpoint.isConfirmed || (!kept.isSource && isAskable) ? 1 : 2
  const missing = await mirror.listMissing(deps.db, at, { times, limit: CHUNK, days: step.checkpoint.days })
  const readAt = await readClock(deps.db)
  const asked = isAskable ? await askAgain(session, step, missing) : { ...nothing(), denied: missing }
  await commitCharged(session, step, async (tx, charged) => {
    const updated = charged.updated + (await takeIn(session, tx, { kept, asked, readAt }))
    const deleted = charged.deleted + (await mirror.removeRows(tx, place, { kept, ids: asked.denied }))
    const error = step.error ?? unansweredText(asked.unanswered)
    const isEnd = missing.length < CHUNK
    await updateStep(tx, step, {
      progress: { ...charged, updated, deleted },
      error,
      ...(isEnd ? { status: "done" } : {}),
    })
  })
}

/** By the list: by their ids or, of a table that is read a value at a time, by their values. */
async function askAgain(session: SyncSession, step: Step, ids: readonly string[]): Promise<Asked> {
  const { deps, place } = session
  const { table } = keptOf(session, step.name)
  const { upstream } = readingOf(session, table)
  const { perValue } = table
  if (!perValue) return askByIds(upstream, table, ids)
  const { rows } = await mirror.findRows(deps.db, mirror.tableIn(place, { table }), ids)
  const valuesIn = (id: string) => valuesOf(rows.get(id) ?? {}, perValue.column)
  const values = new Set(ids.flatMap(valuesIn))
  const days = step.checkpoint.days ?? undefined
  const read = readValues(deps, place, { table, upstream, values, days })
  const isUnclear = (id: string, refused: ReadonlySet<string>) => valuesIn(id).some((value) => refused.has(value))
  const asked = await judge(table, { ids, read, isUnclear })
  const missing = new Set(ids)
  return { ...asked, found: asked.found.filter((row) => missing.has(idIn(table, row) ?? "")) }
}
