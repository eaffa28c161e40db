import { addDays, readMoment, withPlus } from "@rollcall/contract"
import type { RemoteQuery } from "./request.js"
import type { PushedValue } from "./view.js"

/** A filter as parameters of the HR system's list. Undefined: this value can't be pushed down. */
type Push = (value: PushedValue) => RemoteQuery | undefined

/** Equality and `in` as an id list. */
export const toList =
  (parameter: string): Push =>
  ({ operator, values }) =>
    operator === "eq" || operator === "in" ? { [parameter]: values } : undefined

/** The same of ids that have a prefix. Ids of other views ask for what nobody has. */
export const toOwnList =
  (prefix: string, parameter: string): Push =>
  ({ operator, values }) => {
    if (operator !== "eq" && operator !== "in") return undefined
    const own = values.filter((one) => one.startsWith(prefix)).map((one) => one.slice(prefix.length))
    return { [parameter]: own.length > 0 ? own : ["0"] }
  }

/** Equality alone. */
export const toText =
  (parameter: string): Push =>
  ({ operator, values }) =>
    operator === "eq" ? { [parameter]: values[0] } : undefined

/**
 * A day from which on rows are wanted, for lower bounds only. One day earlier than asked, because the filter's time
 * zone is not known and too much is harmless.
 */
export const fromDay =
  (parameter: string): Push =>
  ({ operator, values }) =>
    ["eq", "gt", "gte"].includes(operator) ? onDay(parameter, shift(values[0], -1)) : undefined

/** The same for upper bounds. */
export const toDay =
  (parameter: string): Push =>
  ({ operator, values }) =>
    ["eq", "lt", "lte"].includes(operator) ? onDay(parameter, shift(values[0], 1)) : undefined

/** Bounds that have no day in a query's form are not pushed. */
const onDay = (parameter: string, day: string | undefined): RemoteQuery | undefined =>
  day === undefined ? undefined : { [parameter]: day }

/** The day of a moment in UTC, moved. */
function shift(moment: string | undefined, days: number): string | undefined {
  const atMs = readMoment(withPlus(moment ?? ""))?.atMs
  return atMs === undefined ? undefined : addDays(new Date(atMs).toISOString().slice(0, 10), days)
}

/** The first day to ask for, so that nothing since a moment is missed: one day earlier, as above. For `changes` of a table. */
export const dayBefore = (moment: Date): string | undefined => shift(moment.toISOString(), -1)

/** Several pushes of one filter, e.g. an equality that bounds both ends. */
export const both =
  (...pushes: Push[]): Push =>
  (value) => {
    const queries = pushes.map((push) => push(value)).filter((query) => query !== undefined)
    return queries.length > 0 ? Object.assign({}, ...queries) : undefined
  }
