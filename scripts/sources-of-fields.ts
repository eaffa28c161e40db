// Which columns of an HR system's lists each field of a unified row is made of. Mappings are pure functions, so they are asked:
// a row is mapped again with one column less, and again with little more than that column, and what differs is made of it.
import type { NamedView, Remote } from "@rollcall/connector-kit"
import type { Case } from "@rollcall/connector-kit/testing"

/** By the path of a field, as `work_location.city` or `emails[].email`. */
export type Sources = {
  /** Columns by the name of their list. */
  columns: Map<string, Map<string, Set<string>>>
  /** Those that were ever there, and those that ever had a value. */
  there: Set<string>
  filled: Set<string>
  /** Those that are another value on another day. */
  ofToday: Set<string>
}

type Row = Readonly<Record<string, unknown>>
type Leaves = ReadonlyMap<string, string>

const OTHER_DAYS = ["2000-01-01", "2060-01-01"]
/** What columns hold of which samples have nothing. */
const ANY_OBJECT = new Proxy({}, { get: (_, key) => (typeof key === "string" && key !== "toJSON" ? "1" : undefined) })
const VALUES: readonly unknown[] = ["1", "2026-01-01", 1, true, ["1"], ANY_OBJECT]

export const noSources = (): Sources => ({
  columns: new Map(),
  there: new Set(),
  filled: new Set(),
  ofToday: new Set(),
})

export type Asked = { cases: readonly Case[]; today: string }

/** Adds what is known of the fields of a view. */
export function findSources(view: NamedView, { cases, today }: Asked, found: Sources): void {
  for (const [at, one] of [...unlike(view, cases, today), ...madeUp(view)].entries()) {
    const base = leavesOf(mapped(view, one, today))
    note(base, found)
    compareAll(view, { one, day: today }, found)
    if (!view.followsToday) continue
    for (const day of OTHER_DAYS) {
      for (const path of differing(base, leavesOf(mapped(view, one, day)))) found.ofToday.add(path)
      if (at < MOST_ON_OTHER_DAYS) compareAll(view, { one, day }, found)
    }
  }
}

function compareAll(view: NamedView, { one, day }: { one: Case; day: string }, found: Sources): void {
  const map = (variant: Case) => leavesOf(mapped(view, variant, day))
  const base = map(one)
  const places = placesIn(view, one)
  const without = places.map((place) => ({ place, leaves: map(change(one, place)) }))
  for (const { place, leaves } of without) for (const path of differing(base, leaves)) add(found, path, place)
  const needed = without.filter(({ leaves }) => leaves.size === 0).map(({ place }) => place)
  const kept = { needed: keptColumns(view, needed), related: relatedColumns(view, needed) }
  // A column may stand in for another one of its list, of another list, or be of use only with what relates the rows.
  const compare = (bare: Case, places: readonly Place[]) => {
    const before = map(bare)
    for (const place of places)
      for (const path of differing(before, map(change(bare, place, one)))) add(found, path, place)
  }
  compare(withColumns(one, kept.needed), places)
  compare(withColumns(one, kept.related), places)
  for (const relation of ["", ...Object.keys(view.relations)]) {
    const own = places.filter((place) => (place.relation ?? "") === relation)
    if (own.length > 0) compare(withColumns(one, kept.related, relation), own)
  }
}

/** Of these the other days are tried too. */
const MOST_ON_OTHER_DAYS = 3
const MOST_CASES = 36

/** Rows that show something which those before them do not: a column or field that is filled, empty, or of another kind. */
function unlike(view: NamedView, cases: readonly Case[], today: string): Case[] {
  const seen = new Set<string>()
  const shows = (one: Case): string[] => {
    const { row, related } = one
    const lists = Object.entries(related).flatMap(([name, there]) => {
      const rows = rowsIn(there)
      const states = rows.flatMap((other) => factsOf(other).map((fact) => `${name} ${fact}`))
      return [`${name}: ${there && Math.min(rows.length, 2)}`, ...states]
    })
    const fields = [...leavesOf(mapped(view, one, today))].map(([path, value]) => `${path}: ${stateOf(value)}`)
    return [...lists, ...factsOf(row), ...fields]
  }
  const chosen = cases.filter((one) => {
    const fresh = shows(one).filter((fact) => !seen.has(fact))
    for (const fact of fresh) seen.add(fact)
    return fresh.length > 0
  })
  return chosen.slice(0, MOST_CASES)
}

const factsOf = (row: Remote): string[] =>
  Object.entries(row).map(([column, value]) => `${column} ${stateOf(JSON.stringify(value) ?? "")}`)

const stateOf = (json: string): string =>
  /^"[a-z_]{1,20}"$|^true$|^false$/.test(json) ? json : String(/^(null,?|\[\]|""|0)*$/.test(json))

/** Nothing where it is no row. */
function mapped(view: NamedView, { row, related }: Case, today: string): Row {
  try {
    const made = view.map(row, related, { today })
    return typeof made === "object" && made !== null ? { ...made } : {}
  } catch {
    return {}
  }
}

/** A column of the row (no relation), or of the rows of a relation. */
type Place = { relation?: string; table: string; column: string }

/** Tables declare the columns that mappings read, besides their ids and what relates rows. */
function placesIn(view: NamedView, { row, related }: Case): Place[] {
  const relating = relatedColumns(view, [])
  const placesOf = (table: NamedView["from"], rows: readonly Remote[], relation?: string): Place[] => {
    const columns = new Set(rows.flatMap((one) => Object.keys(one)))
    const isRead = (column: string) => table.columns.includes(column) || relating.has(`${relation ?? ""} ${column}`)
    const place = (column: string): Place => ({
      table: table.name,
      column,
      ...(relation === undefined ? {} : { relation }),
    })
    return [...columns].filter(isRead).map(place)
  }
  const others = Object.entries(view.relations).flatMap(([relation, { table }]) =>
    placesOf(table, rowsIn(related[relation]), relation),
  )
  return [...placesOf(view.from, [row]), ...others]
}

const rowsIn = (there: unknown): Remote[] => (Array.isArray(there) ? there : there ? [there as Remote] : [])

/** Without a column; with it alone where `from` says its values. */
function change({ row, related }: Case, { relation, column }: Place, from?: Case): Case {
  const changed = (one: Remote, source: Remote | undefined): Remote => {
    const { [column]: _, ...rest } = one
    return source === undefined || source[column] === undefined ? rest : { ...rest, [column]: source[column] }
  }
  if (relation === undefined) return { row: changed(row, from?.row), related }
  const there = related[relation]
  const sources = from ? rowsIn(from.related[relation]) : []
  const rows = rowsIn(there).map((one, at) => changed(one, sources[at]))
  return { row, related: { ...related, [relation]: Array.isArray(there) ? rows : rows[0] } }
}

/** Rows that have no other columns than these; `only`: in the rows of this relation, or in the row itself. */
function withColumns({ row, related }: Case, kept: ReadonlySet<string>, only?: string): Case {
  const bare = (one: Remote, relation: string): Remote =>
    only !== undefined && only !== relation
      ? one
      : Object.fromEntries(Object.entries(one).filter(([column]) => kept.has(`${relation} ${column}`)))
  const rest = Object.entries(related).map(([name, there]) => {
    const rows = rowsIn(there).map((one) => bare(one, name))
    return [name, Array.isArray(there) ? rows : (rows[0] ?? there)]
  })
  return { row: bare(row, ""), related: Object.fromEntries(rest) }
}

/** Ids, what says of which kind a row is, and what makes it a row. */
function keptColumns({ from, relations, example = {} }: NamedView, needed: readonly Place[]): Set<string> {
  const kept = new Set([` ${idColumn(from)}`, ...Object.keys(example).map((column) => ` ${column}`)])
  for (const { relation = "", column } of needed) kept.add(`${relation} ${column}`)
  for (const [name, { table }] of Object.entries(relations)) kept.add(`${name} ${idColumn(table)}`)
  return kept
}

/** And what relates rows. */
function relatedColumns(view: NamedView, needed: readonly Place[]): Set<string> {
  const kept = keptColumns(view, needed)
  for (const [name, { on }] of Object.entries(view.relations)) {
    if (!on) continue
    kept.add(`${name} ${on.theirs}`)
    kept.add(typeof on.ours === "string" ? ` ${on.ours}` : `${on.ours.relation} ${on.ours.column}`)
  }
  return kept
}

const idColumn = ({ id }: NamedView["from"]): string => (typeof id === "string" ? id : "id")

/** Rows with something in every column, one of each relation. */
function madeUp({ from, relations, example = {} }: NamedView): Case[] {
  return VALUES.map((value) => {
    const rowOf = (table: NamedView["from"]): Remote => ({
      ...Object.fromEntries(table.columns.map((column) => [column, value])),
      [idColumn(table)]: "1",
    })
    const related = Object.entries(relations).map(([name, { kind, table }]) => {
      const row = rowOf(table)
      return [name, kind === "one" ? row : [row]]
    })
    return { row: { ...rowOf(from), ...example }, related: Object.fromEntries(related) }
  })
}

function note(leaves: Leaves, { there, filled }: Sources): void {
  for (const [path, value] of leaves) {
    there.add(path)
    if (!/^(null,?)*$/.test(value)) filled.add(path)
  }
}

function add({ columns }: Sources, path: string, { table, column }: Place): void {
  const ofPath = columns.get(path) ?? new Map<string, Set<string>>()
  columns.set(path, ofPath)
  ofPath.set(table, (ofPath.get(table) ?? new Set()).add(column))
}

/** What makes it a row or none is no source of its fields. */
const differing = (one: Leaves, other: Leaves): string[] =>
  one.size === 0 || other.size === 0
    ? []
    : [...new Set([...one.keys(), ...other.keys()])].filter((path) => one.get(path) !== other.get(path))

/** Every value by its path, of lists all values together; of objects both they and what is in them. */
function leavesOf(row: Row): Leaves {
  const leaves = new Map<string, string>()
  const walk = (value: unknown, path: string): void => {
    if (value === undefined) return
    // The rows inside are those of another resource.
    if (path === "employments") leaves.set(path, value === null ? "null" : "[...]")
    if (path === "employments") return
    leaves.set(path, leaves.has(path) ? `${leaves.get(path)},${JSON.stringify(value)}` : JSON.stringify(value))
    if (Array.isArray(value)) for (const one of value) walkInside(one, `${path}[]`)
    else walkInside(value, path)
  }
  const walkInside = (value: unknown, path: string): void => {
    if (typeof value !== "object" || value === null) return
    for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`)
  }
  for (const [name, value] of Object.entries(row)) walk(value, name)
  return leaves
}
