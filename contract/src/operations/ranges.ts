import type { z } from "zod"

/** Refuses a lower bound beyond the upper one: no row could meet both, and an empty list would not say why. */
export const inOrder = <T extends z.ZodType<object>>(operators: T) =>
  operators.refine((given) => !isCrossed(given), {
    error: "the lower bound (gt, gte) is beyond the upper one (lt, lte): exchange them",
  })

const isCrossed = (given: object): boolean => {
  const bounds = new Map<string, unknown>(Object.entries(given))
  return ["gt", "gte"].some((lower) => ["lt", "lte"].some((upper) => isAfter(bounds.get(lower), bounds.get(upper))))
}

const DAY = /^\d{4}-\d\d-\d\d$/

/** A day and a moment can't be compared before it is known where the day begins. */
function isAfter(lower: unknown, upper: unknown): boolean {
  if (typeof lower !== "string" || typeof upper !== "string" || DAY.test(lower) !== DAY.test(upper)) return false
  const [from, to] = [lower, upper].map(placeOf)
  return from !== undefined && to !== undefined && from > to
}

/** NaN, which is beyond nothing, for what is neither a number nor a time. */
const placeOf = (text: string): number =>
  /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Date.parse(text.replace(" ", "+"))
