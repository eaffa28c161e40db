import {
  createAccountToken,
  createApiToken,
  createWebhook,
  listResource,
  listSyncRuns,
  listWebhookDeliveries,
  operations,
  startSyncRun,
  updateEnvironment,
} from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import type { z } from "zod"
import { AppError } from "../errors.js"
import { keysAt } from "./schema-keys.js"
import { validate, validateBody } from "./validate.js"

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
    [{ manager: { idd: "1" } }, "manager[idd]: is not known here: did you mean id?"],
    [{ manager: "1657" }, "manager: give manager[id]=1657"],
    [{ employment_status: { like: "x" } }, "employment_status[like]: is not known here: there are eq, ne, in"],
    [{ created_at: { like: "x" } }, "there are eq, ne, in, gt, gte, lt, lte"],
    [{ start_date: { gte: "2026-05-01", lt: "2026-04-30" } }, "start_date: the lower bound (gt, gte) is beyond"],
    [{ updated_at: { gt: "2026-05-01T09:00:00 02:00", lte: "2026-05-01T06:59:59Z" } }, "exchange them"],
    [{ source: "cache" }, "source: give live or synced"],
    [{ first_name: ["a"] }, "first_name: give text"],
    [{ created_at: { gt: "x" } }, "created_at[gt]: give a day"],
    [{ limit: "0" }, "limit: give a whole number from 1 to 500"],
    [{ constructor: "x" }, "is not a known query parameter"],
  ])("%o is refused with what to do: %s", (query, said) => {
    expect(queryFailure(query)).toMatchObject({ status: 400, message: expect.stringContaining(said) })
  })

  it.each([
    ["status[0]: give queued, running, completed, failed or held", { status: ["activ"] }, listSyncRuns],
    ["status: give queued, running, completed, failed or held", { status: "activ" }, listSyncRuns],
    ["status[in]: give queued, running", { status: { in: "held,activ" } }, listSyncRuns],
    ["there are eq and in", { status: { like: "held" } }, listSyncRuns],
    ["created_at[like]: is not known here: there are eq, gt", { created_at: { like: "x" } }, listWebhookDeliveries],
  ])("%s (%o), named as it was written", (said, given, { query }) => {
    expect(failureOf(() => validate(query, given, "query")).message).toContain(said)
  })

  it("may ask for one day, for a moment in it, and for a range of a single moment", () => {
    for (const start_date of [
      { gte: "2026-05-01", lte: "2026-05-01" },
      { gte: "2026-05-01T10:00:00Z", lte: "2026-05-01" },
      { gt: "2026-05-01T10:00:00+02:00", lt: "2026-05-01T08:00:00Z" },
    ])
      expect(validate(listResource.employees.query, { start_date }, "query")).toEqual({ start_date })
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
  it.each([
    ["integrated_account_id: is required", {}, startSyncRun],
    ["integrated_account_id: is required", {}, createAccountToken],
    ["integrated_account_id: give the id (a UUID)", { integrated_account_id: "1" }, createAccountToken],
    ["target_url: is required", {}, createWebhook],
    ["target_url: give text", { target_url: 5 }, createWebhook],
    ["target_url: give 2000 characters at most", { target_url: "x".repeat(2_001) }, createWebhook],
    ["name: give a value that is not empty", { name: "" }, createApiToken],
    ["link: give an object with name, ", { link: "x" }, updateEnvironment],
  ])("is refused in plain words: %s (%j)", (said, body, { body: schema }) => {
    expect(failureOf(() => validate(schema, body, "body")).message).toContain(said)
  })

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
    expect(failureOf(() => validateBody(createApiToken, { name: "a", ip_range: "10.0.0.0/8" }))).toMatchObject({
      status: 400,
      message:
        "ip_range: is not a known body parameter; known are name, environment_id, scopes, expires_at, rate_limit",
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

/** Every place of a schema, a few steps deep. */
function placesIn(schema: z.ZodType, path: readonly string[] = []): (readonly string[])[] {
  const inner = path.length > 3 ? [] : keysAt(schema, path)
  return [
    ...(path.length > 0 ? [path, [...path, "0"]] : []),
    ...inner.flatMap((key) => placesIn(schema, [...path, key])),
  ]
}
const nestedIn = (path: readonly string[], value: unknown): unknown =>
  path.reduceRight<unknown>((inner, step) => (step === "0" ? [inner] : { [step]: inner }), value)

const LONG = "x".repeat(20_000)
const many = (count: number) => Array.from({ length: count }, () => "1")
const ODD = [
  undefined,
  null,
  true,
  5,
  -1,
  0.5,
  1e15,
  "",
  "x",
  " ,",
  LONG,
  [],
  [1],
  many(9_000),
  {},
  { x: 1 },
  { in: "" },
]
const OF_THE_VALIDATOR = /invalid (input|option|string|key|element|number)|too (big|small)|received|expected|unrecogni/i

/** All that is said of odd values, in every place and instead of the whole. */
function sentencesOf(schema: z.ZodType, part: "path" | "query" | "body"): string[] {
  const paths = [[], ...placesIn(schema)]
  return ODD.flatMap((value) => paths.flatMap((path) => sentencesAbout(schema, nestedIn(path, value), part)))
}

function sentencesAbout(schema: z.ZodType, given: unknown, part: "path" | "query" | "body"): string[] {
  try {
    validate(schema, given, part)
    return []
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return [error, ...(error.details.failures ?? [])].map(({ message }) => message)
  }
}

describe("no sentence of the validator leaves the server", () => {
  it.each(Object.values(operations).map((one) => [one.id, one] as const))("of %s", (_, { params, query, body }) => {
    const said = [...sentencesOf(params, "path"), ...sentencesOf(query, "query"), ...sentencesOf(body, "body")]
    expect(said.length).toBeGreaterThan(0)
    expect(said.filter((one) => OF_THE_VALIDATOR.test(one))).toEqual([])
    expect(said.filter((one) => one.length > 3_000)).toEqual([])
  })
})
