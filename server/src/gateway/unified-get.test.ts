import type { RemoteRequest } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { account, type Company, groupView, readerOf, tableAt } from "./testing.js"
import { getUnified } from "./unified-get.js"

const { from: teams } = groupView()
const one = (id: string): RemoteRequest => ({ method: "GET", path: `teams/${id}` })

const LISTS = { teams: [{ id: "7", name: "a", parent: "p1" }], parents: [{ id: "p1" }], people: [], kinds: [] }

async function get(id: string, { query = {}, views = [groupView()], ...more }: Get = {}) {
  const reader = readerOf({ lists: LISTS, ...more })
  const call = { account, resource: "groups" as const, id, query, life: { signal: AbortSignal.timeout(10_000) } }
  const { body } = await getUnified({ call, reader, views })
  return { body, asked: reader.asked }
}
type Get = Partial<Company> & { query?: Record<string, unknown>; views?: ReturnType<typeof groupView>[] }

describe("one row", () => {
  it("is found in the list where there is no single read", async () => {
    const { body, asked } = await get("7")
    expect(body).toMatchObject({ id: "7", name: "a", parent_group: "p1", remote_data: { id: "7" } })
    expect(asked).toContain("teams?ids[]=7")
  })
  it("is read alone where that is known, bare or wrapped", async () => {
    const views = [groupView({ from: { ...teams, one } })]
    for (const single of [{ id: "7", name: "alone" }, { data: { id: "7", name: "alone" } }]) {
      expect((await get("7", { views, singles: { "/api/teams/7": single } })).body).toMatchObject({ name: "alone" })
    }
  })
  it("that the single read denies, or answers as another one, is looked for in the list", async () => {
    const views = [groupView({ from: { ...teams, one } })]
    expect((await get("7", { views })).body).toMatchObject({ name: "a" })
    expect((await get("7", { views, singles: { "/api/teams/7": { id: "8" } } })).body).toMatchObject({ name: "a" })
  })
  it("of a table that can only be read whole is found in it", async () => {
    const views = [groupView({ from: tableAt("teams") })]
    expect((await get("7", { views })).body).toMatchObject({ id: "7", name: "a" })
    await expect(get("8", { views })).rejects.toThrow("there is no row 8 in groups")
  })
  it("that nobody has is not found", async () => {
    await expect(get("8")).rejects.toThrow("there is no row 8 in groups")
  })
  it.each(["", "..", ".", "a/b", "a?b", "a b", "x".repeat(200), "\u0000"])("is never asked for by %j", async (id) => {
    await expect(get(id)).rejects.toThrow(/is not an id of groups/)
  })
  it("of a derived list is known by its prefix", async () => {
    const views = [
      groupView({ idPrefix: "pay-" }),
      groupView({ name: "more", from: tableAt("more", { by: teams.by }) }),
    ]
    const lists = { ...LISTS, more: [{ id: "9", name: "more" }] }
    expect((await get("pay-7", { views, lists })).body).toMatchObject({ name: "a" })
    expect((await get("9", { views, lists })).body).toMatchObject({ name: "more" })
    await expect(get("7", { views, lists })).rejects.toThrow("there is no row 7")
  })
  it("is shown in the format that was asked for", async () => {
    expect((await get("7", { query: { truto_response_format: "raw" } })).body).toEqual(LISTS.teams[0])
    expect((await get("7", { query: { truto_response_format: "debug" } })).body).toMatchObject({
      result: { id: "7" },
      debug: { requestUrl: "teams", data: { id: "7" } },
    })
    const few = await get("7", { query: { truto_exclude_fields: ["parent_group", "leads", "type", "remote_data"] } })
    expect(few.body).toEqual({ id: "7", name: "a" })
    expect(few.asked).toEqual(["teams?ids[]=7"])
  })
  it("without what the connection may not read is still a row", async () => {
    const { body } = await get("7", { refused: ["parents"] })
    expect(body).toMatchObject({ id: "7", name: "a" })
    expect(body).not.toHaveProperty("parent_group", "p1")
  })
})
