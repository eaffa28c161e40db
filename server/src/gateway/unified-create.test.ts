import { type Create, type CreateContext, InputProblem, isRemote, type Remote } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import type { AnyView } from "./relations.js"
import { account, type Company, groupView, readerOf, tableAt } from "./testing.js"
import { createUnified } from "./unified-create.js"

const LISTS = {
  teams: [{ id: "7", name: "as read", parent: "p1" }],
  parents: [{ id: "p1" }],
  people: [],
  kinds: [{ id: "k" }],
}

type Given = Partial<Company> & {
  body?: Record<string, unknown>
  query?: Record<string, unknown>
  plan?: Partial<Create>
  teams?: Partial<AnyView>
}

async function create({ body = { name: "x" }, query = {}, plan: own = {}, teams = {}, ...more }: Given = {}) {
  const reader = readerOf({ lists: LISTS, written: { id: "7", name: "as answered" }, ...more })
  const plan: Create = {
    references: { kinds: tableAt("kinds") },
    request: (given, { kinds = [] }, { toLocal }: CreateContext) => {
      const at = typeof given.at === "string" ? toLocal(given.at) : undefined
      if (given.at !== undefined && at === undefined) throw new InputProblem([{ path: "at", message: "no zone" }])
      return { method: "POST", path: "teams", body: { name: given.name, kind: kinds[0]?.id, ...(at ? { at } : {}) } }
    },
    view: "teams",
    ...own,
  }
  const call = { account, resource: "groups" as const, body, query, life: { signal: AbortSignal.timeout(10_000) } }
  const written: unknown[] = []
  const onWritten = async (_account: unknown, row: unknown) => void written.push(row)
  const reply = await createUnified({ call, reader, views: [groupView(teams)], create: plan, onWritten })
  return { body: reply.body, sent: reader.sent, asked: reader.asked, written }
}

describe("a created row", () => {
  it("is answered as any read shows it", async () => {
    const { body, sent } = await create()
    expect(body).toMatchObject({ id: "7", name: "as read", parent_group: "p1", remote_data: { name: "as read" } })
    expect(sent).toEqual([{ name: "x", kind: "k" }])
  })
  it("that can't be read again is answered as the HR system answered it", async () => {
    expect((await create({ lists: { ...LISTS, teams: [] } })).body).toMatchObject({ id: "7", name: "as answered" })
    expect((await create({ broken: ["teams"] })).body).toMatchObject({ id: "7", name: "as answered" })
  })
  it("is a success though what belongs to it can't be read", async () => {
    expect((await create({ broken: ["parents", "people"] })).body).toMatchObject({ id: "7", name: "as read" })
  })
  it("raw is what the HR system answered", async () => {
    expect((await create({ query: { truto_response_format: "raw" } })).body).toEqual({ id: "7", name: "as answered" })
  })
  it("with debug shows the call", async () => {
    expect((await create({ query: { truto_response_format: "debug" } })).body).toMatchObject({
      result: { id: "7" },
      debug: { requestUrl: "/api/teams", data: { name: "as answered" } },
    })
  })
  it("is only shown, and not made, when that was asked for", async () => {
    const query = { truto_skip_api_call: true, truto_response_format: "debug" }
    const { body, sent } = await create({ query })
    expect(body).toMatchObject({ result: null, debug: { requestOptions: { method: "POST" } } })
    expect(sent).toEqual([])
    await expect(create({ query: { truto_skip_api_call: true } })).rejects.toThrow(/truto_response_format=debug/)
  })
  it("takes what the caller adds to the query", async () => {
    const { body } = await create({ query: { remote_query: { notify: "false" }, truto_response_format: "debug" } })
    expect(body).toMatchObject({ debug: { requestUrl: "/api/teams?notify=false" } })
  })
})

describe("an answer that is not the row", () => {
  const byLocation: Partial<Create> = {
    created({ headers: { location } }) {
      const [, id] = /\/teams\/(\w+)$/.exec(String(location)) ?? []
      return id === undefined ? undefined : { id }
    },
  }
  const fromBody: Partial<Create> = {
    created: ({ body }) => (isRemote(body) ? { id: body.request_id, parent: body.team } : undefined),
    echoes: ["parent"],
  }
  const location = { location: "https://hr.example/api/teams/7" }
  it("but only says where the row is, is followed by a read of it", async () => {
    for (const written of ["", "created", null, [], { ok: true }]) {
      const { body, written: taken, sent } = await create({ written, writtenHeaders: location, plan: byLocation })
      expect(body).toMatchObject({ id: "7", name: "as read", parent_group: "p1" })
      expect(taken).toEqual([{ table: "teams", row: { id: "7", name: "as read", parent: "p1" } }])
      expect(sent).toHaveLength(1)
    }
  })
  it("but has its id under another name, is followed by a read of it", async () => {
    const { body } = await create({ written: { request_id: 7, notes: [] }, plan: fromBody })
    expect(body).toMatchObject({ id: "7", name: "as read" })
  })
  it("is known by its id alone while the row can't be read, and nothing is said of the rest", async () => {
    for (const more of [{ broken: ["teams"] }, { lists: { ...LISTS, teams: [] } }]) {
      const { body, sent } = await create({ ...more, written: "", writtenHeaders: location, plan: byLocation })
      expect(body).toMatchObject({ id: "7" })
      expect(body).not.toHaveProperty("name", "as read")
      expect(sent).toHaveLength(1)
    }
  })
  it("raw is what was answered", async () => {
    const query = { truto_response_format: "raw" }
    expect((await create({ query, written: "", writtenHeaders: location, plan: byLocation })).body).toBe("")
  })
  it("and does not say which row it is, leaves open what happened", async () => {
    const open = { mayHaveHappened: true, message: expect.stringMatching(/did not answer the row/) }
    await expect(create({ written: "", plan: byLocation })).rejects.toMatchObject(open)
    await expect(create({ written: {}, plan: byLocation })).rejects.toMatchObject(open)
    await expect(create({ written: {}, plan: fromBody })).rejects.toMatchObject(open)
    await expect(create({ written: "" })).rejects.toMatchObject(open)
    const broken: Partial<Create> = { created: ({ body }) => ({ id: (body as Remote).a }) } // as a careless author writes it
    await expect(create({ written: null, plan: broken })).rejects.toMatchObject(open)
  })
  it("of another one than was asked for leaves open what happened", async () => {
    const plan = { ...fromBody, request: () => ({ method: "PUT" as const, path: "teams", body: { parent: "p1" } }) }
    await expect(create({ written: { request_id: 7, team: "p2" }, plan })).rejects.toMatchObject({
      mayHaveHappened: true,
      message: expect.stringMatching(/another parent/),
    })
    expect((await create({ written: { request_id: 7, team: "p1" }, plan })).body).toMatchObject({ id: "7" })
  })
})

describe("a created row that its view passes over", () => {
  it("is answered by its id, because it was made", async () => {
    const { body, sent } = await create({ teams: { map: () => undefined, idPrefix: "team-" } })
    expect(body).toMatchObject({ id: "team-7" })
    expect(sent).toHaveLength(1)
  })
})

describe("a moment in a body", () => {
  const sent = async (at: string, zone?: string) =>
    (await create({ body: { name: "x", at }, ...(zone ? { zone } : {}) })).sent[0]
  it.each([
    ["2027-03-14T23:00:00Z", "Europe/Madrid", "2027-03-15T00:00:00"],
    ["2027-03-14T23:00:00-05:00", "Europe/Madrid", "2027-03-15T05:00:00"],
    ["2027-03-14T23:00:00Z", "America/Bogota", "2027-03-14T18:00:00"],
    ["2027-03-14T23:00:00", "Europe/Madrid", "2027-03-14T23:00:00"],
    ["2027-03-14", "Europe/Madrid", "2027-03-14"],
  ])("%s in %s is %s", async (at, zone, local) => expect(await sent(at, zone)).toMatchObject({ at: local }))
  it("with an offset is refused while the company's zone is not known", async () => {
    await expect(sent("2027-03-14T23:00:00Z")).rejects.toThrow("at: no zone")
    expect(await sent("2027-03-14T23:00:00")).toMatchObject({ at: "2027-03-14T23:00:00" })
  })
})
