import { describe, expect, it } from "vitest"
import { both, dayBefore, fromDay, toDay, toList, toText } from "./push.js"
import type { PushedValue } from "./view.js"

const OPERATORS = ["eq", "in", "gt", "gte", "lt", "lte"] as const
const asked = (operator: PushedValue["operator"], ...values: string[]): PushedValue => ({ operator, values })

describe("A pushed filter", () => {
  it("is a list for equality and for several values, and a text for equality alone", () => {
    expect(toList("ids")(asked("eq", "1"))).toEqual({ ids: ["1"] })
    expect(toList("ids")(asked("in", "1", "2"))).toEqual({ ids: ["1", "2"] })
    expect(toText("q")(asked("eq", "Ann"))).toEqual({ q: "Ann" })
    for (const operator of OPERATORS.slice(2)) expect(toList("ids")(asked(operator, "1"))).toBeUndefined()
    for (const operator of OPERATORS.slice(1)) expect(toText("q")(asked(operator, "1"))).toBeUndefined()
  })

  it("of days asks for one day more on its side, and for nothing on the other", () => {
    const pushed = (push: typeof fromDay) =>
      OPERATORS.map((operator) => push("day")(asked(operator, "2026-03-01T23:30:00+00:00"))?.day)
    expect(pushed(fromDay)).toEqual(["2026-02-28", undefined, "2026-02-28", "2026-02-28", undefined, undefined])
    expect(pushed(toDay)).toEqual(["2026-03-02", undefined, undefined, undefined, "2026-03-02", "2026-03-02"])
    expect(fromDay("day")(asked("gte", "soon"))).toBeUndefined()
    expect(dayBefore(new Date("2026-01-01T00:00:00Z"))).toBe("2025-12-31")
  })

  it("may bound both ends", () => {
    const push = both(fromDay("from"), toDay("to"))
    expect(push(asked("eq", "2026-03-01"))).toEqual({ from: "2026-02-28", to: "2026-03-02" })
    expect(push(asked("gt", "2026-03-01"))).toEqual({ from: "2026-02-28" })
    expect(push(asked("in", "2026-03-01", "2026-04-01"))).toBeUndefined()
  })
})
