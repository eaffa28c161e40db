import type { Tool as McpTool } from "@modelcontextprotocol/server"
import type { PlainSchema, Tool } from "../../gateway/describe/index.js"
import { bodyNameOf, FIRST_LIMIT, isReading, OWN } from "./call-of.js"

type Properties = Record<string, PlainSchema>

/** A tool as MCP lists it: one flat object of arguments, and what it does to the HR system. */
export function showTool(tool: Tool): McpTool {
  const body = Object.entries(tool.body_schema.properties ?? {})
  const renamed = body.map(([name, one]) => [bodyNameOf(tool, name), one])
  const properties: Properties = {
    ...tool.query_schema.properties,
    ...Object.fromEntries(renamed),
    ...ownArguments(tool),
  }
  const required = tool.required.map((name) =>
    Object.hasOwn(tool.query_schema.properties ?? {}, name) ? name : bodyNameOf(tool, name),
  )
  return {
    name: tool.name,
    description: tool.description,
    inputSchema: { type: "object", properties, ...(required.length > 0 ? { required } : {}) },
    annotations: annotationsOf(tool),
  }
}

function ownArguments(tool: Tool): Properties {
  const limit = tool.query_schema.properties?.limit
  return {
    ...(tool.method === "list" && limit
      ? { limit: { ...limit, description: `Rows of a page; ${FIRST_LIMIT} unless given.` } }
      : {}),
    ...(tool.type === "unified"
      ? { [OWN.remote]: { type: "boolean", description: "True: with the HR system's own data as well. It is long." } }
      : {}),
    ...(isReading(tool) ? {} : { [OWN.key]: { type: "string", description: KEY } }),
  }
}

const KEY =
  "Any text that you have not used before. With the same one again, the call is answered what it was first, and nothing is written twice."

/** Other methods than these may do anything. */
const TOUCH_NO_ROW: ReadonlySet<string> = new Set(["create"])
const SAME_AGAIN: ReadonlySet<string> = new Set(["update", "delete"])

function annotationsOf(tool: Tool): NonNullable<McpTool["annotations"]> {
  if (isReading(tool)) return { readOnlyHint: true, openWorldHint: true }
  return {
    readOnlyHint: false,
    destructiveHint: !TOUCH_NO_ROW.has(tool.method),
    idempotentHint: SAME_AGAIN.has(tool.method),
    openWorldHint: true,
  }
}
