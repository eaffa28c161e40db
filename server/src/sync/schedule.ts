import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../accounts/index.js"
import type { Db } from "../db/index.js"
import { dayIn, endOfDay } from "../gateway/index.js"
import { beginDay, type DueAccount, listDue, listOpen, lockAccount, markScheduled, readClock } from "./lease/store.js"
import type { Trigger } from "./runs/run.js"
import { findQueued, hasOpenRun, insertRun } from "./runs/store.js"
import { DEFAULT_INTERVAL_MINUTES, readSettings } from "./settings.js"
import type { SyncParts } from "./shift.js"

const BATCH = 1_000
/** However many processes look, an account is woken once in so long: less than a lease, so that no death is slept through. */
const WOKEN_SECONDS = 3

export type Asked = { account: Account; trigger: Trigger; resources: readonly ResourceName[] }

/** A run and the job that begins it, in one transaction. The same one is answered while it has not begun. */
export async function requestRun(parts: SyncParts, tx: Db, { account, trigger, resources }: Asked): Promise<string> {
  const wake = { environmentId: account.environmentId, accountId: account.id }
  await lockAccount(tx, wake.environmentId, wake.accountId)
  const asked = { ...wake, trigger, resources }
  const id = (await findQueued(tx, asked)) ?? (await insertRun(tx, asked))
  await parts.jobs.send(tx, { queue: "sync", data: wake })
  return id
}

/** Every few seconds: runs that the schedule or the company's midnight asks for. */
export async function startDue(parts: SyncParts): Promise<void> {
  const due = await listDue(parts.db, { fallbackMinutes: DEFAULT_INTERVAL_MINUTES, limit: BATCH })
  for (const one of due) {
    const account = await parts.accounts.find(one.environmentId, one.accountId)
    if (!account) continue
    const resources = one.isDue ? await findDue(parts, account) : []
    await parts.db.transaction().execute((tx) => startOne(parts, tx, { account, due: one, resources }))
  }
}

/**
 * Every few seconds, and when a worker starts: wakes what was left by somebody who died. Answers the seconds until the
 * first lease of the others ends: it is looked at again then, in case that its holder has died.
 */
export async function wakeLeft({ db, jobs }: SyncParts): Promise<number | undefined> {
  const open = await listOpen(db, BATCH)
  for (const { leasedSeconds, ...wake } of open)
    if (leasedSeconds === 0)
      await jobs.send(db, { queue: "sync", data: wake, once: { key: wake.accountId, seconds: WOKEN_SECONDS } })
  return open.find(({ leasedSeconds }) => leasedSeconds > 0)?.leasedSeconds
}

/** What is to be read by now: a resource whose changes the HR system tells us of is read more seldom. */
async function findDue(parts: SyncParts, account: Account): Promise<ResourceName[]> {
  const { intervalMinutes } = readSettings(account.context)
  const due: ResourceName[] = []
  for (const resource of parts.puller.resources(account)) {
    const factor = await parts.pollFactor(account, resource)
    if (factor <= 1 || (await isOlder(parts, { account, resource }, (factor - 0.5) * intervalMinutes)))
      due.push(resource)
  }
  return due
}

async function isOlder(
  parts: SyncParts,
  { account, resource }: { account: Account; resource: ResourceName },
  minutes: number,
): Promise<boolean> {
  const place = { environmentId: account.environmentId, accountId: account.id, resource }
  const lastAt = (await parts.records.freshness(place))?.lastAttempt.at.getTime() ?? 0
  return (await readClock(parts.db)).getTime() - lastAt >= minutes * 60_000
}

type Starting = { account: Account; due: DueAccount; resources: readonly ResourceName[] }

async function startOne(parts: SyncParts, tx: Db, { account, due, resources }: Starting) {
  await lockAccount(tx, account.environmentId, account.id)
  if (due.isDue && (await markScheduled(tx, account.id, due.scheduledAt)) && resources.length > 0) {
    const isRunning = await hasOpenRun(tx, account.id, ["schedule", "connect"])
    if (!isRunning) await requestRun(parts, tx, { account, trigger: "schedule", resources })
  }
  if (due.timeZone === null) return
  const nextDayAt = endOfDay(due.timeZone, dayIn(due.timeZone, await readClock(tx)))
  if (!(await beginDay(tx, account.id, nextDayAt))) return
  await requestRun(parts, tx, { account, trigger: "clock", resources: parts.puller.followingToday(account) })
}
