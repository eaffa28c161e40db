import type { Api } from "../api.js"
import { idIn, type List } from "../list.js"
import { START } from "../paging/index.js"
import type { Remote } from "../remote.js"
import type { RemoteQuery } from "../request.js"
import { type AskedBy, parameterOf } from "../table.js"
import { UpstreamError } from "../verdict.js"
import { followList } from "./follow-list.js"
import type { PageRequest, RemotePage } from "./pages.js"

/** Reads one page; the caller decides on sharing, caching and deadlines. */
export type ReadPage = (request: PageRequest) => Promise<RemotePage>

/** A list, and what is asked of it besides its pages. */
export type AskedList = { list: List; query?: RemoteQuery }

/** Pages of one list, or calls for some of its rows, that are on their way at the same time. */
const AT_ONCE = 8
/** A list that says it has more pages than that is read one page after another, where each shows whether there is a next one. */
const MOST_NUMBERED = 200

/**
 * Every row of a list. Where pages can be asked for by number, the rest is after the first page, several at once, which
 * keeps a join few round trips deep; the rows are believed only if they are exactly as many different ones as the list
 * says it has and the last page is the end, else the list is read again, one page after another.
 */
export async function readWholeList(read: ReadPage, asked: AskedList): Promise<Remote[]> {
  const { list } = asked
  const size = sizeOf(list)
  const { jump } = list.page
  const first = await read({ ...asked, position: START, size })
  if (!first.meta.next) return first.rows
  const total = first.meta.total ?? 0
  const { length } = first.rows
  const pages = jump && length > 0 ? Math.ceil(total / length) : 0
  if (jump && pages > 1 && pages <= MOST_NUMBERED) {
    const readPage = (page: number) => read({ ...asked, position: jump(page, { size, first: length }), size })
    const rest = await readNumbered(readPage, pages)
    const rows = [first, ...rest].flatMap((page) => page.rows)
    const isAtEnd = rest.at(-1)?.meta.next === null
    // A few lists have rows without an id.
    const ids = new Set(rows.map((row) => idIn(list, row) ?? JSON.stringify(row)))
    if (isAtEnd && rows.length === total && ids.size === total) return rows
  }
  return readOneByOne(read, asked, first)
}

/** What has come whole needs no cutting. */
const sizeOf = ({ page: { isWhole, maxSize } }: List) => (isWhole ? Number.MAX_SAFE_INTEGER : maxSize)

/** The pages from the second one on, in their order. */
function readNumbered(read: (page: number) => Promise<RemotePage>, pages: number): Promise<RemotePage[]> {
  return mapFew(
    Array.from({ length: pages - 1 }, (_, index) => index + 2),
    read,
  )
}

/** A few at the same moment, in their order. */
export async function mapFew<T, R>(given: readonly T[], act: (one: T) => Promise<R>): Promise<R[]> {
  const found: R[] = []
  const left = given.entries()
  const work = async () => {
    for (const [at, one] of left) found[at] = await act(one)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, given.length) }, work))
  return found
}

async function readOneByOne(read: ReadPage, asked: AskedList, first: RemotePage): Promise<Remote[]> {
  const { page: paging } = asked.list
  const size = sizeOf(asked.list)
  const onward = followList(paging)
  const rows = [...first.rows]
  for (let position = onward(START, first); position; ) {
    const page = await read({ ...asked, position, size })
    rows.push(...page.rows)
    position = onward(position, page)
  }
  return rows
}

type ByIds = AskedList & { by: AskedBy; ids: readonly string[] }

/**
 * Rows found by an id list, split so that no call is too long: by count, by bytes, and in halves when the HR system
 * still answers 414.
 */
export const readByIds = async (api: Api, read: ReadPage, wanted: ByIds): Promise<Remote[]> =>
  (await readInParts(api, read, { ...wanted, splits: 0 })).rows

/** `refused`: ids for which the HR system refuses the call, while it answers others. */
export type RowsByIds = { rows: Remote[]; refused: ReadonlySet<string> }

/** Times that refused ids may be asked for in halves. */
const MOST_SPLITS = 20
/** Calls, then halves and quarters of them, that are all refused: the list is, whatever the ids. */
const MOST_ROUNDS = 3

/**
 * The same, where one id with which a call is refused must not take the others with it: it is looked for in halves, and
 * ids that are not cleared with some twenty of them count as refused. Throws when all ids are.
 */
export const readByIdsApart = (api: Api, read: ReadPage, wanted: ByIds): Promise<RowsByIds> =>
  readInParts(api, read, { ...wanted, splits: MOST_SPLITS })

type Part = { ids: readonly string[]; answer: readonly Remote[] | UpstreamError }

async function readInParts(
  api: Api,
  read: ReadPage,
  { by, ids, splits, list, query }: ByIds & { splits: number },
): Promise<RowsByIds> {
  const found = new Map<string | undefined, readonly Remote[]>()
  const refused = new Set<string>()
  let left = splits
  let failure: UpstreamError | undefined
  const ask = async (part: readonly string[]): Promise<Part> => ({
    ids: part,
    answer: await readWholeList(read, { list, query: { ...query, [parameterOf(by)]: part } }).catch(unlessAboutIds),
  })
  /** Parts to ask for in its place. */
  const take = ({ ids: part, answer }: Part): (readonly string[])[] => {
    if (!(answer instanceof UpstreamError)) {
      found.set(part[0], answer)
      return []
    }
    if (answer.status === 414 && part.length > 1) return halves(part)
    if (splits === 0) throw answer
    // One id that makes a call too long says nothing of the list.
    if (answer.status !== 414) failure ??= answer
    if (part.length > 1 && left-- > 0) return halves(part)
    for (const id of part) refused.add(id)
    return []
  }
  let open: (readonly string[])[] = splitIds(api, by, ids)
  for (let round = 1; open.length > 0; round++) {
    open = (await mapFew(open, ask)).flatMap(take)
    if (failure && found.size === 0 && (open.length === 0 || round >= MOST_ROUNDS)) throw failure
  }
  // Of each part under its first id, so the rows come in the order of the ids.
  return { rows: [...new Set(ids)].flatMap((id) => found.get(id) ?? []), refused }
}

function halves(ids: readonly string[]): (readonly string[])[] {
  const middle = Math.ceil(ids.length / 2)
  return [ids.slice(0, middle), ids.slice(middle)]
}

/** The HR system has said that the call is wrong, and not that the caller is. */
function unlessAboutIds(error: unknown): UpstreamError {
  if (error instanceof UpstreamError && error.reason === "answer" && ABOUT_IDS.has(error.status ?? 0)) return error
  throw error
}
const ABOUT_IDS = new Set([400, 404, 410, 412, 414, 422])

/** The values of each call. */
export function splitIds(api: Api, by: AskedBy, ids: readonly string[]): string[][] {
  const most = typeof by === "string" ? api.maxIdsPerCall : Math.min(by.atOnce, api.maxIdsPerCall)
  const batches: string[][] = []
  let batch: string[] = []
  let bytes = 0
  for (const id of ids) {
    const cost = api.writeQuery({ [parameterOf(by)]: [id] }).length + 1
    if (batch.length >= most || (batch.length > 0 && bytes + cost > api.maxQueryBytes)) {
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
