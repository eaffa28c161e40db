import {
  type Filter,
  type Filters,
  isSameText,
  OPERATORS,
  type Operator,
  readMoment,
  withPlus,
} from "@rollcall/contract"

/** One filter as the caller gave it. `values` has one value, or several for `in`. */
export type Condition = { name: string; filter: Filter; operator: Operator; values: readonly string[] }

/** The conditions in a validated query. */
export function readConditions(filters: Filters, query: Readonly<Record<string, unknown>>): Condition[] {
  const found: Condition[] = []
  for (const { name, filter, steps } of namedIn(filters)) {
    const given = lookUp(query, steps)
    if (given !== undefined) found.push(...conditionsOf(name, filter, given))
  }
  return found
}

function conditionsOf(name: string, filter: Filter, given: unknown): Condition[] {
  if (typeof given === "string") return [condition(name, filter, { operator: "eq", text: given })]
  if (!isObject(given)) return []
  return Object.entries(given).flatMap(([key, text]) => {
    const operator = OPERATORS.find((one) => one === key)
    return operator && typeof text === "string" ? [condition(name, filter, { operator, text })] : []
  })
}

type Named = { name: string; filter: Filter; steps: readonly string[] }

/** Of the model's filters, which are few and always the same. */
const known = new WeakMap<Filters, readonly Named[]>()

/** Each filter with the way to its value: `manager[id]` in `{manager: {id: "7"}}`. */
function namedIn(filters: Filters): readonly Named[] {
  const found =
    known.get(filters) ??
    Object.entries(filters).map(([name, filter]) => {
      return { name, filter, steps: name.split(/[[\]]/).filter((step) => step !== "") }
    })
  known.set(filters, found)
  return found
}

function lookUp(query: Readonly<Record<string, unknown>>, steps: readonly string[]): unknown {
  let value: unknown = query
  for (const step of steps) value = isObject(value) ? value[step] : undefined
  return value
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null

function condition(name: string, filter: Filter, { operator, text }: { operator: Operator; text: string }): Condition {
  const isList = operator === "in" || filter.type === "enum"
  const values = isList ? text.split(",").map((one) => one.trim()) : [text]
  const folded = filter.type === "enum" ? values.map((one) => one.toLowerCase()) : values
  return { name, filter, operator: operator === "eq" && folded.length > 1 ? "in" : operator, values: folded }
}

/** Whether a unified row meets every condition. A row without the value meets only `ne`, and lower bounds of an open end. */
export const meetsAll = (row: Readonly<Record<string, unknown>>, conditions: readonly Condition[]): boolean =>
  conditions.every((one) => meets(row, one))

function meets(row: Readonly<Record<string, unknown>>, { name, filter, operator, values }: Condition): boolean {
  const found = valuesAt(row, filter.path)
  if (name === "timeoff_type") found.push(...valuesAt(row, ["type", "id"]))
  if (operator === "ne") return !found.some((value) => values.some((one) => isEqual(filter, value, one)))
  if (filter.isOpenEnd && isOpen(row, filter.path)) return operator === "gt" || operator === "gte"
  return found.some((value) => holds(filter, operator, { value, values }))
}

/** Null is known to have no end; what is absent is not known. */
const isOpen = (row: Readonly<Record<string, unknown>>, [key = ""]: readonly string[]): boolean => row[key] === null

/** Whether a view can never give the value that a filter looks at. */
export const isUnsupported = (view: { unsupported?: readonly string[] }, { path: [field = ""] }: Filter): boolean =>
  view.unsupported?.includes(field) ?? false

/** Values at a path; a step into an array visits each of its rows. */
export function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path))
  const [step, ...rest] = path
  if (step === undefined) return value === null || value === undefined ? [] : [value]
  return isObject(value) ? valuesAt(value[step], rest) : []
}

type Compared = { value: unknown; values: readonly string[] }

function holds(filter: Filter, operator: Operator, { value, values }: Compared): boolean {
  const wanted = values[0] ?? ""
  if (operator === "in") return values.some((one) => isEqual(filter, value, one))
  if (operator === "eq") return isEqual(filter, value, wanted)
  const order = compare(filter, value, wanted)
  if (operator === "gt") return order > 0
  if (operator === "gte") return order >= 0
  if (operator === "lt") return order < 0
  return order <= 0
}

function isEqual(filter: Filter, value: unknown, wanted: string): boolean {
  if (filter.type === "id") return String(value) === wanted
  if (filter.type === "time" || filter.type === "number") return compare(filter, value, wanted) === 0
  if (filter.type === "boolean") return value === (wanted === "true")
  return isSameText(String(value), wanted)
}

/**
 * Order of a row's value and the wanted one. When either side is only a day, days are compared as they are written:
 * `2026-03-01` as a wanted value means that whole day. A clock without an offset is compared as one in UTC.
 */
function compare(filter: Filter, value: unknown, wanted: string): number {
  if (filter.type === "number") return Math.sign(Number(value) - Number(wanted))
  const [left, right] = [readMoment(String(value)), readMoment(withPlus(wanted))]
  if (!left || !right) return Number.NaN
  if (left.clock === undefined || right.clock === undefined)
    return left.day < right.day ? -1 : Number(left.day > right.day)
  return Math.sign(left.atMs - right.atMs)
}
