import type { TimeoffRequest } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { nameEvents } from "./index.js"
import { named, TODAY } from "./testing.js"

describe("A time-off request", () => {
  const leave: TimeoffRequest = {
    id: "7",
    status: "pending",
    start_time: "2026-12-01",
    end_time: "2026-12-05",
    amount: 5,
  }
  const request = (before: object | null, after: object | null) =>
    nameEvents({
      resource: "timeoff_requests",
      before: before && { ...leave, ...before },
      after: after && { ...leave, ...after },
      today: TODAY,
    })
  const status = (value: string | null) => value && { status: value }

  it.each([
    [null, "pending", "requested"],
    [null, "approved", "approved"],
    [null, "rejected", "rejected"],
    [null, "cancelled", undefined],
    ["pending", "approved", "approved"],
    ["pending", "rejected", "rejected"],
    ["pending", "cancelled", "cancelled"],
    ["approved", "cancelled", "cancelled"],
    ["approved", "rejected", "rejected"],
    ["approved", "pending", "changed"],
    ["rejected", "pending", "changed"],
    ["rejected", "approved", "approved"],
    ["cancelled", "pending", "requested"],
    ["cancelled", "approved", "approved"],
    ["pending", null, "cancelled"],
    ["approved", null, "cancelled"],
    ["rejected", null, undefined],
    ["cancelled", null, undefined],
  ])("from %s to %s is %s", (before, after, word) => {
    const events = request(before === null ? null : { status: before }, after === null ? null : { status: after })
    expect(named(events)).toEqual(word ? [[`timeoff_request:${word}`, "2026-12-01"]] : [])
  })
  it.each([
    ["end_time", "2026-12-08"],
    ["amount", 6],
    ["session", "morning"],
    ["type", { id: "t2" }],
  ])("that counts and gets another %s is changed", (field, value) => {
    const [before, after] = [
      { session: "full", type: { id: "t1" } },
      { session: "full", type: { id: "t1" }, [field]: value },
    ]
    expect(request(before, after)).toMatchObject([{ type: "timeoff_request:changed", changed_fields: [field] }])
    expect(request({ ...before, ...status("rejected") }, { ...after, ...status("rejected") })).toEqual([])
    expect(request(before, { ...before, [field]: undefined })).toEqual([])
  })
  it("that is moved and approved at once is approved, and says both", () => {
    expect(request({}, { status: "approved", start_time: "2026-12-02" })).toMatchObject([
      { type: "timeoff_request:approved", effective_date: "2026-12-02", changed_fields: ["status", "start_time"] },
    ])
  })
})
