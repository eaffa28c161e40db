import { cursorOf } from "../lists/page.js"
import type { Said } from "../said.js"
import type { Row } from "../world.js"
import type { Edit } from "./fault.js"

/** Longer than any id, so after all of them. */
const BEYOND = "9".repeat(100)

/** After `cycle` pages, or after the last one, the next page is the first of the cycle again. 1: a cursor that leads to its own page. */
export const cursors: Edit = (said, { fault: { cycle = 1 } }) => {
  const { page } = said
  if (!page || page.limit === null) return said
  const { all, limit } = page
  const index = Math.floor(page.from / limit)
  if (page.isNumbered) {
    const length = Math.min(cycle, Math.max(1, Math.ceil(all.length / limit)))
    const from = (index % length) * limit
    return withMeta({ ...said, rows: all.slice(from, from + limit).map(said.present) }, { has_next_page: true })
  }
  const isTurn = (index + 1) % cycle === 0 || page.from + limit >= all.length
  if (!isTurn) return said
  const first = (index - (index % cycle)) * limit
  return withMeta(said, { has_next_page: true, end_cursor: cursorBefore(all, first) })
}

/** After the last page come empty ones, each with a new cursor to the next. */
export const endlessPages: Edit = (said, { count }) => {
  const { page } = said
  if (!page || page.limit === null) return said
  if (page.isNumbered || page.from + page.limit < page.all.length) return withMeta(said, { has_next_page: true })
  return withMeta(said, { has_next_page: true, end_cursor: cursorOf({ id: `${BEYOND}${count}` }) })
}

/** Another count than that of the rows; growing, it moves on with every answer. */
export const total: Edit = (said, { fault, count }) => {
  const { by = 1, grows, value } = fault
  const real = said.page?.all.length ?? 0
  return withMeta(said, { total: value === undefined ? real + (grows ? by * count : by) : value })
}

const withMeta = (said: Said, meta: Record<string, unknown>): Said =>
  said.page ? { ...said, page: { ...said.page, meta: { ...said.page.meta, ...meta } } } : said

/** A cursor whose next page begins with the row at `index`. */
const cursorBefore = (all: readonly Row[], index: number) => cursorOf(all[index - 1] ?? { id: "0" })
