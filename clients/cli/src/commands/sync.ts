import type { SyncRun } from "@rollcall/sdk"
import type { Command } from "commander"
import { type Connection, connect, withConnection } from "../connect.js"
import { CommandFailure, type Io } from "../io.js"
import { printOne, printRows, type Shown } from "../output.js"
import { unifiedResource, withOutput } from "./rows.js"

type Given = Connection & Shown & { resources?: string; wait: boolean }

const LOOK_MS = 500

/** Starts a run and shows how far it is. */
export function addSync(program: Command, io: Io): void {
  withOutput(withConnection(program.command("sync").description("read a connection's HR system into the copy now")))
    .option("--resources <names>", "only these, for example employees,groups")
    .option("--no-wait", "do not wait for its end")
    .action(async (given: Given) => {
      const resources = given.resources?.split(",").map(unifiedResource) as SyncRun["resources"] | undefined
      const rollcall = await connect(io, given)
      let run = await rollcall.syncRuns.create(resources ? { resources } : {})
      if (!given.wait) return printOne(io, run, { ...given, kind: "syncRuns" })
      const progress = createProgress(io)
      while (run.status === "queued" || run.status === "running") {
        progress.show(lineOf(run))
        await io.sleep(LOOK_MS, io.signal)
        run = await rollcall.syncRuns.get(run.id, { signal: io.signal })
      }
      progress.end()
      if (given.output === "json") printOne(io, run, { ...given, kind: "syncRuns" })
      else printRows(io, rowsOf(run), { ...given, kind: "resources" })
      if (run.status !== "completed") throw new CommandFailure(endOf(run), run.status === "held" ? 5 : 1)
    })
}

const endOf = ({ status, error, id }: SyncRun): string =>
  status === "held"
    ? `A deletion of many rows waits to be confirmed: rollcall call sync_runs confirm ${id}`
    : `The sync ${status}: ${error ?? "see the rows above"}`

const rowsOf = ({ progress }: SyncRun): object[] =>
  Object.entries(progress).map(([resource, one]) => ({
    ...{ resource, status: one.status, rows: one.rows, created: one.created, updated: one.updated },
    ...{ deleted: one.deleted, calls: one.upstream_calls, error: one.error ?? "" },
  }))

const WIDTH = 24

/** `██████░░░░ 4 of 9 lists, 1,240 rows, 12 s left` */
export function lineOf({ tables, status, seconds_left: left }: SyncRun): string {
  const all = Object.values(tables)
  const isOver = ({ status }: { status: string }) => ["done", "skipped", "failed", "held", "deriving"].includes(status)
  const done = all.filter(isOver).length
  const rows = all.reduce((sum, one) => sum + one.rows, 0)
  const share = all.reduce((sum, one) => sum + shareOf(one, isOver(one)), 0) / Math.max(1, all.length)
  const filled = Math.floor(share * WIDTH)
  const bar = "█".repeat(filled) + "░".repeat(WIDTH - filled)
  const told =
    status === "queued" ? "waits for a worker" : `${done} of ${all.length} lists, ${rows.toLocaleString("en")} rows`
  return `${bar} ${told}${left === null ? "" : `, ${left} s left`}`
}

const shareOf = ({ rows, estimate }: { rows: number; estimate: number | null }, isOver: boolean): number =>
  isOver ? 1 : estimate ? Math.min(0.99, rows / estimate) : 0

/** One line that is written over, where a person looks; nothing at all where none does. */
export function createProgress(io: Io) {
  let hasLine = false
  return {
    show(line: string) {
      if (!io.isTerminal) return
      io.err(`\r\u001b[K${[...line].slice(0, io.columns - 1).join("")}`)
      hasLine = true
    },
    end() {
      if (hasLine) io.err("\r\u001b[K")
    },
  }
}
