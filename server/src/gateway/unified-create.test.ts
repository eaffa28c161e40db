import { type Create, type CreateContext, InputProblem } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { account, type Company, groupView, readerOf, tableAt } from "./testing.js"
import { createUnified } from "./unified-create.js"

const LISTS = {
  teams: [{ id: "7", name: "as read", parent: "p1" }],
  parents: [{ id: "p1" }],
  people: [],
  kinds: [{ id: "k" }],
}

type Given = Partial<Company> & { body?: Record<string, unknown>; query?: Record<string, unknown> }

async function create({ body = { name: "x" }, query = {}, ...more }: Given = {}) {
  const reader = readerOf({ lists: LISTS, written: { id: "7", name: "as answered" }, ...more })
  const plan: Create = {
    references: { kinds: tableAt("kinds") },
    request: (given, { kinds = [] }, { toLocal }: CreateContext) => {
      const at = typeof given.at === "string" ? toLocal(given.at) : undefined
      if (given.at !== undefined && at === undefined) throw new InputProblem([{ path: "at", message: "no zone" }])
      return { method: "POST", path: "teams", body: { name: given.name, kind: kinds[0]?.id, ...(at ? { at } : {}) } }
    },
    view: "teams",
  }
  const call = { account, resource: "groups" as const, body, query, life: { signal: AbortSignal.timeout(10_000) } }
  const written: unknown[] = []
  const onWritten = async (_account: unknown, row: unknown) => void written.push(row)
  const reply = await createUnified({ call, reader, views: [groupView()], create: plan, onWritten })
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
