import type { CallToolResult, Tool as McpTool } from "@modelcontextprotocol/server"
import { unknownTool } from "./unknown-tool.js"

/** Three tools that find, describe and call the others: for agents whose context is small, or whose tools are many. */
export const SEARCH = "search_tools"
export const SCHEMA = "get_tool_schema"
export const CALL = "call_tool"

export const SEE_ALL = `${SEARCH} finds all of them`

const MOST_FOUND = 50
const FOUND_FIRST = 10
const named = { type: "string", description: `Name of a tool, as ${SEARCH} answered it.` }
const hints = { readOnlyHint: true, openWorldHint: false }

/** `isReadOnly`: none of the tools behind them writes. */
export const discoveryTools = (isReadOnly: boolean): McpTool[] => [
  {
    name: SEARCH,
    description: "Find tools by words of what they do, such as `list employees`. Without words: the first of all.",
    inputSchema: {
      type: "object",
      properties: {
        query: { type: "string" },
        limit: { type: "integer", minimum: 1, maximum: MOST_FOUND, description: `${FOUND_FIRST} unless given.` },
      },
    },
    annotations: hints,
  },
  {
    name: SCHEMA,
    description: "Read which arguments a tool takes.",
    inputSchema: { type: "object", properties: { name: named }, required: ["name"] },
    annotations: hints,
  },
  {
    name: CALL,
    description: `Call a tool with its arguments. Ask ${SCHEMA} for them first.`,
    inputSchema: {
      type: "object",
      properties: { name: named, arguments: { type: "object", description: "As the tool's schema says." } },
      required: ["name"],
    },
    annotations: isReadOnly
      ? { readOnlyHint: true, openWorldHint: true }
      : { readOnlyHint: false, destructiveHint: true, idempotentHint: false, openWorldHint: true },
  },
]

type Given = Readonly<Record<string, unknown>>

/** The tools that fit best first: each word counts, in the name twice. */
export function searchTools(tools: readonly McpTool[], { query, limit }: Given): CallToolResult {
  const words = typeof query === "string" ? (query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) : []
  const most = typeof limit === "number" && limit >= 1 ? Math.min(Math.floor(limit), MOST_FOUND) : FOUND_FIRST
  const rank = ({ name, description = "" }: McpTool) =>
    words.reduce((sum, word) => sum + (fits(name, word) ? 2 : 0) + (fits(description, word) ? 1 : 0), 0)
  const ranked = tools.map((tool) => ({ tool, rank: rank(tool) })).filter((one) => words.length === 0 || one.rank > 0)
  const found = ranked.sort((one, other) => other.rank - one.rank).slice(0, most)
  const result = found.map(({ tool: { name, description = "", annotations } }) => ({
    ...{ name, description, is_read_only: annotations?.readOnlyHint ?? false },
  }))
  return asAnswer({ result, found: ranked.length })
}

/** Of `employees` and `employee` either is meant. */
const fits = (text: string, word: string): boolean => text.toLowerCase().includes(word.replace(/(?<=\w{3})s$/, ""))

export function showSchema(tools: readonly McpTool[], { name }: Given): CallToolResult {
  const found = tools.find((one) => one.name === name)
  if (!found) throw unknownTool(name, namesOf(tools), SEE_ALL)
  return asAnswer({ ...found })
}

const asAnswer = (data: Record<string, unknown>): CallToolResult => ({
  content: [{ type: "text", text: JSON.stringify(data) }],
  structuredContent: data,
})

export const namesOf = (tools: readonly { name: string }[]): string[] => tools.map(({ name }) => name)
