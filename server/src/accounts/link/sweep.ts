import type { Db } from "../../db/index.js"
import { deleteExpired, listUnborn } from "./store.js"

type SweepParts = { db: Db; now(): Date; remove(environmentId: string, id: string): Promise<unknown> }

const DAY_MS = 86_400_000
const BATCH = 500

/** Takes away link tokens and trips that ended, and connections that did not come to be within a day. */
export async function sweep({ db, now, remove }: SweepParts): Promise<void> {
  await deleteExpired(db)
  const unborn = await listUnborn(db, { before: new Date(now().getTime() - DAY_MS), limit: BATCH })
  for (const { environment_id, id } of unborn) await remove(environment_id, id)
}
