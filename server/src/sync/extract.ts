import { idIn, type PagePosition, type Remote } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import type { TablePage } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import { readClock } from "./account-store.js"
import { askedText, covers } from "./asked.js"
import { readDays } from "./days.js"
import { endScan } from "./end-scan.js"
import { askFeed, endFeed } from "./feed.js"
import { tellLacking } from "./lacking.js"
import { PageQueue } from "./page-queue.js"
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
import { commitCharged, inTurn, keptOf, readingOf, type SyncSession, tableOf } from "./session.js"

/** Every table is read in full at least this often: deletions are found by that. */
const FULL_EVERY_MS = 24 * 3_600_000

/** Chooses how the table is read and writes down where it begins. */
export async function beginTable(session: SyncSession, run: Run, step: Step): Promise<void> {
  const { deps, place } = session
  const kept = keptOf(session, step.name)
  const startedAt = await readClock(deps.db)
  const states = await mirror.listStates(deps.db, place)
  const state = states.get(step.name)
  const columns = await askedText(deps.db, session, kept)
  if (states.get(kept.table.perValue?.of.name ?? "")?.state === "refused") return skipRefused(session, step, columns)
  const isReady = state?.state === "complete" && covers(state.columns, columns)
  const { changes, restHours = 0 } = kept.table
  const isFresh = (one: mirror.TableState) => isIncremental(one, { run, now: startedAt })
  const isKnown = isReady && isFresh(state)
  if (isKnown && !isOlder(state, { hours: restHours, now: startedAt }))
    return commitCharged(session, step, (tx) => updateStep(tx, step, { status: "done", mode: "incremental" }))
  const asOf = isKnown && changes ? state.asOf : null
  const days = await readDays(deps.db, session, { table: kept.table, isRecent: isKnown })
  const news =
    asOf && typeof changes === "object"
      ? await askFeed(session, { run, name: step.name, feed: changes, isFresh })
      : undefined
  const since = typeof changes === "object" && !news ? null : asOf
  const checkpoint: Checkpoint = {
    ...NO_CHECKPOINT,
    startedAt: (news?.askedAt ?? startedAt).toISOString(),
    columns,
    since: since?.toISOString() ?? null,
    days,
    feed: news ? { values: news.values, done: 0, gone: 0, latest: news.latest?.toISOString() ?? null } : null,
    isFirst: state?.asOf == null,
  }
  await commitCharged(session, step, async (tx, charged) => {
    await mirror.deleteSeen(tx, tableOf(session, step))
    if (!state) await seedRows(session, tx, step)
    const progress = { ...charged, lacking: state?.lacking ?? [] }
    const mode = since || (days && isKnown) ? "incremental" : "full"
    const isEnd = news?.values.length === 0
    if (isEnd) await endFeed(session, tx, { ...step, checkpoint })
    await updateStep(tx, step, { status: isEnd ? "done" : "reading", mode, checkpoint, progress })
  })
}

/** Nobody tells for whom it has to be asked, which is no news that it has no rows. */
async function skipRefused(session: SyncSession, step: Step, columns: string): Promise<void> {
  const error = "what it is asked for stands in a list that the HR system refuses"
  await commitCharged(session, step, async (tx, progress) => {
    await mirror.putState(tx, tableOf(session, step), { state: "refused", columns })
    await updateStep(tx, step, { status: "skipped", progress, error })
  })
}

/** Rows that records were made of before there was a mirror. */
async function seedRows(session: SyncSession, tx: Db, step: Step): Promise<void> {
  const { table } = keptOf(session, step.name)
  for (const { resource, view } of session.graph.views)
    if (view.from === table)
      await mirror.seedRows(tx, tableOf(session, step), { resource, view: view.name, prefix: view.idPrefix ?? "" })
}

type Beginning = { run: Run; now: Date }

/** Whether only what has changed is read of a table that was read before. */
const isIncremental = ({ asOf, fullAsOf }: mirror.TableState, { run, now }: Beginning): boolean =>
  INCREMENTAL.includes(run.trigger) &&
  asOf !== null &&
  fullAsOf !== null &&
  now.getTime() - fullAsOf.getTime() < FULL_EVERY_MS

/** Whether it was read more than so many hours ago. */
const isOlder = ({ asOf }: mirror.TableState, { hours, now }: { hours: number; now: Date }): boolean =>
  asOf === null || now.getTime() - asOf.getTime() >= hours * 3_600_000

/**
 * Pages that have come: compared and written, and the checkpoint moved, all of it in one transaction. A worker that dies
 * before it commits has done nothing; the next one reads the pages again.
 */
export async function readTablePages(session: SyncSession, step: Step): Promise<void> {
  const reading = readingOf(session, keptOf(session, step.name).table)
  const pages = pagesOf(session, step)
  const first = await pages.next().catch((error: unknown) => {
    reading.scan = undefined
    throw error
  })
  await inTurn(session, () => writePages(session, step, [first, ...pages.ready()]))
}

async function writePages(session: SyncSession, step: Step, pages: readonly TablePage[]): Promise<void> {
  const { place, settings } = session
  const { checkpoint, name } = step
  const kept = keptOf(session, name)
  const rows = pages.flatMap((page) => page.rows)
  const replaced = readingOf(session, kept.table).upstream.takeReplaced()
  const next = pages.reduce(moveOn, checkpoint)
  const isEnd = pages.at(-1)?.next === null
  if (isEnd) await tellLacking(session, { ...step, checkpoint: next })
  await commitCharged(session, step, async (tx, charged) => {
    const keepsAll = settings.keepsRemote && kept.isSource
    const readAt = new Date(checkpoint.startedAt)
    const applied = await mirror.applyRows(tx, place, { kept, rows, readAt, keepsAll, notes: !checkpoint.isFirst })
    if (step.mode === "full" || checkpoint.days) await recordSeen(session, tx, { step, rows })
    const progress = addUp(charged, { pages, applied, checkpoint, replaced })
    const moved = { ...step, checkpoint: next, progress: { ...progress, lacking: next.lacking ?? progress.lacking } }
    const after = isEnd ? await endScan(session, moved, tx) : {}
    await updateStep(tx, step, { checkpoint: next, progress: moved.progress, error: null, ...after })
  })
}

type Seen = { step: Step; rows: readonly Remote[] }

function recordSeen(session: SyncSession, tx: Db, { step, rows }: Seen): Promise<void> {
  const { table } = keptOf(session, step.name)
  const ids = rows.flatMap((row) => idIn(table, row) ?? [])
  return mirror.insertSeen(tx, tableOf(session, step), { scan: step.runId, page: step.checkpoint.page, ids })
}

type Added = {
  pages: readonly TablePage[]
  applied: mirror.Applied
  checkpoint: Checkpoint
  replaced: Progress["replaced"]
}

function addUp(progress: Progress, { pages, applied, checkpoint, replaced }: Added): Progress {
  const nameless = Array.from({ length: applied.nameless }, () => ({
    id: "(no id)",
    message: "the row has no id, or one that is too long",
  }))
  return {
    ...progress,
    pages: progress.pages + pages.length,
    rows: progress.rows + pages.reduce((sum, page) => sum + page.rows.length, 0),
    created: progress.created + applied.created,
    updated: progress.updated + applied.updated,
    skipped: progress.skipped + applied.nameless,
    replaced: [...progress.replaced, ...replaced].slice(0, MOST_BAD),
    estimate: checkpoint.page === 0 ? (pages[0]?.total ?? null) : progress.estimate,
    bad: [...progress.bad, ...nameless].slice(0, MOST_BAD),
  }
}

/** Pages that are read ahead: the HR system reads while the database writes, and what has come meanwhile is written at once. */
const PAGES_AHEAD = 2

/** Those from the checkpoint on. */
function pagesOf(session: SyncSession, { name, checkpoint }: Step): PageQueue {
  const { startedAt, since, days, position } = checkpoint
  const { table } = keptOf(session, name)
  const reading = readingOf(session, table)
  const known = reading.scan
  if (known?.startedAt === startedAt && known.pages.isAt(position)) return known.pages
  const asked = { since: since === null ? undefined : new Date(since), days: days ?? undefined }
  const read = async (at: PagePosition) => reading.upstream.page(table, at, asked)
  const pages = new PageQueue(read, { start: position, ahead: PAGES_AHEAD })
  reading.scan = { startedAt, pages }
  return pages
}
