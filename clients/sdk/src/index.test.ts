import { gzipSync } from "node:zlib"
import type { Employee as ContractEmployee } from "@rollcall/contract"
import { build } from "esbuild"
import { expect, expectTypeOf, it } from "vitest"
import type { Change, DryRun, Employee, Rollcall, TimeoffRequest, WebhookEvent } from "./index.js"

it("It is less than 15 kB gzipped, runs without Node, and needs nothing else", async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [new URL("./index.ts", import.meta.url).pathname],
    ...{ bundle: true, minify: true, format: "esm", platform: "browser", write: false, metafile: true },
  })
  expect(gzipSync(outputFiles[0]?.contents ?? "").length).toBeLessThan(15_000)
  expect(Object.keys(metafile.inputs).filter((path) => !path.includes("clients/sdk/src/"))).toEqual([])
})

it("Rows, filters, writes and events are typed", () => {
  const use = async (rollcall: Rollcall, event: WebhookEvent, change: Change) => {
    for await (const person of rollcall.employees.list({ updated_at: { gte: "2026-01-01" }, manager: { id: "7" } }))
      expectTypeOf(person).toEqualTypeOf<Employee>()
    // @ts-expect-error: no such filter
    rollcall.employees.list({ shoe_size: "42" })
    // @ts-expect-error: no such operator
    rollcall.employees.list({ updated_at: { like: "x" } })
    const body = { employee: { id: "1" }, start_time: "2026-01-01", end_time: "2026-01-02" }
    expectTypeOf(await rollcall.timeoffRequests.create(body)).toEqualTypeOf<TimeoffRequest>()
    expectTypeOf(await rollcall.timeoffRequests.create(body, { idempotencyKey: "x" })).toEqualTypeOf<TimeoffRequest>()
    expectTypeOf(await rollcall.timeoffRequests.create(body, { query: { dry_run: true } })).toEqualTypeOf<DryRun>()
    // @ts-expect-error: for nobody
    await rollcall.timeoffRequests.create({ start_time: "2026-01-01", end_time: "2026-01-02" })
    if (event.event === "employee:hired") expectTypeOf(event.payload.after).toEqualTypeOf<Employee | null>()
    if (change.event === "record:updated" && change.payload.resource === "hris/timeoff_requests")
      expectTypeOf(change.payload.after).toEqualTypeOf<TimeoffRequest | null>()
    if (change.event === "webhook:disabled") expectTypeOf(change.payload.target_url).toEqualTypeOf<string>()
  }
  expectTypeOf(use).toBeFunction()
  expectTypeOf<ContractEmployee["id"]>().toEqualTypeOf<Employee["id"]>()
})
