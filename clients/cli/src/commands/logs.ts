import type { Rollcall } from "@rollcall/sdk"
import type { Command } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import type { Io } from "../io.js"
import { printRows, type Shown } from "../output.js"
import { printEntry } from "./log-entry.js"
import { wholeNumber, withOutput } from "./rows.js"

type Given = Connection & Shown & { follow?: boolean; limit: string; type?: string; failed?: boolean }
type Entry = Awaited<ReturnType<Rollcall["log"]["list"]>>["result"][number]

const LOOK_MS = 2_000
const TYPES = ["unified_proxy_api", "api", "mcp", "webhook", "rapid_bridge", "sync_job_cron_trigger"]

/** What was asked of Rollcall, and what that took at the HR system. */
export function addLogs(program: Command, io: Io): void {
  withOutput(
    withConnection(
      program.command("logs").description("requests, syncs and deliveries, with their calls to the HR system"),
    ),
  )
    .argument("[id]", "one entry with its calls, or the request id of an error")
    .option("-f, --follow", "go on, and print what comes")
    .option("--type <types>", `only these: ${TYPES.join(", ")}`)
    .option("--failed", "only those that failed")
    .option("--limit <number>", "how many at first", "20")
    .action(async (id: string | undefined, given: Given) => {
      const rollcall = await connect(io, given)
      if (id !== undefined) return printEntry(io, await rollcall.log.get(id), given)
      const read = createReader(rollcall, given)
      const first = await read(wholeNumber(given.limit))
      printRows(io, first, { ...given, kind: "log" })
      if (given.follow) await follow(io, read, given)
    })
}

/** The newest entries that were not read before, oldest first. */
function createReader(rollcall: Rollcall, { type, failed }: Given) {
  const seen = new Set<string>()
  // Deliveries are of the environment, so an account has none.
  const types = type?.split(",") ?? TYPES.filter((one) => one !== "webhook" || rollcall.accountId === undefined)
  return async (most: number): Promise<Entry[]> => {
    const pages = await Promise.all(
      types.map((log_type) => rollcall.log.list({ log_type, limit: Math.min(100, most) } as object)),
    )
    const fresh = pages
      .flatMap(({ result }) => result)
      .filter(({ id }) => !seen.has(id))
      .filter(({ http_status_code: status }) => !failed || status === null || status >= 400)
      .sort((one, other) => (one.timestamp < other.timestamp ? -1 : 1))
      .slice(-most)
    for (const { id } of fresh) seen.add(id)
    return fresh
  }
}

async function follow(io: Io, read: (most: number) => Promise<Entry[]>, given: Given): Promise<void> {
  while (!io.signal.aborted) {
    await io.sleep(LOOK_MS, io.signal)
    for (const entry of await read(100)) {
      if (given.output === "table") io.out(`${lineOf(entry)}\n`)
      else printRows(io, [entry], { ...given, output: "ndjson", kind: "log" })
    }
  }
}

const lineOf = ({ timestamp, http_method, http_url, http_status_code, duration, request_id }: Entry): string =>
  `${timestamp}  ${http_status_code ?? "-"}  ${http_method ?? ""} ${http_url ?? ""}  ${duration} ms  ${request_id}`
