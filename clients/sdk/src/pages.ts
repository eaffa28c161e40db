import type { Pages } from "./types.js"

/** What any page has that another may follow. */
type AnyPage = {
  result: readonly unknown[]
  next_cursor?: string | null
  next_after?: number
  log?: string | null
  has_more?: boolean
}
type Given = Readonly<Record<string, unknown>>
type Read = (query: Given) => Promise<unknown>

/** Rows of a page when all of them are wanted: fewer calls than by the server's 50. */
const ROWS = 200

/**
 * A list that is asked for page by page. Nothing is asked before it is awaited or iterated, and iterated again it is asked for
 * again.
 */
export function createPages(read: Read, query: Given, paging: string): Pages<unknown, unknown> {
  const given = paging === "cursor" ? { limit: ROWS, ...definedIn(query) } : query
  async function* pages() {
    for (let next: Given | undefined = given; next !== undefined; ) {
      const page = assertPage(await read(next))
      yield page
      next = after(next, page)
    }
  }
  async function* rows() {
    for await (const page of pages()) yield* page.result
  }
  let asked: Promise<unknown> | undefined
  const first = () => {
    asked ??= read(query)
    return asked
  }
  return {
    pages,
    [Symbol.asyncIterator]: rows,
    // biome-ignore lint/suspicious/noThenProperty: awaited, a list is its first page
    then: (onDone, onFailed) => first().then(onDone, onFailed),
    catch: (onFailed) => first().catch(onFailed),
    finally: (onEnd) => first().finally(onEnd),
    async toArray({ most = Number.POSITIVE_INFINITY } = {}) {
      const all: unknown[] = []
      if (most <= 0) return all
      for await (const row of rows()) {
        all.push(row)
        if (all.length >= most) break
      }
      return all
    },
  }
}

const definedIn = (query: Given): Given =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined))

function assertPage(page: unknown): AnyPage {
  const rows = (page as AnyPage | undefined)?.result // of a list, unless it was asked for in another form
  if (Array.isArray(rows)) return page as AnyPage
  throw new TypeError("rows can't be iterated with truto_key_by: await the list instead")
}

function after(query: Given, page: AnyPage): Given | undefined {
  const { next_cursor: cursor, next_after: position, log, has_more: hasMore } = page
  if (typeof cursor === "string") return { ...query, next_cursor: cursor }
  return hasMore ? { ...query, after: position, log: log ?? undefined } : undefined
}
