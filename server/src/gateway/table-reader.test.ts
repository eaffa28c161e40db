import { get, pageNumber, type Table } from "@rollcall/connector-kit"
import { afterEach, beforeEach, expect, it } from "vitest"
import { json, type LocalGateway, startGateway, teams } from "./testing/local-gateway.js"

let local: LocalGateway
beforeEach(async () => {
  local = await startGateway()
})
afterEach(() => local.close())

const company = (...names: string[]) => json(Object.fromEntries(names.map((name) => [name, { name }])))

it("A table that comes in one answer is read once in a scan, page by page, and anew by the next one", async () => {
  const session = local.tables()
  local.answer(company("a", "b", "c", "d\u0000", "e"))
  const scan = async () => {
    const first = await session.page(teams, {})
    const second = await session.page(teams, first.next ?? {})
    expect([first.total, second.next]).toEqual([5, null])
    return [...first.rows, ...second.rows].map(({ id }) => id)
  }
  expect(await scan()).toEqual(["a", "b", "c", "d\ufffd", "e"])
  expect(local.requests).toHaveLength(1)
  expect(session.takeReplaced().map(({ message }) => message.split(":")[0])).toEqual(["name", "id"])
  local.answer(company("a", "b", "c", "f", "g"))
  expect(await scan()).toEqual(["a", "b", "c", "f", "g"])
  expect(local.requests).toHaveLength(2)
})

it("Rows that are asked for by a value are read anew each time, those of many values with one call", async () => {
  const by = { name: { parameter: "names", atOnce: 1 } }
  const table: Table = { ...teams, by, list: ({ names }) => get(`teams/${names ?? "all"}`) }
  const session = local.tables()
  local.answer(json({ x: { name: "a" } }), json({ y: { name: "a" } }), company("a", "b", "c", "d", "e", "f", "g"))
  const ids = async (...names: string[]) => (await session.by(table, "name", names)).rows.map(({ id }) => id)
  expect([await ids("a"), await ids("a")]).toEqual([["x"], ["y"]])
  expect(await ids("a", "b", "c", "d", "e", "f")).toEqual(["a", "b", "c", "d", "e", "f"])
  expect(local.requests.map(({ url }) => url)).toEqual(["/api/teams/a", "/api/teams/a", "/api/teams/all"])
})

it("A scan that another process goes on with finds its place in an answer that has changed", async () => {
  local.answer(company("a", "b", "c", "d"))
  const { next } = await local.tables().page(teams, {})
  local.answer(company("b", "c", "d", "e"))
  const { rows } = await local.tables().page(teams, JSON.parse(JSON.stringify(next)))
  expect(rows.map(({ id }) => id)).toEqual(["d", "e"])
})

it("Rows of many values take as long as their calls do, and not as long as one call may", async () => {
  let now = Date.parse("2026-11-25T10:00:00Z")
  const slow = await startGateway({ now: () => now })
  slow.answer((response, request) => {
    now += 10_000
    company(request.url ?? "")(response, request)
  })
  const values = Array.from({ length: 20 }, (_, index) => `v${index}`)
  const list: Table["list"] = ({ names }) => get(`teams/${names}`)
  const perValue = { column: "name", parameter: "names", of: teams, values: () => values }
  const ofEach = await slow.tables().ofValues({ ...teams, list, perValue }, values)
  expect([ofEach.rows.length, ofEach.refused.size]).toEqual([20, 0])
  const by = { name: { parameter: "names", atOnce: 1 } }
  const counted = pageNumber({
    parameters: { page: "page", size: "size" },
    maxSize: 9,
    read: () => ({ hasMore: false }),
  })
  const { rows } = await slow.tables().by({ ...teams, list, by, page: counted }, "name", values)
  expect(rows).toHaveLength(20)
  await slow.close()
})
