import { json, startLocal } from "@rollcall/connector-kit/testing"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Account, AccountCalls } from "./account.js"
import { factsAt } from "./testing.js"
import type { Turns } from "./turns.js"
import { createUpstreams } from "./upstream.js"

let local: Awaited<ReturnType<typeof startLocal>>
beforeAll(async () => {
  local = await startLocal({ limits: { accountMs: 10 } })
})
afterAll(() => local.close())

/** A file of an account that is there, or is not any more. */
function readFile(isThere: boolean) {
  const account = { id: "a", environmentId: "e", integration: "acme", context: {} } as Account // the parts that are looked at
  const calls = { find: async () => (isThere ? account : undefined) } as unknown as AccountCalls // nothing else may be asked
  const facts = { ...factsAt("http://127.0.0.1:1"), id: "acme" }
  const transportOf = ({ origin = "" }) => ({ ...local.transport, baseUrl: origin })
  const upstreams = createUpstreams({ integrations: [facts], transportOf, calls, turns: {} as Turns })
  const upstream = upstreams.filesAt(account, local.transport.baseUrl)
  return upstream.open({ method: "GET", path: "/file" }, { deadlineMs: local.transport.now() + 20_000 })
}

it("A file elsewhere is asked for without a credential, and again where its host is in trouble", async () => {
  local.answer(json("", { status: 503 }), json("", { status: 429 }), json("file"))
  expect(String((await readFile(true)).body)).toBe("file")
  expect(local.requests).toHaveLength(3)
  for (const { headers } of local.requests)
    expect(Object.keys(headers).toSorted()).toEqual(["accept-encoding", "connection", "host"])
})

it("A file elsewhere is not read on for an account that was removed", async () => {
  local.answer(() => {})
  await expect(readFile(false)).rejects.toMatchObject({ reason: "removed" })
})
