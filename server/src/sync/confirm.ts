import { AppError } from "../errors.js"
import { lockAccount } from "./account-store.js"
import { NO_CHECKPOINT } from "./runs/run.js"
import { findRun, findRunForUpdate, listSteps, startRun, updateStep } from "./runs/store.js"
import type { SyncDeps } from "./session.js"

/**
 * A person says that the rows a held run would delete are to go. Rows that a later read has met again stay: they are
 * missing no longer. False: there is no such run.
 */
export function confirmHeld(deps: SyncDeps, environmentId: string, id: string): Promise<boolean> {
  return deps.db.transaction().execute(async (tx) => {
    const known = await findRun(tx, environmentId, id)
    if (!known) return false
    // The account before its runs, as whoever works for it does.
    await lockAccount(tx, environmentId, known.accountId)
    const found = await findRunForUpdate(tx, environmentId, id)
    if (!found) return false
    if (found.status !== "held") {
      throw new AppError("resource.conflict", `the run is ${found.status}: only a held run can be confirmed`, {
        isUndone: true,
      })
    }
    for (const step of await listSteps(tx, [id])) {
      if (step.status !== "held") continue
      const isTable = step.kind === "table"
      const checkpoint = isTable ? { ...step.checkpoint, isConfirmed: true } : NO_CHECKPOINT
      await updateStep(tx, step, { status: isTable ? "deleting" : "pending", checkpoint, error: null })
    }
    await startRun(tx, id)
    await deps.jobs.send(tx, { queue: "sync", data: { environmentId, accountId: found.accountId } })
    return true
  })
}
