import type { CallToolResult } from "@modelcontextprotocol/server"
import type { FailedCall } from "../within/index.js"

type Row = Record<string, unknown>
const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value)

/** What a tool answers: the same as text and as data, and in words how to go on when there is more. */
export function answerTool(value: unknown, { hasRemoteData }: { hasRemoteData: boolean }): CallToolResult {
  const shown = hasRemoteData ? value : withoutRemoteData(value)
  const data = isRow(shown) ? shown : { result: shown ?? null }
  const more = typeof data.next_cursor === "string" && data.next_cursor !== "" ? [text(MORE)] : []
  return { content: [text(JSON.stringify(data)), ...more], structuredContent: data }
}

const MORE =
  "There are more rows. Call the tool again with the same arguments and next_cursor as it was answered, or narrow the list with a filter."

const text = (said: string) => ({ type: "text" as const, text: said })

/** Of a row, and of the rows of a list. */
function withoutRemoteData(value: unknown): unknown {
  if (!isRow(value)) return value
  const { remote_data: _, ...row } = value
  return Array.isArray(row.result) ? { ...row, result: row.result.map(withoutRemoteData) } : row
}

const TOLD = ["code", "message", "who_must_act", "next_action", "docs_url", "request_id", "details", "raw_response"]
const OF_WRITE = ["write_id", "steps"]

/** A refusal is an answer that the agent reads, not a failure of the protocol. */
export function answerFailure({ status, body }: FailedCall): CallToolResult {
  const told = [...TOLD, ...OF_WRITE].flatMap((name) => (body[name] === undefined ? [] : [[name, body[name]]]))
  const data: Row = { ...Object.fromEntries(told), status }
  return { isError: true, content: [text(JSON.stringify(data))], structuredContent: data }
}
