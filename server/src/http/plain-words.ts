import type { z } from "zod"

type RawIssue = z.core.$ZodRawIssue

/**
 * What a schema has against a value, as an instruction to whoever sent it. Schemas that say more have words of their own;
 * these are for all that don't, so that no sentence of the validator leaves the server.
 */
export function plainWords(issue: RawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return TYPES.get(issue.expected) ?? WRONG_FORM
    case "invalid_value":
      return `give ${oneOf(issue.values.map(String))}`
    case "too_big":
      return `give ${amount(issue.origin, Number(issue.maximum))} at most`
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum))
    case "not_multiple_of":
      return `give a multiple of ${issue.divisor}`
    case "invalid_format":
      return FORMATS.get(issue.format) ?? WRONG_FORM
    case "invalid_key":
      return "give a shorter name"
    default:
      return WRONG_FORM
  }
}

const WRONG_FORM = "has a form that is not taken here: see GET /openapi.json"

const TYPES: ReadonlyMap<string, string> = new Map([
  ["string", "give text"],
  ["number", "give a number"],
  ["int", "give a whole number"],
  ["boolean", "give true or false"],
  ["array", "give a list"],
  ["object", "give an object"],
  ["record", "give an object"],
])

const FORMATS: ReadonlyMap<string, string> = new Map([
  ["datetime", "give an ISO 8601 date-time"],
  ["date", "give a day, for example 2026-03-01"],
  ["uuid", "give the id (a UUID) as it was answered"],
  ["url", "give an https address"],
  ["email", "give an e-mail address"],
])

const UNITS: ReadonlyMap<string, [one: string, many: string]> = new Map([
  ["string", ["character", "characters"]],
  ["array", ["value", "values"]],
])

function amount(origin: string, count: number): string {
  const [one, many] = UNITS.get(origin) ?? ["", ""]
  return `${count} ${count === 1 ? one : many}`.trim()
}

function tooSmall(origin: string, least: number): string {
  if (origin === "string" && least === 1) return "give a value that is not empty"
  return UNITS.has(origin) ? `give at least ${amount(origin, least)}` : `give ${least} or more`
}

/** `a, b or c`. */
export const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`
