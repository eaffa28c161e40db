import type { PageMeta, PagePosition } from "../api.js"
import { UpstreamError } from "../verdict.js"

type Page = { rows: { readonly length: number }; meta: Pick<PageMeta, "next" | "total"> }

/** Answers where a list goes on after a page; null at its end. */
export type Onward = (from: PagePosition, page: Page) => PagePosition | null

/** Rows may be hidden from us page by page, but not for so many pages. */
const MOST_EMPTY = 20

/**
 * Follows one list from page to page, forwards. The HR system decides where a list ends, so what would go on for ever is
 * ended here: a page that was read before, page after page without rows, and far more rows than the list said it has.
 * Throws `UpstreamError` then; a list that is cut short in silence would look complete. `read`: rows that earlier calls
 * have read.
 */
export function followList(pageSize: number, read = 0): Onward {
  const seen = new Set<string>()
  let rows = read
  let empty = 0
  let promised: number | undefined
  return (from, { rows: { length }, meta }) => {
    seen.add(JSON.stringify(from))
    rows += length
    empty = length > 0 ? 0 : empty + 1
    promised ??= meta.total
    if (!meta.next) return null
    if (seen.has(JSON.stringify(meta.next))) throw endless("comes back to a page that was read before")
    if (empty >= MOST_EMPTY) throw endless("goes on without rows")
    // Rows are added while a list is read, and totals are not always right.
    if (promised !== undefined && rows > 2 * promised + 10 * pageSize) throw endless("has far more rows than it says")
    return meta.next
  }
}

const endless = (what: string) =>
  new UpstreamError(`the HR system's list does not end: it ${what}`, { verdict: "retry", reason: "malformed" })
