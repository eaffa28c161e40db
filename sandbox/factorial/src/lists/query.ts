import type { FieldSpec } from "../spec/index.js"
import { Refusal } from "../world.js"

export type Query = Record<string, string | string[]>

/** Longest request line; Factorial answers 414 somewhere between 80 and 508 ids. */
const MAX_URL_BYTES = 4_000

/** The query as Factorial reads it: `name[]` is a list, everything else is text, the last one wins. */
export function readQuery(url: string): Query {
  if (url.length > MAX_URL_BYTES) throw new Refusal(414, { errors: ["Request-URI Too Large"] })
  const at = url.indexOf("?")
  const query: Query = {}
  if (at < 0) return query
  for (const [name, value] of new URLSearchParams(url.slice(at + 1))) {
    const there = query[name]
    if (!name.endsWith("[]")) query[name] = value
    else if (Array.isArray(there)) there.push(value)
    else query[name] = [value]
  }
  return query
}

/** Lists without brackets or with numbered ones break the server, with a text that shows its insides. */
export function assertLists(query: Query, parameters: Record<string, FieldSpec>): void {
  for (const [name, spec] of Object.entries(parameters)) {
    if (spec.t !== "array") continue
    const bare = name.replace(/\[\]$/, "")
    const isText = bare !== name && typeof query[bare] === "string" && parameters[bare] === undefined
    // `ids[0]=`, `ids[0][]=`, `ids[][0]=`, `ids[a]=`: all of them become a hash.
    const isNumbered = Object.keys(query).some((given) => given.startsWith(`${bare}[`) && given !== name)
    if (isText)
      throw new Refusal(400, { errors: { exception: [`undefined method 'map' for an instance of String (${bare})`] } })
    if (isNumbered)
      throw new Refusal(400, { errors: { exception: [`no implicit conversion of Hash into Array (${bare})`] } })
  }
}

export const isTrue = (value: string | string[] | undefined): boolean => value === "true" || value === "1"
export const listOf = (value: string | string[] | undefined): string[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value]
