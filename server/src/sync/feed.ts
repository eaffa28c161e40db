/**
 * Tables whose changes are told by a feed: values of a column whose rows have changed, come or gone. An incremental run asks
 * the feed once, reads the rows of these values, and takes over what is true now. Whatever can't be told so (too many
 * values, a feed that is refused or can't be read, values without an answer, too many rows that are gone) is
 * found by a full read in the same run.
 */
import type { ChangeFeed, Table } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import { isWholeLess } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import { readClock } from "./account-store.js"
import { beginsAnew } from "./end-scan.js"
import { readNamed, type Truth } from "./named-rows.js"
import { isAnswer, isMass } from "./reconcile.js"
import { MOST_BAD, type News, type Progress, type Run, type Step } from "./runs/run.js"
import { listSteps, updateStep } from "./runs/store.js"
import { commitCharged, inTurn, keptOf, readingOf, type SyncSession, tableOf } from "./session.js"

/** More values, or a larger part of the table, are a reason to read all of it; a few never are. */
const MOST_VALUES = 300
const MOST_PART = 1 / 3
const FEW_VALUES = 10
/** Values whose rows are read in one go. */
const CHUNK = 50
/** By so much the HR system's clock may differ from ours. */
const CLOCKS_MS = 600_000

type Asking = { run: Run; name: string; feed: ChangeFeed; isFresh(state: mirror.TableState): boolean }

/** Undefined: the table has to be read in full. */
export async function askFeed(session: SyncSession, asking: Asking): Promise<News | undefined> {
  const { table } = keptOf(session, asking.name)
  const told = await shareFeed(session, asking)
  if (!told) return undefined
  const values = [...new Set(told.values)].sort()
  if (values.length === 0) return { ...told, values }
  const { rows } = await mirror.countRows(session.deps.db, tableOf(session, asking))
  const most = Math.min(MOST_VALUES, Math.max(FEW_VALUES, rows * MOST_PART))
  if (values.length > most || isWholeLess(session.connector.api, table, { column: asking.feed.column, values }))
    return undefined
  return { ...told, values }
}

/** One call for all tables of the run that have the same feed, from where the one begins that was asked about longest ago. */
async function shareFeed(session: SyncSession, { run, name, feed, isFresh }: Asking): Promise<News | undefined> {
  const { deps, place, graph } = session
  const textOf = (one: Table["changes"]) =>
    typeof one === "object" ? JSON.stringify(one.request(new Date(0))) : undefined
  const states = await mirror.listStates(deps.db, place)
  const begin = (one: string) => {
    const state = states.get(one)
    return state && isFresh(state) ? beginOf(state) : undefined
  }
  const own = begin(name)
  if (own === undefined) return undefined
  const key = `${run.id} ${textOf(feed)}`
  const known = session.feeds.get(key)
  if (known && known.sinceMs <= own) return known.news
  const shared = (await listSteps(deps.db, [run.id])).filter(
    (step) => step.kind === "table" && textOf(graph.tables.get(step.name)?.table.changes) === textOf(feed),
  )
  const sinceMs = Math.min(own, ...shared.flatMap((step) => begin(step.name) ?? []))
  const askedAt = await readClock(deps.db)
  const news = readingOf(session, keptOf(session, name).table)
    .upstream.changes(feed, new Date(sinceMs))
    .then((told) => told && { values: told.values, latest: placeIn(told, askedAt), askedAt })
  session.feeds.set(key, { sinceMs, news })
  news.catch(() => session.feeds.delete(key))
  return news
}

/** What lies further ahead than clocks differ would hide all that happens until then. */
const placeIn = ({ latest }: { latest?: Date }, askedAt: Date): Date | null =>
  latest !== undefined && latest.getTime() <= askedAt.getTime() + CLOCKS_MS ? latest : null

const beginOf = ({ feedAt, asOf }: mirror.TableState): number | undefined =>
  feedAt?.getTime() ?? (asOf ? asOf.getTime() - CLOCKS_MS : undefined)

/** Rows of the next values: rows, deletions and the place in the feed commit together, so a worker that dies repeats it. */
export async function readFeedValues(session: SyncSession, step: Step): Promise<void> {
  const { deps } = session
  const { feed } = step.checkpoint
  const kept = keptOf(session, step.name)
  const { changes } = kept.table
  if (!feed || typeof changes !== "object") throw new Error(`${step.name} has no feed`)
  const { upstream } = readingOf(session, kept.table)
  const readAt = await readClock(deps.db)
  const values = feed.values.slice(feed.done, feed.done + CHUNK)
  const { days } = step.checkpoint
  const named = { kept, column: changes.column, values, upstream, days }
  const truth = await readNamed(deps, session, named).catch((error: unknown): Truth => {
    // What is refused of some values says nothing of the table: a full read finds out.
    if (isAnswer(error) && error.verdict !== "retry") return { rows: [], gone: [], unanswered: values }
    throw error
  })
  await inTurn(session, () =>
    commitCharged(session, step, async (tx, charged) => {
      const lacking = upstream.lacking(kept.table) ?? step.checkpoint.lacking
      const read = { ...step, checkpoint: { ...step.checkpoint, lacking, tries: 0, retryAt: null } }
      const isTold = truth.unanswered.length === 0 && !(await isTooMuch(session, tx, { read, gone: truth.gone }))
      if (!isTold) {
        await mirror.forgetFull(tx, tableOf(session, step))
        return updateStep(tx, step, { status: "pending", progress: charged })
      }
      if (await beginsAnew(session, read, tx)) return updateStep(tx, step, { status: "pending", progress: charged })
      const progress = await takeOver(session, tx, { read, truth, readAt, charged })
      const moved = { ...feed, done: feed.done + values.length, gone: feed.gone + truth.gone.length }
      const isEnd = moved.done >= feed.values.length
      const checkpoint = { ...read.checkpoint, feed: moved }
      if (isEnd) await endFeed(session, tx, { ...read, checkpoint })
      await updateStep(tx, step, { checkpoint, progress, error: null, ...(isEnd ? { status: "done" } : {}) })
    }),
  )
}

/** Of rows that records are made of, so many may be gone that a complete scan has to say it, and a person to agree. */
async function isTooMuch(session: SyncSession, tx: Db, { read, gone }: { read: Step; gone: readonly string[] }) {
  const kept = keptOf(session, read.name)
  if (!kept.isSource || gone.length === 0) return false
  const before = read.checkpoint.feed?.gone ?? 0
  const { rows } = await mirror.countRows(tx, tableOf(session, read), read.checkpoint.days)
  return isMass({ missing: before + gone.length, rows: rows + before })
}

type Taking = { read: Step; truth: Truth; readAt: Date; charged: Progress }

async function takeOver(session: SyncSession, tx: Db, { read, truth, readAt, charged }: Taking): Promise<Progress> {
  const { place, settings } = session
  const kept = keptOf(session, read.name)
  const keepsAll = settings.keepsRemote && kept.isSource
  const applied = await mirror.applyRows(tx, place, { kept, rows: truth.rows, readAt, keepsAll, notes: true })
  const deleted = await mirror.removeRows(tx, place, { kept, ids: truth.gone })
  const replaced = readingOf(session, kept.table).upstream.takeReplaced()
  return {
    ...charged,
    rows: charged.rows + truth.rows.length,
    created: charged.created + applied.created,
    updated: charged.updated + applied.updated,
    deleted: charged.deleted + deleted,
    lacking: read.checkpoint.lacking ?? charged.lacking,
    replaced: [...charged.replaced, ...replaced].slice(0, MOST_BAD),
  }
}

/** All that happened before the feed was asked is in the rows. */
export async function endFeed(session: SyncSession, tx: Db, { name, checkpoint }: Step): Promise<void> {
  const { columns, startedAt, feed } = checkpoint
  await mirror.putState(tx, tableOf(session, { name }), {
    state: "complete",
    columns,
    asOf: new Date(startedAt),
    feedAt: feed?.latest == null ? null : new Date(feed.latest),
  })
}
