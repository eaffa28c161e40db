import { day, type Remote } from "@rollcall/connector-kit"

/** An end this far away was written by a form that has no "open": 9999-12-31, 2999-12-31. */
const FAR = "2200-01-01"

/** Last day as the row has it; null: open. */
export function endDay(row: Remote, key: string): string | null | undefined {
  const end = day(row, key)
  return end && end >= FAR ? null : end
}

/** The later of two days. */
export const laterOf = (a: string, b: string): string => (a < b ? b : a)
