/** What is absent from a row is not known. It may have been known before: a right that is lost is no change of anybody. */

type Fields = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/**
 * A value with what it does not say taken from another version of it, at any depth. The value itself when there is
 * nothing to take. Items of a list are the same ones by their ids.
 */
export function fillFrom(value: unknown, known: unknown): unknown {
  if (value === undefined) return known
  if (Array.isArray(value) && Array.isArray(known)) return fillItems(value, known)
  return isObject(value) && isObject(known) && value.id === known.id ? fillFields(value, known, fillFrom) : value
}

function fillItems(items: readonly unknown[], known: readonly unknown[]): readonly unknown[] {
  const byId = new Map(known.map((one) => [idOf(one), one]))
  const filled = items.map((one) => (idOf(one) === undefined ? one : fillFrom(one, byId.get(idOf(one)))))
  return filled.some((one, at) => one !== items[at]) ? filled : items
}

const idOf = (value: unknown): unknown => (isObject(value) ? value.id : undefined)

type Fill = (value: unknown, known: unknown, name: string) => unknown

function fillFields<F extends Fields>(fields: F, known: Fields, fill: Fill): F {
  const taken = Object.entries(known).flatMap(([name, other]) => {
    const value = fill(fields[name], other, name)
    return value === fields[name] ? [] : [[name, value] as const]
  })
  return taken.length > 0 ? { ...fields, ...Object.fromEntries(taken) } : fields
}

/** A field of names that people choose. One without a name has lost its value, unless empty ones are told as null. */
const MAP = "custom_fields"

/** The same of a row. `tellsEmpty`: also in maps a value that is absent is not known. */
export const fillRow = <F extends Fields>(row: F, known: Fields, tellsEmpty: boolean): F =>
  fillFields(row, known, (value, other, name) =>
    name === MAP && !tellsEmpty && value !== undefined ? value : fillFrom(value, other),
  )
