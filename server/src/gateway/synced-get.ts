import { AppError } from "../errors.js"
import { rowOn } from "./effective-dates.js"
import type { Reply, UnifiedGet } from "./gateway.js"
import { freshnessOf, showStored } from "./synced-list.js"
import { readSyncedQuestion, type SyncedCall } from "./synced-query.js"

/** One row of the synced copy, with how fresh it is beside its fields. */
export async function getSynced(getting: SyncedCall<UnifiedGet>): Promise<Reply> {
  const { call, records } = getting
  // In a get, `id` in the query is the path's over again and no filter.
  const { id: _, ...query } = call.query
  const question = await readSyncedQuestion({ ...getting, call: { ...call, query } })
  const { place, asOf, how } = question
  const [stored] = await records.list(place, { limit: 1, ids: [call.id], at: asOf?.at })
  const row = stored && (asOf?.basis === "effective_dates" ? rowOn(call.resource, stored.row, asOf.day) : stored.row)
  if (!stored || !row) {
    const when = asOf ? ` on ${asOf.day}` : ""
    throw new AppError("not_found", `there is no row ${call.id.slice(0, 80)} in the synced ${call.resource}${when}`)
  }
  const shown = showStored({ row, remote: stored.remote }, how)
  return { status: 200, headers: {}, body: { ...shown, ...freshnessOf(question) } }
}
