import type { Db } from "../db/index.js"
import type { MissingRow, RecordChange, ScanCount } from "../records/index.js"
import { type Asked, askForRows, NOTHING } from "./ask-for-rows.js"
import { attemptOf } from "./end-reading.js"
import { tell } from "./read-step.js"
import type { Step } from "./runs/run.js"
import { updateStep } from "./runs/store.js"
import { commit, commitCharged, placeOf, type Shift } from "./shift.js"

/** Up to so many missing rows are asked for one by one; more have to be missing twice. */
const MOST_ASKED = 25
const CHUNK = 200

/**
 * Rows are missing from a complete scan. A few are asked for one by one: a row that is there after all is brought up to
 * date, a row that a single read denies is gone at once, and one that can't be asked for is judged by a later scan. The
 * others are gone when the next complete scan misses them too and the list denies them by id.
 */
export async function sweep(shift: Shift, step: Step): Promise<void> {
  const { records, db } = shift.parts
  const place = placeOf(shift, step)
  const missing = await records.missing(db, place, { times: 1, limit: MOST_ASKED + 1 })
  const today = await shift.session.today()
  const { openedAt: readAt } = shift
  const asked = missing.length > MOST_ASKED ? NOTHING : await askOneByOne(shift, step, missing)
  await commitCharged(shift, step, async (tx, charged) => {
    const changes = await takeIn(shift, step, { tx, asked, readAt })
    const progress = { ...charged, updated: charged.updated + changes.length }
    const gone = missing.filter(({ id }) => asked.denied.includes(id))
    await records.setMissing(tx, place, { ids: asked.denied, count: 2 })
    const reason = reasonToHold(step, { counts: await records.counts(tx, place), gone })
    if (reason !== undefined) await records.noteAttempt(tx, place, { result: "held", error: reason })
    const error = reason ?? unansweredText(asked.unanswered)
    await updateStep(tx, step, { status: reason === undefined ? "deleting" : "held", progress, error })
    await tell(shift, step, { tx, changes, today })
  })
}

/** Rows that answered are up to date; nobody denies the ones that could not be asked for. */
async function takeIn({ parts, account }: Shift, step: Step, { tx, asked, readAt }: Answered): Promise<RecordChange[]> {
  const place = placeOf({ account }, step)
  const { rows, bad } = asked.found
  await parts.records.setMissing(tx, place, { ids: [...bad.map(({ id }) => id), ...asked.unanswered], count: 0 })
  return parts.records.apply(tx, place, { rows, readAt })
}

type Answered = { tx: Db; asked: Asked; readAt: Date }

const unansweredText = (ids: readonly string[]): string | null =>
  ids.length === 0 ? null : `${ids.length} missing rows could not be asked for and stay: ${ids.slice(0, 5).join(", ")}`

async function askOneByOne(shift: Shift, { resource }: Step, missing: readonly MissingRow[]): Promise<Asked> {
  const { puller } = shift.parts
  const singles = missing.filter(({ source }) => puller.readsSingles(shift.account, resource, source))
  const asked: Asked = { found: { rows: [], bad: [] }, denied: [], unanswered: [] }
  for (const { id } of singles) {
    // Keeps the lease: each answer may take as long as a page.
    await commit(shift, async () => {})
    const one = await askForRows((ids) => shift.session.one(resource, ids[0] ?? ""), [id])
    asked.found.rows.push(...one.found.rows)
    asked.found.bad.push(...one.found.bad)
    asked.denied.push(...one.denied)
    asked.unanswered.push(...one.unanswered)
  }
  return asked
}

/** A deletion of more rows than this, and of a larger part of the resource than this, waits for a person. */
const GUARD_ROWS = 5
const GUARD_PART = 0.2
export const isMass = ({ missing, rows }: { missing: number; rows: number }): boolean =>
  missing > GUARD_ROWS && missing > rows * GUARD_PART

type Judged = { counts: readonly ScanCount[]; gone: readonly MissingRow[] }

function reasonToHold({ runId, checkpoint }: Step, { counts, gone }: Judged): string | undefined {
  const [rows, missing] = [sum(counts, "rows"), sum(counts, "missing")]
  const confirm = `POST /sync-run/${runId}/confirm`
  /** Missing rows that no single read has denied. */
  const unsure = (lists: readonly ScanCount[]) =>
    sum(lists, "missing") - gone.filter((row) => lists.some(({ source }) => source === row.source)).length
  if (isMass({ missing, rows }) || (missing > rows * GUARD_PART && unsure(counts) > 0)) {
    return `${missing} of ${rows} rows would be deleted: confirm it with ${confirm}, or let a later run look again`
  }
  const left = unsure(counts.filter(({ source }) => checkpoint.emptied.includes(source)))
  if (left === 0) return undefined
  return `the HR system answered an empty list where ${left} rows are known: confirm that they are gone with ${confirm}`
}

const sum = (counts: readonly ScanCount[], name: "rows" | "missing"): number =>
  counts.reduce((total, one) => total + one[name], 0)

/**
 * Deletes in portions, each with its history and events. Before that the list is asked for them by id: a list that says
 * one row twice and leaves another out may do so in every scan.
 */
export async function deleteSome(shift: Shift, step: Step): Promise<void> {
  const { records, db } = shift.parts
  const place = placeOf(shift, step)
  const times = step.checkpoint.isConfirmed ? 1 : 2
  const today = await shift.session.today()
  const timeZone = await shift.session.timeZone()
  const missing = await records.missing(db, place, { times, limit: CHUNK })
  const { openedAt: readAt } = shift
  const ids = missing.map(({ id }) => id)
  const asked = await askForRows((some) => shift.session.rows(step.resource, some), ids)
  await commitCharged(shift, step, async (tx, charged) => {
    const found = await takeIn(shift, step, { tx, asked, readAt })
    const gone = await records.remove(tx, place, asked.denied)
    const [updated, deleted] = [charged.updated + found.length, charged.deleted + gone.length]
    const isEnd = missing.length < CHUNK
    const error = step.error ?? unansweredText(asked.unanswered)
    const progress = { ...charged, updated, deleted }
    await updateStep(tx, step, { progress, error, ...(isEnd ? { status: "done" } : {}) })
    const attempt = attemptOf(step, timeZone)
    if (isEnd) await records.noteAttempt(tx, place, { ...attempt, error: attempt.error ?? error ?? undefined })
    await tell(shift, step, { tx, changes: [...found, ...gone], today })
  })
}
