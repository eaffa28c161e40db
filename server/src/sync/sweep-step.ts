import type { Db } from "../db/index.js"
import type { MissingRow } from "../records/index.js"
import { tell } from "./read-step.js"
import type { Step } from "./runs/run.js"
import { updateStep } from "./runs/store.js"
import { commit, placeOf, type Shift } from "./shift.js"

/** Up to so many missing rows are asked for one by one; more have to be missing twice. */
const MOST_ASKED = 25
/** A deletion of more rows than this, and of a larger part of the resource than this, waits for a person. */
const GUARD_ROWS = 5
const GUARD_PART = 0.2
const CHUNK = 200

/**
 * Rows are missing from a complete scan. A few are asked for one by one: a row that is there after all is not missing,
 * a row that a single read denies is gone at once. The others are gone when the next complete scan misses them too.
 */
export async function sweep(shift: Shift, step: Step): Promise<void> {
  const { parts } = shift
  const place = placeOf(shift, step)
  const missing = await parts.records.missing(parts.db, place, { times: 1, limit: MOST_ASKED + 1 })
  const asked = missing.length > MOST_ASKED ? { there: [], gone: [] } : await askFor(shift, step, missing)
  await commit(shift, async (tx) => {
    await parts.records.setMissing(tx, place, { ids: asked.there, count: 0 })
    await parts.records.setMissing(tx, place, { ids: asked.gone, count: 2 })
    const reason = await reasonToHold(shift, step, { tx, gone: asked.gone })
    if (reason === undefined) return updateStep(tx, step, { status: "deleting" })
    await parts.records.noteAttempt(tx, place, { result: "held", error: reason })
    await updateStep(tx, step, { status: "held", error: reason })
  })
}

async function askFor({ parts, account, session }: Shift, { resource }: Step, missing: readonly MissingRow[]) {
  const found: { there: string[]; gone: string[] } = { there: [], gone: [] }
  for (const { id, source } of missing) {
    if (!parts.puller.readsSingles(account, resource, source)) continue
    const isThere = await session.has(resource, id)
    found[isThere ? "there" : "gone"].push(id)
  }
  return found
}

type Judged = { tx: Db; gone: readonly string[] }

async function reasonToHold(shift: Shift, step: Step, { tx, gone }: Judged): Promise<string | undefined> {
  const { records } = shift.parts
  const place = placeOf(shift, step)
  const counts = await records.counts(tx, place)
  const rows = counts.reduce((sum, one) => sum + one.rows, 0)
  const missing = counts.reduce((sum, one) => sum + one.missing, 0)
  if (missing > GUARD_ROWS && missing > rows * GUARD_PART) {
    return `${missing} of ${rows} rows would be deleted: confirm it with POST /sync-run/${step.runId}/confirm, or let a later run look again`
  }
  const left = await records.missing(tx, place, { times: 1, limit: MOST_ASKED + 1 })
  const unsure = left.filter((row) => step.checkpoint.emptied.includes(row.source) && !gone.includes(row.id))
  if (unsure.length === 0) return undefined
  return `the HR system answered an empty list where ${unsure.length} rows are known: confirm that they are gone with POST /sync-run/${step.runId}/confirm`
}

/** Deletes in portions, each with its history and events. */
export async function deleteSome(shift: Shift, step: Step): Promise<void> {
  const { parts, session } = shift
  const place = placeOf(shift, step)
  const times = step.checkpoint.isConfirmed ? 1 : 2
  const today = await session.today()
  const timeZone = await session.timeZone()
  await commit(shift, async (tx) => {
    const missing = await parts.records.missing(tx, place, { times, limit: CHUNK })
    const ids = missing.map((row) => row.id)
    const changes = await parts.records.remove(tx, place, ids)
    const progress = { ...step.progress, deleted: step.progress.deleted + changes.length }
    const isEnd = missing.length < CHUNK
    await updateStep(tx, step, { progress, ...(isEnd ? { status: "done", error: null } : {}) })
    if (isEnd) {
      const completeAsOf = new Date(step.checkpoint.startedAt)
      await parts.records.noteAttempt(tx, place, { result: "completed", completeAsOf, isWhole: true, timeZone })
    }
    await tell(shift, step, { tx, changes, today })
  })
}
