import type { NameEvents } from "./events.js"
import { nameEvents as namesOf, type RowChange } from "./named-events/index.js"

/** What a change means for people, as events that follow the record's own. */
export const nameEvents: NameEvents = (resource, { before, after }, { today }) => {
  const change = { resource, before, after, today } as RowChange // rows of a resource are its rows
  return namesOf(change).map(({ type, ...payload }) => ({ type, payload }))
}
