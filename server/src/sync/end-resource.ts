import type { ResourceName } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import { endOfDay } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import type { Attempt } from "../records/index.js"
import { setDay } from "./account-store.js"
import { settleCoverage } from "./coverage/index.js"
import { readDay } from "./derive.js"
import type { Run, Step, StepStatus } from "./runs/run.js"
import { listSteps, updateStep } from "./runs/store.js"
import { recordPlace, type SyncSession } from "./session.js"

type Ending = { run: Run; step: Step; resource: ResourceName; timeZone: string }

/** After the last row: what the run says of the resource, and how fresh its copy is. */
export async function endResource(
  session: SyncSession,
  tx: Db,
  { run, step, resource, timeZone }: Ending,
): Promise<void> {
  const { deps, graph, place, account } = session
  const views = graph.views.filter((one) => one.resource === resource)
  const { today, now } = await readDay(tx, timeZone)
  const steps = await listSteps(tx, [run.id])
  const states = await mirror.listStates(tx, place)
  const { status, error, attempt } = judgeResource({
    sources: new Set(views.map(({ view }) => view.from.name)),
    tables: [...new Set(views.flatMap(({ view }) => graph.tablesOf(view)))],
    states,
    steps: new Map(steps.flatMap((one) => (one.kind === "table" ? [[one.name, one]] : []))),
    skipped: step.progress.skipped,
  })
  await setDay(tx, account.id, { timeZone, nextDayAt: endOfDay(timeZone, today) })
  await updateStep(tx, step, { status, error, progress: step.progress })
  await deps.records.recordAttempt(tx, recordPlace(session, resource), { ...attempt, timeZone })
  const isRead = (attempt.completeAsOf ?? attempt.readAsOf) !== undefined
  await settleCoverage(tx, { subject: session, resource, states, now, isRead })
}

export type Judging = {
  /** Tables that the resource's rows are of. */
  sources: ReadonlySet<string>
  /** All that it needs. */
  tables: readonly string[]
  states: ReadonlyMap<string, Pick<mirror.TableState, "state" | "asOf">>
  /** By table, those that the run has read. */
  steps: ReadonlyMap<string, Pick<Step, "status" | "error" | "checkpoint" | "progress">>
  /** Rows that could not be mapped. */
  skipped: number
}

type Judged = { status: StepStatus; error: string | null; attempt: Attempt }

/** The worst of what became of its tables. */
export function judgeResource({ sources, tables, states, steps, skipped }: Judging): Judged {
  const among = (status: StepStatus) => tables.filter((name) => steps.get(name)?.status === status)
  const errorOf = (names: readonly string[]) => errorsOf(names, { sources, steps })
  const end = (status: StepStatus, result: string, error: string | null): Judged => ({
    status,
    error,
    attempt: { result, error: error ?? undefined },
  })
  const refused = [...sources].filter((name) => states.get(name)?.state === "refused")
  if (refused.length === sources.size) return end("skipped", "forbidden", errorOf(refused))
  const held = among("held").filter((name) => sources.has(name))
  if (held.length > 0) return end("held", "held", errorOf(held))
  const unread = tables.filter((name) => !states.has(name))
  if (among("failed").length > 0) return end("failed", "failed", errorOf(among("failed")))
  if (unread.length > 0) return end("failed", "failed", `${unread.join(", ")}: not read yet`)
  const asOf = oldest(tables, states)
  // Rows of a table that is refused now are as old as they were.
  if (refused.length > 0) {
    const told = `${refused.join(", ")}: the HR system refuses it, its rows are as they were`
    return { status: "done", error: told, attempt: { result: "incomplete", error: told, readAsOf: asOf } }
  }
  const error = errorOf(among("done"))
  const bad = [...sources].reduce((sum, name) => sum + (steps.get(name)?.progress.skipped ?? 0), skipped)
  if (bad > 0) {
    const told = `${bad} rows could not be read and are as they were before: see skipped_rows of the run`
    return { status: "done", error, attempt: { result: "incomplete", error: told, readAsOf: asOf } }
  }
  const isDoubted = tables.some((name) => steps.get(name)?.checkpoint.isDoubted)
  const attempt = {
    result: isDoubted ? "incomplete" : "completed",
    error: error ?? undefined,
    completeAsOf: asOf,
    isWhole: true,
  }
  return { status: "done", error, attempt }
}

/** What went wrong with these tables, each sentence once; by name, unless the rows are all of the one that it is about. */
function errorsOf(names: readonly string[], { sources, steps }: Pick<Judging, "sources" | "steps">): string | null {
  const namesOf = new Map<string, string[]>()
  for (const name of names) {
    const error = steps.get(name)?.error
    if (error) namesOf.set(error, [...(namesOf.get(error) ?? []), name])
  }
  const said = [...namesOf].map(([error, [first = "", ...more]]) =>
    more.length === 0 && sources.has(first) ? error : `${[first, ...more].join(", ")}: ${error}`,
  )
  return said.join("; ").slice(0, 2_000) || null
}

/** All that happened before is in all of the tables. */
function oldest(tables: readonly string[], states: Judging["states"]): Date | undefined {
  const moments = tables.flatMap((name) => {
    const state = states.get(name)
    return state?.state === "complete" && state.asOf ? [state.asOf.getTime()] : []
  })
  return moments.length > 0 ? new Date(Math.min(...moments)) : undefined
}
