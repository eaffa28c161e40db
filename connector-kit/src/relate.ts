import { idsOf, type Remote, text } from "./remote.js"
import type { NamedView, Related, Relation, View } from "./view.js"

/** Related rows by the value of their column. `refused`: values that the HR system gives no answer for. */
export type Index = { rows: ReadonlyMap<string, readonly Remote[]>; refused?: ReadonlySet<string> }

/** What a relation asks for. */
export type Wanted = {
  name: string
  relation: Relation
  /** Values of their column; empty for a whole table. */
  keys: ReadonlySet<string>
  /** Of a table that is read a value at a time: the values that matter to these rows. */
  values: ReadonlySet<string>
}

/** Every row of a table, or those that were asked for; undefined: the HR system refuses it. */
export type Answer = readonly Remote[] | { rows: readonly Remote[]; refused: ReadonlySet<string> } | undefined

/** Undefined: refused. */
type Found = Index | readonly Remote[] | undefined

export type RelatedRows = {
  related: ReadonlyMap<Remote, Related>
  /** Names of relations that the HR system refuses this connection, and of those found through what is not known. */
  refused: ReadonlySet<string>
  /** Rows that lack a relation because values that it is found by are refused. */
  lacking: readonly { row: Remote; relation: string }[]
}

/** Relations that these fields need, and those that decide, with those they are found through. */
export function neededRelations(view: View, isWanted: (field: string) => boolean): string[] {
  const names = new Set<string>()
  const add = (name: string) => {
    for (const earlier of earlierOf(relationOf(view, name))) if (!names.has(earlier)) add(earlier)
    names.add(name)
  }
  for (const [name, { fields, decides }] of Object.entries(view.relations)) {
    if (decides || fields.some(isWanted)) add(name)
  }
  return [...names]
}

function relationOf(view: View, name: string): Relation {
  const relation = view.relations[name]
  if (!relation) throw new Error(`there is no relation ${name}`)
  return relation
}

/** Relations that have to be read first. */
export function earlierOf({ on, values }: Relation): string[] {
  const found = on && typeof on.ours === "object" ? [on.ours.relation] : []
  return values ? [...found, values.relation] : found
}

/** Values of a column: one, or each of a list. */
export const valuesOf = (row: Remote, column: string): string[] =>
  Array.isArray(row[column]) ? idsOf(row, column) : [text(row, column) ?? []].flat()

/**
 * Finds the related rows of all rows by the named relations, each once for all of them. `find` reads a table, from
 * wherever; relations that depend on nothing are read side by side.
 */
export async function relate(
  view: View,
  { rows, names }: { rows: readonly Remote[]; names: readonly string[] },
  find: (wanted: Wanted) => Promise<Answer>,
): Promise<RelatedRows> {
  const found = new Map<string, Promise<Found>>()
  const start = (name: string) => {
    const started = found.get(name) ?? read(name)
    found.set(name, started)
    return started
  }
  const read = async (name: string): Promise<Found> => {
    const relation = relationOf(view, name)
    const earlier = new Map<string, Found>()
    for (const one of earlierOf(relation)) await collect(one, earlier)
    // What is found through rows that are refused, or were not asked for, is not known either.
    if (earlierOf(relation).some((one) => earlier.get(one) === undefined)) return undefined
    const of = (row: Remote) => relatedOf(view, row, earlier)
    const keys = new Set(relation.on ? rows.flatMap((row) => keysOf(relation, row, of(row))) : [])
    const { values: at } = relation
    const values = new Set(at ? rows.flatMap((row) => viaValues(at, of(row))) : [])
    const answer = await find({ name, relation, keys, values })
    if (!relation.on || answer === undefined) return answer && rowsIn(answer)
    const refused = "refused" in answer ? answer.refused : undefined
    return { rows: indexBy(relation.on.theirs, rowsIn(answer)), ...(refused ? { refused } : {}) }
  }
  /** A relation with all that it is found through. */
  const collect = async (name: string, into: Map<string, Found>) => {
    for (const one of earlierOf(relationOf(view, name))) await collect(one, into)
    into.set(name, names.includes(name) ? await start(name) : undefined)
  }
  if (rows.length > 0) await Promise.all(names.map(start))
  const indexes = new Map<string, Found>()
  for (const [name, index] of found) indexes.set(name, await index)
  return gather(view, rows, indexes)
}

function gather(view: View, rows: readonly Remote[], indexes: ReadonlyMap<string, Found>): RelatedRows {
  const related = new Map(rows.map((row) => [row, relatedOf(view, row, indexes)]))
  const names = [...indexes.keys()]
  const refused = new Set(names.filter((name) => indexes.get(name) === undefined))
  const lacks = (row: Remote, relation: string) => related.get(row)?.[relation] === undefined
  const lacking = names
    .filter((name) => !refused.has(name))
    .flatMap((relation) => rows.filter((row) => lacks(row, relation)).map((row) => ({ row, relation })))
  return { related, refused, lacking }
}

const rowsIn = (answer: NonNullable<Answer>): readonly Remote[] => ("rows" in answer ? answer.rows : answer)

const NONE: readonly Remote[] = []

/** Relations are looked up in the order they depend on each other. */
function relatedOf(view: View, row: Remote, indexes: ReadonlyMap<string, Found>): Related {
  const related: Record<string, Remote | null | readonly Remote[] | undefined> = {}
  const look = (name: string) => {
    if (name in related) return
    const relation = view.relations[name]
    const index = indexes.get(name)
    if (!relation || !index) return
    for (const earlier of earlierOf(relation)) {
      look(earlier)
      if (related[earlier] === undefined) return
    }
    const rows = "rows" in index ? rowsOf(index, keysOf(relation, row, related)) : index
    related[name] = relation.kind === "one" ? rows && (rows[0] ?? null) : rows
  }
  for (const name of indexes.keys()) look(name)
  return related
}

/** One value, the usual case, answers the index's own list, which is never changed. */
function rowsOf({ rows, refused }: Index, keys: readonly string[]): readonly Remote[] | undefined {
  const [only] = keys
  if (only === undefined) return NONE
  if (refused && keys.some((key) => refused.has(key))) return undefined
  if (keys.length === 1) return rows.get(only) ?? NONE
  return [...new Set(keys)].flatMap((key) => rows.get(key) ?? NONE)
}

const keysOf = ({ on }: Relation, row: Remote, related: Related): string[] => {
  if (!on) return []
  return typeof on.ours === "string" ? valuesOf(row, on.ours) : viaValues(on.ours, related)
}

function viaValues({ relation, column }: { relation: string; column: string }, related: Related): string[] {
  const there = related[relation]
  const rows: readonly Remote[] = there ? (isRows(there) ? there : [there]) : []
  return rows.flatMap((row) => valuesOf(row, column))
}

const isRows = (value: Remote | readonly Remote[]): value is readonly Remote[] => Array.isArray(value)

/** A row whose column can't be read answers to no value. */
function indexBy(column: string, rows: readonly Remote[]): Map<string, Remote[]> {
  const index = new Map<string, Remote[]>()
  for (const row of rows) {
    const key = text(row, column)
    if (!key) continue
    const there = index.get(key)
    if (there) there.push(row)
    else index.set(key, [row])
  }
  return index
}

/** The view that a unified id is of, and the HR system's own id in it. */
export function ownId(views: readonly NamedView[], id: string): { view: NamedView; id: string } | undefined {
  const derived = views.find(({ idPrefix }) => idPrefix !== undefined && id.startsWith(idPrefix))
  const view = derived ?? views.find(({ idPrefix }) => !idPrefix)
  return view && { view, id: id.slice(view.idPrefix?.length ?? 0) }
}
