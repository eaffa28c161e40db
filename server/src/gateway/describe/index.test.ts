import type { CatalogueMethod, Connector } from "@rollcall/connector-kit"
import { api } from "@rollcall/connector-kit/testing"
import { MODEL_NAME, model } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { AppError } from "../../errors.js"
import { ACCOUNT } from "../testing/local-gateway.js"
import { groupView } from "../testing.js"
import { createDescriber } from "./index.js"

const method = (name: string, more: Partial<CatalogueMethod> = {}): CatalogueMethod => ({
  ...{ name, httpMethod: "GET", path: "org/teams", answer: "object", description: `${name} teams`, scopes: [] },
  ...more,
})

const apiKey = {
  documentationLink: "https://hr.example/keys",
  fields: [{ name: "api_key", label: "API key", isSecret: true, isRequired: true, pattern: /\S+/, placeholder: "k-…" }],
}

const acme = {
  ...{ id: "acme", name: "Acme", category: "hris", api },
  auth: { api_key: apiKey },
  connect: { identity: { request: { method: "GET", path: "me" }, fields: [], read: () => undefined }, checks: [] },
  version: "1",
  companyDay: { table: { name: "zones", path: "zones", columns: [], by: {} }, timeZone: () => undefined },
  resources: {
    groups: {
      views: [groupView({ unsupported: ["created_at", "updated_at"] })],
    },
    timeoff_requests: {
      views: [],
      writes: {
        create: { takes: ["employee", "start_time"], requires: ["start_time"], view: "leaves", plan: () => [] },
      },
    },
  },
  proxy: new Map([
    [
      "org-teams",
      {
        name: "org-teams",
        path: "org/teams",
        methods: [
          method("list", { query: { properties: {} } }),
          method("create", { httpMethod: "POST", body: { properties: {} } }),
          method("merge", { description: "" }),
        ],
      },
    ],
    ["jobs", { name: "jobs", path: "jobs", methods: [method("get", { path: "jobs/{id}" })] }],
  ]),
} as unknown as Connector // only what is described

const describer = createDescriber(new Map([[acme.id, acme]]))
const methodNames = (query: Parameters<typeof describer.capabilities>[1]) =>
  describer
    .capabilities("acme", query)
    .proxy.map(({ resource, methods }) => [resource, methods.map((one) => one.method)])

function refusal(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof AppError) return `${error.code}: ${error.message}`
    throw error
  }
  throw new Error("nothing was refused")
}

describe("capabilities", () => {
  it("name every described method, and count those without a description", () => {
    expect(methodNames({})).toEqual([
      ["org-teams", ["list", "create"]],
      ["jobs", ["get"]],
    ])
    expect(describer.capabilities("acme", {}).ai_readiness).toEqual({
      proxy_methods: 4,
      proxy_methods_with_descriptions: 3,
      ai_ready_score: 0.75,
    })
  })
  it("are chosen by resource under either name, by method and by description", () => {
    expect(methodNames({ resource: "org/teams" })).toEqual([["org-teams", ["list", "create"]]])
    expect(methodNames({ resource: "org-teams" })).toEqual([["org-teams", ["list", "create"]]])
    expect(methodNames({ methods: ["get"] })).toEqual([["jobs", ["get"]]])
    expect(methodNames({ methods: ["merge"], has_description: false })).toEqual([["org-teams", ["merge"]]])
  })
  it("say what each proxy method takes, under its name as a tool", () => {
    const [teams, jobs] = describer.capabilities("acme", {}).proxy
    expect(teams?.methods).toMatchObject([
      { name: "list_all_acme_org_teams", has_query_schema: true, has_body_schema: false },
      { name: "create_a_acme_org_team", has_query_schema: false, has_body_schema: true },
    ])
    expect(jobs?.methods).toMatchObject([{ name: "get_single_acme_job_by_id", has_description: true }])
  })
  it("of unified resources are those that the connector has, with the writes that it has", () => {
    const { unified } = describer.capabilities("acme", {})
    expect(Object.fromEntries(unified.map(({ resource, methods }) => [resource, methods]))).toEqual({
      groups: ["list", "get"],
      timeoff_requests: ["list", "get", "create"],
    })
    expect(describer.capabilities("acme", { resource: "groups" }).unified).toHaveLength(1)
  })
  it("are of one kind when one is asked for", () => {
    expect(describer.capabilities("acme", { type: "proxy" }).unified).toEqual([])
    expect(describer.capabilities("acme", { type: "unified" }).proxy).toEqual([])
  })
  it("tell how to connect, and not which fields are secret", () => {
    expect(describer.capabilities("acme", {}).auth).toEqual({
      formats: ["api_key"],
      fields: [{ name: "api_key", label: "API key", type: "password", required: true, placeholder: "k-…" }],
      documentation_link: "https://hr.example/keys",
    })
  })
  it("name the account only when they are of one", () => {
    const own = describer.capabilities("acme", {}, ACCOUNT)
    expect(own).toMatchObject({ environment_id: "e", account: { id: ACCOUNT.id, status: "active" } })
    const general = describer.capabilities("acme", {})
    expect(["account", "environment_id"].filter((name) => name in general)).toEqual([])
  })
})

describe("one unified method", () => {
  const ask = (name: string, isFull = false, resource: "groups" | "timeoff_requests" = "groups") =>
    describer.method({ integration: "acme", resource, method: name, isFull })
  it("tells its query, and a body only if it writes", () => {
    expect(ask("list")).toMatchObject({
      method: "list",
      response_mapping: "built in: acme groups",
      schema: { $ref: "#/$defs/Group", $defs: { Group: { properties: { parent_group: {} } } } },
      query_schema: { properties: { next_cursor: {} } },
      request_body_schema: null,
    })
    expect(ask("create", false, "timeoff_requests")).toMatchObject({
      request_body_schema: { type: "object", properties: { employee: {}, start_time: {} } },
    })
    expect(ask("create", false, "timeoff_requests")).not.toHaveProperty("request_body_schema.properties.session")
  })
  it("tells no filter that is refused", () => {
    expect(ask("list")).not.toHaveProperty("query_schema.properties.created_at")
    expect(ask("list")).toHaveProperty("query_schema.properties.name")
  })
  it("tells its answer only in full", () => {
    expect(ask("list")).not.toHaveProperty("response_schema")
    expect(ask("list", true)).toHaveProperty(["response_schema", "$defs", "GroupsPage", "properties", "result"])
  })
  it.each(["create", "update", "constructor"])("%s is refused where there is none, with those there are", (name) => {
    expect(refusal(() => ask(name))).toBe(`resource.not_found: groups have no method ${name}; they have list, get`)
  })
})

/** Those that are not refused because the HR system has no such value. */
const GROUP_FILTERS = Object.keys(model.groups.filters).filter((name) => !["created_at", "updated_at"].includes(name))

describe("pages on the whole model", () => {
  it("hold in JSON the methods and filters of each resource", () => {
    const { contentType, body } = describer.model("acme", "json")
    expect(contentType).toBe("application/json; charset=utf-8")
    const read = JSON.parse(body)
    expect(read).toMatchObject({ model: MODEL_NAME, integration: "acme" })
    expect(read.resources.map(({ resource }: { resource: string }) => resource).toSorted()).toEqual([
      "groups",
      "timeoff_requests",
    ])
    const groups = read.resources.find(({ resource }: { resource: string }) => resource === "groups")
    expect(groups.filters.map(({ name }: { name: string }) => name)).toEqual(GROUP_FILTERS)
    expect(groups.filters.find(({ name }: { name: string }) => name === "type").values).toContain("cost_center")
  })
  it("are one table of filters for each resource in Markdown", () => {
    const { contentType, body } = describer.model("acme", "md")
    expect(contentType).toBe("text/markdown; charset=utf-8")
    expect(body.startsWith("# HRIS with Acme\n\n## ")).toBe(true)
    expect(body).toContain(`\`/unified/${MODEL_NAME}/groups\`: list, get\n`)
    expect(body.match(/^\| --- \| --- \| --- \| --- \|\n\| `id` \|/gm)).toHaveLength(2)
    expect(body).not.toContain("|\n\n|")
  })
  it("name the same filters in HTML", () => {
    const { contentType, body } = describer.model("acme", "html")
    expect(contentType).toBe("text/html; charset=utf-8")
    expect(body).toContain("<h1>HRIS with Acme</h1>")
    expect(body.match(/<tr><td><code>/g)).toHaveLength(
      GROUP_FILTERS.length + Object.keys(model.timeoff_requests.filters).length,
    )
  })
})

describe("a describer", () => {
  it("names the integrations there are when asked for another", () => {
    expect(refusal(() => describer.tools("nobody", {}))).toBe(
      "resource.not_found: there is no integration nobody; there is acme",
    )
  })
  it("knows proxy resources by both names, and offers their methods as tools", () => {
    expect(["org-teams", "org/teams", "groups"].map((name) => describer.isProxyResource("acme", name))).toEqual([
      true,
      true,
      false,
    ])
    expect(describer.tools("acme", { tags: ["jobs"] }).map(({ name }) => name)).toEqual(["get_single_acme_job_by_id"])
  })
})
