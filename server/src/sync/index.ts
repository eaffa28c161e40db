/**
 * Keeps the synced copy true: reads every resource of an account page by page, compares, writes what changed and tells
 * of it, all of a page in one transaction with its checkpoint. One worker for an account at a time, by a lease with a
 * number that goes up, so that a worker that was thought dead can't write. States of runs and their steps stand in
 * runs/run.ts. It knows the HR system only through the gateway's puller, and nobody who reads records or events.
 */
import { RESOURCES, type ResourceName, type SyncRun, type SyncState } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Db } from "../db/index.js"
import type { Page, PageQuery } from "../db/paging.js"
import { AppError } from "../errors.js"
import type { Vault } from "../vault/index.js"
import { cleanUp } from "./clean-up.js"
import { confirmHeld } from "./confirm.js"
import { restartInterval } from "./lease/store.js"
import { createReadAgain, type Hint } from "./read-again.js"
import { createRelief } from "./relief.js"
import { pageRuns } from "./runs/page.js"
import { showRun, showStates } from "./runs/show.js"
import { findRun, listSteps, type RunFilters } from "./runs/store.js"
import { requestRun, startDue, wakeLeft } from "./schedule.js"
import { readSettings } from "./settings.js"
import type { SyncParts } from "./shift.js"
import { type Wake, work } from "./work.js"

export type Sync = {
  /** An account has become active: its first run commits with that, unless its settings say that it is not synced. */
  scheduleFirst(tx: Db, account: Account): Promise<void>
  /** A run now; none of the named resources: all. Answers one that has not begun yet, if it reads the same. */
  start(account: Account, resources: readonly ResourceName[] | undefined): Promise<SyncRun>
  /** By account: how fresh each resource's copy is, and what is wrong with it. */
  states(environmentId: string, accountIds: readonly string[]): Promise<Record<string, SyncState>>
  page(environmentId: string, query: PageQuery & { filters: RunFilters }): Promise<Page<SyncRun>>
  get(environmentId: string, id: string): Promise<SyncRun | undefined>
  /** Lets a held run delete what is still missing. Undefined: no such run. */
  confirm(environmentId: string, id: string): Promise<SyncRun | undefined>
  /** Something says that these rows have changed: they are read again. */
  readAgain(hint: Hint): Promise<void>
  /** Job `sync`. */
  work(wake: Wake, signal: AbortSignal): Promise<void>
  /** Starts runs that are due. */
  startDue(): Promise<void>
  /** Job `sync-sweep`. */
  sweep(): Promise<void>
  /** To be called every few seconds: wakes runs that lost their worker. Answers the seconds until the next one may have. */
  wakeLeft(): Promise<number | undefined>
}

export function createSync(given: Omit<SyncParts, "relieve"> & { vault: Vault }): Sync {
  const { vault, ...rest } = given
  const parts: SyncParts = { ...rest, relieve: createRelief() }
  const { db, puller, records } = parts
  const get = async (environmentId: string, id: string) => {
    const run = await findRun(db, environmentId, id)
    return run && showRun(run, await listSteps(db, [id]))
  }
  const getOwn = async (environmentId: string, id: string) => {
    const run = await get(environmentId, id)
    if (!run) throw new AppError("not_found", `there is no sync run ${id} in this environment`)
    return run
  }
  return {
    get,
    work: (wake, signal) => work(parts, wake, signal),
    startDue: () => startDue(parts),
    sweep: () => cleanUp(parts),
    wakeLeft: () => wakeLeft(parts),
    readAgain: createReadAgain(parts),
    async scheduleFirst(tx, account) {
      if (!readSettings(account.context).isEnabled) return
      await requestRun(parts, tx, { account, trigger: "connect", resources: puller.resources(account) })
      await restartInterval(tx, account.id)
    },
    async start(account, wanted) {
      const known = puller.resources(account)
      const resources = wanted ? RESOURCES.filter((one) => wanted.includes(one) && known.includes(one)) : known
      if (resources.length === 0)
        throw new AppError("invalid_request", "resources: name at least one that the account has")
      const asked = { account, trigger: "request" as const, resources }
      const id = await db.transaction().execute((tx) => requestRun(parts, tx, asked))
      return getOwn(account.environmentId, id)
    },
    states: async (environmentId, ids) => showStates(ids, await records.allFreshness(environmentId, ids)),
    page: (environmentId, query) => pageRuns({ db, vault }, environmentId, query),
    confirm: async (environmentId, id) =>
      (await confirmHeld(parts, environmentId, id)) ? getOwn(environmentId, id) : undefined,
  }
}

export type { NamedEvent, NameEvents } from "./events.js"
export { nameEvents } from "./name-events.js"
export type { Hint } from "./read-again.js"
export type { RunEnd } from "./runs/run.js"
