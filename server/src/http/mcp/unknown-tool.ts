import { ProtocolError, ProtocolErrorCode } from "@modelcontextprotocol/server"
import { nearest } from "@rollcall/contract/nearest"

const LONGEST_NAME = 100
const MOST_NAMED = 3

/** `names`: of the tools that could have been meant. `otherwise`: how to find the right one. */
export function unknownTool(name: unknown, names: readonly string[], otherwise: string): ProtocolError {
  const given = typeof name === "string" ? name.slice(0, LONGEST_NAME) : undefined
  const near = given === undefined ? [] : toolsNear(given, names)
  const hint = near.length > 0 ? `did you mean ${near.join(" or ")}? ` : ""
  const message = `there is no tool ${given ?? "without a name"} among those of this server: ${hint}${otherwise}`
  return new ProtocolError(ProtocolErrorCode.InvalidParams, message)
}

/** Those that have most of its words, however they are spelt, the shortest first; else the one that is spelt almost so. */
function toolsNear(given: string, names: readonly string[]): string[] {
  const words = wordsOf(given)
  const count = (name: string) => words.filter((word) => nearest(word, wordsOf(name)) !== undefined).length
  const counted = names.map((name) => ({ name, count: count(name) })).filter((one) => one.count > words.length / 2)
  const most = Math.max(...counted.map((one) => one.count))
  const best = counted.filter((one) => one.count === most).sort((one, other) => one.name.length - other.name.length)
  if (best.length > 0) return best.slice(0, MOST_NAMED).map(({ name }) => name)
  const only = nearest(given, names)
  return only === undefined ? [] : [only]
}

/** Also of `listEmployees`. */
const wordsOf = (name: string): string[] =>
  name
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, "_")
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []
