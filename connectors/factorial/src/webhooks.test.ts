import { readFileSync } from "node:fs"
import type { Remote } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as tables from "./tables.js"
import { webhooks } from "./webhooks.js"

/** Events of the reference, as the local Factorial has them. */
const reference = new URL("../../../sandbox/factorial/spec/operations.json", import.meta.url)
const known: string[] = JSON.parse(readFileSync(reference, "utf8")).events

const touched = (type: string, row: Remote) =>
  (webhooks.events.find((one) => one.type === type)?.touches ?? []).flatMap(({ table, column, values }) => {
    const found = values(row)
    return found.length > 0 ? [`${table.name} ${column} ${found.join()}`] : []
  })

describe("Events of Factorial", () => {
  it("have the reference's names, once each", () => {
    const types = webhooks.events.map(({ type }) => type)
    expect(new Set(types).size).toBe(types.length)
    for (const type of types) expect(known).toContain(type)
  })
  it("tell of every table but these, which are polled", () => {
    const told = new Set(webhooks.events.flatMap(({ touches }) => touches.map(({ table }) => table)))
    const untold = Object.values(tables).flatMap((table) => (told.has(table) ? [] : table.name))
    expect(untold.sort()).toEqual([
      "companies/legal_entities",
      "contracts/compensations",
      "contracts/taxonomies",
      "custom_fields/fields",
      "custom_fields/options",
      "custom_fields/values",
      "documents/documents",
      "documents/folders",
      "finance/cost_centers",
      "holidays/company_holidays",
      "job_catalog/tree_nodes",
      "job_catalog/tree_nodes of functions",
      "job_catalog/tree_nodes of roles",
      "teams/memberships of one person",
      "timeoff/allowance_stats",
      "timeoff/allowances",
    ])
  })
  it("tell everything of a table, its deletions too, or the table is said to be partly told", () => {
    const deleting = webhooks.events.filter(({ type }) => /\/delete$/.test(type))
    const ends = new Set(deleting.flatMap(({ touches }) => touches.map(({ table }) => table)))
    const told = webhooks.events.flatMap(({ touches }) => touches.map(({ table }) => table))
    const endless = told.filter((table) => !ends.has(table))
    expect(webhooks.partlyTold).toEqual(expect.arrayContaining(endless))
  })
  it("are all of those that Factorial has for people, contracts, time off, teams and places", () => {
    const about =
      /^(employees\/employee|contracts\/contract_version|timeoff\/(leave|leave_type|policy)|teams\/\w+|locations\/location)\//
    const types = webhooks.events.map(({ type }) => type)
    expect(known.filter((type) => about.test(type) && !types.includes(type))).toEqual([])
  })
  it.each([
    ["employees/employee/update", { id: "7" }, ["employees/employees id 7"]],
    [
      "employees/employee/terminate",
      { id: 7 },
      ["employees/employees id 7", "contracts/contract_versions employee_id 7"],
    ],
    ["contracts/contract_version/delete", { id: "3", employee_id: "7" }, ["contracts/contract_versions employee_id 7"]],
    ["contracts/contract_version/delete", { id: "3" }, ["contracts/contract_versions id 3"]],
    ["timeoff/leave/approve", { id: "18446744073709551616" }, ["timeoff/leaves id 18446744073709551616"]],
    [
      "teams/membership/create",
      { id: "1", team_id: "2", employee_id: "3" },
      ["teams/memberships employee_id 3", "teams/memberships of one team team_id 2", "teams/teams id 2"],
    ],
    [
      "teams/team/delete",
      { id: "2", employee_ids: ["3", "4"], parent_team_id: "1" },
      [
        ...["teams/teams id 2", "teams/memberships team_id 2", "teams/memberships employee_id 3,4"],
        ...["teams/memberships of one team team_id 2", "teams/memberships of one team team_id 1"],
      ],
    ],
    ["locations/location/update", { id: "5" }, ["locations/locations id 5"]],
    ["timeoff/leave/update", {}, []],
  ])("%s of %j", (type, row, expected) => {
    expect(touched(type, row)).toEqual(expected)
  })
  it("survive any row", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("id", "employee_id", "team_id", "employee_ids"), fc.anything()),
        (row) => {
          for (const { touches } of webhooks.events)
            for (const { values } of touches) for (const id of values(row)) expect(typeof id).toBe("string")
        },
      ),
    )
  })
})

describe("A subscription", () => {
  const wanted = {
    events: ["timeoff/leave/create"],
    targetUrl: "https://a.example/x",
    secret: "secret",
    companyId: "9",
    settings: {},
    references: {},
  }

  it("is asked for with its challenge, and replaced without its event", () => {
    expect(webhooks.subscribe(wanted)).toEqual({
      method: "POST",
      path: "api_public/webhook_subscriptions",
      body: {
        subscription_type: "timeoff/leave/create",
        company_id: "9",
        target_url: "https://a.example/x",
        challenge: "secret",
        name: "Rollcall",
        enabled: true,
        api_version: "2026-10-01",
      },
    })
    const { body, ...call } = webhooks.replace?.("4", wanted) ?? {}
    expect(call).toEqual({ method: "PUT", path: "api_public/webhook_subscriptions/4" })
    expect(body).toMatchObject({ id: "4", target_url: "https://a.example/x", challenge: "secret", enabled: true })
    expect(body).not.toHaveProperty("subscription_type")
  })
  it.each([
    [
      { id: 4, type: "a/b/c", target_url: "https://a.example", enabled: false },
      { id: "4", isEnabled: false },
    ],
    [
      { id: "4", type: "a/b/c", target_url: "https://a.example" },
      { events: ["a/b/c"], isEnabled: true },
    ],
    [{ id: "4", type: "a/b/c" }, undefined],
    [{}, undefined],
  ])("is read from %j", (row, expected) => {
    if (expected) expect(webhooks.read(row)).toMatchObject(expected)
    else expect(webhooks.read(row)).toBeUndefined()
  })
})
