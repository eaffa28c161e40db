import type { Db } from "../db/index.js"
import * as mirror from "../mirror/index.js"
import { readClock } from "./account-store.js"
import { isOtherRight } from "./lacking.js"
import { type Checkpoint, NO_CHECKPOINT, type Step } from "./runs/run.js"
import type { StepChanges } from "./runs/store.js"
import { type SyncSession, tableOf } from "./session.js"

/**
 * After the last page: done, read once more because the list can't be whole, or on to the rows that are missing. A list
 * that can't be whole twice in a row is taken as it is: what was read is in, nothing is taken as deleted, and the answer
 * says so. If it has told every row that we know, nothing in the mirror is older for it.
 */
export async function endScan(session: SyncSession, step: Step, tx: Db): Promise<StepChanges> {
  const { checkpoint } = step
  const at = tableOf(session, step)
  const startedAt = new Date(checkpoint.startedAt)
  if (step.mode === "incremental" && !checkpoint.days) {
    if (await beginsAnew(session, step, tx)) return { status: "pending" }
    await recordComplete(session, step, { tx, asOf: startedAt })
    return { status: "done" }
  }
  const scan = { scan: step.runId, startedAt, days: checkpoint.days }
  const { twice, missing } = await mirror.judgeScan(tx, at, scan)
  const doubt = doubtOf(checkpoint, twice)
  if (doubt !== undefined) {
    await mirror.deleteSeen(tx, at)
    if (checkpoint.restarts === 0) return { checkpoint: await startOver(checkpoint, tx) }
    await recordComplete(session, step, { tx, asOf: missing === 0 || checkpoint.isFirst ? startedAt : null })
    return {
      status: "done",
      checkpoint: { ...checkpoint, isDoubted: true },
      error: `${doubt}: nothing is taken as deleted until it adds up`,
    }
  }
  await recordComplete(session, step, { tx, asOf: startedAt, ...(step.mode === "full" ? { fullAsOf: startedAt } : {}) })
  const counts = await mirror.closeScan(tx, at, scan)
  if (counts.missing === 0) return { status: "done" }
  return { status: "sweeping", checkpoint: { ...checkpoint, isEmptied: checkpoint.read === 0 } }
}

/** Some columns can be read no more, or again: rows that did not change have to be read too. */
export async function beginsAnew(session: SyncSession, { name, checkpoint }: Step, tx: Db): Promise<boolean> {
  const state = (await mirror.listStates(tx, session.place)).get(name)
  if (!isOtherRight(checkpoint.lacking, state?.lacking ?? [])) return false
  await mirror.forgetFull(tx, tableOf(session, { name }))
  return true
}

type Complete = { tx: Db; asOf: Date | null; fullAsOf?: Date }

function recordComplete(session: SyncSession, step: Step, { tx, ...moments }: Complete): Promise<void> {
  const { columns, lacking } = step.checkpoint
  const said = lacking ? { lacking } : {}
  return mirror.putState(tx, tableOf(session, step), { state: "complete", columns, ...said, ...moments })
}

/** Why the list can't have told each row once; undefined: it has. */
function doubtOf({ read, total }: Checkpoint, twice: number): string | undefined {
  if (total !== null && read !== total) return `the list says that it has ${total} rows and gives ${read}`
  return twice > 0
    ? `the list gives ${twice === 1 ? "a row" : `${twice} rows`} twice, so others may be left out`
    : undefined
}

async function startOver(checkpoint: Checkpoint, tx: Db): Promise<Checkpoint> {
  const { position, page, read, total, promised, mark, empty, last, lacking } = NO_CHECKPOINT
  const startedAt = (await readClock(tx)).toISOString()
  return { ...checkpoint, position, page, read, total, promised, mark, empty, last, lacking, restarts: 1, startedAt }
}
