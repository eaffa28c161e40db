import {
  type Connector,
  idColumnOf,
  idIn,
  type NamedView,
  type Relation,
  type Remote,
  type Table,
  type Via,
  valuesOf,
} from "@rollcall/connector-kit"
import { RESOURCES, type ResourceName } from "@rollcall/contract"

/** A view with where it belongs. */
export type PlacedView = { resource: ResourceName; view: NamedView }

/** What the mirror keeps of a table. */
export type MirrorTable = {
  table: Table
  /** Columns in one order. Null: all of them. */
  columns: readonly string[] | null
  /** Columns other than the id that relations use. */
  keys: readonly string[]
  /** Rows of it become records. */
  isSource: boolean
}

/** How the tables and views of a connector depend on each other, without those that are only read live. */
export type Graph = {
  views: readonly PlacedView[]
  /** Every table that a view needs, in the order in which they are read. */
  tables: ReadonlyMap<string, MirrorTable>
  /** Names of the tables that a view needs. */
  tablesOf(view: NamedView): readonly string[]
}

const graphs = new WeakMap<Connector, Graph>()

export function graphOf(connector: Connector): Graph {
  const known = graphs.get(connector)
  if (known) return known
  const views = RESOURCES.flatMap((resource) =>
    (connector.resources[resource]?.views ?? [])
      .filter(({ from }) => isMirrored(from))
      .map((view): PlacedView => ({ resource, view })),
  )
  const needed = new Map(views.map(({ view }) => [view, neededTables(view)]))
  const all = new Map<string, Table>()
  for (const { view } of views) all.set(view.from.name, view.from)
  const ofDay = [connector.companyDay?.table ?? []].flat()
  for (const table of [...ofDay, ...[...needed.values()].flat()]) all.set(table.name, table)
  const graph: Graph = {
    views,
    tables: new Map([...all].map(([name, table]) => [name, describe(table, views)])),
    tablesOf: (view) => (needed.get(view) ?? []).map(({ name }) => name),
  }
  graphs.set(connector, graph)
  return graph
}

/** Its own, those of its relations, and those that say what to ask these for. */
function neededTables({ from, relations }: NamedView): Table[] {
  const found = new Set([from, ...Object.values(relations).map(({ table }) => table)])
  // Those that are added meanwhile are looked at too.
  for (const table of found) for (const one of askedBefore(table)) found.add(one)
  return [...found].filter(isMirrored)
}

/** Tables whose rows say what this one is asked for. */
export const askedBefore = ({ perValue, references = {} }: Table): Table[] => [
  ...(perValue ? [perValue.of] : []),
  ...Object.values(references),
]

const isMirrored = ({ mirrored = true }: Table): boolean => mirrored

function describe(table: Table, views: readonly PlacedView[]): MirrorTable {
  const used = views.flatMap(({ view }) => Object.values(view.relations).flatMap((one) => columnsIn(table, view, one)))
  const keys = new Set([...(table.perValue ? [table.perValue.column] : []), ...used])
  keys.delete(idColumnOf(table))
  const own = [idColumnOf(table), ...table.columns, ...keys]
  const looked = views.flatMap(({ view: { revision } }) => {
    const more = revision?.columns.get(table.name)
    return more === undefined ? [] : [more]
  })
  const columns = looked.includes(null) ? null : [...own, ...looked.flatMap((more) => more ?? [])]
  return {
    table,
    columns: columns && [...new Set(columns)].sort(),
    keys: [...keys],
    isSource: views.some(({ view }) => view.from === table),
  }
}

/** Tables of which more is kept than before. */
export const grownTables = (before: Graph, after: Graph): string[] =>
  [...after.tables].flatMap(([name, { columns }]) => {
    const known = before.tables.get(name)?.columns
    if (known === null || known === undefined) return []
    return columns === null || columns.some((column) => !known.includes(column)) ? [name] : []
  })

/** Columns of the table that a relation of the view compares. */
function columnsIn(table: Table, view: NamedView, { on, table: theirs, values }: Relation): string[] {
  const ofVia = ({ relation, column }: Via) => (view.relations[relation]?.table === table ? [column] : [])
  const own = !on ? [] : typeof on.ours === "object" ? ofVia(on.ours) : view.from === table ? [on.ours] : []
  return [...(on && theirs === table ? [on.theirs] : []), ...own, ...(values ? ofVia(values) : [])]
}

/** Values in rows that came, changed or went, by table and column. */
export type Touched = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>

/** Reads rows of a table by the values of a column. */
export type Find = (table: Table, column: string, values: readonly string[]) => Promise<readonly Remote[]>

/**
 * The rows of the view's table that show something of what was touched: the relations are followed backwards. "all": a
 * relation shows a whole table that was touched.
 */
export async function affectedRows(
  view: NamedView,
  touched: Touched,
  find: Find,
): Promise<ReadonlySet<string> | "all"> {
  const found = new Set(touched.get(view.from.name)?.get(idColumnOf(view.from)))
  for (const relation of Object.values(view.relations)) {
    const { table, on } = relation
    const columns = touched.get(table.name)
    if (!columns) continue
    const values = on ? columns.get(on.theirs) : undefined
    if (!on) return "all"
    const ids = values ? await followBack(view, relation, { values: [...values], find }) : []
    if (ids === "all") return "all"
    for (const id of ids) found.add(id)
  }
  return found
}

type Following = { values: readonly string[]; find: Find }

/** Ids of the view's rows that find these values by the relation. */
async function followBack(
  view: NamedView,
  { on }: Relation,
  { values, find }: Following,
): Promise<readonly string[] | "all"> {
  if (!on) return "all"
  if (values.length === 0) return []
  const { ours } = on
  if (typeof ours === "string") {
    if (ours === idColumnOf(view.from)) return values
    return (await find(view.from, ours, values)).flatMap((row) => idIn(view.from, row) ?? [])
  }
  const through = view.relations[ours.relation]
  if (!through?.on) return "all"
  const { theirs } = through.on
  const rows = await find(through.table, ours.column, values)
  return followBack(view, through, { values: [...new Set(rows.flatMap((row) => valuesOf(row, theirs)))], find })
}

/** An account in its environment. */
export type MirrorPlace = { environmentId: string; accountId: string }
/** A table of an account, by its name. */
export type TablePlace = MirrorPlace & { table: string }

export const tableIn = (
  { environmentId, accountId }: MirrorPlace,
  { table: { name } }: Pick<MirrorTable, "table">,
): TablePlace => ({ environmentId, accountId, table: name })
