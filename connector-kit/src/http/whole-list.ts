import type { Api, RemoteQuery } from "../api.js"
import { idOf, type Remote } from "../remote.js"
import { UpstreamError } from "../verdict.js"
import { followList } from "./follow-list.js"
import type { PageRequest, RemotePage } from "./pages.js"

/** Reads one page; the caller decides on sharing, caching and deadlines. */
export type ReadPage = (request: PageRequest) => Promise<RemotePage>

type List = { path: string; query?: RemoteQuery }

/** Pages of one list that are asked for at the same time. */
const AT_ONCE = 8
/** A list that says it has more pages than that is read by cursor, where each page shows whether there is a next one. */
const MOST_NUMBERED = 200

/**
 * Every row of a list. After the first page the rest is asked for by page number, several at once, which keeps a join
 * few round trips deep; the rows are believed only if they are exactly as many different ones as the list says it
 * has and the last page is the end, else the list is read again by cursor, one page after another.
 */
export async function readWholeList(api: Api, read: ReadPage, list: List): Promise<Remote[]> {
  const limit = api.maxPageSize
  const first = await read({ ...list, position: {}, limit })
  if (!first.meta.next) return first.rows
  const total = first.meta.total ?? 0
  const pages = first.rows.length > 0 ? Math.ceil(total / first.rows.length) : 0
  if (pages > 1 && pages <= MOST_NUMBERED) {
    const rest = await readNumbered((page) => read({ ...list, position: { page }, limit }), pages)
    const rows = [first, ...rest].flatMap((page) => page.rows)
    const isAtEnd = rest.at(-1)?.meta.next === null
    if (isAtEnd && rows.length === total && new Set(rows.map(identityOf)).size === total) return rows
  }
  return readOneByOne(read, { list, limit, first })
}

/** A few lists have rows without an id. */
const identityOf = (row: Remote): string => idOf(row) ?? JSON.stringify(row)

/** The pages from the second one on, in their order. */
async function readNumbered(read: (page: number) => Promise<RemotePage>, pages: number): Promise<RemotePage[]> {
  const found: RemotePage[] = []
  let next = 2
  const work = async () => {
    for (let page = next++; page <= pages; page = next++) found[page - 2] = await read(page)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return found
}

async function readOneByOne(
  read: ReadPage,
  { list, limit, first }: { list: List; limit: number; first: RemotePage },
): Promise<Remote[]> {
  const onward = followList(limit)
  const rows = [...first.rows]
  for (let position = onward({}, first); position; ) {
    const page = await read({ ...list, position, limit })
    rows.push(...page.rows)
    position = onward(position, page)
  }
  return rows
}

/**
 * Rows found by an id list, split so that no call is too long: by count, by bytes, and in halves when the HR system
 * still answers 414.
 */
export async function readByIds(
  api: Api,
  read: ReadPage,
  { by, ids, ...list }: List & { by: string; ids: readonly string[] },
): Promise<Remote[]> {
  const batches = splitIds(api, by, ids)
  const found = await Promise.all(batches.map((batch) => readBatch(api, read, { ...list, by, ids: batch })))
  return found.flat()
}

async function readBatch(
  api: Api,
  read: ReadPage,
  { by, ids, ...list }: List & { by: string; ids: readonly string[] },
): Promise<Remote[]> {
  try {
    return await readWholeList(api, read, { path: list.path, query: { ...list.query, [by]: ids } })
  } catch (error) {
    if (!(error instanceof UpstreamError) || error.status !== 414 || ids.length < 2) throw error
    const middle = Math.ceil(ids.length / 2)
    const halves = [ids.slice(0, middle), ids.slice(middle)]
    const found = await Promise.all(halves.map((half) => readBatch(api, read, { ...list, by, ids: half })))
    return found.flat()
  }
}

export function splitIds(api: Api, by: string, ids: readonly string[]): string[][] {
  const batches: string[][] = []
  let batch: string[] = []
  let bytes = 0
  for (const id of ids) {
    const cost = api.writeQuery({ [by]: [id] }).length + 1
    if (batch.length >= api.maxIdsPerCall || (batch.length > 0 && bytes + cost > api.maxQueryBytes)) {
      batches.push(batch)
      batch = []
      bytes = 0
    }
    batch.push(id)
    bytes += cost
  }
  if (batch.length > 0) batches.push(batch)
  return batches
}
