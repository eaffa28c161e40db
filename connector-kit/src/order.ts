import { idOf, type Remote } from "./remote.js"

/** Ids are numbers as text, so the shorter one is the smaller one; others are still put in one order. */
export const compareIds = (a = "", b = ""): number => a.length - b.length || compareTexts(a, b)

/** By code units, the same on every machine and in every language. */
export const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Rows in the order of their ids, each id once, so that the order in which they were read is no change. */
export function sortById(rows: readonly Remote[]): Remote[] {
  const byId = new Map(rows.map((row, at) => [idOf(row) ?? at, row]))
  return [...byId.values()].sort((a, b) => compareIds(idOf(a), idOf(b)))
}
