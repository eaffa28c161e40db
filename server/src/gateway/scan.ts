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
import type { Reader } from "./reader.js"
import type { AnyView } from "./relations.js"

/** Rows of one upstream page that are still to be looked at, in the direction of the scan. */
export type Batch = {
  view: AnyView
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
  /** Where the scan goes on after this page; null at the end of the last view. */
  next: Position | null
  /** Where a scan the other way would go on. */
  previous: Position | null
  answer: RemotePage
}

export type Scan = {
  reader: Reader
  views: readonly AnyView[]
  /** Query of a view's table: its own, pushed filters, remote_query. */
  queryOf(view: AnyView): RemoteQuery
  /** Rows that the next upstream page should have; asked before each page. */
  pageSize(): number
}

/** Upstream pages from a position on, view after view. */
export async function* scanPages(scan: Scan, from: Position): AsyncGenerator<Batch> {
  let position: Position | null = from
  let onward = followList(scan.reader.api.maxPageSize, from.read)
  while (position) {
    scan.reader.budget.signal?.throwIfAborted()
    const batch: Batch = await readBatch(scan, position, onward)
    yield batch
    if (batch.next?.view !== position.view) onward = followList(scan.reader.api.maxPageSize)
    position = batch.next
  }
}

async function readBatch(
  scan: Scan,
  { view: name, page, edge, direction, read = 0, size }: Position,
  follow: Onward,
): Promise<Batch> {
  const { reader } = scan
  const view = scan.views.find((one) => one.name === name)
  if (!view) throw new Error(`there is no view ${name}`)
  // A page that is entered in its middle is asked for at full length: its edge must be on it.
  const limit = size ?? (edge === undefined ? scan.pageSize() : reader.api.maxPageSize)
  const answer = await reader.page({ path: view.from.path, query: scan.queryOf(view), position: page, limit })
  const ahead = direction === "forward" ? answer.rows : answer.rows.toReversed()
  const next = direction === "forward" ? answer.meta.next : answer.meta.previous
  const onward = follow(page, { rows: answer.rows, meta: { ...answer.meta, next } })
  const back = direction === "forward" ? answer.meta.previous : answer.meta.next
  return {
    view,
    direction,
    page,
    size: limit,
    rows: edge === undefined ? ahead : beyond(ahead, edge, direction),
    whole: answer.rows,
    read,
    next: onward
      ? { view: name, page: onward, direction, read: read + answer.rows.length, ...counted(onward, limit) }
      : nextView(scan, view, direction),
    previous: back ? { view: name, page: back, direction: otherWay(direction), ...counted(back, limit) } : null,
    answer,
  }
}

const otherWay = (direction: Position["direction"]) => (direction === "forward" ? "backward" : "forward")

/** Pages that are counted are all of the size of the first one, or rows between them would be lost or doubled. */
const counted = (page: PagePosition, size: number): { size?: number } => (page.page === undefined ? {} : { size })

/** A list can't be entered from its end, so going back stops at a view's first row. */
function nextView(scan: Scan, view: AnyView, direction: Position["direction"]): Position | null {
  const next = scan.views[scan.views.indexOf(view) + 1]
  return direction === "forward" && next ? { view: next.name, page: {}, direction } : null
}

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
