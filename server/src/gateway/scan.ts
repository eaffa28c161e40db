import {
  followList,
  idOf,
  type Onward,
  type PagePosition,
  type Remote,
  type RemotePage,
  type RemoteQuery,
} from "@rollcall/connector-kit"
import type { Position } from "./cursor.js"
import type { AnySource } from "./joins.js"
import type { Reader } from "./reader.js"

/** Rows of one upstream page that are still to be looked at, in the direction of the scan. */
export type Batch = {
  source: number
  direction: Position["direction"]
  /** The call that answers this page again. */
  page: PagePosition
  /** Rows of its list that were read before this page, to see that the list ends. */
  read: number
  /** Rows that were asked for. */
  size: number
  rows: readonly Remote[]
  /** The whole page, in the HR system's order. */
  whole: readonly Remote[]
  /** Where the scan goes on after this page; null at the end of the last source. */
  next: Position | null
  /** Where a scan the other way would go on. */
  previous: Position | null
  answer: RemotePage
}

export type Scan = {
  reader: Reader
  sources: readonly AnySource[]
  /** Query of each source: its own, pushed filters, remote_query. */
  queries: readonly RemoteQuery[]
  /** Rows that the next upstream page should have; asked before each page. */
  pageSize(): number
}

/** Upstream pages from a position on, source after source. */
export async function* scanPages(scan: Scan, from: Position): AsyncGenerator<Batch> {
  let position: Position | null = from
  let onward = followList(scan.reader.api.maxPageSize, from.read)
  while (position) {
    scan.reader.budget.signal?.throwIfAborted()
    const batch: Batch = await readBatch(scan, position, onward)
    yield batch
    if (batch.next?.source !== position.source) onward = followList(scan.reader.api.maxPageSize)
    position = batch.next
  }
}

async function readBatch(
  scan: Scan,
  { source, page, edge, direction, read = 0, size }: Position,
  follow: Onward,
): Promise<Batch> {
  const { reader } = scan
  const list = scan.sources[source]
  if (!list) throw new Error(`there is no source ${source}`)
  // A page that is entered in its middle is asked for at full length: its edge must be on it.
  const limit = size ?? (edge === undefined ? scan.pageSize() : reader.api.maxPageSize)
  const answer = await reader.page({ path: list.path, query: scan.queries[source] ?? {}, position: page, limit })
  const ahead = direction === "forward" ? answer.rows : answer.rows.toReversed()
  const next = direction === "forward" ? answer.meta.next : answer.meta.previous
  const onward = follow(page, { rows: answer.rows, meta: { ...answer.meta, next } })
  const back = direction === "forward" ? answer.meta.previous : answer.meta.next
  return {
    source,
    direction,
    page,
    size: limit,
    rows: edge === undefined ? ahead : beyond(ahead, edge, direction),
    whole: answer.rows,
    read,
    next: onward
      ? { source, page: onward, direction, read: read + answer.rows.length, ...counted(onward, limit) }
      : nextSource(scan, source, direction),
    previous: back ? { source, page: back, direction: otherWay(direction), ...counted(back, limit) } : null,
    answer,
  }
}

const otherWay = (direction: Position["direction"]) => (direction === "forward" ? "backward" : "forward")

/** Pages that are counted are all of the size of the first one, or rows between them would be lost or doubled. */
const counted = (page: PagePosition, size: number): { size?: number } => (page.page === undefined ? {} : { size })

/** A list can't be entered from its end, so going back stops at a source's first row. */
const nextSource = (scan: Scan, source: number, direction: Position["direction"]): Position | null =>
  direction === "forward" && source + 1 < scan.sources.length ? { source: source + 1, page: {}, direction } : null

/** Rows past the edge. When the edge row is gone, ids tell which rows lie past it. */
function beyond(rows: readonly Remote[], edge: string, direction: Position["direction"]): readonly Remote[] {
  const at = rows.findIndex((row) => idOf(row) === edge)
  if (at >= 0) return rows.slice(at + 1)
  return rows.filter((row) => isPast(idOf(row) ?? "", edge, direction))
}

function isPast(id: string, edge: string, direction: Position["direction"]): boolean {
  if (!/^\d+$/.test(id) || !/^\d+$/.test(edge)) return true
  return direction === "forward" ? BigInt(id) > BigInt(edge) : BigInt(id) < BigInt(edge)
}
