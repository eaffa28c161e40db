import { createHash } from "node:crypto"
import { UpstreamError } from "@rollcall/connector-kit"
import type { TablePage } from "../../gateway/index.js"
import type { Checkpoint } from "./run.js"

/** Rows are added while a list is read, and totals are not always right; but not by so much. */
const MOST_MORE = 1_000
/** Pages in a row without rows: rows may be hidden from us page by page, but not for so many pages. */
const MOST_EMPTY = 20
/** Far more than any list has that comes to an end. */
const MOST_PAGES = 100_000

/** Throws when the list does not end: nothing of such a scan can be believed. */
export function moveOn(checkpoint: Checkpoint, page: TablePage): Checkpoint {
  const { next, rows, total, hasGaps = false } = page
  const { since, mark } = checkpoint
  const last = textOf(rows)
  const read = checkpoint.read + rows.length
  const promised = checkpoint.promised ?? total ?? null
  const moved = {
    ...checkpoint,
    position: next ?? checkpoint.position,
    page: checkpoint.page + 1,
    read,
    total: total ?? null,
    promised,
    // A list of changes can go on with rows that are no more.
    empty: rows.length > 0 || since !== null || hasGaps ? 0 : checkpoint.empty + 1,
    last,
    lacking: page.lacking ? [...new Set([...(checkpoint.lacking ?? []), ...page.lacking])] : checkpoint.lacking,
    tries: 0,
    retryAt: null,
  }
  if (next === null) return moved
  const position = JSON.stringify(next)
  if (position === mark.position) throw endless("comes back to a page that was read before")
  if (last !== null && last === checkpoint.last) throw endless("gives the same rows again")
  if (promised !== null && read > 2 * promised + MOST_MORE) throw endless("has far more rows than it said")
  if (moved.empty >= MOST_EMPTY) throw endless("goes on without rows")
  if (moved.page > MOST_PAGES) throw endless(`has more than ${MOST_PAGES} pages`)
  // The mark moves on at twice the distance each time, so that a circle of any length comes back to it.
  return { ...moved, mark: moved.page >= 2 * mark.page ? { position, page: moved.page } : mark }
}

/** Of the rows at both ends of a page; a single row may be one that is said twice. */
const textOf = (rows: TablePage["rows"]): string | null =>
  rows.length < 2
    ? null
    : createHash("sha256")
        .update(JSON.stringify([rows[0], rows.at(-1)]))
        .digest("base64url")

const endless = (what: string) =>
  new UpstreamError(`the HR system's list does not end: it ${what}`, { verdict: "stop", reason: "malformed" })
