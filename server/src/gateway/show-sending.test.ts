import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { ACCOUNT, failureOf, type LocalGateway, startGateway } from "./testing/local-gateway.js"

let local: LocalGateway
beforeEach(async () => {
  local = await startGateway()
})
afterEach(() => local.close())

const body = (text: string, contentType = "application/json") => ({ bytes: Buffer.from(text), contentType })
const step = (name: string, request: object, isRepeatable = false) => ({
  status: 200,
  body: { dry_run: true, steps: [{ name, request, is_repeatable: isRepeatable }] },
})
const shown = { isShown: true }

describe("a call of the proxy that is only shown", () => {
  it("has its method, its address with the query, and its body; nothing is sent, and the account is told nothing", async () => {
    const query = { notify: "yes", ids: ["1", "2"] }
    const made = await local.proxy("create", { ...shown, query, body: body('{"name":"North"}') })
    const url = "/api/places/places?notify=yes&ids=1&ids=2"
    expect(made).toMatchObject(step("create places-places", { method: "POST", url, body: { name: "North" } }))
    const changed = await local.proxy("update", { ...shown, id: "7 a", body: body("not json", "text/plain") })
    const at = "/api/places/places/7%20a"
    expect(changed).toMatchObject(step("update places-places", { method: "PUT", url: at, body: "not json" }, true))
    const gone = await local.proxy("delete", { ...shown, id: "7 a" })
    expect(gone).toMatchObject(step("delete places-places", { method: "DELETE", url: at, body: null }, true))
    expect([local.requests, local.told, local.accepted]).toEqual([[], [], []])
  })

  it("is refused where the call itself would be, and where it only reads", async () => {
    const failures = [
      local.proxy("create", { ...shown, account: { ...ACCOUNT, isSandbox: true } }),
      local.proxy("update", { ...shown, id: "../x" }),
      local.proxy("update", { ...shown, resource: "people-rows", id: "1" }),
      local.proxy("report", shown),
      local.proxy("search", { ...shown, resource: "people-rows", query: { set: "a" } }),
    ].map(failureOf)
    expect((await Promise.all(failures)).map(({ code, message }) => [code, message.split(":")[0]])).toEqual([
      ["account.read_only", "this is a sandbox account"],
      ["request.invalid", expect.stringContaining("the id in the path")],
      ["request.invalid", "personId"],
      ["request.invalid", "dry_run"],
      ["request.invalid", "dry_run"],
    ])
    expect(local.requests).toEqual([])
  })
})

it("A write that was only shown does not count as one that the HR system takes", async () => {
  const call = { account: ACCOUNT, life: new AbortController(), resource: "locations", method: "create" } as const
  await local.gateway.write({ ...call, isShown: true }, async () => "shown")
  expect(local.accepted).toEqual([])
  await local.gateway.write(call, async () => "done")
  expect(local.accepted).toEqual(["create locations"])
})
