import { type Join, type Joined, type Remote, readByIds, type Source } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { isRefusal, type Reader } from "./reader.js"

export type AnySource = Source<ResourceName>
export type JoinedRows = Joined<string>

/** Rows of one join by the value of its `on` column; undefined: the HR system refuses it. */
type Index = ReadonlyMap<string, readonly Remote[]> | undefined

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
}

/**
 * Reads each wanted join once for all rows: the number of calls does not grow with the rows, only with the pages
 * that the joined rows fill. Joins that depend on nothing are read side by side.
 */
export async function readJoins(reader: Reader, source: AnySource, given: Rows): Promise<Map<Remote, JoinedRows>> {
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
  return new Map(given.rows.map((row) => [row, joinedOf(row, source, read)]))
}

function joinedOf(row: Remote, source: AnySource, indexes: ReadonlyMap<string, Index>): JoinedRows {
  const joined: Record<string, readonly Remote[] | undefined> = {}
  for (const [name, join] of Object.entries(source.joins)) {
    const index = indexes.get(name)
    if (!index) continue
    joined[name] = []
    // Joins are declared in the order they depend on each other, so earlier ones are there for `keys`.
    joined[name] = rowsOf(index, join.keys(row, joined))
  }
  return joined
}

const NONE: readonly Remote[] = []

/** One key, the usual case, answers the index's own list, which is never changed. */
function rowsOf(index: NonNullable<Index>, keys: readonly string[]): readonly Remote[] {
  const [only] = keys
  if (only === undefined) return NONE
  if (keys.length === 1) return index.get(only) ?? NONE
  return [...new Set(keys)].flatMap((key) => index.get(key) ?? NONE)
}

type Given = Rows & { earlier: readonly (readonly [string, Promise<Index>])[]; source: AnySource }

async function readJoin(reader: Reader, join: Join, given: Given): Promise<Index> {
  try {
    if (!join.by) return indexBy(join.on, await reader.reference(join))
    const earlier = new Map<string, Index>()
    for (const [name, index] of given.earlier) earlier.set(name, await index)
    const keys = new Set(given.rows.flatMap((row) => [...join.keys(row, joinedOf(row, given.source, earlier))]))
    const own = join.fromSameList ? given.page.filter((row) => keys.has(String(row[join.on]))) : []
    for (const row of own) keys.delete(String(row[join.on]))
    if (keys.size === 0) return indexBy(join.on, own)
    const list = { path: join.path, ...(join.query ? { query: join.query } : {}), by: join.by, ids: [...keys] }
    return indexBy(join.on, [...own, ...(await readByIds(reader.api, reader.page, list))])
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}

function indexBy(on: string, rows: readonly Remote[]): Map<string, Remote[]> {
  const index = new Map<string, Remote[]>()
  for (const row of rows) {
    const key = String(row[on])
    const there = index.get(key)
    if (there) there.push(row)
    else index.set(key, [row])
  }
  return index
}
