import type { Db } from "../db/index.js"
import type { Attempt } from "../records/index.js"
import { readClock } from "./lease/store.js"
import { type Checkpoint, NO_CHECKPOINT, type Step } from "./runs/run.js"
import type { StepChanges } from "./runs/store.js"
import { placeOf, type Shift } from "./shift.js"

type Ending = { tx: Db; timeZone: string }

/**
 * After the last page: done, read once more because the list can't be whole, or on to the rows that are missing. A list
 * that can't be whole twice in a row is taken as it is: what was read is in, nothing is taken as deleted, and the answer
 * says so. If it has told every row that we know, nothing in the copy is older for it.
 */
export async function endReading(shift: Shift, step: Step, { tx, timeZone }: Ending): Promise<StepChanges> {
  const { records } = shift.parts
  const place = placeOf(shift, step)
  const { checkpoint } = step
  const startedAt = new Date(checkpoint.startedAt)
  const scan = { scan: step.runId, startedAt }
  if (step.mode === "changes") {
    await records.noteAttempt(tx, place, attemptOf(step, timeZone))
    return { status: "done" }
  }
  const { twice, missing } = await records.judgeScan(tx, place, scan)
  const doubt = doubtOf(checkpoint, twice)
  if (doubt !== undefined) {
    await records.dropScan(tx, place)
    if (checkpoint.restarts === 0) return { checkpoint: await startOver(checkpoint, tx) }
    const fresh = missing === 0 ? { completeAsOf: startedAt, isWhole: true } : { readAsOf: startedAt }
    const error = `${doubt}: nothing is taken as deleted until it adds up`
    await records.noteAttempt(tx, place, { result: "incomplete", error, timeZone, ...fresh })
    return { status: "done", error }
  }
  const counts = await records.closeScan(tx, place, scan)
  if (counts.every((one) => one.missing === 0)) {
    await records.noteAttempt(tx, place, attemptOf(step, timeZone))
    return { status: "done" }
  }
  const emptied = counts.filter((one) => one.missing > 0 && checkpoint.lists[one.source]?.read === 0)
  return { status: "sweeping", checkpoint: { ...checkpoint, emptied: emptied.map((one) => one.source) } }
}

/** What a step that has come to its end says of the copy: rows that could not be mapped are as old as they were. */
export function attemptOf({ mode, checkpoint }: Pick<Step, "mode" | "checkpoint">, timeZone: string): Attempt {
  const startedAt = new Date(checkpoint.startedAt)
  const bad = Object.values(checkpoint.lists).reduce((sum, list) => sum + list.bad, 0)
  if (bad === 0) return { result: "completed", completeAsOf: startedAt, isWhole: mode === "whole", timeZone }
  const error = `${bad} rows could not be read and are as they were before: see skipped_rows of the run`
  return { result: "incomplete", error, readAsOf: startedAt, timeZone }
}

/** Why the list can't have told each row once; undefined: it has. */
function doubtOf({ lists }: Checkpoint, twice: number): string | undefined {
  const odd = Object.values(lists).find(({ read, total }) => total !== null && read !== total)
  if (odd) return `the list says that it has ${odd.total} rows and gives ${odd.read}`
  return twice > 0
    ? `the list gives ${twice === 1 ? "a row" : `${twice} rows`} twice, so others may be left out`
    : undefined
}

async function startOver(checkpoint: Checkpoint, tx: Db): Promise<Checkpoint> {
  const { position, page, lists, mark } = NO_CHECKPOINT
  const startedAt = (await readClock(tx)).toISOString()
  return { ...checkpoint, position, page, lists, mark, empty: 0, restarts: 1, startedAt }
}
