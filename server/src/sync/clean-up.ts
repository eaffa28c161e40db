import { deleteOldLeases } from "../db/lease.js"
import { readClock } from "./account-store.js"
import { deleteOldRuns } from "./runs/store.js"
import type { SyncDeps } from "./session.js"

/** Runs are kept for so long after they ended. */
const RUN_DAYS = 30

/** Takes away a portion of what is too old to be kept; the rest goes a minute later. */
export async function cleanUp({ db, records, changes, keepDays }: SyncDeps): Promise<void> {
  await deleteOldLeases(db)
  await deleteOldRuns(db, RUN_DAYS)
  // Whole days, so that the mark from when on history is kept moves once a day.
  const before = await readClock(db)
  before.setUTCHours(0, 0, 0, 0)
  before.setUTCDate(before.getUTCDate() - keepDays)
  await changes.forget(before)
  await records.forget(before)
}
