import { EVENTS, RESOURCES, type ResourceName } from "@rollcall/contract"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { nameEvents } from "./index.js"
import { changeOf, rowOf, TODAY } from "./testing.js"

/** Resources of which any two rows often mean something for people. What pay means stands in pay.test.ts. */
const TELLING: readonly ResourceName[] = ["employees", "timeoff_requests"]

const of = ({ resource }: { resource: string }) => ({
  resource: `hris/${resource}`,
  record_id: "1",
  integrated_account_id: "a",
  changed_at: `${TODAY}T00:00:00Z`,
})

describe("Any two rows of the schema", () => {
  it.each(RESOURCES)("%s: give known events, and none when they are equal", (resource) => {
    let told = 0
    fc.assert(
      fc.property(changeOf(resource), (change) => {
        for (const named of nameEvents(change)) {
          told++
          const payload = { ...of(change), ...named, before: change.before, after: change.after }
          expect(EVENTS[named.type].payload.safeParse(payload).error).toBeUndefined()
        }
      }),
    )
    if (TELLING.includes(resource)) expect(told).toBeGreaterThan(0)
    fc.assert(
      fc.property(rowOf(resource), (row) => {
        const equal = { resource, before: row, after: structuredClone(row), today: TODAY }
        expect(nameEvents(equal as Parameters<typeof nameEvents>[0])).toEqual([])
      }),
    )
  })
  it("tell hired and terminated at most once, and never together", () => {
    fc.assert(
      fc.property(changeOf("employees"), (change) => {
        const types = nameEvents(change).map(({ type }) => type)
        const states = types.filter((type) => /hired|terminated|rehired/.test(type))
        expect(states.length).toBeLessThan(2)
      }),
    )
  })
})
