import type { ResourceName } from "@rollcall/contract"
import type { Account, Accounts } from "../accounts/index.js"
import type { Changes } from "../changes/index.js"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import { LEASE_SECONDS } from "../db/keep-renewing.js"
import type { PulledPage, Puller, PullSession } from "../gateway/index.js"
import type { Jobs } from "../jobs/index.js"
import type { RecordPlace, Records } from "../records/index.js"
import type { NameEvents } from "./events.js"
import { keepLease, readClock } from "./lease/store.js"
import type { Progress, RunEnd, Step } from "./runs/run.js"
import type { SyncSettings } from "./settings.js"

export type SyncParts = {
  db: Db
  clock: Clock
  accounts: Pick<Accounts, "find">
  records: Records
  changes: Changes
  jobs: Pick<Jobs, "send">
  puller: Puller
  nameEvents: NameEvents
  /** What a run by schedule or request has found of a resource: whether hints can be trusted is judged by that. */
  noteScan(tx: Db, account: Account, scan: { resource: ResourceName; hasMissed: boolean }): Promise<void>
  /** By how much the time between polls of a resource may be multiplied, because hints tell of its changes. */
  pollFactor(account: Account, resource: ResourceName): Promise<number>
  /** Told how each run ended. */
  noteEnd(status: RunEnd): void
  /** Called after every page. */
  relieve(): void
  /** How often a lease is renewed; a few seconds unless told. */
  renewMs?: number | undefined
  /** Events and ended versions of rows are kept for so long. */
  keepDays: number
}

/** One worker's time with one account. */
export type Shift = {
  parts: SyncParts
  account: Account
  settings: SyncSettings
  session: PullSession
  /** Nothing that the session answers is older: small lists are kept in it. */
  openedAt: Date
  /** Upstream calls that no progress has been charged with yet. */
  calls: number
  /** Our number as the lease's holder. */
  fence: number
  /** Aborted: this process is about to end, or the account is ours no longer. */
  signal: AbortSignal
  /** The page after the one that is being written, on its way. */
  ahead: { key: string; read: Promise<ReadPage> } | undefined
}

/** A page, and the moment that nothing in it is older than. */
export type ReadPage = { page: PulledPage; readAt: Date }

/** Another worker has the account now: nothing more may be written. */
export class LostLease extends Error {
  constructor() {
    super("another worker has taken over")
    this.name = "LostLease"
  }
}

/** One transaction that only commits while the account is ours. */
export function commit<T>(shift: Shift, act: (tx: Db) => Promise<T>): Promise<T> {
  const { parts, account, fence } = shift
  return parts.db.transaction().execute(async (tx) => {
    if (!(await keepLease(tx, { accountId: account.id, fence }, LEASE_SECONDS))) throw new LostLease()
    return act(tx)
  })
}

type Opened = Pick<Shift, "parts" | "account" | "settings" | "fence" | "signal">

export async function openShift(given: Opened): Promise<Shift> {
  const openedAt = await readClock(given.parts.db)
  const shift = { ...given, openedAt, calls: 0, ahead: undefined }
  return Object.assign(shift, { session: openSession(shift) })
}

/** The session is never older than what is read by it. */
export async function renewSession(shift: Shift, startedAt: Date): Promise<void> {
  if (shift.openedAt >= startedAt) return
  shift.openedAt = await readClock(shift.parts.db)
  shift.session = openSession(shift)
}

function openSession(shift: Omit<Shift, "session">): PullSession {
  const { parts, account, settings, signal, openedAt } = shift
  const onCall = () => {
    shift.calls++
  }
  return parts.puller.open(account, { keepsRemote: settings.keepsRemote, signal, onCall, openedAt })
}

/** A commit that charges the step with the upstream calls made until now. */
export async function commitCharged(
  shift: Shift,
  { progress }: Step,
  act: (tx: Db, charged: Progress) => Promise<void>,
): Promise<void> {
  const { calls } = shift
  await commit(shift, (tx) => act(tx, { ...progress, calls: progress.calls + calls }))
  shift.calls -= calls
}

export const placeOf = ({ account }: Pick<Shift, "account">, { resource }: Step): RecordPlace => ({
  environmentId: account.environmentId,
  accountId: account.id,
  resource,
})
