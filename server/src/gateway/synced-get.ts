import { MODEL_NAME } from "@rollcall/contract"
import { notFound } from "../errors.js"
import { rowOn } from "./effective-dates.js"
import type { Reply, UnifiedGet } from "./gateway.js"
import { freshnessOf, showStored } from "./synced-list.js"
import { assertSynced, readSyncedAsk, readSyncedQuestion, type SyncedAsk, type SyncedCall } from "./synced-query.js"

/** One row of the synced copy, with how fresh it is beside its fields. */
export async function getSynced(getting: SyncedCall<UnifiedGet>): Promise<Reply> {
  const { call, records } = getting
  // In a get, `id` in the query is the path's over again and no filter.
  const asked = call.query.id === undefined ? getting : withoutId(getting)
  const ask = readSyncedAsk(asked)
  if (ask.isVerbatim && !ask.updatedSince) return getVerbatim(getting, ask)
  const question = await readSyncedQuestion(asked)
  const { place, asOf, how } = question
  const [stored] = await records.list(place, { limit: 1, ids: [call.id], at: asOf?.at })
  const row = stored && (asOf?.basis === "effective_dates" ? rowOn(call.resource, stored.row, asOf.day) : stored.row)
  if (!stored || !row) throw noSyncedRow(call, asOf ? ` on ${asOf.day}` : "")
  const shown = showStored({ row, remote: stored.remote }, how)
  return { status: 200, headers: {}, body: { ...shown, ...freshnessOf(question) } }
}

function withoutId(getting: SyncedCall<UnifiedGet>): SyncedCall<UnifiedGet> {
  const { id: _, ...query } = getting.call.query
  return { ...getting, call: { ...getting.call, query } }
}

const noSyncedRow = ({ id, resource }: UnifiedGet, when = "") =>
  notFound(
    `there is no row ${id.slice(0, 80)} in the synced ${resource}${when}`,
    `Send an id that GET /unified/${MODEL_NAME}/${resource}?source=synced lists for this account. What is newer than its last sync comes with the next one: POST /sync-run.`,
  )

/** The row's text with the facts of its age before its last brace. */
async function getVerbatim({ call, records }: SyncedCall<UnifiedGet>, { place, how }: SyncedAsk): Promise<Reply> {
  const found = await records.text(place, { id: call.id, hasRemote: how.hasRemoteData })
  const freshness = assertSynced(call.resource, found?.freshness)
  if (found?.text === undefined) throw noSyncedRow(call)
  const facts = JSON.stringify(freshnessOf({ freshness, asOf: undefined }))
  return { status: 200, headers: {}, body: `${found.text.slice(0, -1)},${facts.slice(1)}` }
}
