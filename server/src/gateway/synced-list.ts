import { Readable } from "node:stream"
import { isRemote, START } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import type { Age, Records, RowKey, StoredRow } from "../records/index.js"
import type { Signer } from "../vault/cursor.js"
import { meetsAll } from "./conditions.js"
import { bindingOf, type Position, readPosition, writePosition } from "./cursor.js"
import { rowOn } from "./effective-dates.js"
import type { Mapped } from "./fill.js"
import { chosenKeys } from "./filter-keys.js"
import type { Reply } from "./gateway.js"
import { createKeys, type Presentation, show } from "./present.js"
import {
  type AsOf,
  assertSynced,
  readSyncedAsk,
  readSyncedQuestion,
  type SyncedAsk,
  type SyncedCall,
  type SyncedQuestion,
} from "./synced-query.js"

type Listing = SyncedCall & { signer: Signer }
type Ready = SyncedQuestion & {
  records: Records
  signer: Signer
  binding: string
  from: Position | undefined
  /** Names of the views, in the order in which they are listed. */
  views: readonly string[]
  isBackward: boolean
}

const BATCH = 500
/** Most rows of one answer that is not streamed; the rest is behind `next_cursor`. */
const MOST_AT_ONCE = 5_000

/** A unified list answered from the synced copy: the filters and shapes of a live one, and how fresh it is. */
export async function listSynced(listing: Listing): Promise<Reply> {
  const ask = readSyncedAsk(listing)
  const aim = aimOf(listing, ask)
  if (ask.isVerbatim && ask.limit <= MOST_AT_ONCE && !aim.isBackward) return listVerbatim(listing, { ...ask, ...aim })
  const ready = await prepare(listing)
  if (listing.call.query.truto_response_format === "stream" && !ready.isBackward) return streamed(ready)
  const limit = Math.min(ready.limit, MOST_AT_ONCE)
  const found: StoredRow[] = []
  for await (const one of rowsOf(ready)) if (found.push(one) > limit) break
  const rest = tailOf(ready, { found: found.slice(0, limit), hasMore: found.length > limit })
  const shown = found.slice(0, limit)
  const rows = ready.isBackward ? shown.toReversed() : shown
  const keyOf = ready.how.keyBy === undefined ? undefined : createKeys(ready.how.keyBy)
  const result = keyOf
    ? Object.fromEntries(rows.map((one) => [keyOf({ row: one.row, remote: {} }), showStored(one, ready.how)]))
    : rows.map((one) => showStored(one, ready.how))
  const isPartial = ready.limit > limit && rest.next_cursor !== null
  return {
    status: 200,
    headers: {},
    body: {
      result,
      ...rest,
      result_count: rows.length,
      ...(isPartial ? { is_partial_response: true } : {}),
      ...freshnessOf(ready),
    },
  }
}

type Aim = Pick<Ready, "signer" | "binding" | "from" | "views" | "isBackward">

async function prepare(listing: Listing): Promise<Ready> {
  const question = await readSyncedQuestion(listing)
  return { ...question, records: listing.records, ...aimOf(listing, question) }
}

/** Where the list goes on. */
function aimOf({ call, signer, views }: Listing, { conditions, updatedSince }: SyncedAsk): Aim {
  const { account, resource, query } = call
  const filters = conditions.map(({ name, operator, values }) => [name, operator, values])
  const binding = bindingOf([account.id, "synced", resource, filters, query.as_of, updatedSince])
  const cursor = query.next_cursor
  const from = typeof cursor === "string" ? readPosition(signer, binding, cursor) : undefined
  const names = views.map(({ name }) => name)
  if (from && !names.includes(from.view))
    throw new AppError("cursor.invalid", "next_cursor is out of date: leave it out to start over")
  return { signer, binding, from, views: names, isBackward: from?.direction === "backward" }
}

/** Rows as they are stored, joined by the database. */
async function listVerbatim({ call, records }: Listing, asked: SyncedAsk & Aim): Promise<Reply> {
  const { place, views, limit, from, updatedSince, how } = asked
  const page = await records.texts(place, {
    views,
    limit,
    from: edgeOf(from),
    updatedSince,
    hasRemote: how.hasRemoteData,
  })
  const freshness = assertSynced(call.resource, page?.age)
  const { text = "", count = 0, first, last } = page ?? {}
  const ends = [first, last].flatMap((end) => end ?? [])
  const facts = {
    ...tailOf(asked, { found: ends, hasMore: last !== undefined }),
    result_count: count,
    ...freshnessOf({ freshness, asOf: undefined }),
  }
  return { status: 200, headers: {}, body: `{"result":[${text}],${JSON.stringify(facts).slice(1)}` }
}

const edgeOf = (from: Position | undefined): RowKey | undefined => from && { view: from.view, id: from.edge ?? "" }

/** Rows that meet the filters, one batch of the store after another. */
async function* rowsOf(ready: Ready): AsyncGenerator<StoredRow> {
  const { asOf, place, conditions, from, isBackward, updatedSince } = ready
  const isDerived = asOf?.basis === "effective_dates"
  // Derived rows have other values than the ones they were stored with.
  const keys = isDerived ? {} : chosenKeys(conditions)
  let edge = edgeOf(from)
  const size = conditions.length > Object.keys(keys).length || isDerived ? BATCH : Math.min(BATCH, ready.limit + 1)
  for (;;) {
    const batch: StoredRow[] = await ready.records.list(place, {
      views: ready.views,
      limit: size,
      from: edge,
      isBackward,
      keys,
      ids: keys.id,
      updatedSince,
      at: asOf?.at,
    })
    for (const stored of batch) {
      const row = isDerived ? rowOn(place.resource, stored.row, asOf.day) : stored.row
      if (!row || !meetsAll(row, conditions)) continue
      yield { view: stored.view, id: stored.id, row, remote: stored.remote }
    }
    edge = batch.at(-1)
    if (batch.length < size) return
  }
}

/** A copy that was made without remote data answers rows without it. */
export function showStored({ row, remote }: Pick<StoredRow, "row" | "remote">, how: Presentation): Mapped["row"] {
  const kept = isRemote(remote) ? remote : undefined
  return show({ row, remote: kept ?? {} }, kept ? how : { ...how, hasRemoteData: false })
}

type Shown = { found: readonly RowKey[]; hasMore: boolean }

function tailOf(ready: Aim, { found, hasMore }: Shown): { next_cursor: string | null; prev_cursor: string | null } {
  const cursorAt = (edge: RowKey | undefined, direction: Position["direction"]) =>
    edge ? writePosition(ready.signer, ready.binding, { view: edge.view, page: START, edge: edge.id, direction }) : null
  const [first, last] = [found[0], found.at(-1)]
  if (ready.isBackward) {
    return { next_cursor: cursorAt(first, "forward"), prev_cursor: hasMore ? cursorAt(last, "backward") : null }
  }
  return {
    next_cursor: hasMore ? cursorAt(last, "forward") : null,
    prev_cursor: ready.from ? cursorAt(first, "backward") : null,
  }
}

type Told = { freshness: Age; asOf: AsOf | undefined }

/** What every answer from the copy says on its age. */
export const freshnessOf = ({ freshness, asOf }: Told) => ({
  data_as_of: freshness.dataAsOf?.toISOString() ?? null,
  last_attempt: {
    at: freshness.lastAttempt.at.toISOString(),
    result: freshness.lastAttempt.result,
    ...(freshness.lastAttempt.error === null ? {} : { error: freshness.lastAttempt.error }),
  },
  ...(asOf ? { as_of: asOf.day, as_of_basis: asOf.basis } : {}),
})

/** Rows go out as they are read. */
function streamed(ready: Ready): Reply {
  const { how } = ready
  if (how.keyBy !== undefined) {
    throw new AppError(
      "request.invalid",
      "truto_key_by does not work with truto_response_format=stream and source=synced",
    )
  }
  async function* text(): AsyncGenerator<string> {
    let [count, hasMore] = [0, false]
    const edges: RowKey[] = []
    yield '{"result":['
    for await (const one of rowsOf(ready)) {
      if (count >= ready.limit) {
        hasMore = true
        break
      }
      yield `${count > 0 ? "," : ""}${JSON.stringify(showStored(one, how))}`
      count++
      edges[edges.length > 0 ? 1 : 0] = { view: one.view, id: one.id }
    }
    const rest = { ...tailOf(ready, { found: edges, hasMore }), result_count: count, ...freshnessOf(ready) }
    yield `],${JSON.stringify(rest).slice(1)}`
  }
  return { status: 200, headers: { "content-type": "application/json; charset=utf-8" }, body: Readable.from(text()) }
}
