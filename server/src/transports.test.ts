import { expect, it } from "vitest"
import type { IntegrationFacts } from "./accounts/index.js"
import { createClock } from "./clock.js"
import { createEgress, type Place } from "./egress/index.js"
import { createMetrics } from "./http/index.js"
import { follow, Trail } from "./log/index.js"
import { transportsOf } from "./transports.js"

it("files elsewhere are asked for in the account's share of that host, and are in the log without their path", async () => {
  const clock = createClock()
  const egress = createEgress({ allowPrivateNetwork: true })
  const places: Place[] = []
  const enter = async (place: Place) => {
    places.push(place)
    return () => {}
  }
  const facts = { id: "acme", api: { limits: { concurrency: 3 } } }
  const transportOf = transportsOf([facts as unknown as IntegrationFacts], {
    // the parts that are looked at
    ...{ clock, egress, shares: { enter }, metrics: createMetrics() },
  })
  const origin = "https://files.example"
  const files = transportOf({ id: "a", integration: "acme", context: {}, priority: "live", origin })
  await files.enter?.(new AbortController().signal)
  expect(files.baseUrl).toBe(origin)
  expect(places).toEqual([{ host: origin, user: "a", rank: 0 }])
  const trail = new Trail()
  const call = { method: "GET", path: "/who-knows-it-has-it?key=1", atMs: 0, status: 200, reason: "answer" } as const
  follow(trail, () => files.recordCall?.({ ...call, durationMs: 1, attempts: 1, waitedMs: 0 }))
  expect(trail.calls).toMatchObject([{ method: "GET", path: "/*", status: 200 }])
  await egress.close()
})
