import { addDays } from "@rollcall/contract"
import type { AskedDays, Days, List } from "./list.js"
import { askedDay } from "./paging/index.js"
import type { RemoteQuery } from "./request.js"
import { refuseInput } from "./verdict.js"

/** Days around one of them. */
export const daysAround = (today: string, { back, ahead }: Pick<AskedDays, "back" | "ahead">): Days => ({
  first: addDays(today, -back) ?? today,
  last: addDays(today, ahead) ?? today,
})

/**
 * The query of a list that is asked for by days, with both of them: those that it says, else the usual ones. A last day
 * before the usual first one needs a first one: nobody knows how far back is meant.
 */
export function withDays({ name, days }: Pick<List, "name" | "days">, query: RemoteQuery, usual: Days): RemoteQuery {
  if (!days) return query
  const { from, to } = days.parameters
  const [first, last] = [askedDay(query, from) ?? usual.first, askedDay(query, to) ?? usual.last]
  if (query[from] === undefined && last < first)
    refuseInput(
      name,
      `is read by days, from ${usual.first} to ${usual.last} unless said: give a first day as well, as in date[gte]=${last}`,
    )
  return { ...query, [from]: first, [to]: last < first ? first : last }
}
