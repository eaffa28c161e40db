/**
 * What a list can be filtered by, as data. A filter without an operator means equality (for a date: that day; for
 * a list field such as `groups[id]`: one of its rows). `in` takes values joined by commas.
 */
export const OPERATORS = ["eq", "ne", "in", "gt", "gte", "lt", "lte"] as const
export type Operator = (typeof OPERATORS)[number]

export type FilterType = "text" | "id" | "enum" | "time" | "number" | "boolean"

export type Filter = {
  type: FilterType
  /** Where the value is in a unified row; a step into an array means any of its rows. */
  path: readonly string[]
  /** The closed values of an `enum`, compared without case. */
  values?: readonly string[]
  /** The last day of something that has none while it is open: an open one meets every lower bound. */
  isOpenEnd?: true
  description?: string
  /** Where a space can only be a `+` that was not encoded: anywhere in an e-mail address, first in a phone number. */
  plus?: "anywhere" | "first"
}

export type Filters = Readonly<Record<string, Filter>>

const ORDERED: readonly Operator[] = ["eq", "ne", "in", "gt", "gte", "lt", "lte"]
const EQUAL: readonly Operator[] = ["eq", "ne", "in"]

export const operatorsOf = (filter: Filter): readonly Operator[] =>
  filter.type === "time" || filter.type === "number" ? ORDERED : filter.type === "boolean" ? ["eq"] : EQUAL

export const byText = (...path: string[]): Filter => ({ type: "text", path })
export const byEmail = (...path: string[]): Filter => ({ type: "text", path, plus: "anywhere" })
export const byPhone = (...path: string[]): Filter => ({ type: "text", path, plus: "first" })
export const byId = (...path: string[]): Filter => ({ type: "id", path })
export const byTime = (...path: string[]): Filter => ({ type: "time", path })
export const byEnd = (...path: string[]): Filter => ({
  type: "time",
  path,
  isOpenEnd: true,
  description: "Rows without an end meet every lower bound.",
})
export const byNumber = (...path: string[]): Filter => ({ type: "number", path })
export const byFlag = (...path: string[]): Filter => ({ type: "boolean", path })
export const byEnum = (values: readonly string[], ...path: string[]): Filter => ({ type: "enum", values, path })
