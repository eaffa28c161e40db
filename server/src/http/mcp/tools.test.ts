import { isReading } from "@rollcall/connector-kit"
import { describe, expect, it } from "vitest"
import { describeTools } from "../../gateway/describe/tools.js"
import { connectors } from "../../testing.js"
import { routes } from "../routes/index.js"
import { bodyNameOf, callOf, operationOf } from "./call-of.js"
import { discoveryTools, searchTools } from "./discovery.js"
import { noteOf } from "./note.js"
import { showTool } from "./show-tool.js"
import { answerTool } from "./tool-answer.js"
import { unknownTool } from "./unknown-tool.js"

const toolWith = (query: string[], body: string[], method = "create") => {
  const properties = (names: string[]) => Object.fromEntries(names.map((name) => [name, { type: "string" }]))
  return {
    ...{ resource: "employees", method, name: "tool", type: "unified" as const, description: "", required: body },
    query_schema: { type: "object", properties: properties(query) },
    body_schema: { type: "object", properties: properties(body) },
  }
}

describe.each(connectors.map((one) => [one.name, one] as const))("tools of %s", (_, connector) => {
  const tools = describeTools(connector, { type: "all" })

  it("are each a call of an operation that there is, with every id in its path", () => {
    for (const tool of tools) {
      const { method, path } = callOf(tool, { id: "a/b" })
      const { operation } = routes.find((route) => route.operation.id === operationOf(tool).id) ?? {}
      expect(operation?.method, tool.name).toBe(method)
      expect(path, tool.name).not.toContain(":")
      expect(path.split("/"), tool.name).toHaveLength(operation?.path.split("/").length ?? 0)
    }
  })

  it("have each argument once, and require none that they do not take", () => {
    for (const tool of tools) {
      const { inputSchema, annotations } = showTool(tool)
      const names = Object.keys(inputSchema.properties ?? {})
      for (const name of inputSchema.required ?? []) expect(names, tool.name).toContain(name)
      for (const name of Object.keys(tool.body_schema.properties ?? {}))
        expect(names, tool.name).toContain(bodyNameOf(tool, name))
      expect(names.includes("idempotency_key"), tool.name).toBe(annotations?.readOnlyHint === false)
    }
  })

  it("take dry_run where they write, which no operation of the HR system has for itself", () => {
    const takes = tools.filter(({ query_schema }) => Object.hasOwn(query_schema.properties ?? {}, "dry_run"))
    const writing = [...connector.proxy.values()].flatMap(({ methods }) => methods.filter((one) => !isReading(one)))
    expect(takes.filter(({ type }) => type === "proxy")).toHaveLength(writing.length)
    for (const { query, body } of [...connector.proxy.values()].flatMap(({ methods }) => methods))
      expect({ ...Object(query?.properties), ...Object(body?.properties) }).not.toHaveProperty("dry_run")
    const [tool] = takes.filter(({ type }) => type === "proxy")
    expect(tool && callOf(tool, { id: "1", dry_run: true }).query).toEqual({ dry_run: true })
  })

  it("say which of them only read", () => {
    const hints = tools.map((tool) => [tool.method, showTool(tool).annotations?.readOnlyHint])
    expect(hints.filter(([method, isReadOnly]) => (method === "list" || method === "get") !== isReadOnly)).toEqual([])
  })
})

describe("arguments of a tool", () => {
  it("that the query and the body both name are told apart", () => {
    const tool = toolWith(["name", "dry_run"], ["name", "idempotency_key", "title"])
    const shown = Object.keys(showTool(tool).inputSchema.properties ?? {})
    expect(shown.sort()).toEqual(
      [
        "name",
        "body_name",
        "dry_run",
        "title",
        "body_idempotency_key",
        "idempotency_key",
        "include_remote_data",
      ].sort(),
    )
    expect(showTool(tool).inputSchema.required).toEqual(["name", "body_idempotency_key", "title"])
    const given = { name: "q", body_name: "b", title: "t", idempotency_key: "k", include_remote_data: true }
    expect(callOf(tool, given)).toEqual({
      ...{ method: "POST", path: "/unified/hris/employees", key: "k" },
      query: { name: "q" },
      body: { name: "b", title: "t" },
    })
  })

  it("that nobody knows go where they are refused by name", () => {
    expect(callOf(toolWith([], []), { colour: 1 })).toMatchObject({ query: {}, body: { colour: 1 } })
    expect(callOf(toolWith([], [], "list"), { colour: 1 })).toMatchObject({
      query: { limit: 20, colour: 1 },
      body: undefined,
    })
  })

  it("are refused where an id or a key is none", () => {
    for (const id of [undefined, "", null, {}, true])
      expect(() => callOf(toolWith([], [], "get"), { id })).toThrow(
        expect.objectContaining({ code: "request.invalid" }),
      )
    expect(callOf(toolWith([], [], "get"), { id: 7 }).path).toBe("/unified/hris/employees/7")
    expect(callOf(toolWith([], [], "get"), { id: "../x?y" }).path).toBe("/unified/hris/employees/..%2Fx%3Fy")
    expect(() => callOf(toolWith([], []), { idempotency_key: 5 })).toThrow("idempotency_key")
  })
})

describe("a tool that is not there", () => {
  const names = [
    "list_all_hris_employees",
    "list_all_hris_groups",
    "get_single_hris_employee_by_id",
    "create_a_hris_group",
  ]
  const told = (name: unknown) => unknownTool(name, names, "tools/list has all of them").message

  it.each([
    ["list_employee", "list_all_hris_employees"],
    ["listEmployees", "list_all_hris_employees"],
    ["list_all_hris_emploees", "list_all_hris_employees"],
    ["get_employee", "get_single_hris_employee_by_id"],
    ["hris_group", "create_a_hris_group or list_all_hris_groups"],
  ])("%s, is told with the nearest ones that are", (name, near) => {
    const message = `there is no tool ${name} among those of this server: did you mean ${near}? tools/list has all of them`
    expect(told(name)).toBe(message)
  })

  it("is told with the way to all of them where none is near", () => {
    for (const name of [
      "weather",
      "list_the_weather_of_today",
      "x".repeat(100_000),
      "_".repeat(100_000),
      "",
      undefined,
      {},
    ])
      expect(told(name)).toMatch(/^there is no tool .{0,100} among those of this server: tools\/list has all of them$/)
  })
})

describe("what a tool answers", () => {
  const rows = { result: [{ id: "1", remote_data: {} }], next_cursor: null }

  it("has the HR system's own data only when that is asked for", () => {
    expect(answerTool(rows, { hasRemoteData: false }).structuredContent).toEqual({
      result: [{ id: "1" }],
      next_cursor: null,
    })
    expect(answerTool(rows, { hasRemoteData: true }).structuredContent).toEqual(rows)
    expect(answerTool({ id: "1", remote_data: {} }, { hasRemoteData: false }).structuredContent).toEqual({ id: "1" })
  })

  it("is an object, whatever the HR system answers, and says when there is more", () => {
    expect(answerTool([1], { hasRemoteData: true }).structuredContent).toEqual({ result: [1] })
    expect(answerTool(null, { hasRemoteData: true }).structuredContent).toEqual({ result: null })
    expect(answerTool({ result: [], next_cursor: "c" }, { hasRemoteData: true }).content).toHaveLength(2)
    expect(answerTool(rows, { hasRemoteData: true }).content).toHaveLength(1)
  })
})

describe("discovery", () => {
  const tools = [
    { name: "create_a_hris_group", description: "Add a group.", inputSchema: { type: "object" as const } },
    { name: "list_all_hris_employees", description: "List employees.", inputSchema: { type: "object" as const } },
  ]

  it("finds what fits best first, and nothing that does not fit", () => {
    const namesOf = (query?: string, limit?: number) =>
      Object(searchTools(tools, { query, limit }).structuredContent).result.map(({ name }: { name: string }) => name)
    expect(namesOf("the EMPLOYEE list")).toEqual(["list_all_hris_employees"])
    expect(namesOf("hris")).toHaveLength(2)
    expect(namesOf(undefined, 1)).toEqual(["create_a_hris_group"])
    expect(namesOf("rocket")).toEqual([])
  })

  it("only says that it reads where nothing behind it writes", () => {
    const hintOf = (isReadOnly: boolean) => discoveryTools(isReadOnly).at(-1)?.annotations?.readOnlyHint
    expect([hintOf(true), hintOf(false)]).toEqual([true, false])
  })
})

it("The log is told words of the protocol and no arguments", () => {
  const params = { name: "list_all_hris_employees", arguments: { first_name: "Ada" } }
  expect(noteOf({ method: "tools/call", params })).toEqual({
    mcp_method: "tools/call",
    tool_name: "list_all_hris_employees",
  })
  const clientInfo = { name: "a client", version: "1.0" }
  const told = { client_name: "a client", client_version: "1.0" }
  expect(noteOf([{ method: "initialize", params: { clientInfo } }])).toEqual({ mcp_method: "initialize", ...told })
  const _meta = { "io.modelcontextprotocol/clientInfo": clientInfo }
  expect(noteOf({ method: "tools/list", params: { _meta } })).toEqual({ mcp_method: "tools/list", ...told })
  expect(noteOf({ method: "Ada Lovelace <ada@x.example>", params: 5 })).toEqual({ mcp_method: "*" })
})
