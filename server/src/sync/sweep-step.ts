import type { MissingRow, ScanCount } from "../records/index.js"
import { tell } from "./read-step.js"
import type { Step } from "./runs/run.js"
import { updateStep } from "./runs/store.js"
import { commit, commitCharged, placeOf, type Shift } from "./shift.js"

/** Up to so many missing rows are asked for one by one; more have to be missing twice. */
const MOST_ASKED = 25
const CHUNK = 200

/**
 * Rows are missing from a complete scan. A few are asked for one by one: a row that is there after all is not missing,
 * a row that a single read denies is gone at once. The others are gone when the next complete scan misses them too.
 */
export async function sweep(shift: Shift, step: Step): Promise<void> {
  const { records, db } = shift.parts
  const place = placeOf(shift, step)
  const missing = await records.missing(db, place, { times: 1, limit: MOST_ASKED + 1 })
  const asked = missing.length > MOST_ASKED ? { there: [], gone: [] } : await askFor(shift, step, missing)
  await commitCharged(shift, step, async (tx, progress) => {
    await records.setMissing(tx, place, { ids: asked.there, count: 0 })
    await records.setMissing(tx, place, { ids: asked.gone.map(({ id }) => id), count: 2 })
    const reason = reasonToHold(step, { counts: await records.counts(tx, place), gone: asked.gone })
    if (reason === undefined) return updateStep(tx, step, { status: "deleting", progress, error: null })
    await records.noteAttempt(tx, place, { result: "held", error: reason })
    await updateStep(tx, step, { status: "held", progress, error: reason })
  })
}

type Asked = { there: string[]; gone: MissingRow[] }

async function askFor(shift: Shift, { resource }: Step, missing: readonly MissingRow[]): Promise<Asked> {
  const { puller } = shift.parts
  const found: Asked = { there: [], gone: [] }
  for (const row of missing) {
    if (!puller.readsSingles(shift.account, resource, row.source)) continue
    // Keeps the lease: each answer may take as long as a page.
    await commit(shift, async () => {})
    if (await shift.session.has(resource, row.id)) found.there.push(row.id)
    else found.gone.push(row)
  }
  return found
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

/** Deletes in portions, each with its history and events. */
export async function deleteSome(shift: Shift, step: Step): Promise<void> {
  const { records } = shift.parts
  const place = placeOf(shift, step)
  const times = step.checkpoint.isConfirmed ? 1 : 2
  const today = await shift.session.today()
  const timeZone = await shift.session.timeZone()
  await commitCharged(shift, step, async (tx, charged) => {
    const missing = await records.missing(tx, place, { times, limit: CHUNK })
    const ids = missing.map((row) => row.id)
    const changes = await records.remove(tx, place, ids)
    const progress = { ...charged, deleted: charged.deleted + changes.length }
    const isEnd = missing.length < CHUNK
    await updateStep(tx, step, { progress, error: null, ...(isEnd ? { status: "done" } : {}) })
    if (isEnd) {
      const completeAsOf = new Date(step.checkpoint.startedAt)
      await records.noteAttempt(tx, place, { result: "completed", completeAsOf, isWhole: true, timeZone })
    }
    await tell(shift, step, { tx, changes, today })
  })
}
