import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Answer, type Connected, noonZone, startRollcall } from "./rollcall.js"
import { runSync } from "./sync.js"
import { callOf, type Known, worker } from "./systems/write-example.js"
import { type System, systems } from "./systems.js"

const WRITTEN = ["employees", "employments", "groups", "locations", "timeoff_requests"]

describe.each(systems)("What is written into $name", (system: System) => {
  let rollcall: Connected
  const ids: Record<string, string> = {}
  const known: { lists: Record<string, any[]>; ids: Record<string, string> } = { lists: {}, ids }
  beforeAll(async () => {
    rollcall = await startRollcall({
      system,
      sandbox: { size: 30 },
      sync: { enabled: false, remote_data: true, time_zone: noonZone() },
    })
    const run = await runSync(rollcall)
    expect(run.status, JSON.stringify(run)).toBe("completed")
    for (const resource of WRITTEN) known.lists[resource] = await rollcall.readAll(resource)
    const { groups, work_location } = worker(known)
    ids["place of somebody"] = work_location.id
    const isOther = (one: any) => one.type === "department" && !groups.some(({ id }: any) => id === one.id)
    ids["a legal entity"] = known.lists.groups?.find((one) => one.type === "legal_entity")?.id
    ids["another department"] = known.lists.groups?.find(isOther)?.id
  })
  afterAll(() => rollcall.close())

  type Wanted = { resource: string; action: string; to?: string; body(known: Known): object }
  const write = (wanted: Wanted, query = ""): Promise<Answer> => {
    const { method, path } = callOf(wanted, wanted.to && ids[wanted.to])
    const body = wanted.body(known)
    return rollcall.call(`${path}?ACC${query}`, { method, ...(method === "DELETE" ? {} : { body }) })
  }
  const read = async (resource: string, id: string, query = "") => {
    const { status, body } = await rollcall.call(`/unified/hris/${resource}/${id}?ACC${query}`)
    if (status !== 200) return { status }
    const { data_as_of: _, last_attempt: __, ...row } = body
    return row
  }

  it.each(system.writes.examples)(
    "$resource $action $to: is shown first, then done, and read everywhere",
    async (example) => {
      const { resource, action, as, shows, also } = example
      const before = rollcall.company.ids(resource as never)
      rollcall.company.requests = []
      const plan = await write(example, "&dry_run=true")
      expect([plan.status, plan.body]).toMatchObject([200, { dry_run: true, steps: expect.any(Array) }])
      expect(plan.body.steps.length).toBeGreaterThan(0)
      const sent = rollcall.company.requests.map(({ method, url }) => `${method} ${url}`)
      for (const { request } of plan.body.steps)
        if (request) expect(sent).not.toContainEqual(expect.stringContaining(`${request.method} ${request.url}`))
      expect(rollcall.company.ids(resource as never)).toEqual(before)

      const { status, body, headers } = await write(example)
      expect([status, body]).toMatchObject([200, shows?.(known) ?? { id: expect.any(String) }])
      expect(headers["rollcall-write-id"]).toEqual(expect.any(String))
      if (as !== undefined) ids[as] = body.id
      if (action === "delete") {
        expect(await read(resource, body.id)).toEqual({ status: 404 })
        expect(await read(resource, body.id, "&source=synced")).toEqual({ status: 404 })
        expect(rollcall.company.ids(resource as never)).not.toContain(body.id)
        return
      }
      expect(await read(resource, body.id)).toEqual(body)
      expect(await read(resource, body.id, "&source=synced")).toEqual(body)
      expect(rollcall.company.ids(resource as never)).toContain(body.id)
      for (const other of also?.(known) ?? []) {
        expect(await read(other.resource, other.id)).toMatchObject(other.shows)
        expect(await read(other.resource, other.id, "&source=synced")).toMatchObject(other.shows)
      }
    },
  )

  it.each(system.writes.refused)(
    "$resource $action $to is refused with $status: $says",
    async ({ status, says, ...wanted }) => {
      const before = rollcall.company.ids(wanted.resource as never)
      const answer = await write(wanted)
      expect([answer.status, JSON.stringify(answer.body)]).toEqual([status, expect.stringContaining(says)])
      expect(rollcall.company.ids(wanted.resource as never)).toEqual(before)
    },
  )

  it.each(WRITTEN)("%s of the copy are the live ones, without a run", async (resource) => {
    const rowsOf = async (query: string) =>
      (await rollcall.call(`/unified/hris/${resource}?ACC&truto_ignore_limit=true${query}`)).body.result
    const [live, synced] = [await rowsOf(""), await rowsOf("&source=synced")]
    expect(synced.map(({ id }: any) => id)).toEqual(live.map(({ id }: any) => id))
    const isOther = (row: any, at: number) => JSON.stringify(row) !== JSON.stringify(live[at])
    // Only those, because a whole list is too long to be read when it fails.
    expect(synced.filter(isOther)).toEqual(live.filter((row: any, at: number) => isOther(synced[at], at) && row))
  })
})
