import type { Db } from "../db/index.js"
import { type BadRow, dayIn, endOfDay, type PulledPage, type PullPosition } from "../gateway/index.js"
import type { Freshness, RecordChange, RecordPlace } from "../records/index.js"
import { endReading } from "./end-reading.js"
import { tellChanges } from "./events.js"
import { readClock, setDay } from "./lease/store.js"
import { addUp, moveOn } from "./runs/checkpoint.js"
import { type Checkpoint, NO_CHECKPOINT, type Run, SPARING, type Step } from "./runs/run.js"
import { listSteps, updateStep } from "./runs/store.js"
import { commit, commitCharged, placeOf, type ReadPage, renewSession, type Shift } from "./shift.js"
import { MOST_TRIES } from "./trouble.js"

/** Every resource is read whole at least this often: deletions and changes of small joined lists are found by that. */
const WHOLE_EVERY_MS = 24 * 3_600_000

/** Chooses how the resource is read and writes down where it begins. */
export async function beginStep(shift: Shift, run: Run, step: Step): Promise<void> {
  const { records, db } = shift.parts
  const place = placeOf(shift, step)
  const [freshness, startedAt] = [await records.freshness(place), await readClock(db)]
  const since = await sinceOf(shift, { run, step, freshness, now: startedAt })
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
async function sinceOf(shift: Shift, { run, step, freshness, now }: Asked): Promise<Date | undefined> {
  const { parts, account } = shift
  const { dataAsOf, wholeAsOf, timeZone = "UTC" } = freshness ?? {}
  if (!SPARING.includes(run.trigger) || !dataAsOf || !wholeAsOf) return undefined
  if (now.getTime() - wholeAsOf.getTime() >= WHOLE_EVERY_MS) return undefined
  if (!parts.puller.tellsChanges(account, step.resource)) return undefined
  // Rows that look at the day have to be looked at on each: the run at midnight may have failed, and the company may
  // have another time zone now.
  if (!parts.puller.followingToday(account).includes(step.resource)) return dataAsOf
  await renewSession(shift, now)
  const isNewDay = dayIn(timeZone, wholeAsOf) !== dayIn(await shift.session.timeZone(), now)
  return isNewDay ? undefined : dataAsOf
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
    if (step.mode === "whole") await noteSeen(parts, tx, { place, step, page })
    const replaced = await newlyReplaced(tx, step, page)
    const moved = {
      ...step,
      checkpoint: moveOn(checkpoint, page),
      progress: addUp(charged, { page, changes, replaced, lists: checkpoint.lists }),
    }
    const after = page.next === null ? await endReading(shift, moved, { tx, timeZone: day.timeZone }) : {}
    await updateStep(tx, step, { checkpoint: moved.checkpoint, progress: moved.progress, error: null, ...after })
    await tell(shift, step, { tx, changes, today: day.today })
  })
}

type Seen = { place: RecordPlace; step: Step; page: PulledPage }

function noteSeen({ records }: Shift["parts"], tx: Db, { place, step, page }: Seen): Promise<void> {
  const ids = [...page.rows, ...page.bad].map((row) => row.id)
  const own = new Set(ids)
  const others = page.listed.filter((id) => !own.has(id))
  return records.noteSeen(tx, place, { scan: step.runId, page: step.checkpoint.page, ids, others })
}

/** A joined row is read for several resources of a run, and told for the first of them. */
async function newlyReplaced(tx: Db, { runId }: Step, { replaced }: PulledPage): Promise<BadRow[]> {
  if (replaced.length === 0) return []
  const told = (await listSteps(tx, [runId])).flatMap(({ progress }) => progress.replaced)
  return replaced.filter((one) => !told.some(({ id, message }) => id === one.id && message === one.message))
}

/** The page, which may have been asked for ahead: the HR system reads while the database writes. */
function takePage(shift: Shift, step: Step, position: PullPosition): Promise<ReadPage> {
  const { ahead } = shift
  shift.ahead = undefined
  return ahead?.key === keyOf(step, position) ? ahead.read : startPage(shift, step, position)
}

/** Whatever the order of its keys: a position that was stored comes back in another. */
const keyOf = ({ resource, checkpoint }: Step, { source, list = 0, page }: PullPosition): string =>
  JSON.stringify([resource, checkpoint.startedAt, source, list, Object.entries(page).sort()])

async function startPage(shift: Shift, { resource, checkpoint }: Step, position: PullPosition): Promise<ReadPage> {
  const since = checkpoint.since === null ? undefined : new Date(checkpoint.since)
  // The first sync takes what it is given in the end: nothing is known yet that could be taken as gone.
  const isLenient = checkpoint.isFirst && checkpoint.tries >= MOST_TRIES - 1
  await renewSession(shift, new Date(checkpoint.startedAt))
  const { session, openedAt: readAt } = shift
  return { page: await session.page(resource, position, { since, isLenient }), readAt }
}

/** A failure shows when the page is taken. */
function readAhead(shift: Shift, step: Step, position: PullPosition): void {
  const read = startPage(shift, step, position)
  read.catch(() => {})
  shift.ahead = { key: keyOf(step, position), read }
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
