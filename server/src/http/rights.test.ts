import { operations } from "@rollcall/contract"
import { afterAll, describe, expect, test } from "vitest"
import type { z } from "zod"
import { createServer } from "./index.js"
import { assertOwnEnvironment, assertRight } from "./rights.js"
import { ACCOUNT_ID, API_CALLER, OWN_CALLER, servicesWith } from "./testing.js"

const NAMING = [
  ...["/api-token", "/environment-integration", "/environment-unified-model", "/integrated-account", "/link-token"],
  ...["/sync-job", "/sync-job-cron-trigger", "/sync-job-run", "/webhook"],
]
const changes = { access: { verb: "read", of: "changes", parameter: "resource" }, method: "GET" } as const
const custom = { access: { verb: "proxy", of: "write" }, method: "ANY" } as const
const asked = (given: object = {}) => ({ httpMethod: "GET", params: {}, query: {}, ...given })
const having = (...scopes: string[]) => ({ scopes })

describe("the right that a call needs", () => {
  test("is the one of the thing that it names", () => {
    const employees = asked({ query: { resource: "hris/employees" } })
    expect(() => assertRight(changes, having("read:employees"), employees)).not.toThrow()
    expect(() => assertRight(changes, having("read:groups"), employees)).toThrow(
      "the scope read:employees: yours has read:groups",
    )
    expect(() => assertRight(changes, having("read:employees"), asked())).toThrow("the scope read:changes")
    expect(() =>
      assertRight(changes, having("read:employees"), asked({ query: { resource: ["employees"] } })),
    ).toThrow()
    expect(() =>
      assertRight(changes, having("read:employees"), asked({ params: { resource: "employees" } })),
    ).not.toThrow()
  })

  test("of a call by any method is by its method", () => {
    expect(() => assertRight(custom, having("proxy:read"), asked())).not.toThrow()
    expect(() => assertRight(custom, having("proxy:read"), asked({ httpMethod: "DELETE" }))).toThrow("proxy:write")
  })
})

describe("the environment of what is made", () => {
  const caller = { environmentId: "mine" }
  test("is the one that asks, whether it is named or not", () => {
    for (const body of [undefined, {}, { environment_id: "mine" }])
      expect(() => assertOwnEnvironment(caller, body)).not.toThrow()
    expect(() => assertOwnEnvironment(caller, { environment_id: "other" })).toThrow("leave it out")
  })

  test("may be named in all that Truto's clients make", () => {
    const making = Object.values(operations).filter(({ method, path }) => method === "POST" && NAMING.includes(path))
    expect(making.map(({ path }) => path).sort()).toEqual([...NAMING].sort())
    for (const { id, body } of making) expect(Object.keys((body as z.ZodObject).shape), id).toContain("environment_id") // all of these have objects
  })
})

describe("at the door", () => {
  /** Tokens of anybody's rights; nothing behind the door answers. */
  const authenticate = async (token: string) => {
    const [kind, ...scopes] = token.split(",")
    return kind === "own" ? { ...OWN_CALLER, scopes } : { ...API_CALLER, scopes }
  }
  const app = createServer(servicesWith({ access: { authenticate, recall: authenticate } }))
  afterAll(() => app.close())
  const isRefused = async (method: string, url: string, scopes: string): Promise<boolean> => {
    const kind = url.startsWith("/integrated-account/me") ? "own" : "api"
    const headers = { authorization: `Bearer ${kind}${scopes}` }
    const { statusCode, body } = await app.inject({ method: method as "GET", url, headers }) // the contract's
    return statusCode === 403 && body.includes("needs a token with the scope")
  }
  const all = Object.values(operations).map((one) => {
    const path = one.path.replace("*", "x").replace(/:\w+/g, ACCOUNT_ID)
    const method = one.method === "ANY" ? "POST" : one.method
    return [one.id, { access: one.access, method, url: `${path}?integrated_account_id=${ACCOUNT_ID}` }] as const
  })

  test.each(all)("%s asks for a right, unless every token may call it", async (_, { access, method, url }) => {
    expect(await isRefused(method, url, "")).toBe(access !== "anybody" && access !== "any_token")
    expect(await isRefused(method, url, ",all")).toBe(false)
  })

  test("a right to settings shows nothing of people: neither what happened nor what was sent of it", async () => {
    for (const url of ["/changes", "/changes?resource=employees", `/webhook-delivery/${ACCOUNT_ID}`]) {
      expect(await isRefused("GET", url, ",admin"), url).toBe(true)
      expect(await isRefused("GET", url, ",admin:webhooks"), url).toBe(true)
      expect(await isRefused("GET", url, ",read"), url).toBe(false)
    }
    expect(await isRefused("GET", "/webhook-delivery", ",admin")).toBe(false)
  })
})
