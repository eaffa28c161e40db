import { AppError } from "../errors.js"
import { lockAccount } from "./lease/store.js"
import { findRun, findRunForUpdate, listSteps, startRun, updateStep } from "./runs/store.js"
import type { SyncParts } from "./shift.js"

/**
 * A person says that the rows a held run would delete are to go. Rows that a later read has met again stay: they are
 * missing no longer. False: there is no such run.
 */
export function confirmHeld(parts: SyncParts, environmentId: string, id: string): Promise<boolean> {
  return parts.db.transaction().execute(async (tx) => {
    const known = await findRun(tx, environmentId, id)
    if (!known) return false
    // The account before its runs, as whoever works for it does.
    await lockAccount(tx, environmentId, known.accountId)
    const found = await findRunForUpdate(tx, environmentId, id)
    if (!found) return false
    if (found.status !== "held") {
      throw new AppError("conflict", `the run is ${found.status}: only a held run can be confirmed`, { isUndone: true })
    }
    for (const step of await listSteps(tx, [id])) {
      if (step.status !== "held") continue
      await updateStep(tx, step, { status: "deleting", checkpoint: { ...step.checkpoint, isConfirmed: true } })
    }
    await startRun(tx, id)
    await parts.jobs.send(tx, { queue: "sync", data: { environmentId, accountId: found.accountId } })
    return true
  })
}
