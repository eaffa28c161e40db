import {
  type Answer,
  type Api,
  idColumnOf,
  idIn,
  type NamedView,
  type RelatedRows,
  type Remote,
  type RowsByIds,
  readByIdsApart,
  readWholeList,
  relate,
  splitIds,
  type Table,
  valuesOf,
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
  const { table, on } = relation
  if (table.perValue) return readPerValue(reader, table, values)
  if (!on || table.isSmall || table.by[on.theirs] === undefined) return reader.reference({ list: table })
  const own = on.theirs === idColumnOf(table) ? page.filter((row) => keys.has(idIn(table, row) ?? "")) : []
  const known = new Set(own.map((row) => idIn(table, row)))
  const asked = [...keys].filter((key) => !known.has(key))
  if (asked.length === 0) return own
  const { rows, refused } = await readBy(reader, table, { column: on.theirs, values: asked })
  return { rows: [...own, ...rows], refused }
}

/** Calls for rows of a table that comes whole, beyond which one call for all of it is less. */
const MOST_CALLS = 5

type ByValues = { column: string; values: readonly string[] }

/** Whether one call for all rows is less than the calls for those of some values. */
export function isWholeLess(api: Api, { page, by }: Table, { column, values }: ByValues): boolean {
  const asked = by[column]
  return page.isWhole === true && asked !== undefined && splitIds(api, asked, values).length > MOST_CALLS
}

/** Rows whose column has one of the values, in few calls. */
export async function readBy(reader: Reader, table: Table, { column, values }: ByValues): Promise<RowsByIds> {
  const by = table.by[column]
  if (by === undefined && !table.isSmall) throw new Error(`${table.name} can't be asked by ${column}`)
  if (by !== undefined && !isWholeLess(reader.api, table, { column, values }))
    return readByIdsApart(reader.api, reader.page, { list: table, by, ids: values })
  const wanted = new Set(values)
  const rows = await readWholeList(reader.page, { list: table })
  return { rows: rows.filter((row) => valuesOf(row, column).some((one) => wanted.has(one))), refused: new Set() }
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
