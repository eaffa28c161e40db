import { describe, expect, it } from "vitest"
import { connector, connectors } from "../../testing.js"
import { singularOf, toolName } from "./capabilities.js"
import type { Tool } from "./plain-schema.js"
import { AGENT_APIS, type AgentApi, faultsOf } from "./testing/agent-apis.js"
import { describeTools } from "./tools.js"

const PLAIN = /^[a-zA-Z0-9_-]{1,64}$/

describe.each(connectors.map((one) => [one.name, one] as const))("tools of %s", (_, connector) => {
  const tags = [...new Set([...connector.proxy.values()].map(({ path }) => path.split("/")[0] ?? ""))]

  it.each(AGENT_APIS.map((api) => [api.name, api] as const))(
    "are taken by %s, and fit it by number for a tag",
    (_, api) => {
      const unlimited = { ...api, mostTools: Number.POSITIVE_INFINITY }
      expect(faultsOf(describeTools(connector, { type: "all" }), unlimited)).toEqual([])
      expect(faultsOf(describeTools(connector, { type: "unified" }), api)).toEqual([])
      for (const tag of tags) expect(faultsOf(describeTools(connector, { tags: [tag] }), api), tag).toEqual([])
    },
  )

  it("offer each method of the proxy, and each of the unified resources", () => {
    const count = [...connector.proxy.values()].reduce((sum, { methods }) => sum + methods.length, 0)
    expect(describeTools(connector, {})).toHaveLength(count)
    const unified = describeTools(connector, { type: "unified" })
    expect(describeTools(connector, { type: "all" })).toHaveLength(count + unified.length)
    expect(unified.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["list_all_hris_employees", "get_single_hris_employee_by_id"]),
    )
    expect(unified.every(({ type }) => type === "unified")).toBe(true)
  })

  it("ask for the id of whatever works on one row", () => {
    const lacking = describeTools(connector, { type: "all", methods: ["get", "update", "delete"] }).filter(
      ({ type, query_schema }) => type === "unified" && !query_schema.properties?.id,
    )
    expect(lacking).toEqual([])
  })
})

describe("a unified tool", () => {
  const [list] = describeTools(connector, { type: "unified", methods: ["list"], tags: ["employees"] })

  it("asks for filters as plain objects and values, and for nothing that programs need", () => {
    expect(list?.query_schema.properties).toMatchObject({
      limit: { type: "integer", minimum: 1 },
      next_cursor: { type: "string" },
      groups: { type: "object", properties: { id: { type: "string" } } },
      created_at: { type: "object", properties: { gte: { type: "string" } } },
      employment_status: { type: "string", enum: expect.arrayContaining(["active"]) },
    })
    const hidden = ["integrated_account_id", "remote_query", "truto_response_format"]
    expect(Object.keys(list?.query_schema.properties ?? {}).filter((name) => hidden.includes(name))).toEqual([])
  })

  it("of a write asks for its body, with what is required", () => {
    const [create] = describeTools(connector, { type: "unified", methods: ["create"], tags: ["timeoff_requests"] })
    expect(create).toMatchObject({
      body_schema: { type: "object", properties: { employee: { type: "object", properties: { id: {} } } } },
      required: expect.arrayContaining(["employee", "start_time"]),
    })
  })
})

describe("the check of tools", () => {
  const [api] = AGENT_APIS
  const tool = { ...describeTools(connector, {})[0], name: "a" } as Tool // there are tools
  const withQuery = (query: object) => ({ ...tool, query_schema: { type: "object", ...query } }) as Tool // on purpose
  it.each([
    ["a name with a bracket", { ...tool, name: "a[]" }],
    ["no description", { ...tool, description: "" }],
    ["a long description", { ...tool, description: "a".repeat(1_025) }],
    ["a parameter with a bracket", withQuery({ properties: { "ids[]": { type: "string" } } })],
    ["a parameter without a type", withQuery({ properties: { id: {} } })],
    ["a format of a number", withQuery({ properties: { id: { type: "integer", format: "date-time" } } })],
    ["a list of nothing", withQuery({ properties: { ids: { type: "array" } } })],
    ["a reference", withQuery({ properties: { id: { type: "string", $ref: "#" } } })],
    ["what is required and not there", { ...tool, required: ["nobody"] }],
    ["no properties", withQuery({})],
  ])("finds %s", (_, faulty) => expect(faultsOf([faulty as Tool], api as AgentApi)).not.toEqual([])) // faulty on purpose
  it("finds two of a name and too many", () => {
    expect(faultsOf([tool, tool], api as AgentApi)).toEqual(["a twice"])
    const many = Array.from({ length: 129 }, (_, place) => ({ ...tool, name: `a${place}` }))
    expect(faultsOf(many, api as AgentApi)).toEqual(["129 tools"])
  })
})

describe("tools", () => {
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
