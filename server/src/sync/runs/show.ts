import type { SyncRun, SyncState } from "@rollcall/contract"
import { RESOURCES } from "@rollcall/contract"
import type { Freshness } from "../../records/index.js"
import { OPEN_STEPS, type Progress, type Run, type Step } from "./run.js"

/** Names of the tables that feed a resource: those its rows are of come first. */
export type TablesOf = (resource: string) => { sources: readonly string[]; others: readonly string[] }

type Showing = { steps: readonly Step[]; tablesOf: TablesOf; now: Date }

/** The public shape of a run, with how far each table and resource is. */
export function showRun(run: Run, { steps, tablesOf, now }: Showing): SyncRun {
  const tables = steps.filter(({ kind }) => kind === "table")
  const resources = RESOURCES.flatMap((name) => steps.find((one) => one.kind === "resource" && one.name === name) ?? [])
  const charged = new Set<string>()
  const progress = resources.map((step): [string, SyncRun["progress"][string]] => {
    const { sources, others } = tablesOf(step.name)
    const own = tables.filter(({ name }) => sources.includes(name))
    // What a table cost is told once, for the first resource that it feeds.
    const all = tables.filter(({ name }) => [...sources, ...others].includes(name))
    const cost = all.filter(({ name }) => !charged.has(name))
    for (const { name } of cost) charged.add(name)
    return [step.name, showResource(step, { own, all, cost })]
  })
  return {
    id: run.id,
    integrated_account_id: run.accountId,
    environment_id: run.environmentId,
    trigger: run.trigger,
    status: run.status,
    error: run.error,
    resources: resources.map(({ name }) => name as SyncRun["resources"][number]), // named by RESOURCES
    progress: Object.fromEntries(progress),
    tables: Object.fromEntries(tables.map((step) => [step.name, showTable(step)])),
    seconds_left: run.status === "running" ? secondsLeft(run, { tables, now }) : null,
    created_at: run.createdAt.toISOString(),
    started_at: run.startedAt?.toISOString() ?? null,
    finished_at: run.finishedAt?.toISOString() ?? null,
  }
}

function showTable({ status, mode, progress, error, startedAt, finishedAt }: Step): SyncRun["tables"][string] {
  const { calls, bad, replaced, lacking, ...counts } = progress
  return {
    status,
    mode,
    ...counts,
    upstream_calls: calls,
    skipped_rows: bad,
    lacking_columns: [...lacking],
    replaced_values: replaced,
    error,
    started_at: startedAt?.toISOString() ?? null,
    finished_at: finishedAt?.toISOString() ?? null,
  }
}

/** Steps of tables: those its rows are of, all that it needs, and those that are charged to it. */
type Read = { own: readonly Step[]; all: readonly Step[]; cost: readonly Step[] }

/** Pages, rows and calls are those of the tables, what was created, updated and deleted is of the resource. */
function showResource(step: Step, { own, all, cost }: Read): SyncRun["progress"][string] {
  const reading = own.find(({ status }) => OPEN_STEPS.includes(status) && status !== "pending")
  // What a table was held for may be settled by a later run, before the others of the run are.
  const isSettled = step.status === "held" && !own.some(({ status }) => status === "held")
  const started = own.flatMap(({ startedAt }) => startedAt ?? [])
  const from = started.sort((a, b) => a.getTime() - b.getTime())[0] ?? step.startedAt
  return {
    ...showTable(step),
    status: isSettled ? "failed" : step.status === "pending" && reading ? reading.status : step.status,
    mode: own.some(({ mode }) => mode === "full") ? "full" : (own[0]?.mode ?? step.mode),
    pages: sum(own, "pages"),
    rows: own.length > 0 ? sum(own, "rows") : step.progress.rows,
    upstream_calls: sum(cost, "calls"),
    estimate: own.some(({ progress }) => progress.estimate !== null) ? sum(own, "estimate") : null,
    skipped: step.progress.skipped + sum(own, "skipped"),
    skipped_rows: [...own.flatMap(({ progress }) => progress.bad), ...step.progress.bad],
    lacking_columns: all.flatMap(({ name, progress }) => progress.lacking.map((column) => `${name}.${column}`)),
    replaced_values: cost.flatMap(({ progress }) => progress.replaced),
    started_at: from?.toISOString() ?? null,
  }
}

const sum = (
  steps: readonly Step[],
  name: { [K in keyof Progress]: Progress[K] extends number | null ? K : never }[keyof Progress],
): number => steps.reduce((total, { progress }) => total + (progress[name] ?? 0), 0)

/** By the pace until now. Null: no table says how many rows it has. */
function secondsLeft({ startedAt }: Run, { tables, now }: { tables: readonly Step[]; now: Date }): number | null {
  const known = tables.filter(({ mode, progress }) => mode === "full" && progress.estimate !== null)
  const [read, all] = [sum(known, "rows"), sum(known, "estimate")]
  if (!startedAt || read === 0 || all <= read) return null
  const passedMs = now.getTime() - startedAt.getTime()
  return Math.max(1, Math.round(((passedMs / read) * (all - read)) / 1_000))
}

/** By account, and resource. */
export const showStates = (
  accountIds: readonly string[],
  known: readonly (Freshness & { accountId: string; resource: string })[],
): Record<string, SyncState> => {
  const byAccount = new Map<string, (typeof known)[number][]>(accountIds.map((id) => [id, []]))
  for (const one of known) byAccount.get(one.accountId)?.push(one)
  return Object.fromEntries([...byAccount].map(([id, own]) => [id, showState(own)]))
}

const showState = (known: readonly (Freshness & { resource: string })[]): SyncState =>
  Object.fromEntries(
    known.map(({ resource, firstSyncedAt, dataAsOf, lastAttempt: { at, result, error } }) => [
      resource,
      {
        first_synced_at: firstSyncedAt?.toISOString() ?? null,
        data_as_of: dataAsOf?.toISOString() ?? null,
        last_attempt: { at: at.toISOString(), result, error },
      },
    ]),
  )
