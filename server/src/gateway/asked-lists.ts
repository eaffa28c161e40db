/**
 * What a list is asked for besides its page: the days, of one that can only be asked for by days, and the values, of one
 * that is told for a few values at a time. A sync says the days, so that one scan has the same from its first page to its
 * last; for live reads they are around the company's day.
 */
import {
  type AskedDays,
  askedDay,
  type Connector,
  type Days,
  daysAround,
  type List,
  type ReadPage,
  type Remote,
  type RemoteQuery,
  readValuePage,
  withDays,
} from "@rollcall/connector-kit"
import { RESOURCES } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"

type Place = { account: Account; connector: Connector }

/** Days that are read of a list for this account: what the connector says, or more if `context.sync.days` does. */
export function daysOf(
  { account, connector }: Place,
  { name, days }: Pick<List, "name" | "days">,
): AskedDays | undefined {
  if (!days) return undefined
  const isOf = (resource: (typeof RESOURCES)[number]) =>
    connector.resources[resource]?.views.some(({ from }) => from.name === name)
  const settings = RESOURCES.filter(isOf).map((resource) => settingOf(account, resource))
  const most = (side: "back" | "ahead") => Math.max(days[side], ...settings.map((one) => one[side]))
  return { ...days, back: most("back"), ahead: most("ahead") }
}

function settingOf({ context: { sync } }: Account, resource: string): { back: number; ahead: number } {
  const days = isObject(sync) && isObject(sync.days) ? sync.days[resource] : undefined
  const count = (side: string) => {
    const value = isObject(days) ? days[side] : undefined
    return typeof value === "number" && Number.isInteger(value) ? value : 0
  }
  return { back: count("back"), ahead: count("ahead") }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null

/** These days as the parameters of the list. */
export const askDays = ({ days }: Pick<List, "days">, asked: Days | undefined): RemoteQuery =>
  days && asked ? { [days.parameters.from]: asked.first, [days.parameters.to]: asked.last } : {}

type Asking = Place & {
  /** A page of a list of which all is said. */
  read: ReadPage
  today(): Promise<string>
  /** All rows of a list that says the values. */
  rowsOf(list: List): Promise<readonly Remote[]>
  /** Values that are kept for a while, by list and days. */
  keep(key: string, find: () => Promise<readonly string[]>): Promise<readonly string[]>
}

export function askLists({ account, connector, read, today, rowsOf, keep }: Asking): ReadPage {
  const place = { account, connector }
  const dated = async (list: List, query: RemoteQuery): Promise<RemoteQuery> => {
    const days = daysOf(place, list)
    if (!days || Object.values(days.parameters).every((name) => query[name] !== undefined)) return query
    return withDays(list, query, daysAround(await today(), days))
  }
  const valuesOf = (list: List & Required<Pick<List, "perValue">>, query: RemoteQuery): Promise<readonly string[]> => {
    const { perValue } = list
    const named = query[perValue.parameter]
    if (named !== undefined) return Promise.resolve([named].flat().map(String))
    const days = daysIn(list, query)
    const key = JSON.stringify([list.name, days])
    return keep(key, async () => perValue.values(await rowsOf(perValue.of), days))
  }
  return async (asked) => {
    const { list } = asked
    const query = await dated(list, asked.query ?? {})
    const { perValue } = list
    if (!perValue) return read({ ...asked, query })
    const known = { ...list, perValue }
    return readValuePage(read, { ...asked, list: known, query, values: await valuesOf(known, query) })
  }
}

function daysIn({ days }: List, query: RemoteQuery): Days | undefined {
  if (!days) return undefined
  const { from, to } = days.parameters
  return { first: askedDay(query, from) ?? "", last: askedDay(query, to) ?? "" }
}
