import type { Api, RemoteQuery } from "../api.js"
import { idOf, type Remote } from "../remote.js"
import { UpstreamError } from "../verdict.js"
import type { PageRequest, RemotePage } from "./pages.js"

/** Reads one page; the caller decides on sharing, caching and deadlines. */
export type ReadPage = (request: PageRequest) => Promise<RemotePage>

type List = { path: string; query?: RemoteQuery }

/**
 * Every row of a list. After the first page the rest is asked for by page number, all at once, which keeps a join
 * two round trips deep; the rows are believed only if they are exactly as many different ones as the list says it
 * has, else the list is read again by cursor, one page after another.
 */
export async function readWholeList(api: Api, read: ReadPage, list: List): Promise<Remote[]> {
  const limit = api.maxPageSize
  const first = await read({ ...list, position: {}, limit })
  if (!first.meta.next) return first.rows
  const total = first.meta.total ?? 0
  if (total > first.rows.length && first.rows.length > 0) {
    const pages = Math.ceil(total / first.rows.length)
    const numbers = Array.from({ length: pages - 1 }, (_, index) => index + 2)
    const rest = await Promise.all(numbers.map((page) => read({ ...list, position: { page }, limit })))
    const rows = [first, ...rest].flatMap((page) => page.rows)
    if (rows.length === total && new Set(rows.map(identityOf)).size === total) return rows
  }
  return readOneByOne(read, { list, limit, first })
}

/** A few lists have rows without an id. */
const identityOf = (row: Remote): string => idOf(row) ?? JSON.stringify(row)

async function readOneByOne(
  read: ReadPage,
  { list, limit, first }: { list: List; limit: number; first: RemotePage },
): Promise<Remote[]> {
  const rows = [...first.rows]
  let position = first.meta.next
  while (position) {
    const page = await read({ ...list, position, limit })
    rows.push(...page.rows)
    position = page.rows.length > 0 ? page.meta.next : null
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
