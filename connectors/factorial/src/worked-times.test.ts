import type { Remote } from "@rollcall/connector-kit"
import { expect, it } from "vitest"
import { workedTimes } from "./worked-times.js"

const days = { first: "2026-11-01", last: "2026-11-30" }
const left = (terminated_on: string | null, updated_at: string | null): Remote => ({ id: 7, terminated_on, updated_at })

it.each([
  ["who is there", left(null, "2020-01-01T00:00:00Z"), true],
  ["who left within the days", left("2026-11-01", "2026-10-01T00:00:00Z"), true],
  ["who left before, as was known then", left("2026-10-31", "2026-10-30T00:00:00Z"), false],
  ["whose end was entered later", left("2026-08-31", "2026-11-20T09:00:00Z"), true],
  ["whose end was entered on the first day of a company east of UTC", left("2026-08-31", "2026-10-31T16:00:00Z"), true],
  ["whose changes are not told", left("2026-08-31", null), true],
])("Worked time of somebody %s is asked for, unless there can be none", (_who, row, isAsked) => {
  expect(workedTimes.perValue?.values([row], days)).toEqual(isAsked ? ["7"] : [])
})
