import type { Edit } from "./said.js"

/** After `cycle` pages, or after the last one, the next page is the first of the cycle again. 1: a cursor that leads to its own page. */
export const cursors: Edit = (said, { fault: { cycle = 1 } }) => {
  const { page } = said
  if (!page || page.limit === null) return said
  const { all, limit, from } = page
  const index = Math.floor(from / limit)
  if (page.isNumbered) {
    const length = Math.min(cycle, Math.max(1, Math.ceil(all.length / limit)))
    const first = (index % length) * limit
    const rows = all.slice(first, first + limit).map((row) => said.present(row))
    return { ...said, rows, page: { ...page, next: { at: from + limit } } }
  }
  const isTurn = (index + 1) % cycle === 0 || from + limit >= all.length
  return isTurn ? { ...said, page: { ...page, next: { at: (index - (index % cycle)) * limit } } } : said
}

/** After the last page come empty ones, each with a new cursor to the next. */
export const endlessPages: Edit = (said, { count }) => {
  const { page } = said
  if (!page || page.limit === null) return said
  const isOver = !page.isNumbered && page.from + page.limit >= page.all.length
  return { ...said, page: { ...page, next: isOver ? { beyond: count } : { at: page.from + page.limit } } }
}

/** Another count than that of the rows; growing, it moves on with every answer. */
export const total: Edit = (said, { fault, count }) => {
  const { by = 1, grows, value } = fault
  if (!said.page) return said
  const wrong = value === undefined ? said.page.all.length + (grows ? by * count : by) : value
  return { ...said, page: { ...said.page, total: wrong } }
}
