import { model, type ResourceName } from "@rollcall/contract"

/** Of a field: how many rows have it, be it null, and in how many it has a value. */
export type Count = { given: number; filled: number }
export type Counts = { rows: number; fields: ReadonlyMap<string, Count> }

type Fields = Readonly<Record<string, unknown>>
export type Change = { before: Fields | null; after: Fields | null }

/** A field of names that people choose: each of them is counted by itself, as `custom_fields.name`. */
export const MAP = "custom_fields"
/** Names that are counted besides those of the model: a mapping override may make one for each row. */
export const MOST_NAMES = 1_000

/** What changes of rows do to the counts. */
export function addChanges(resource: ResourceName, counts: Counts, changes: readonly Change[]): Counts {
  const fields = new Map([...counts.fields].map(([name, count]) => [name, { ...count }]))
  const known = model[resource].row.shape
  let names = [...fields.keys()].filter((name) => !(name in known)).length
  const add = (row: Fields, sign: 1 | -1) => {
    for (const [name, value] of namedIn(row)) {
      let count = fields.get(name)
      if (!count) {
        if (sign < 0 || (!(name in known) && names++ >= MOST_NAMES)) continue
        count = { given: 0, filled: 0 }
        fields.set(name, count)
      }
      count.given += sign
      if (!isEmpty(value)) count.filled += sign
    }
  }
  let { rows } = counts
  for (const { before, after } of changes) {
    // What is there first: a name that goes and comes keeps its place.
    if (after) add(after, 1)
    if (before) add(before, -1)
    rows += Number(after !== null) - Number(before !== null)
  }
  for (const [name, { given }] of fields) if (given <= 0) fields.delete(name)
  return { rows, fields }
}

/** As `countFields` of the store has it. */
function namedIn(row: Fields): [string, unknown][] {
  const own = Object.entries(row).filter(([, value]) => value !== undefined)
  const map = row[MAP]
  const isMap = typeof map === "object" && map !== null && !Array.isArray(map)
  return isMap
    ? [...own, ...Object.entries(map).map(([name, value]): [string, unknown] => [`${MAP}.${name}`, value])]
    : own
}

const isEmpty = (value: unknown): boolean =>
  value === null ||
  value === "" ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === "object" && Object.keys(value).length === 0)
