import { ownId, type PushedValue, type RemoteQuery, type Table } from "@rollcall/connector-kit"
import type { AnyView } from "./relations.js"

/**
 * A filter by id of rows that can't be asked for by it: parameters with which the list of a view has their rows, and maybe
 * others. Undefined: it can't be narrowed so.
 */
export function pushIds(
  view: AnyView,
  views: readonly AnyView[],
  { operator, values }: PushedValue,
): RemoteQuery | undefined {
  const { locate, perValue } = view.from
  if (!locate || (operator !== "eq" && operator !== "in")) return undefined
  const queries = values.flatMap((value): RemoteQuery[] => {
    const own = ownId(views, value)
    const query = own?.view === view ? locate(own.id) : undefined
    return query ? [query] : []
  })
  const [only, ...others] = queries
  // Without a value to ask for there is no call.
  if (!only) return perValue && { [perValue.parameter]: [] }
  return others.length === 0 ? only : joined(view.from, queries)
}

/** All values of one parameter, and all days from the first to the last. A list that takes no several values has them alone. */
function joined({ perValue, days }: Table, queries: readonly RemoteQuery[]): RemoteQuery | undefined {
  if (!perValue) return undefined
  const of = (name: string) => queries.flatMap((query) => query[name] ?? []).map(String)
  const inOrder = (name: string) => of(name).toSorted()
  const bounds = days && {
    [days.parameters.from]: inOrder(days.parameters.from)[0],
    [days.parameters.to]: inOrder(days.parameters.to).at(-1),
  }
  return { [perValue.parameter]: [...new Set(of(perValue.parameter))], ...bounds }
}
