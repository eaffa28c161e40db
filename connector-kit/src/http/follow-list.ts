import type { PageMeta, PagePosition, Paging } from "../paging/index.js"
import { UpstreamError } from "../verdict.js"

/** Rows, or how many there were. */
type Page = { rows: readonly unknown[] | { length: number }; meta: Pick<PageMeta, "next" | "total"> }

/** Answers where a list goes on after a page; null at its end. */
export type Onward = (from: PagePosition, page: Page) => PagePosition | null

/** Rows may be hidden from us page by page, but not for so many pages. */
const MOST_EMPTY = 20

/**
 * Follows one list from page to page. The HR system decides where a list ends, so what would go on for ever is ended
 * here: a page that was read before, the same rows again, page after page without rows, and far more rows than the list
 * said it has.
 * Throws `UpstreamError` then; a list that is cut short in silence would look complete. `read`: rows that earlier calls
 * have read.
 */
export function followList({ maxSize, hasGaps = false }: Pick<Paging, "maxSize" | "hasGaps">, read = 0): Onward {
  const seen = new Set<string>()
  let count = read
  let empty = 0
  let promised: number | undefined
  let last: string | undefined
  return (from, { rows, meta }) => {
    seen.add(JSON.stringify(from))
    count += rows.length
    empty = rows.length > 0 || hasGaps ? 0 : empty + 1
    const before = last
    last = isRows(rows) && rows.length > 1 ? JSON.stringify([rows[0], rows.at(-1)]) : undefined
    promised ??= meta.total
    if (!meta.next) return null
    if (seen.has(JSON.stringify(meta.next))) throw endless("comes back to a page that was read before")
    if (last !== undefined && last === before) throw endless("gives the same rows again")
    if (empty >= MOST_EMPTY) throw endless("goes on without rows")
    // Rows are added while a list is read, and totals are not always right.
    if (promised !== undefined && count > 2 * promised + 10 * maxSize) throw endless("has far more rows than it says")
    return meta.next
  }
}

const isRows = (rows: Page["rows"]): rows is readonly unknown[] => Array.isArray(rows)

const endless = (what: string) =>
  new UpstreamError(`the HR system's list does not end: it ${what}`, { verdict: "retry", reason: "malformed" })
