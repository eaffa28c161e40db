import { UpstreamError } from "@rollcall/connector-kit"
import type { BadRow, PulledPage } from "../../gateway/index.js"
import type { RecordChange } from "../../records/index.js"
import { type Checkpoint, MOST_BAD, type Progress } from "./run.js"

/** Rows are added while a list is read, and totals are not always right; but not by so much. */
const MOST_MORE = 1_000
/** Pages in a row without rows: rows may be hidden from us page by page, but not for so many pages. */
const MOST_EMPTY = 20
/** Far more than any list has that comes to an end. */
const MOST_PAGES = 100_000

/** Throws when the list does not end: nothing of such a scan can be believed. */
export function moveOn(checkpoint: Checkpoint, page: PulledPage): Checkpoint {
  const { next, source, read, total } = page
  const before = checkpoint.lists[source] ?? { read: 0, total: null, promised: total ?? null, bad: 0 }
  const list = { ...before, read: before.read + read, total: total ?? null, bad: before.bad + page.bad.length }
  const moved = {
    ...checkpoint,
    position: next ?? checkpoint.position,
    page: checkpoint.page + 1,
    lists: { ...checkpoint.lists, [source]: list },
    // A list of changes can go on with rows that are no more.
    empty: read > 0 || checkpoint.since !== null ? 0 : (checkpoint.empty ?? 0) + 1,
    tries: 0,
    retryAt: null,
  }
  if (next === null) return moved
  const position = JSON.stringify(next)
  if (position === checkpoint.mark.position) throw endless("comes back to a page that was read before")
  if (list.promised !== null && list.read > 2 * list.promised + MOST_MORE)
    throw endless("has far more rows than it said")
  if (moved.empty >= MOST_EMPTY) throw endless("goes on without rows")
  if (moved.page > MOST_PAGES) throw endless(`has more than ${MOST_PAGES} pages`)
  // The mark moves on at twice the distance each time, so that a circle of any length comes back to it.
  const mark = moved.page >= 2 * checkpoint.mark.page ? { position, page: moved.page } : checkpoint.mark
  return { ...moved, mark }
}

const endless = (what: string) =>
  new UpstreamError(`the HR system's list does not end: it ${what}`, { verdict: "stop", reason: "malformed" })

type Added = {
  page: PulledPage
  changes: readonly RecordChange[]
  replaced: readonly BadRow[]
  lists: Checkpoint["lists"]
}

export function addUp(progress: Progress, { page, changes, replaced, lists }: Added): Progress {
  const isNewList = lists[page.source] === undefined
  const total = isNewList ? page.total : undefined
  return {
    ...progress,
    pages: progress.pages + 1,
    rows: progress.rows + page.rows.length,
    created: progress.created + changes.filter((one) => one.before === null).length,
    updated: progress.updated + changes.filter((one) => one.before !== null).length,
    skipped: progress.skipped + page.bad.length,
    replaced: [...progress.replaced, ...replaced].slice(0, MOST_BAD),
    estimate: total === undefined ? progress.estimate : (progress.estimate ?? 0) + total,
    bad: [...progress.bad, ...page.bad].slice(0, MOST_BAD),
  }
}
