import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { findResource } from "./proxy.js"
import type { Reader } from "./reader.js"
import { ACCOUNT, failureOf, json, type LocalGateway, startGateway } from "./testing/local-gateway.js"

let local: LocalGateway
beforeEach(async () => {
  local = await startGateway()
})
afterEach(() => local.close())

const sent = (contentType: string | undefined, bytes: string) => ({ body: { bytes: Buffer.from(bytes), contentType } })

describe("a path", () => {
  const climbing = [
    "..%2fx",
    "a/%2e%2e/b",
    "a/..",
    ".",
    "a/%252e%252e%252fb",
    "a%5cb",
    "a%00",
    "a%0d%0ab",
    "a%2fb",
    "%zz",
  ]
  it.each(climbing)("%s is refused before anything is sent, through custom", async (path) => {
    expect(await failureOf(local.custom("GET", path))).toMatchObject({
      code: "request.invalid",
      details: { isUndone: true },
    })
    expect(local.requests).toEqual([])
  })
  it.each(["..", ".", "../x", "a/b", "..%2fx", "%2e%2e", "a\\b", "a\0", "x".repeat(301)])(
    "with the id %j is refused before anything is sent, through the proxy",
    async (id) => {
      expect((await failureOf(local.proxy("get", { id }))).code).toBe("request.invalid")
      expect((await failureOf(local.proxy("delete", { id }))).code).toBe("request.invalid")
      expect(local.requests).toEqual([])
    },
  )
  it("with any other character reaches the HR system as it is", async () => {
    local.answer(json({}))
    await local.custom("GET", "api/v2/50%25/ñ%20x")
    await local.custom("GET", "v1_1/apis/api/x")
    await local.proxy("update", { id: "50% a_2026-01-01" })
    expect(local.requests.map(({ url }) => url)).toEqual([
      "/api/v2/50%25/%C3%B1%20x",
      "/api/v1_1/apis/api/x",
      "/api/places/places/50%25%20a_2026-01-01",
    ])
  })
})

describe("a call with more in its path than an id", () => {
  const rows = (query: Record<string, string>) => ({ resource: "people-rows", query })
  it("takes it from the query, and sends nothing of it twice", async () => {
    local.answer(json("", { headers: { "content-type": "text/html" } }))
    const call = { ...rows({ personId: "4", id: "9", x: "1" }), id: "9" }
    const body = { bytes: Buffer.from('{"id":5,"personId":6}'), contentType: "application/json" }
    await local.proxy("update", { ...call, body })
    await local.proxy("delete", call)
    await local.proxy("delete", rows({ personId: "4", id: "9" }))
    expect(local.requests.map(({ method, url, body: sent }) => `${method} ${url} ${sent}`.trim())).toEqual([
      'POST /api/v1/people/4/rows/9?x=1 {"id":5,"personId":6}',
      "DELETE /api/v1/people/4/rows/9?x=1",
      "DELETE /api/v1/people/4/rows/9",
    ])
  })
  it("is refused without it, by the name of what is missing, before anything is sent", async () => {
    const missing = await failureOf(local.proxy("update", { ...rows({}), id: "9" }))
    expect(missing).toMatchObject({ code: "request.invalid", details: { failures: [{ path: "personId" }] } })
    expect(missing.message).toContain("?personId=")
    expect((await failureOf(local.proxy("delete", rows({ personId: "4" })))).message).toContain("id")
    for (const personId of ["..", "a/b", "%2e%2e", "a\\b", "a\n", "x".repeat(301)])
      expect((await failureOf(local.proxy("list", rows({ personId })))).code).toBe("request.invalid")
    expect((await failureOf(local.proxy("report", { id: "9" }))).message).toContain("not about one row")
    expect(local.requests).toEqual([])
  })
})

it("a read that has no body refuses one, and takes the empty one that clients send", async () => {
  local.answer(json({ id: "1" }))
  expect((await failureOf(local.proxy("report", sent("application/json", '{"a":1}')))).message).toContain("query")
  await local.proxy("report", sent("application/json", "{}"))
  expect(local.requests.map(({ method, body }) => method + body)).toEqual(["GET"])
})

it("a read by POST is tried again, and a sandbox account may call it", async () => {
  local.answer(json("{broken"), json({ a: 1 }))
  const account = { ...ACCOUNT, isSandbox: true }
  const call = { ...sent("application/json", '{"fields":["a"]}'), resource: "people-rows", account }
  expect(String((await local.proxy("options", call)).body)).toBe('{"a":1}')
  expect(local.requests.map(({ method, body }) => method + body)).toEqual(Array(2).fill('POST{"fields":["a"]}'))
})

it("a sandbox account is only read, and a definition of a method is refused", async () => {
  const account = { ...ACCOUNT, isSandbox: true }
  expect((await failureOf(local.custom("POST", "x", { account }))).code).toBe("account.read_only")
  expect((await failureOf(local.proxy("delete", { account, id: "1" }))).code).toBe("account.read_only")
  const body = sent("application/json", '{"methodConfig":{}}')
  expect((await failureOf(local.custom("POST", "x", body))).message).toContain("methodConfig")
  local.answer(json({}))
  await local.custom("POST", "x", sent("application/json", '["methodConfig"]'))
  expect(local.requests).toHaveLength(1)
})

it("a name that goes on like the given one is suggested first, then those of its domain", () => {
  const names = ["pay-a_teams", "hr-old_team", "teams-teams", "teams-a_team"]
  const connector = { name: "HR", proxy: new Map(names.map((name) => [name, {}])) } as unknown as Reader["connector"] // only its names
  expect(() => findResource({ connector }, "teams/team")).toThrow(
    "HR has no proxy resource teams/team: did you mean teams-teams, teams-a_team, pay-a_teams, hr-old_team?",
  )
})

it("names that the proxy does not have are refused with what it has", async () => {
  expect((await failureOf(local.proxy("list", { resource: "places" }))).message).toContain("did you mean places-places")
  const misspelt = await failureOf(local.proxy("list", { resource: "places-plaecs" }))
  expect(misspelt.message).toContain("did you mean places-places?")
  const unknown = await failureOf(local.proxy("list", { resource: "?" }))
  expect([unknown.message, unknown.details.nextAction]).toEqual([
    expect.stringMatching(/no proxy resource \?$/),
    expect.stringContaining("GET /integrated-account/{id}/capabilities"),
  ])
  expect((await failureOf(local.proxy("dance"))).message).toContain("list, get, create")
})
