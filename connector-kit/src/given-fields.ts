import { idColumnOf } from "./list.js"
import { earlierOf } from "./relate.js"
import type { Remote } from "./remote.js"
import type { Table } from "./table.js"
import type { NamedView, Related } from "./view.js"

/** What of a view's tables can't be read: whole tables, and columns of others, by the names of the tables. */
export type Withheld = {
  tables: ReadonlySet<string>
  columns: ReadonlyMap<string, readonly string[]>
}

const NOTHING: Withheld = { tables: new Set(), columns: new Map() }

/** Whatever is looked for in it is there, and empty. */
const EMPTY_OBJECT = new Proxy({}, { get: (_, key) => (typeof key === "string" ? null : undefined) })

/** What each column holds, turn by turn: a mapping may say nothing of a value that it can't read. */
const VALUES: readonly unknown[] = [null, "1", "2026-01-01", 1, true, ["1"], EMPTY_OBJECT]
/** Which related rows there are: one of each relation, one where only one may be and the row itself among its own, none. */
const RELATED = ["one", "itself", "none"] as const
const TODAY = "2026-06-15"

/**
 * The fields of a unified row that a view can give, told by its mapping alone: by the rule of `null`, a field is absent
 * only where it can't be known. So rows are mapped that have every column and everything they are related to, and what
 * is absent in all of them is never given.
 */
export function givenFields(view: NamedView): ReadonlySet<string> {
  return new Set(RELATED.flatMap((there) => [...givenWith(view, NOTHING, there)]))
}

/** Those that it gives no more without what is withheld: at least of rows that have all that is left. */
export function lostFields(view: NamedView, withheld: Withheld): ReadonlySet<string> {
  const lost = new Set<string>()
  const judged = new Set<string>()
  for (const there of RELATED) {
    const left = givenWith(view, withheld, there)
    for (const name of givenWith(view, NOTHING, there)) {
      if (!judged.has(name) && !left.has(name)) lost.add(name)
      judged.add(name)
    }
  }
  return lost
}

type There = (typeof RELATED)[number]

function givenWith(view: NamedView, withheld: Withheld, there: There): Set<string> {
  const given = new Set<string>()
  for (const value of VALUES) {
    const row = { ...rowOf(view.from, { value, withheld }), ...known(view, withheld) }
    for (const name of namesIn(view, row, relatedTo(view, { value, withheld, row, there }))) given.add(name)
  }
  for (const name of view.unsupported ?? []) given.delete(name)
  return given
}

/** A mapping that can't be asked says nothing. */
function namesIn(view: NamedView, row: Remote, related: Related): string[] {
  try {
    const mapped = Object.entries(view.map(row, related, { today: TODAY }) ?? {})
    return mapped.flatMap(([name, value]) => (value === undefined ? [] : [name]))
  } catch {
    return []
  }
}

type Probe = { value: unknown; withheld: Withheld }

function rowOf(table: Table, { value, withheld: { columns } }: Probe): Remote {
  const lacking = columns.get(table.name) ?? []
  const there = table.columns.filter((column) => !lacking.includes(column))
  return { ...Object.fromEntries(there.map((column) => [column, value])), [idColumnOf(table)]: "1" }
}

function known({ from, example = {} }: NamedView, { columns }: Withheld): Remote {
  const lacking = columns.get(from.name) ?? []
  return Object.fromEntries(Object.entries(example).filter(([column]) => !lacking.includes(column)))
}

type Relating = Probe & { row: Remote; there: There }

function relatedTo({ from, relations }: NamedView, { row, there, ...probe }: Relating): Related {
  const related: Record<string, Related[string]> = {}
  for (const [name, relation] of Object.entries(relations)) {
    const { kind, table } = relation
    const isUnread =
      probe.withheld.tables.has(table.name) || earlierOf(relation).some((one) => related[one] === undefined)
    if (isUnread) continue
    if (kind === "one") related[name] = there === "none" ? null : rowOf(table, probe)
    else if (there === "one") related[name] = [rowOf(table, probe)]
    else related[name] = there === "itself" && table === from ? [row] : []
  }
  return related
}
