import type { Db } from "../../db/index.js"
import type { Jobs } from "../../jobs/index.js"
import type { Emit } from "../lifecycle.js"
import { deleteExpired, deleteUnborn, listUnfinished } from "./store.js"

type RemoveEndedDeps = { db: Db; now(): Date; emit: Emit; jobs: Pick<Jobs, "send">; forget(id: string): void }

const DAY_MS = 86_400_000
/** Longer than any checks take, with every try of their job. */
const STUCK_MS = 15 * 60_000
const BATCH = 500

/**
 * Takes away link tokens and authorization requests that ended, and connections that did not come to be within a day;
 * wakes checks that were left.
 */
export async function removeEnded({ db, now, emit, jobs, forget }: RemoveEndedDeps): Promise<void> {
  await deleteExpired(db)
  const ago = (ms: number) => new Date(now().getTime() - ms)
  for (const { id, environment_id } of await listUnfinished(db, { before: ago(STUCK_MS), limit: BATCH })) {
    await jobs.send(db, { queue: "check-connection", data: { environmentId: environment_id, accountId: id } })
  }
  const gone = await db.transaction().execute(async (tx) => {
    const rows = await deleteUnborn(tx, { before: ago(DAY_MS), limit: BATCH })
    for (const row of rows) await emit(tx, row, "deleted")
    return rows
  })
  for (const { id } of gone) forget(id)
}
