import type { Rollcall } from "@rollcall/sdk"
import { ACTORS } from "../exit-codes.js"
import type { Io } from "../io.js"
import { printOne, type Shown } from "../output.js"
import { renderTable } from "../table.js"

type Entry = Awaited<ReturnType<Rollcall["log"]["get"]>>

/** One entry of the log: what was asked, what failed and who must act, then the calls to the HR system in their order. */
export async function printEntry(io: Io, entry: Entry, given: Shown): Promise<void> {
  const { output = "table", columns } = given
  if (output !== "table" || columns !== undefined) return printOne(io, entry, { ...given, kind: "entry" })
  const width = io.isTerminal ? io.columns : undefined
  const parts = [renderRequest(entry), await renderFailure(entry), renderCalls(entry, width)]
  io.out(parts.filter((part) => part !== "").join("\n"))
}

function renderRequest(entry: Entry): string {
  const asked = entry.http_method ? `${entry.http_method} ${entry.http_url ?? ""}` : entry.operation
  const lines: (readonly [string, unknown])[] = [
    ["request", [asked, entry.event].filter(Boolean).join(" ")],
    ["status", [entry.http_status_code ?? entry.webhook_endpoint_status, entry.status].filter(Boolean).join(" ")],
    ["time", `${entry.timestamp}, ${entry.duration} ms`],
    ["operation", entry.http_method && entry.operation],
    ["account", [entry.tenant_id, entry.integration, entry.integrated_account_id].filter(Boolean).join(", ")],
    ["token", entry.token_id],
    ["agent", [entry.mcp_server_name, entry.client_name, entry.client_version].filter(Boolean).join(", ")],
    ["tool", entry.tool_name],
    ["trigger", entry.trigger],
    ["rows", entry.result_count],
    ["request id", entry.request_id],
  ]
  const told = lines.map(([name, value]) => [name, String(value ?? "")] as const).filter(([, text]) => text !== "")
  const columns = [
    { title: "", cells: told.map(([name]) => name) },
    { title: "", cells: told.map(([, text]) => text) },
  ]
  return renderTable(columns, undefined)
}

/** The log keeps the code alone; what to do is the same for every failure that has it. */
async function renderFailure({ code, message }: Entry): Promise<string> {
  if (code === null) return ""
  const { ERRORS } = await import("@rollcall/contract")
  const known = Object.entries(ERRORS).find(([name]) => name === code)?.[1]
  const advice = known ? `${known.next_action} (${ACTORS[known.who_must_act]})\n` : ""
  return `${code}${message ? `: ${message}` : ""}\n${advice}`
}

function renderCalls(entry: Entry, width: number | undefined): string {
  const { calls, call_count: count, fetch_duration: ms, waited } = entry
  if (count === 0) return "No call to the HR system.\n"
  const kept = calls.length < count ? ` (${calls.length} of them are kept)` : ""
  const title = `${count} ${count === 1 ? "call" : "calls"} to the HR system${kept}: ${ms} ms, of these ${waited} waited\n`
  const column = (name: string, cell: (call: Entry["calls"][number]) => unknown) => ({
    title: name,
    cells: calls.map((call) => String(cell(call) ?? "")),
  })
  const columns = [
    column("method", (call) => call.method),
    column("path", (call) => call.path),
    column("status", (call) => [call.status, call.failure].filter((one) => one !== null).join(" ")),
    column("ms", (call) => call.duration),
    column("waited", (call) => call.waited),
    column("retries", (call) => Math.max(0, call.attempts - 1)),
  ]
  return title + renderTable(columns, width)
}
