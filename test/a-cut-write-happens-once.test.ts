import { randomUUID } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Answer, type Connected, hurry, noonZone, startRollcall } from "./rollcall.js"
import { callOf, type Known, type WriteExample, worker } from "./systems/write-example.js"
import { systems } from "./systems.js"

const WRITTEN = ["employees", "employments", "groups", "locations", "timeoff_requests"] as const
const METHODS = ["POST", "PUT", "PATCH", "DELETE"]
const CUTS = [
  ["after the HR system has done it", { carriesOut: true }],
  ["before the HR system has it", {}],
] as const

describe.each(systems)("A write into $name whose connection is cut", (system) => {
  describe.each(CUTS)("%s", (_, cut) => {
    let rollcall: Connected
    const known: Known & { lists: Record<string, any[]>; ids: Record<string, string> } = { lists: {}, ids: {} }
    beforeAll(async () => {
      const sync = { enabled: false, time_zone: noonZone() }
      rollcall = await startRollcall({ system, sandbox: { size: 30 }, sync })
      for (const resource of WRITTEN) known.lists[resource] = await rollcall.readAll(resource)
      const { groups, work_location } = worker(known)
      known.ids["place of somebody"] = work_location.id
      const isOther = (one: any) => one.type === "department" && !groups.some(({ id }: any) => id === one.id)
      known.ids["a legal entity"] = known.lists.groups?.find((one) => one.type === "legal_entity")?.id
      known.ids["another department"] = known.lists.groups?.find(isOther)?.id
    })
    afterAll(() => rollcall.close())

    const write = (example: WriteExample, key: string): Promise<Answer> => {
      const { method, path } = callOf(example, example.to && known.ids[example.to])
      const headers = { "idempotency-key": key }
      const body = method === "DELETE" ? {} : { body: example.body(known) }
      return hurry(rollcall, rollcall.call(`${path}?ACC`, { method, headers, ...body }))
    }

    it.each(system.writes.examples)("$resource $action $to happens once, and is known", async (example) => {
      const { resource, action, as } = example
      const idsOf = () => rollcall.company.ids(resource as never)
      const before = new Set(idsOf())
      rollcall.company.faults.add(...METHODS.map((method) => ({ kind: "reset" as const, method, times: 1, ...cut })))
      const key = randomUUID()
      const first = await write(example, key)
      rollcall.company.faults.clear()
      // What could not be found out at once is, when it is looked at once more.
      const answer = first.status === 424 ? await write(example, key) : first
      expect([answer.status, answer.body], first.text).toMatchObject([
        200,
        example.shows?.(known) ?? { id: expect.any(String) },
      ])
      if (as !== undefined) known.ids[as] = answer.body.id
      const after = idsOf()
      expect(new Set(after).size).toBe(after.length)
      expect(after.filter((id) => !before.has(id))).toHaveLength(action === "create" || as !== undefined ? 1 : 0)
      expect((await write(example, key)).body).toEqual(answer.body)
      expect(idsOf()).toEqual(after)
    })
  })
})
