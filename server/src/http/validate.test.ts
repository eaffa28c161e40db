import {
  createApiToken,
  createWebhook,
  listAccounts,
  listResource,
  startSyncRun,
  updateEnvironment,
} from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { AppError } from "../errors.js"
import { nearest, validate, validateBody } from "./validate.js"

const failureOf = (act: () => unknown): AppError => {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return error
  }
  throw new Error("it was taken")
}
const queryFailure = (query: object) => failureOf(() => validate(listResource.employees.query, query, "query"))

describe("a query", () => {
  it.each([
    [{ employment_stats: "x" }, "did you mean employment_status?"],
    [{ wholly_unknown_thing: "x" }, "known are"],
    [{ sort_by: "name" }, "sort on your side"],
    [{ truto_skip_api_call: "true" }, "truto_response_format=debug"],
    [{ manager: { idd: "1" } }, "openapi.json"],
    [{ created_at: { gt: "x" } }, "created_at[gt]: give a day"],
    [{ limit: "0" }, "limit: give a whole number from 1 to 500"],
    [{ constructor: "x" }, "is not a known query parameter"],
  ])("%o is refused with what to do: %s", (query, said) => {
    expect(queryFailure(query)).toMatchObject({ status: 400, message: expect.stringContaining(said) })
  })

  it("lists few of many failures, short, with their number", () => {
    const many = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`unknown_${index}_${"x".repeat(1_000)}`, "1"]),
    )
    const { failures, failureCount } = queryFailure(many).details
    expect([failures?.length, failureCount]).toEqual([20, 900])
    expect(Math.max(...(failures ?? []).map(({ path }) => path.length))).toBeLessThanOrEqual(300)
  })
})

describe("a body", () => {
  it("with thousands of wrong values is refused with few of them", () => {
    const refused = (length: number) => {
      const event_types = Array.from({ length }, () => "wrong")
      return failureOf(() => validateBody(createWebhook, { target_url: "https://a.example", event_types })).details
    }
    expect(refused(200)).toMatchObject({ failureCount: 200 })
    expect(refused(200).failures).toHaveLength(20)
    expect(refused(19_000).failures?.length).toBeLessThanOrEqual(20)
    expect(JSON.stringify(refused(200).failures).length).toBeLessThan(60_000)
  })

  it("with an unknown key that may mean to narrow what is allowed is refused", () => {
    expect(failureOf(() => validateBody(createApiToken, { name: "a", scopes: ["read"] }))).toMatchObject({
      status: 400,
      message: "scopes: is not a known body parameter; known are name, environment_id, expires_at",
    })
    expect(failureOf(() => validateBody(updateEnvironment, { link: { allowed_origin: [] } })).message).toContain(
      "link[allowed_origin]",
    )
  })

  it("with another unknown key is taken without it, and says so", () => {
    const given = {
      integrated_account_id: "00000000-0000-4000-8000-000000000001",
      resource: ["employees"],
      x: { y: 1 },
    }
    const { body, warnings } = validateBody(startSyncRun, given)
    expect(body).toEqual({ integrated_account_id: given.integrated_account_id })
    expect(warnings).toEqual([
      { path: "resource", message: "is not a known body parameter; did you mean resources?" },
      { path: "x", message: expect.stringContaining("known are") },
    ])
    expect(given).toHaveProperty("x")
  })

  it("with an unknown key and a wrong value is refused for both", () => {
    const { details } = failureOf(() => validateBody(startSyncRun, { integrated_account_id: "1", x: 1 }))
    expect(details.failures?.map(({ path }) => path).sort()).toEqual(["integrated_account_id", "x"])
  })
})

describe("the nearest name", () => {
  it("is close, or none", () => {
    expect(nearest("emplyees", ["employees", "groups"])).toBe("employees")
    expect(nearest("zzz", ["employees"])).toBeUndefined()
    expect(nearest("x".repeat(100_000), Object.keys(listAccounts.query))).toBeUndefined()
    expect(nearest("a", [])).toBeUndefined()
  })
})
