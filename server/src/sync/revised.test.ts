import { expect, it } from "vitest"
import { isAtFault } from "./revised.js"

const whole = { id: "1" }
const failing = (code: string) => ({ id: "2", mapping_errors: [{ code }] })
const unrun = failing("unavailable")

it.each([
  ["every row fails", [failing("failed"), failing("failed")], true],
  ["one takes too long, and the others had no time", [failing("timeout"), unrun, unrun], true],
  ["one fails among whole ones", [whole, failing("memory"), unrun], false],
  ["one is passed over by it, and another fails", [undefined, failing("failed")], false],
  ["there was no time for any", [unrun, unrun], false],
  ["all are whole", [whole], false],
  ["there are none", [], false],
])("A mapping where %s is at fault itself: it is so only if no row came out", (_name, rows, expected) =>
  expect(isAtFault(rows)).toBe(expected),
)
