import type { Db } from "../db/index.js"
import { dayIn, endOfDay, type PulledPage, type PullPosition } from "../gateway/index.js"
import type { Freshness, RecordChange } from "../records/index.js"
import { tellChanges } from "./events.js"
import { readClock, setDay } from "./lease/store.js"
import { type Checkpoint, MOST_BAD, NO_CHECKPOINT, type Progress, type Run, SPARING, type Step } from "./runs/run.js"
import { type StepChanges, updateStep } from "./runs/store.js"
import { commit, commitCharged, placeOf, type ReadPage, renewSession, type Shift } from "./shift.js"

/** Every resource is read whole at least this often: deletions and changes of small joined lists are found by that. */
const WHOLE_EVERY_MS = 24 * 3_600_000

/** Chooses how the resource is read and writes down where it begins. */
export async function beginStep(shift: Shift, run: Run, step: Step): Promise<void> {
  const { records, db } = shift.parts
  const place = placeOf(shift, step)
  const [freshness, startedAt] = [await records.freshness(place), await readClock(db)]
  const since = sinceOf(shift, { run, step, freshness, now: startedAt })
  const checkpoint: Checkpoint = {
    ...NO_CHECKPOINT,
    startedAt: startedAt.toISOString(),
    since: since?.toISOString() ?? null,
    isFirst: !freshness?.firstSyncedAt,
  }
  await commit(shift, async (tx) => {
    await records.dropScan(tx, place)
    await updateStep(tx, step, { status: "reading", mode: since ? "changes" : "whole", checkpoint })
  })
}

type Asked = { run: Run; step: Step; freshness: Freshness | undefined; now: Date }

/** The moment from which on changes are read; undefined: everything is. */
function sinceOf({ parts, account }: Shift, { run, step, freshness, now }: Asked): Date | undefined {
  const { dataAsOf, wholeAsOf, timeZone = "UTC" } = freshness ?? {}
  if (!SPARING.includes(run.trigger) || !dataAsOf || !wholeAsOf) return undefined
  if (now.getTime() - wholeAsOf.getTime() >= WHOLE_EVERY_MS) return undefined
  // Rows that look at the day have to be looked at on each: the run at midnight may have failed.
  const isNewDay = dayIn(timeZone, wholeAsOf) !== dayIn(timeZone, now)
  if (isNewDay && parts.puller.followingToday(account).includes(step.resource)) return undefined
  return parts.puller.tellsChanges(account, step.resource) ? dataAsOf : undefined
}

/**
 * One page: read, compared, written, told, and the checkpoint moved, all of it in one transaction. A worker that dies
 * before it commits has done nothing; the next one reads the page again.
 */
export async function readPage(shift: Shift, step: Step): Promise<void> {
  const { parts } = shift
  const { checkpoint } = step
  const { page, readAt } = await takePage(shift, step, checkpoint.position)
  if (page.next) readAhead(shift, step, page.next)
  const day = { today: await shift.session.today(), timeZone: await shift.session.timeZone() }
  await commitCharged(shift, step, async (tx, charged) => {
    const place = placeOf(shift, step)
    await setDay(tx, place.accountId, { timeZone: day.timeZone, nextDayAt: endOfDay(day.timeZone, day.today) })
    const changes = await parts.records.apply(tx, place, { rows: page.rows, readAt })
    if (step.mode === "whole") {
      const ids = [...page.rows, ...page.bad].map((row) => row.id)
      await parts.records.noteSeen(tx, place, { scan: step.runId, page: checkpoint.page, ids })
    }
    const moved = {
      ...step,
      checkpoint: moveOn(checkpoint, page),
      progress: addUp(charged, { page, changes, lists: checkpoint.lists }),
    }
    const after = page.next === null ? await endReading(shift, moved, { tx, timeZone: day.timeZone }) : {}
    await updateStep(tx, step, { checkpoint: moved.checkpoint, progress: moved.progress, error: null, ...after })
    await tell(shift, step, { tx, changes, today: day.today })
  })
}

/** The page, which may have been asked for ahead: the HR system reads while the database writes. */
function takePage(shift: Shift, step: Step, position: PullPosition): Promise<ReadPage> {
  const { ahead } = shift
  shift.ahead = undefined
  return ahead?.key === keyOf(step, position) ? ahead.read : startPage(shift, step, position)
}

const keyOf = ({ resource, checkpoint }: Step, position: PullPosition): string =>
  JSON.stringify([resource, checkpoint.startedAt, position])

async function startPage(shift: Shift, { resource, checkpoint }: Step, position: PullPosition): Promise<ReadPage> {
  const since = checkpoint.since === null ? undefined : new Date(checkpoint.since)
  await renewSession(shift, new Date(checkpoint.startedAt))
  const { session, openedAt: readAt } = shift
  return { page: await session.page(resource, position, since), readAt }
}

/** A failure shows when the page is taken. */
function readAhead(shift: Shift, step: Step, position: PullPosition): void {
  const read = startPage(shift, step, position)
  read.catch(() => {})
  shift.ahead = { key: keyOf(step, position), read }
}

function moveOn(checkpoint: Checkpoint, { next, source, read, total }: PulledPage): Checkpoint {
  const list = checkpoint.lists[source]
  return {
    ...checkpoint,
    position: next ?? checkpoint.position,
    page: checkpoint.page + 1,
    lists: { ...checkpoint.lists, [source]: { read: (list?.read ?? 0) + read, total: total ?? null } },
    tries: 0,
    retryAt: null,
  }
}

type Added = {
  page: PulledPage
  changes: readonly RecordChange[]
  lists: Checkpoint["lists"]
}

function addUp(progress: Progress, { page, changes, lists }: Added): Progress {
  const isNewList = lists[page.source] === undefined
  const total = isNewList ? page.total : undefined
  return {
    ...progress,
    pages: progress.pages + 1,
    rows: progress.rows + page.rows.length,
    created: progress.created + changes.filter((one) => one.before === null).length,
    updated: progress.updated + changes.filter((one) => one.before !== null).length,
    skipped: progress.skipped + page.bad.length,
    estimate: total === undefined ? progress.estimate : (progress.estimate ?? 0) + total,
    bad: [...progress.bad, ...page.bad].slice(0, MOST_BAD),
  }
}

type Telling = { tx: Db; changes: readonly RecordChange[]; today: string }

/**
 * The first complete sync is a beginning: that rows appear is only told when the account's settings say so. What
 * happened to a row that was there already is told, however many tries the first sync takes.
 */
export async function tell(shift: Shift, step: Step, { tx, changes, today }: Telling): Promise<void> {
  const { parts, settings } = shift
  const isNews = ({ before }: RecordChange) => before !== null || !step.checkpoint.isFirst || settings.hasInitialEvents
  await tellChanges(parts, tx, { place: placeOf(shift, step), changes: changes.filter(isNews), today })
}

type Ending = { tx: Db; timeZone: string }

/** After the last page: done, read once more because the list does not add up, or on to the rows that are missing. */
async function endReading(shift: Shift, step: Step, { tx, timeZone }: Ending): Promise<StepChanges> {
  const { records } = shift.parts
  const place = placeOf(shift, step)
  const { checkpoint } = step
  const startedAt = new Date(checkpoint.startedAt)
  if (step.mode === "changes") {
    await records.noteAttempt(tx, place, { result: "completed", completeAsOf: startedAt, timeZone })
    return { status: "done" }
  }
  if (!addsUp(checkpoint)) return readAgain(shift, step, tx)
  const counts = await records.closeScan(tx, place, { scan: step.runId, startedAt })
  if (counts.every(({ missing }) => missing === 0)) {
    await records.noteAttempt(tx, place, { result: "completed", completeAsOf: startedAt, isWhole: true, timeZone })
    return { status: "done" }
  }
  const emptied = counts.filter((one) => one.missing > 0 && checkpoint.lists[one.source]?.read === 0)
  return { status: "sweeping", checkpoint: { ...checkpoint, emptied: emptied.map((one) => one.source) } }
}

/** A list that says how many rows it has must have given as many. */
const addsUp = ({ lists }: Checkpoint): boolean =>
  Object.values(lists).every(({ read, total }) => total === null || read === total)

const NOT_WHOLE = "the list changed or was cut short while it was read, so no row was taken as deleted"

async function readAgain(shift: Shift, step: Step, tx: Db): Promise<StepChanges> {
  const { records } = shift.parts
  const place = placeOf(shift, step)
  const { checkpoint } = step
  await records.dropScan(tx, place)
  if (checkpoint.restarts === 0) {
    const again = { position: { source: 0, page: {} }, page: 0, lists: {}, restarts: 1 }
    return { checkpoint: { ...checkpoint, ...again, startedAt: (await readClock(tx)).toISOString() } }
  }
  await records.noteAttempt(tx, place, { result: "incomplete", error: NOT_WHOLE })
  return { status: "done", error: NOT_WHOLE }
}
