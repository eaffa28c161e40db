import { describe, expect, it } from "vitest"
import type { z } from "zod"
import { EVENT_TYPES, isWanted, neverSent, wantedEvents } from "../events/wanted.js"
import { CONTEXT_BYTES, givenContext } from "../outside.js"
import { accountPatch, newAccount } from "./account-row.js"
import { createAccount, updateCredentials, updateMe } from "./accounts.js"
import { alternativeTo } from "./alternatives.js"
import { newLinkToken } from "./link.js"
import { createEnvironmentIntegration, listEnvironments } from "./platform.js"
import { installedOverride } from "./platform-rows.js"
import { proxyCreate } from "./proxy.js"
import { anyOf, count, cursor, flag, instants, names, text } from "./shared.js"
import { listResource } from "./unified.js"

const read = (schema: z.ZodType, given: unknown): unknown => {
  const { data, error } = schema.safeParse(given)
  return error ? `refused: ${error.issues[0]?.message}` : data
}
const REFUSED = expect.stringContaining("refused")

describe("a parameter of a query", () => {
  it.each(["", "null", "None", "undefined", undefined])("next_cursor=%s is the first page", (given) => {
    expect(read(cursor(), given)).toBeUndefined()
  })

  it.each([
    [flag(), "true", true],
    [flag(), "0", false],
    [flag(), "", undefined],
    [flag(), "yes", REFUSED],
    [flag({ isEmptyRefused: true }), "", REFUSED],
    [count(500), "20", 20],
    [count(500), "", undefined],
    [count(500), "0", REFUSED],
    [count(500), "501", REFUSED],
    [count(500), "1e2", REFUSED],
    [names(), "a,b", ["a", "b"]],
    [names(), ["a"], ["a"]],
    [names(), Array(201).fill("a"), REFUSED],
    [cursor(), "c", "c"],
    [cursor(), "c".repeat(8_001), REFUSED],
  ])("%#: is read or refused", (schema, given, is) => expect(read(schema, given)).toEqual(is))

  it.each([
    ["a", ["a"]],
    ["a,b", ["a,b"]],
    [{ eq: "a" }, ["a"]],
    [{ in: "a, b" }, ["a", "b"]],
    [{ in: ["a", "b"] }, ["a", "b"]],
    [
      ["a", "b"],
      ["a", "b"],
    ],
    [{ in: Array(501).fill("a") }, REFUSED],
    [{ ne: "a" }, REFUSED],
    [{ eq: "a", in: "b" }, REFUSED],
    [{ constructor: "a" }, REFUSED],
    [undefined, undefined],
  ])("a filter %o wants %o", (given, wanted) => expect(read(anyOf(text()), given)).toEqual(wanted))

  it.each([
    ["2026-01-01", "2026-01-01"],
    [{ gt: "2026-01-01" }, { gt: "2026-01-01" }],
    [{ constructor: "x" }, REFUSED],
    [{ after: "x" }, REFUSED],
  ])("a time %o is %o", (given, is) => expect(read(instants(), given)).toEqual(is))

  it("that Truto has and we don't names what to use instead", () => {
    expect(alternativeTo("truto_skip_api_call")).toContain("truto_response_format=debug")
    expect(alternativeTo("sort_by")).toContain("sort on your side")
    expect(alternativeTo("truto_body_passthrough")).toContain("POST /proxy")
    expect(alternativeTo("constructor")).toBeUndefined()
  })

  it("of an admin list takes operators", () => {
    expect(read(listEnvironments.query, { name: { in: "a,b" }, next_cursor: "null" })).toEqual({ name: ["a", "b"] })
  })

  it.each([
    [{ truto_skip_api_call: "true" }, REFUSED],
    [{ truto_exclude_fields: "id" }, REFUSED],
    [{ truto_response_format: "debug" }, REFUSED],
    [
      { truto_response_format: "raw", name: "x" },
      { truto_response_format: "raw", name: "x" },
    ],
  ])("of the proxy, %o, is what happens anyway or refused", (given, is) =>
    expect(read(proxyCreate.query, given)).toEqual(is),
  )
})

describe("a filter of a unified list", () => {
  const employees = listResource.employees.query

  it.each([
    [{ emails: "ada b@acme.example" }, { emails: "ada+b@acme.example" }],
    [{ emails: { in: "a b@x.example,c@x.example" } }, { emails: { in: "a+b@x.example,c@x.example" } }],
    [{ emails: " ada@acme.example" }, { emails: "ada@acme.example" }],
    [{ emails: "ada@acme.example,b@acme.example" }, REFUSED],
    [{ emails: "ada" }, REFUSED],
    [{ emails: { email: "ada@acme.example;b@acme.example" } }, REFUSED],
    [{ emails: " " }, REFUSED],
    [{ phones: " 34600000000" }, { phones: "+34600000000" }],
    [{ phones: "+34 600 000" }, { phones: "+34 600 000" }],
    [{ name: "Ada Byron" }, { name: "Ada Byron" }],
    [{ id: { in: ["1", "2"] } }, { id: { in: "1,2" } }],
    [{ id: { in: ["1,2"] } }, REFUSED],
    [{ id: "" }, REFUSED],
    [{ name: "x".repeat(2_001) }, REFUSED],
    [{ created_at: { gt: "2027-02-30" } }, REFUSED],
    [{ employment_status: "active, pending" }, { employment_status: "active, pending" }],
    [{ employment_status: { in: "active,gone" } }, REFUSED],
    [{ manager: { id: "1" } }, { manager: { id: "1" } }],
  ])("%o is %o", (given, is) => expect(read(employees, given)).toEqual(is))
})

describe("free data", () => {
  it("is kilobytes, with few keys, and not without an end", () => {
    expect(read(givenContext(), { a: { b: [1] } })).toEqual({ a: { b: [1] } })
    expect(read(givenContext(), { a: "x".repeat(CONTEXT_BYTES) })).toEqual(expect.stringContaining("16 kB"))
    expect(read(givenContext(), { a: "ä".repeat(CONTEXT_BYTES / 2) })).toEqual(REFUSED)
    expect(read(givenContext(), Object.fromEntries(Array.from({ length: 201 }, (_, index) => [index, 1])))).toEqual(
      REFUSED,
    )
    let deep: unknown = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(read(givenContext(), { deep })).toEqual(REFUSED)
  })

  it("that would do nothing is refused", () => {
    const list = { response_mapping: '{ "id": response.id }' }
    expect(read(accountPatch, { unified_model_override: { crm: {} } })).toEqual(REFUSED)
    expect(read(accountPatch, { unified_model_override: { hris: { employees: { list, get: {} } } } })).toEqual(
      expect.stringContaining("one mapping"),
    )
    const both = { unified_model_override: { hris: { employees: { list, get: list } } } }
    expect(read(accountPatch, both)).toEqual(both)
    expect(read(accountPatch, { integration_override: { a: 1 } })).toEqual(expect.stringContaining("do nothing"))
    expect(read(accountPatch, { unified_model_override: {} })).toEqual({ unified_model_override: {} })
    expect(read(installedOverride, { environment_variables: {} })).toEqual(REFUSED)
    expect(read(installedOverride, { host: "demo", authorize_params: { a: null } })).toMatchObject({ host: "demo" })
    expect(read(createEnvironmentIntegration.body, { integration_id: "factorial", is_enabled: false })).toMatchObject({
      is_enabled: false,
    })
  })
})

describe("event types", () => {
  it("of ours and of Truto's are taken, others refused", () => {
    const wanted = ["employee:*", "sync_job_run:record", "sync_job_run:*", "record:meta", "*"]
    expect(read(wantedEvents(), wanted)).toEqual(wanted)
    expect(neverSent(wanted)).toEqual(["sync_job_run:record", "sync_job_run:*", "record:meta"])
    expect(neverSent(null)).toEqual([])
    expect(read(wantedEvents(), ["employee:hird"])).toEqual(REFUSED)
    expect(read(wantedEvents(), ["constructor"])).toEqual(REFUSED)
    expect(read(wantedEvents(), Array(201).fill("*"))).toEqual(REFUSED)
  })

  it("are sent to whom they were named to", () => {
    expect(isWanted(["sync_job_run:record"], "employee:hired")).toBe(false)
    expect(isWanted(["employee:*"], "employee:hired")).toBe(true)
    expect(isWanted([], "employee:hired")).toBe(true)
    expect(EVENT_TYPES).toContain("test")
  })
})

const large = { note: "é".repeat(9_000) }
const small = { note: "é".repeat(5_000) }

it.each([
  ["an import", newAccount, (context: object) => ({ tenant_id: "t", authentication_method: "api_key", context })],
  ["a patch", accountPatch, (context: object) => ({ context })],
  ["credentials", updateCredentials.body, (context: object) => ({ context })],
  ["credentials themselves", updateCredentials.body, (fields: object) => fields],
  ["an account's own patch", updateMe.body, (context: object) => ({ context })],
  ["a link token", newLinkToken, (context: object) => ({ tenant_id: "t", context })],
])("settings of 16 kB at most are taken in %s", (_, schema, wrap) => {
  expect(schema?.safeParse(wrap(small)).success).toBe(true)
  expect(schema?.safeParse(wrap(large)).error?.issues[0]?.message).toBe("give at most 16 kB")
})

it("settings nested without an end are refused, not an error of ours", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(50_000)}1${"}".repeat(50_000)}`)
  expect(
    createAccount.body?.safeParse({ tenant_id: "t", authentication_method: "api_key", context: deep }).success,
  ).toBe(false)
})
