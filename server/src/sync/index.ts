/**
 * Keeps the synced copy true. A run reads tables of the HR system into the mirror, page by page (extract), finds what is
 * gone (reconcile), and makes the records that show what changed (derive): record, history, event and checkpoint in one
 * transaction. One worker for an account at a time, by a lease with a number that goes up, so that a worker that was
 * thought dead can't write. States of runs and their steps stand in runs/run.ts. It knows the HR system only through the
 * gateway's table reader, and nobody who reads records or events.
 */
import type { Connector } from "@rollcall/connector-kit"
import { RESOURCES, type ResourceCoverage, type ResourceName, type SyncRun, type SyncState } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Page, PageQuery } from "../db/paging.js"
import { AppError, noRow } from "../errors.js"
import { graphOf, grownTables } from "../mirror/index.js"
import type { Vault } from "../vault/index.js"
import { cleanUp } from "./clean-up.js"
import { confirmHeld } from "./confirm.js"
import { showCoverage } from "./coverage/index.js"
import { followHints, type Hint } from "./follow-hints.js"
import { type Remap, remap } from "./remap.js"
import { pageRuns } from "./runs/page.js"
import { showRun, showStates, type TablesOf } from "./runs/show.js"
import { findRun, listSteps, type RunFilters } from "./runs/store.js"
import { recoverLostJobs, requestRun, resourcesOf, startDue } from "./schedule.js"
import { type SyncDeps, subjectOf } from "./session.js"
import { takeWritten, type Written } from "./take-written.js"
import { type Wake, work } from "./work.js"

export type Sync = {
  /** A run now; none of the named resources: all. Answers one that has not begun yet, if it reads the same. */
  start(account: Account, resources: readonly ResourceName[] | undefined): Promise<SyncRun>
  /** By account: how fresh each resource's copy is, and what is wrong with it. */
  states(environmentId: string, accountIds: readonly string[]): Promise<Record<string, SyncState>>
  /** By resource: what each field holds, and what may not be read. */
  coverage(account: Account, resource?: ResourceName): Promise<Record<string, ResourceCoverage>>
  page(environmentId: string, query: PageQuery & { filters: RunFilters }): Promise<Page<SyncRun>>
  get(environmentId: string, id: string): Promise<SyncRun | undefined>
  /** Lets a held run delete what is still missing. Undefined: no such run. */
  confirm(environmentId: string, id: string): Promise<SyncRun | undefined>
  /** Something says that these rows have changed. Answers what could not be followed. */
  follow(account: Account, hints: readonly Hint[]): Promise<{ hint: Hint; error: unknown }[]>
  /** What a write of ours has made or changed: it is in the copy when this resolves. */
  takeWritten(account: Account, written: Written): Promise<void>
  /** Job `derive-mapping`: the mapping of a resource was changed. */
  remap(what: Remap, signal: AbortSignal): Promise<void>
  /** Tables that have to be read once more when an account's connector becomes another one. */
  rereads(before: Connector, after: Connector): string[]
  /** Job `sync`. */
  work(wake: Wake, signal: AbortSignal): Promise<void>
  /** Starts runs that are due. */
  startDue(): Promise<void>
  /** Job `sync-sweep`. */
  cleanUp(): Promise<void>
  /** To be called every few seconds: wakes runs that lost their worker. Answers the seconds until the next one may have. */
  recoverLostJobs(): Promise<number | undefined>
}

export function createSync({ vault, ...deps }: SyncDeps & { vault: Vault }): Sync {
  const { db, records, clock } = deps
  const runs = createRuns(deps)
  return {
    get: runs.get,
    work: (wake, signal) => work(deps, wake, signal),
    startDue: () => startDue(deps),
    cleanUp: () => cleanUp(deps),
    recoverLostJobs: () => recoverLostJobs(deps),
    follow: (account, hints) => followHints(deps, account, hints),
    remap: (what, signal) => remap(deps, what, signal),
    rereads: (before, after) => grownTables(graphOf(before), graphOf(after)),
    takeWritten: (account, written) => takeWritten(deps, account, written),
    async start(account, wanted) {
      const known = resourcesOf(subjectOf(deps, account))
      const resources = wanted ? RESOURCES.filter((one) => wanted.includes(one) && known.includes(one)) : known
      if (resources.length === 0)
        throw new AppError("request.invalid", "resources: name at least one that the account has")
      const asked = { account, trigger: "request" as const, resources }
      const id = await db.transaction().execute((tx) => requestRun(deps, tx, asked))
      return runs.getOwn(account.environmentId, id)
    },
    states: async (environmentId, ids) => showStates(ids, await records.allFreshness(environmentId, ids)),
    coverage: (account, resource) => showCoverage(db, subjectOf(deps, account), resource),
    page: (environmentId, query) =>
      pageRuns({ db, vault, now: clock.now, tablesOf: (id) => runs.tablesOf(environmentId, id) }, environmentId, query),
    confirm: async (environmentId, id) =>
      (await confirmHeld(deps, environmentId, id)) ? runs.getOwn(environmentId, id) : undefined,
  }
}

/** Runs as a caller sees them. */
function createRuns(deps: SyncDeps) {
  const { db, clock, accounts } = deps
  const tablesIn = async (environmentId: string, accountId: string): Promise<TablesOf> => {
    const account = await accounts.find(environmentId, accountId)
    return account ? tablesOf(deps, account) : () => ({ sources: [], others: [] })
  }
  const get = async (environmentId: string, id: string) => {
    const run = await findRun(db, environmentId, id)
    if (!run) return undefined
    const steps = await listSteps(db, [id])
    return showRun(run, { steps, tablesOf: await tablesIn(environmentId, run.accountId), now: clock.now() })
  }
  const getOwn = async (environmentId: string, id: string) => {
    const run = await get(environmentId, id)
    if (!run) throw noRow({ what: "sync run", id, list: "GET /sync-run" })
    return run
  }
  return { get, getOwn, tablesOf: tablesIn }
}

function tablesOf(deps: SyncDeps, account: Account): TablesOf {
  const { graph } = subjectOf(deps, account)
  return (resource) => {
    const views = graph.views.filter((one) => one.resource === resource)
    const sources = [...new Set(views.map(({ view }) => view.from.name))]
    const others = new Set(views.flatMap(({ view }) => graph.tablesOf(view)).filter((name) => !sources.includes(name)))
    return { sources, others: [...others] }
  }
}

export type { NamedEvent, NameEvents } from "./events.js"
export type { Hint } from "./follow-hints.js"
export { nameRecordEvents } from "./named-events/index.js"
export type { RunEnd } from "./runs/run.js"
export { createFirstRun } from "./schedule.js"
