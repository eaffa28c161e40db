import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Db } from "../db/index.js"
import { dayIn, endOfDay } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import {
  beginDay,
  type DueAccount,
  listDue,
  listOpen,
  lockAccount,
  markScheduled,
  readClock,
  restartInterval,
} from "./account-store.js"
import type { Trigger } from "./runs/run.js"
import { findQueued, hasOpenRun, insertRun } from "./runs/store.js"
import { type Subject, type SyncDeps, subjectOf } from "./session.js"
import { DEFAULT_INTERVAL_MINUTES, readSettings } from "./settings.js"

const BATCH = 1_000
/** However many processes look, an account is woken once in so long: less than a lease, so that no death is slept through. */
const WOKEN_SECONDS = 3

/** `tables`: of those that the resources need, the ones to read; none: all. Those that were never read are read always. */
export type Asked = {
  account: Account
  trigger: Trigger
  resources: readonly ResourceName[]
  tables?: readonly string[] | undefined
}

/** A run and the job that begins it, in one transaction. The same one is answered while it has not begun. */
export async function requestRun(
  deps: Pick<SyncDeps, "connectorOf" | "jobs">,
  tx: Db,
  { account, trigger, resources, tables }: Asked,
): Promise<string> {
  const subject = subjectOf(deps, account)
  const { place } = subject
  await lockAccount(tx, place.environmentId, place.accountId)
  const states = await mirror.listStates(tx, place)
  const wanted = tablesOf(subject, resources).filter((name) => !tables || tables.includes(name) || !states.has(name))
  const asked = { ...place, trigger, tables: wanted, resources }
  const id = (await findQueued(tx, asked)) ?? (await insertRun(tx, asked))
  await deps.jobs.send(tx, { queue: "sync", data: place })
  return id
}

/** The first run of an account that has become active commits with that, unless its settings say that it is not synced. */
export const createFirstRun =
  (deps: Pick<SyncDeps, "connectorOf" | "jobs">) =>
  async (tx: Db, account: Account): Promise<void> => {
    if (!readSettings(account.context).isEnabled) return
    await requestRun(deps, tx, { account, trigger: "connect", resources: resourcesOf(subjectOf(deps, account)) })
    await restartInterval(tx, account.id)
  }

/** Names of the tables that resources need, in the order in which they are read. */
function tablesOf({ graph, connector }: Subject, resources: readonly ResourceName[]): string[] {
  const views = graph.views.filter(({ resource }) => resources.includes(resource))
  const ofDay = [connector.companyDay?.table?.name ?? []].flat()
  const names = new Set([...ofDay, ...views.flatMap(({ view }) => graph.tablesOf(view))])
  return [...graph.tables.keys()].filter((name) => names.has(name))
}

export const resourcesOf = ({ graph }: Subject): ResourceName[] => [
  ...new Set(graph.views.map(({ resource }) => resource)),
]

/** Every few seconds: runs that the schedule or the company's midnight asks for. */
export async function startDue(deps: SyncDeps): Promise<void> {
  const due = await listDue(deps.db, { fallbackMinutes: DEFAULT_INTERVAL_MINUTES, limit: BATCH })
  for (const one of due) {
    const account = await deps.accounts.find(one.environmentId, one.accountId)
    if (!account) continue
    const tables = one.isDue ? await findDue(deps, account) : []
    await deps.db.transaction().execute((tx) => startOne(deps, tx, { account, due: one, tables }))
  }
}

/**
 * Every few seconds, and when a worker starts: wakes what was left by somebody who died. Answers the seconds until the
 * first lease of the others ends: it is looked at again then, in case that its holder has died.
 */
export async function recoverLostJobs({ db, jobs }: SyncDeps): Promise<number | undefined> {
  const open = await listOpen(db, BATCH)
  for (const { leasedSeconds, ...wake } of open)
    if (leasedSeconds === 0)
      await jobs.send(db, { queue: "sync", data: wake, once: { key: wake.accountId, seconds: WOKEN_SECONDS } })
  return open.find(({ leasedSeconds }) => leasedSeconds > 0)?.leasedSeconds
}

/** Tables to be read by now: one whose changes the HR system tells us of is read more seldom. */
async function findDue(deps: SyncDeps, account: Account): Promise<string[]> {
  const { graph, place } = subjectOf(deps, account)
  const { intervalMinutes } = readSettings(account.context)
  const [states, now] = [await mirror.listStates(deps.db, place), await readClock(deps.db)]
  const factorOf = await deps.pollFactors(account)
  return [...graph.tables.keys()].filter((name) => {
    const factor = factorOf(name)
    const readMs = states.get(name)?.asOf?.getTime() ?? 0
    return factor <= 1 || now.getTime() - readMs >= (factor - 0.5) * intervalMinutes * 60_000
  })
}

type Starting = { account: Account; due: DueAccount; tables: readonly string[] }

async function startOne(deps: SyncDeps, tx: Db, { account, due, tables }: Starting) {
  await lockAccount(tx, account.environmentId, account.id)
  const subject = subjectOf(deps, account)
  if (due.isDue && (await markScheduled(tx, account.id, due.scheduledAt)) && tables.length > 0) {
    const isRunning = await hasOpenRun(tx, account.id, ["schedule", "connect"])
    const resources = resourcesOf(subject)
    if (!isRunning) await requestRun(deps, tx, { account, trigger: "schedule", resources, tables })
  }
  if (due.timeZone === null) return
  const nextDayAt = endOfDay(due.timeZone, dayIn(due.timeZone, await readClock(tx)))
  if (!(await beginDay(tx, account.id, nextDayAt))) return
  const followers = subject.graph.views.filter(({ view }) => view.followsToday).map(({ resource }) => resource)
  if (followers.length === 0) return
  // Nothing is read: what the mirror has looks different on another day.
  await requestRun(deps, tx, { account, trigger: "clock", resources: [...new Set(followers)], tables: [] })
}
