import type { Change, Position, Rollcall } from "@rollcall/sdk"
import { fileStore } from "@rollcall/sdk/node"
import type { Command } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import type { Io } from "../io.js"
import { printRows, type Shown } from "../output.js"
import { wholeNumber, withOutput } from "./rows.js"

type Given = Connection &
  Shown & { follow?: boolean; after?: string; event?: string; resource?: string; limit: string; position?: string }

/** What happened, and with `--follow` what happens. */
export function addChanges(program: Command, io: Io): void {
  withOutput(
    withConnection(program.command("changes").description("what happened in the connected companies, in order")),
  )
    .option("-f, --follow", "go on, and print what happens")
    .option("--after <number>", "from this number of the log on (default: the newest ones)")
    .option("--event <types>", "only these, for example employee:*,compensation:changed")
    .option("--resource <name>", "only of this, for example hris/employees")
    .option("--limit <number>", "most of them, without --follow", "20")
    .option(
      "--position <file>",
      "with --follow: where the position is kept, so that it goes on from there the next time",
    )
    .action(async (given: Given) => {
      const rollcall = await connect(io, given)
      const query = { event_type: given.event, resource: given.resource }
      if (!given.follow) {
        const most = wholeNumber(given.limit)
        const rows = given.after
          ? await rollcall.changes.list({ ...query, after: given.after }).toArray({ most })
          : await readNewest(rollcall, query, most)
        return printRows(io, rows.map(rowOf(given)), { ...given, kind: "changes" })
      }
      const start: Position | undefined =
        given.after === undefined ? undefined : { after: wholeNumber(given.after), log: null }
      const kept = given.position === undefined ? undefined : fileStore<Position>(given.position)
      const store = { load: async () => (await kept?.load()) ?? start, save: async (at: Position) => kept?.save(at) }
      const onTrouble = (error: Error) => io.err(`${error.message}; trying again\n`)
      const begin = async (why: string) => {
        if (why === "expired") io.err("the log can't go on from that position: from the newest change instead\n")
      }
      io.err("Waiting for changes; Ctrl+C ends it\n")
      const options = { ...query, store, onTrouble, begin, signal: io.signal, pollMs: 2_000 }
      for await (const change of rollcall.changes.follow(options)) print(io, change, given)
    })
}

/** The log is read forwards, so it is entered further and further back until there are enough. */
async function readNewest({ changes }: Rollcall, query: object, most: number) {
  const { next_after: end } = await changes.list({ ...query, after: "latest" })
  for (let back = most; ; back *= 8) {
    const after = Math.max(0, end - back)
    const rows = await changes.list({ ...query, after: String(after), limit: 500 }).toArray()
    if (rows.length >= most || after === 0) return rows.slice(Math.max(0, rows.length - most))
  }
}

type Told = { record_id?: string; changed_fields?: readonly string[]; effective_date?: string | null; id?: string }

/** What a table shows; JSON has the whole change. */
const rowOf =
  ({ output }: Shown) =>
  (change: { event: string; sequence: number; payload: unknown; created_at: string }): object => {
    if (output === "json" || output === "ndjson") return change
    const { record_id, changed_fields = [], effective_date, id } = change.payload as Told // of any event
    const { sequence, event, created_at } = change
    return { sequence, event, record_id: record_id ?? id, changed_fields, effective_date, created_at }
  }

/** A line each: a table can't be drawn of rows that are still to come. */
function print(io: Io, change: Change, given: Given): void {
  if (given.output !== "table") {
    printRows(io, [rowOf(given)(change)], { ...given, output: "ndjson", kind: "changes" })
    return
  }
  const { record_id = "", changed_fields = [], effective_date } = rowOf(given)(change) as Told
  const day = effective_date ? `  from ${effective_date}` : ""
  io.out(`${change.sequence}  ${change.event}  ${record_id}  ${changed_fields.join(", ")}${day}\n`)
}
