import { idIn, type PagePosition, type Table } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import type { TablePage } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import { readClock } from "./account-store.js"
import { endScan } from "./end-scan.js"
import { noneIfRefused } from "./read-values.js"
import { moveOn } from "./runs/checkpoint.js"
import {
  type Checkpoint,
  INCREMENTAL,
  MOST_BAD,
  NO_CHECKPOINT,
  type Progress,
  type Run,
  type Step,
} from "./runs/run.js"
import { updateStep } from "./runs/store.js"
import { columnsText, commit, commitCharged, keptOf, readingOf, type SyncSession, tableOf } from "./session.js"

/** Every table is read in full at least this often: deletions are found by that. */
const FULL_EVERY_MS = 24 * 3_600_000

/** Chooses how the table is read and writes down where it begins. */
export async function beginTable(session: SyncSession, run: Run, step: Step): Promise<void> {
  const { deps, graph, place } = session
  const kept = keptOf(session, step.name)
  const startedAt = await readClock(deps.db)
  const state = (await mirror.listStates(deps.db, place)).get(step.name)
  const isReady = state?.state === "complete" && state.columns === columnsText(session, kept)
  const since = isReady ? sinceOf(kept.table, { run, state, now: startedAt }) : undefined
  const checkpoint: Checkpoint = {
    ...NO_CHECKPOINT,
    startedAt: startedAt.toISOString(),
    since: since?.toISOString() ?? null,
    isFirst: state?.asOf == null,
  }
  await commit(session, async (tx) => {
    await mirror.deleteSeen(tx, tableOf(session, step))
    if (!state)
      for (const { resource, index: source, view } of graph.views)
        if (view.from === kept.table)
          await mirror.seedRows(tx, tableOf(session, step), { resource, source, prefix: view.idPrefix ?? "" })
    await updateStep(tx, step, { status: "reading", mode: since ? "incremental" : "full", checkpoint })
  })
}

type Asked = { run: Run; state: mirror.TableState; now: Date }

/** The moment from which on changes are read; undefined: every row is. */
function sinceOf(table: Table, { run, state: { asOf, fullAsOf }, now }: Asked): Date | undefined {
  if (!INCREMENTAL.includes(run.trigger) || !table.changes || !asOf || !fullAsOf) return undefined
  return now.getTime() - fullAsOf.getTime() < FULL_EVERY_MS ? asOf : undefined
}

/**
 * One page: read, compared and written, and the checkpoint moved, all of it in one transaction. A worker that dies
 * before it commits has done nothing; the next one reads the page again.
 */
export async function readTablePage(session: SyncSession, step: Step): Promise<void> {
  const { place, settings } = session
  const { checkpoint, name } = step
  const kept = keptOf(session, name)
  const page = await takePage(session, step)
  if (page.next) readAhead(session, step, page.next)
  const replaced = readingOf(session, kept.table).upstream.takeReplaced()
  await commitCharged(session, step, async (tx, charged) => {
    const keepsAll = settings.keepsRemote && kept.isSource
    const applied = await mirror.applyRows(tx, place, {
      kept,
      rows: page.rows,
      readAt: new Date(checkpoint.startedAt),
      keepsAll,
      notes: !checkpoint.isFirst,
    })
    if (step.mode === "full") await noteSeen(session, tx, { step, page })
    const progress = addUp(charged, { page, applied, checkpoint, replaced })
    const moved = { ...step, checkpoint: moveOn(checkpoint, page), progress }
    const after = page.next === null ? await endScan(session, moved, tx) : {}
    await updateStep(tx, step, { checkpoint: moved.checkpoint, progress, error: null, ...after })
  })
}

type Seen = { step: Step; page: TablePage }

function noteSeen(session: SyncSession, tx: Db, { step, page }: Seen): Promise<void> {
  const { table } = keptOf(session, step.name)
  const ids = page.rows.flatMap((row) => idIn(table, row) ?? [])
  return mirror.insertSeen(tx, tableOf(session, step), { scan: step.runId, page: step.checkpoint.page, ids })
}

type Added = {
  page: TablePage
  applied: mirror.Applied
  checkpoint: Checkpoint
  replaced: Progress["replaced"]
}

function addUp(progress: Progress, { page, applied, checkpoint, replaced }: Added): Progress {
  const nameless = Array.from({ length: applied.nameless }, () => ({
    id: "(no id)",
    message: "the row has no id, or one that is too long",
  }))
  return {
    ...progress,
    pages: progress.pages + 1,
    rows: progress.rows + page.rows.length,
    created: progress.created + applied.created,
    updated: progress.updated + applied.updated,
    skipped: progress.skipped + applied.nameless,
    replaced: [...progress.replaced, ...replaced].slice(0, MOST_BAD),
    estimate: checkpoint.page === 0 ? (page.total ?? null) : progress.estimate,
    bad: [...progress.bad, ...nameless].slice(0, MOST_BAD),
  }
}

/** The page, which may have been asked for ahead: the HR system reads while the database writes. */
function takePage(session: SyncSession, step: Step): Promise<TablePage> {
  const reading = readingOf(session, keptOf(session, step.name).table)
  const { ahead } = reading
  reading.ahead = undefined
  const { position } = step.checkpoint
  return ahead?.key === keyOf(step, position) ? ahead.read : startPage(session, step, position)
}

/** Whatever the order of its keys: a position that was stored comes back in another. */
const keyOf = ({ checkpoint }: Step, position: PagePosition): string =>
  JSON.stringify([checkpoint.startedAt, Object.entries(position).sort()])

function startPage(session: SyncSession, step: Step, position: PagePosition): Promise<TablePage> {
  const { table } = keptOf(session, step.name)
  const { upstream } = readingOf(session, table)
  if (table.perValue) return readValue(session, table, position)
  const { since } = step.checkpoint
  return upstream.page(table, position, since === null ? undefined : new Date(since))
}

/** Of a table that is read a value at a time the rows of one value are a page. A value that is refused has no rows. */
async function readValue(session: SyncSession, table: Table, { after }: PagePosition): Promise<TablePage> {
  const { deps, place } = session
  const { perValue } = table
  if (!perValue) throw new Error(`${table.name} is not read a value at a time`)
  const values = [
    ...perValue.values(await mirror.listRows(deps.db, mirror.tableIn(place, { table: perValue.of }))),
  ].sort()
  const left = values.filter((value) => after === undefined || value > after)
  const [value] = left
  if (value === undefined) return { rows: [], next: null }
  const rows = await readingOf(session, table).upstream.ofValue(table, value).catch(noneIfRefused)
  return { rows, next: left.length > 1 ? { after: value } : null }
}

/** A failure shows when the page is taken. */
function readAhead(session: SyncSession, step: Step, position: PagePosition): void {
  const read = startPage(session, step, position)
  read.catch(() => {})
  readingOf(session, keptOf(session, step.name).table).ahead = { key: keyOf(step, position), read }
}
