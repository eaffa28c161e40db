import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Json } from "../world.js"
import { FilterError, order, parseFilter } from "./filter.js"

const row: Record<string, Json> = { eeid: "10", name: "O'Neill", city: null, changed: "2026-06-02T13:10:19+00:00" }
const matches = (filter: string) => parseFilter(filter, (name) => name in row)((name) => row[name] ?? null)

describe("a filter", () => {
  it.each([
    ["eeid eq 10", true],
    ["eeid gt '9'", true],
    ["eeid lt 9", false],
    ["eeid in ('9', '10')", true],
    ["name eq 'O''Neill'", true],
    ["name ne 'O''Neill'", false],
    ["city eq null", true],
    ["city lt 'Z'", false],
    ["changed ge '2026-06-02T13:10:19Z'", true],
    ["changed gt '2026-06-02T13:10:19Z'", false],
    ["eeid eq 1 or eeid eq 10 and city ne null", false],
    ["(eeid eq 1 or eeid eq 10) and city eq null", true],
    ["EEID eq 10".toLowerCase(), true],
  ])("%s is %s", (filter, expected) => {
    expect(matches(filter)).toBe(expected)
  })

  it.each([
    ["", "ends too early"],
    ["eeid", "ends too early"],
    ["nonsense eq 1", "no field nonsense"],
    ["eeid like 1", "like is not known"],
    ["eeid in 1", "out of place"],
    ["eeid eq 1 eeid", "left over"],
    ["(eeid eq 1", "out of place"],
    ["eeid eq '1", "can't be read"],
    ["eeid eq )", "value is missing"],
    [`${"(".repeat(60)}eeid eq 1${")".repeat(60)}`, "too many brackets"],
  ])("%s is refused: %s", (filter, sentence) => {
    expect(() => matches(filter)).toThrow(sentence)
  })

  it("is read or refused, whatever it is", () => {
    const part = fc.constantFrom("eeid", "city", "eq", "in", "and", "or", "(", ")", ",", "'x'", "null", "10", " ")
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(part).map((parts) => parts.join(" ")),
        ),
        (filter) => {
          try {
            expect(typeof matches(filter)).toBe("boolean")
          } catch (error) {
            expect(error).toBeInstanceOf(FilterError)
          }
        },
      ),
    )
  })
})

describe("the order of values", () => {
  it("is the same both ways round", () => {
    const value = fc.oneof(fc.constant(null), fc.integer().map(String), fc.string())
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(order(a, b)) + Math.sign(order(b, a))).toBe(0)
      }),
    )
  })
})
