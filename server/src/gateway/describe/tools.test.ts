import { describe, expect, it } from "vitest"
import { connector } from "../../testing.js"
import { singularOf, toolName } from "./capabilities.js"
import { describeTools } from "./tools.js"

const PLAIN = /^[a-zA-Z0-9_-]{1,64}$/
const tools = describeTools(connector, {})

describe("tools", () => {
  it("have names and properties that every agent API takes, each name once", () => {
    const names = tools.flatMap(({ name, query_schema, body_schema, required }) => [
      name,
      ...Object.keys(query_schema.properties as object),
      ...Object.keys(body_schema.properties as object),
      ...required,
    ])
    expect(names.filter((name) => !PLAIN.test(name))).toEqual([])
    expect(new Set(tools.map(({ name }) => name)).size).toBe(tools.length)
  })

  it.each([
    ["employees", "employee"],
    ["policies", "policy"],
    ["leaves", "leave"],
    ["materialized_processes", "materialized_process"],
    ["materialized_approvals_flows", "materialized_approvals_flow"],
    ["base_codes", "base_code"],
    ["expenses", "expense"],
    ["contract_version_meta_data", "contract_version_meta_data"],
    ["statuses", "status"],
    ["tax_types", "tax_type"],
    ["categories", "category"],
  ])("of %s speak of one %s", (many, one) => expect(singularOf(many)).toBe(one))

  it("with a long name keep it apart from others", () => {
    const [one, two] = ["a", "b"].map((end) => toolName("acme", "x".repeat(80) + end, "list"))
    expect(one).toMatch(PLAIN)
    expect(one).not.toBe(two)
  })

  it("are chosen by groups of methods, and by nothing that only an object has", () => {
    expect(describeTools(connector, { methods: ["read"] }).every(({ method }) => /^(list|get)$/.test(method))).toBe(
      true,
    )
    expect(describeTools(connector, { methods: ["constructor"] })).toEqual([])
  })
})
