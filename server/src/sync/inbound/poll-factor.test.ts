import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { connector } from "../../testing.js"
import { type Health, liveness, pollFactorOf, SLOWER } from "./poll-factor.js"

const at = (hours: number) => new Date(Date.UTC(2026, 10, 23) + hours * 3_600_000)
const HEALTHY: Health = {
  isTold: true,
  liveSince: at(0),
  deliveredAt: at(9),
  cleanAt: at(8),
  missedAt: null,
  now: at(10),
}
const factor = (change: Partial<Health>) => pollFactorOf({ ...HEALTHY, ...change })

describe("Polling", () => {
  it.each<[string, number, Partial<Health>]>([
    ["is slower after a delivery", SLOWER, { cleanAt: null }],
    ["is slower after a scan that found nothing new", SLOWER, { deliveredAt: null }],
    ["is as usual without any proof", 1, { deliveredAt: null, cleanAt: null }],
    ["is as usual when all proof is older than the subscriptions", 1, { liveSince: at(9.5) }],
    ["is as usual for what webhooks tell only in part", 1, { isTold: false }],
    ["is as usual while a subscription is missing", 1, { liveSince: null }],
    ["is as usual once a scan found what was not told", 1, { missedAt: at(9.5) }],
    ["stays as usual after a miss, however many clean scans follow", 1, { missedAt: at(9.1), cleanAt: at(9.9) }],
    ["is slower again with a delivery after the miss", SLOWER, { missedAt: at(8.5) }],
    ["is as usual after a day of silence", 1, { now: at(34) }],
    ["is slower until the day is over", SLOWER, { now: at(33) }],
  ])("%s", (_, expected, change) => {
    expect(factor(change)).toBe(expected)
  })
  it("is never faster than asked for, and slower only where all is told", () => {
    const moment = fc.option(fc.integer({ min: 0, max: 60 }).map(at))
    const health = fc.record({
      isTold: fc.boolean(),
      liveSince: moment,
      deliveredAt: moment,
      cleanAt: moment,
      missedAt: moment,
      now: fc.constant(at(50)),
    })
    fc.assert(
      fc.property(health, (one) => {
        const found = pollFactorOf(one)
        expect([1, SLOWER]).toContain(found)
        if (found === SLOWER) expect(one.isTold && one.liveSince !== null).toBe(true)
      }),
    )
  })
})

describe("Subscriptions of a table", () => {
  const rows = (connector.webhooks?.events ?? []).map(({ type }) => ({
    events: [type],
    remote_id: "1",
    last_delivery_at: type === "timeoff/leave/update" ? at(3) : null,
    created_at: type === "timeoff/leave/create" ? at(2) : at(1),
  }))
  const without = (event: string) => rows.filter(({ events }) => !events.includes(event))

  it("live when the last of them lives, and tell when it was delivered", () => {
    expect(liveness(connector, "timeoff/leaves", rows)).toEqual({
      isTold: true,
      liveSince: at(2),
      deliveredAt: at(3),
    })
  })
  it("don't live while one is missing, unless the HR system may not know it", () => {
    expect(liveness(connector, "timeoff/leaves", without("timeoff/leave/approve")).liveSince).toBeNull()
    expect(liveness(connector, "timeoff/leaves", without("timeoff/leave/bulk_delete")).liveSince).toEqual(at(2))
    const refused = rows.map((row) =>
      row.events.includes("timeoff/leave/approve") ? { ...row, remote_id: null } : row,
    )
    expect(liveness(connector, "timeoff/leaves", refused).liveSince).toBeNull()
  })
  it.each(["employees/employees", "custom_fields/fields", "timeoff/leave_types"])("don't tell all of %s", (table) => {
    expect(liveness(connector, table, rows).isTold).toBe(false)
  })
})
