import {
  idOf,
  type Join,
  type Joined,
  type Remote,
  type RowsByIds,
  readByIdsApart,
  type Source,
  text,
  UpstreamError,
} from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { isRefusal, type Reader } from "./reader.js"

export type AnySource = Source<ResourceName>
export type JoinedRows = Joined<string>

/** By the value of a column. `refused`: keys that the HR system gives no answer for. */
type ByKey = { rows: ReadonlyMap<string, readonly Remote[]>; refused: ReadonlySet<string> }
/** Rows of one join: all of them, or by key; undefined: the HR system refuses it. */
type Index = readonly Remote[] | ByKey | undefined

export type JoinsRead = {
  joined: ReadonlyMap<Remote, JoinedRows>
  /** Names of joins that the HR system refuses this connection. */
  refused: ReadonlySet<string>
  /** Rows that lack a join because their own keys are refused. */
  lacking: readonly { row: Remote; join: string }[]
}

/** Joins whose unified fields are still wanted. */
export function wantedJoins(source: AnySource, isWanted: (field: string) => boolean): string[] {
  const names = new Set<string>()
  const add = (name: string) => {
    names.add(name)
    for (const earlier of source.joins[name]?.after ?? []) if (!names.has(earlier)) add(earlier)
  }
  for (const [name, join] of Object.entries(source.joins)) if (join.feeds.some(isWanted)) add(name)
  return [...names]
}

type Rows = {
  /** Rows to join. */
  rows: readonly Remote[]
  /** All rows of their pages, which may answer a join on the same list. */
  page: readonly Remote[]
  names: readonly string[]
  /** A list that says a row twice may leave another out: it is refused rather than taken for the whole. */
  isStrict?: boolean
}

/**
 * Reads each wanted join once for all rows: the number of calls does not grow with the rows, only with the pages
 * that the joined rows fill. Joins that depend on nothing are read side by side.
 */
export async function readJoins(reader: Reader, source: AnySource, given: Rows): Promise<JoinsRead> {
  const indexes = new Map<string, Promise<Index>>()
  const start = (name: string): Promise<Index> => {
    const known = indexes.get(name)
    if (known) return known
    const join = source.joins[name]
    if (!join) throw new Error(`join ${name} is not declared`)
    const started = readJoin(reader, join, {
      ...given,
      earlier: (join.after ?? []).map((one) => [one, start(one)]),
      source,
    })
    indexes.set(name, started)
    return started
  }
  if (given.rows.length > 0) await Promise.all(given.names.map(start))
  const read = new Map<string, Index>()
  for (const [name, index] of indexes) read.set(name, await index)
  const joined = new Map(given.rows.map((row) => [row, joinedOf(row, source, read)]))
  const refused = [...read].flatMap(([name, index]) => (index === undefined ? [name] : []))
  const doubted = [...read].flatMap(([name, index]) =>
    index && "refused" in index && index.refused.size > 0 ? [name] : [],
  )
  const lacking = doubted.flatMap((join) =>
    given.rows.flatMap((row) => (joined.get(row)?.[join] === undefined ? [{ row, join }] : [])),
  )
  return { joined, refused: new Set(refused), lacking }
}

function joinedOf(row: Remote, source: AnySource, indexes: ReadonlyMap<string, Index>): JoinedRows {
  const joined: Record<string, readonly Remote[] | undefined> = {}
  for (const [name, join] of Object.entries(source.joins)) {
    const index = indexes.get(name)
    if (!index) continue
    joined[name] = []
    // Joins are declared in the order they depend on each other, so earlier ones are there for `keys`.
    joined[name] = isWhole(index) ? index : rowsOf(index, keysOf(join, row, joined))
  }
  return joined
}

const NONE: readonly Remote[] = []
const isWhole = (index: NonNullable<Index>): index is readonly Remote[] => Array.isArray(index)
const keysOf = (join: Join, row: Remote, joined: JoinedRows): readonly string[] => join.keys?.(row, joined) ?? []

/** One key, the usual case, answers the index's own list, which is never changed. */
function rowsOf({ rows, refused }: ByKey, keys: readonly string[]): readonly Remote[] | undefined {
  const [only] = keys
  if (only === undefined) return NONE
  if (refused.size > 0 && keys.some((key) => refused.has(key))) return undefined
  if (keys.length === 1) return rows.get(only) ?? NONE
  return [...new Set(keys)].flatMap((key) => rows.get(key) ?? NONE)
}

type Given = Rows & { earlier: readonly (readonly [string, Promise<Index>])[]; source: AnySource }

async function readJoin(reader: Reader, join: Join, given: Given): Promise<Index> {
  try {
    const { by, on } = join
    if (!by) {
      const whole = await reader.reference(join)
      if (given.isStrict) assertOnce(join.path, whole)
      return on === undefined ? whole : { rows: indexBy(on, whole), refused: NOBODY }
    }
    if (on === undefined) throw new Error(`a join of ${join.path} by ${by} names the column it is found by`)
    const { rows, refused } = await readAsked(reader, { ...join, by, on }, given)
    if (given.isStrict) assertOnce(join.path, rows)
    return { rows: indexBy(on, rows), refused }
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

/** Rows without an id can't be told apart. */
function assertOnce(path: string, rows: readonly Remote[]): void {
  const ids = rows.flatMap((row) => idOf(row) ?? [])
  if (new Set(ids).size === ids.length) return
  const message = `${path} gives a row twice, so others may be left out: what is joined with it stays as it was`
  throw new UpstreamError(message, { verdict: "retry", reason: "malformed" })
}

const NOBODY: ReadonlySet<string> = new Set()

type Asked = Join & { by: string; on: string }

/** Rows of a join that are asked for by the rows of the page. */
async function readAsked(reader: Reader, join: Asked, given: Given): Promise<RowsByIds> {
  const { path, query, by, on } = join
  const earlier = new Map<string, Index>()
  for (const [name, index] of given.earlier) earlier.set(name, await index)
  const collect = (keys: (row: Remote, joined: JoinedRows) => readonly string[]) =>
    new Set(given.rows.flatMap((row) => [...keys(row, joinedOf(row, given.source, earlier))]))
  if (join.asksOneByOne) {
    const asks = [...collect((row, joined) => join.asksOneByOne?.(row, joined) ?? [])]
    const lists = asks.map((id) => ({ path, query: { ...query, [by]: [id] } }))
    const rows = (await Promise.all(lists.map((list) => reader.reference(list).catch(noneIfRefused)))).flat()
    return { rows, refused: NOBODY }
  }
  const keys = collect((row, joined) => keysOf(join, row, joined))
  const own = join.fromSameList ? given.page.filter((row) => keys.has(text(row, on) ?? "")) : []
  for (const row of own) keys.delete(text(row, on) ?? "")
  if (keys.size === 0) return { rows: own, refused: NOBODY }
  const list = { path, ...(query ? { query } : {}), by, ids: [...keys] }
  const { rows, refused } = await readByIdsApart(reader.api, reader.page, list)
  return { rows: [...own, ...rows], refused }
}

function noneIfRefused(error: unknown): readonly Remote[] {
  if (isRefusal(error)) return NONE
  throw error
}

/** A row whose column can't be read answers to no key. */
function indexBy(on: string, rows: readonly Remote[]): Map<string, Remote[]> {
  const index = new Map<string, Remote[]>()
  for (const row of rows) {
    const key = text(row, on)
    if (!key) continue
    const there = index.get(key)
    if (there) there.push(row)
    else index.set(key, [row])
  }
  return index
}
