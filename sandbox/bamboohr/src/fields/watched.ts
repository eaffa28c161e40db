import { FIELDS, type Field } from "./index.js"
import type { Person } from "./person.js"
import { readField } from "./read.js"

/** Not told: they are others at every read or say that something changed. */
const UNTOLD = ["photoUrl", "lastChanged"]

/** Fields whose changes are told, by alias or, without one, by id. */
export const WATCHED: readonly Field[] = FIELDS.filter(({ alias, source, isDeprecated }) => {
  return source.kind !== "none" && !isDeprecated && !UNTOLD.includes(alias ?? "")
})

export const nameOf = ({ alias, id }: Field): string => alias ?? String(id)

/** What the watched fields show of a person, as text that is equal when they show the same. */
export const watchedValues = (person: Person): Map<string, string> =>
  new Map(WATCHED.map((field) => [nameOf(field), JSON.stringify(readField(field, person))]))

/** Names of the fields that show something else. */
export const differences = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...after].filter(([name, value]) => before.get(name) !== value).map(([name]) => name)
