import {
  followList,
  idIn,
  type List,
  type Onward,
  type PagePosition,
  type Remote,
  type RemotePage,
  type RemoteQuery,
  START,
  UpstreamError,
} from "@rollcall/connector-kit"
import type { Position } from "./cursor.js"
import { isRefusal, type Reader } from "./reader.js"
import type { AnyView } from "./relations.js"

/** Rows of one upstream page that are still to be looked at, in the direction of the scan. */
export type Batch = {
  view: AnyView
  direction: Position["direction"]
  /** Answers this page again. */
  here: PagePosition
  /** Rows of its list that were read before this page, to see that the list ends. */
  read: number
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
  /** What the view's table is asked for: pushed filters, remote_query. */
  queryOf(view: AnyView): RemoteQuery
  /** Rows that the next page of a list should have; asked before each page. */
  pageSize(list: List): number
}

/** Upstream pages from a position on, view after view. */
export async function* scanPages(scan: Scan, from: Position): AsyncGenerator<Batch> {
  let position: Position | null = from
  let onward = followList(viewOf(scan, from.view).from.page, from.read)
  while (position) {
    scan.reader.budget.signal?.throwIfAborted()
    const batch: Batch = await readBatch(scan, position, onward)
    yield batch
    position = batch.next
    if (position && position.view !== batch.view.name) onward = followList(viewOf(scan, position.view).from.page)
  }
}

function viewOf({ views }: Scan, name: string): AnyView {
  const view = views.find((one) => one.name === name)
  if (!view) throw new Error(`there is no view ${name}`)
  return view
}

async function readBatch(
  scan: Scan,
  { view: name, page, edge, direction, read = 0 }: Position,
  follow: Onward,
): Promise<Batch> {
  const { reader } = scan
  const view = viewOf(scan, name)
  const { from } = view
  // A page that is entered in its middle is asked for at full length: its edge must be on it.
  const size = edge === undefined ? scan.pageSize(from) : from.page.maxSize
  const answer = await reader
    .page({ list: from, query: scan.queryOf(view), position: page, size })
    .catch((error: unknown) => emptyPage(view, page, error))
  const ahead = direction === "forward" ? answer.rows : answer.rows.toReversed()
  const next = direction === "forward" ? answer.meta.next : answer.meta.previous
  const onward = follow(page, { rows: answer.rows, meta: { ...answer.meta, next } })
  const back = direction === "forward" ? answer.meta.previous : answer.meta.next
  // A list that does not say whether it goes on that way is not left.
  const isLeft = { forward: direction === "forward" || from.page.end !== undefined, backward: answer.meta.isFirst }
  const beside = (way: Position["direction"]) => (isLeft[way] ? besideView(scan, view, way) : null)
  return {
    view,
    direction,
    here: answer.meta.here,
    rows: edge === undefined ? ahead : beyond(ahead, { list: from, edge, direction }),
    whole: answer.rows,
    read,
    next: onward ? { view: name, page: onward, direction, read: read + answer.rows.length } : beside(direction),
    previous: back ? { view: name, page: back, direction: otherWay(direction) } : beside(otherWay(direction)),
    answer,
  }
}

/** Throws what it is given, unless the view's rows are only more. */
export function emptyPage(view: AnyView, here: PagePosition, error: unknown): RemotePage {
  if (!(view.mayBeRefused && error instanceof UpstreamError && isRefusal(error))) throw error
  const { headers, rateLimit } = error
  const meta = { next: null, previous: null, isFirst: true as const, here, total: 0 }
  return { rows: [], body: [], bytes: 0, url: "", headers, rateLimit, meta }
}

const otherWay = (direction: Position["direction"]) => (direction === "forward" ? "backward" : "forward")

/** The view after this one, or before it. Going back stops where the list of the one before can't be entered from its end. */
function besideView({ views }: Scan, view: AnyView, direction: Position["direction"]): Position | null {
  const beside = views[views.indexOf(view) + (direction === "forward" ? 1 : -1)]
  const page = direction === "forward" ? START : beside?.from.page.end
  return beside && page ? { view: beside.name, page, direction } : null
}

type Edge = { list: List; edge: string; direction: Position["direction"] }

/** Rows past the edge. When the edge row is gone, ids tell which rows lie past it, or else none is left out. */
function beyond(rows: readonly Remote[], { list, edge, direction }: Edge): readonly Remote[] {
  const at = rows.findIndex((row) => idIn(list, row) === edge)
  if (at >= 0) return rows.slice(at + 1)
  return list.page.isById ? rows.filter((row) => isPast(idIn(list, row) ?? "", edge, direction)) : rows
}

function isPast(id: string, edge: string, direction: Position["direction"]): boolean {
  if (!/^\d+$/.test(id) || !/^\d+$/.test(edge)) return true
  return direction === "forward" ? BigInt(id) > BigInt(edge) : BigInt(id) < BigInt(edge)
}
