import { type Column, type ColumnType, columnsOf, isDay, type ResourceName } from "@rollcall/contract"

/** Rows as the JSON text they are stored as. */
export type Portions = AsyncIterable<readonly string[]>

/**
 * What a row says beyond its columns: fields that the unified model does not have (mapping overrides add some), and
 * values that are not of their column's type. So nothing of a row is lost or changed by being made flat.
 */
export const EXTRA: Column = { name: "additional_fields", path: ["additional_fields"], type: "json" }

/** The columns of a file, in order. */
export const fileColumns = (resource: ResourceName): readonly Column[] => [...columnsOf(resource), EXTRA]

/** A value as it stands in the row; null: there is none. */
export type Cell = unknown

type Fields = Readonly<Record<string, unknown>>

/** The cells of a row, in the order of these columns, the last of which is `EXTRA`. */
export function flattener(columns: readonly Column[]): (row: Fields) => Cell[] {
  const last = columns.length - 1
  const places = new Map(columns.slice(0, last).map(({ path }, at) => [path.join("."), at]))
  const parents = new Set(
    columns.flatMap(({ path }) => path.slice(0, -1).map((_, at) => path.slice(0, at + 1).join("."))),
  )
  return (row) => {
    const cells: Cell[] = columns.map(() => null)
    const extra: Record<string, unknown> = {}
    const put = (fields: Fields, before: string) => {
      for (const [name, value] of Object.entries(fields)) {
        if (value === null || value === undefined) continue
        const path = before + name
        const at = places.get(path)
        if (parents.has(path) && isFields(value)) put(value, `${path}.`)
        else if (at !== undefined && fits(value, columns[at]?.type)) cells[at] = value
        else extra[path] = value
      }
    }
    put(row, "")
    if (Object.keys(extra).length > 0) cells[last] = extra
    return cells
  }
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

function fits(value: unknown, type: ColumnType | undefined): boolean {
  if (type === "json") return typeof value === "object"
  if (type === "number" || type === "boolean") return typeof value === type
  if (typeof value !== "string") return false
  return type === "day" ? isDay(value) : type === "instant" ? isInstant(value) : true
}

/** Exactly what a moment's own text would be: another one would be changed by being read. */
function isInstant(value: string): boolean {
  const at = new Date(value)
  return !Number.isNaN(at.getTime()) && at.toISOString() === value
}
