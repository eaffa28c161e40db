import { expect, test } from "vitest"
import { createClock } from "../clock.js"
import { createMetrics, type Lag } from "./metrics.js"
import { createLagReader } from "./read-lag.js"

const LAG: Lag = {
  queues: [{ queue: "sync", waiting: 1, running: 2, oldestSeconds: 3 }],
  deliveries: { open: 4, oldestSeconds: 5, failingWebhooks: 6 },
  accounts: [{ status: "active", count: 7 }],
  copies: [{ resource: "employees", seconds: 8 }],
}

test("counts calls, refreshes and runs, from zero on where the ends are known", async () => {
  const metrics = createMetrics()
  expect(await metrics.write(undefined)).toContain('rollcall_token_refreshes_total{outcome="revoked"} 0\n')
  metrics.recordUpstream("hr", "429")
  metrics.recordRefresh("revoked")
  metrics.recordRun("held")
  const text = await metrics.write(undefined)
  expect(text).toContain('rollcall_upstream_calls_total{integration="hr",status="429"} 1\n')
  expect(text).toContain('rollcall_token_refreshes_total{outcome="revoked"} 1\n')
  expect(text).toContain('rollcall_sync_runs_total{end="held"} 1\n')
})

test("shows what the database said this time only", async () => {
  const metrics = createMetrics()
  const text = await metrics.write(LAG)
  expect(text).toContain('rollcall_integrated_accounts{status="active"} 7\n')
  expect(text).toContain('rollcall_copy_age_seconds{resource="employees"} 8\n')
  expect(await metrics.write({ ...LAG, accounts: [] })).not.toContain('{status="active"}')
  const alone = await metrics.write(undefined)
  expect(alone).not.toMatch(/rollcall_(jobs|webhook|integrated|copy)/)
  expect(alone).toContain("process_resident_memory_bytes")
  expect([text, alone].map((one) => /^rollcall_database_up (\d)$/m.exec(one)?.[1])).toEqual(["1", "0"])
})

test("writes a number that is none as the format has it", async () => {
  const metrics = createMetrics()
  // Of two looks in a row the second has mostly seen no lag yet.
  for (let look = 0; look < 2; look++) expect(await metrics.write(undefined)).not.toMatch(/ Nan$/m)
})

test("looks at the database once a second however many ask", async () => {
  const clock = createClock()
  let reads = 0
  const readLag = createLagReader({ ...clock, elapsedMs: clock.offsetMs }, async () => {
    reads++
    return LAG
  })
  expect(await Promise.all([readLag(), readLag()])).toEqual([LAG, LAG])
  await readLag()
  expect(reads).toBe(1)
  clock.moveBy(1_000)
  await readLag()
  expect(reads).toBe(2)
})

test("does without the database when it is away or slow", async () => {
  const clock = createClock()
  const away = createLagReader(clock, () => Promise.reject(new Error("away")))
  expect(await away()).toBeUndefined()
  const asked = createLagReader(clock, () => new Promise(() => {}))()
  clock.moveBy(2_000)
  expect(await asked).toBeUndefined()
})
