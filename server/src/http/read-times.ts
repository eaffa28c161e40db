import { readMoment, withPlus } from "@rollcall/contract"
import { AppError } from "../errors.js"

export type Times = { operator: "=" | ">" | ">=" | "<" | "<="; at: Date }

const OPERATORS = new Map<string, Times["operator"]>([
  ["eq", "="],
  ["gt", ">"],
  ["gte", ">="],
  ["lt", "<"],
  ["lte", "<="],
])

/** `created_at[gt]=...`, or a bare value for that very moment. */
export function readTimes(name: string, given: string | Record<string, string | undefined> | undefined): Times[] {
  if (given === undefined) return []
  const entries = typeof given === "string" ? [["eq", given] as const] : Object.entries(given)
  return entries.map(([word, text = ""]) => {
    const operator = OPERATORS.get(word)
    const moment = readMoment(withPlus(text))
    if (operator && moment) return { operator, at: new Date(moment.atMs) }
    throw new AppError("request.invalid", `${name}: give an ISO 8601 date-time, with eq, gt, gte, lt or lte`)
  })
}
