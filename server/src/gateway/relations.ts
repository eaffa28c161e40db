import {
  type Answer,
  idColumnOf,
  idIn,
  type NamedView,
  type RelatedRows,
  type Remote,
  readByIdsApart,
  relate,
  type Table,
  type Wanted,
} from "@rollcall/connector-kit"
import { isRefusal, noneIfRefused, type Reader } from "./reader.js"

export type AnyView = NamedView

type Rows = {
  rows: readonly Remote[]
  /** All rows of their pages, which may answer a relation to the same table. */
  page: readonly Remote[]
  /** Relations to read. */
  names: readonly string[]
}

/**
 * Reads each relation once for all rows from the HR system: the number of calls does not grow with the rows, only with
 * the pages that the related rows fill. Small tables are read whole and kept for a short time.
 */
export const readRelated = (reader: Reader, view: AnyView, { rows, page, names }: Rows): Promise<RelatedRows> =>
  relate(view, { rows, names }, async (wanted) => {
    try {
      return await find(reader, wanted, wanted.relation.table === view.from ? page : [])
    } catch (error) {
      if (isRefusal(error)) return undefined
      throw error
    }
  })

async function find(reader: Reader, { relation, keys, values }: Wanted, page: readonly Remote[]): Promise<Answer> {
  const { table } = relation
  if (table.perValue) return readPerValue(reader, table, values)
  const by = relation.on && !table.isSmall ? table.by[relation.on.theirs] : undefined
  if (by === undefined) return reader.reference({ list: table })
  const isById = relation.on?.theirs === idColumnOf(table)
  const own = isById ? page.filter((row) => keys.has(idIn(table, row) ?? "")) : []
  const known = new Set(own.map((row) => idIn(table, row)))
  const ids = [...keys].filter((key) => !known.has(key))
  if (ids.length === 0) return own
  const { rows, refused } = await readByIdsApart(reader.api, reader.page, { list: table, by, ids })
  return { rows: [...own, ...rows], refused }
}

/** A list for each value that matters to these rows. One that is refused has no rows. */
async function readPerValue(reader: Reader, table: Table, values: ReadonlySet<string>): Promise<readonly Remote[]> {
  const { perValue } = table
  if (!perValue || values.size === 0) return []
  const asked = perValue.values(await reader.reference({ list: perValue.of })).filter((value) => values.has(value))
  const read = (value: string) =>
    reader.reference({ list: table, query: { [perValue.parameter]: [value] } }).catch(noneIfRefused)
  return (await Promise.all(asked.map(read))).flat()
}

/** Small tables that the relations of these rows are looked up in, whatever the rows are. */
export const smallTables = (view: AnyView, names: readonly string[]) =>
  names.flatMap((name) => {
    const { table, on } = view.relations[name] ?? {}
    return table && !table.perValue && (!on || table.isSmall || table.by[on.theirs] === undefined) ? [table] : []
  })

/** The lists that rows of these views come from. */
export const listsOf = (views: readonly AnyView[]): Table[] => views.map(({ from }) => from)
