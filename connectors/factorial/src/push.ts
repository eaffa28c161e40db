import type { PushedValue, RemoteQuery } from "@rollcall/connector-kit"

type Push = (value: PushedValue) => RemoteQuery | undefined

/** Equality and `in` as an id list. */
export const toList =
  (parameter: string): Push =>
  ({ operator, values }) =>
    operator === "eq" || operator === "in" ? { [parameter]: values } : undefined

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
    ["eq", "gt", "gte"].includes(operator) ? { [parameter]: shift(values[0], -1) } : undefined

/** The same for upper bounds. */
export const toDay =
  (parameter: string): Push =>
  ({ operator, values }) =>
    ["eq", "lt", "lte"].includes(operator) ? { [parameter]: shift(values[0], 1) } : undefined

function shift(moment: string | undefined, days: number): string | undefined {
  const at = new Date((moment ?? "").replace(" ", "+"))
  if (Number.isNaN(at.getTime())) return undefined
  at.setUTCDate(at.getUTCDate() + days)
  return at.toISOString().slice(0, 10)
}

/** The first day to ask for, so that nothing since a moment is missed: one day earlier, as above. */
export const dayBefore = (moment: Date): string | undefined => shift(moment.toISOString(), -1)

/** Several pushes of one filter, e.g. an equality that bounds both ends. */
export const both =
  (...pushes: Push[]): Push =>
  (value) => {
    const queries = pushes.map((push) => push(value)).filter((query) => query !== undefined)
    return queries.length > 0 ? Object.assign({}, ...queries) : undefined
  }
