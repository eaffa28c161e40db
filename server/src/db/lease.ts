/**
 * The right to work for an account or a webhook: one process at a time. States: free -> held (until a moment of the
 * database's clock) -> free, by letting go or by time. A lease is short, so that what a dead process held goes on soon,
 * and is renewed while its holder lives. Whoever looks for what nobody holds looks again at the moment at which a lease
 * ends that was not renewed: work that lost its process goes on some six seconds later.
 */
import { randomUUID } from "node:crypto"
import { type RawBuilder, sql } from "kysely"
import type { Clock } from "../clock.js"
import { type Db, runPrepared } from "./index.js"

export const LEASE_SECONDS = 6
export const RENEW_MS = 1_500

/** What is held: some work for an account, or for a webhook. */
export type LeaseKey = { work: string } & ({ accountId: string } | { webhookId: string })

export type Lease = {
  /** Aborted when somebody else has it, or what it was for has gone. */
  lost: AbortSignal
  /** For so long nobody else can have it, as far as this process knows: what `keep` does not protect must end before. */
  leftMs(): number
  /** Lengthens it, and until `tx` ends nobody else can take it. False: it is ours no longer. */
  keep(tx: Db): Promise<boolean>
  /** Resolves when no renewal is on its way any more: it may be given back then. */
  stop(): Promise<void>
  /** Gives it back, after `stop`. */
  drop(db: Db): Promise<void>
}

export type LeaseDeps = {
  db: Db
  clock: Pick<Clock, "after" | "elapsedMs">
  /** How often it is renewed. */
  renewMs?: number | undefined
}

/** Undefined: somebody else has it, or there is no such account or webhook. */
export async function takeLease({ db, clock, renewMs }: LeaseDeps, key: LeaseKey): Promise<Lease | undefined> {
  const claim = { ...key, holder: randomUUID() }
  // Measured before it begins: a process that is paused while it takes one must not think that all of it is left.
  const sinceMs = clock.elapsedMs()
  if (!(await insertLease(db, claim))) return undefined
  const renewing = keepRenewing(clock, { sinceMs, everyMs: renewMs, renew: () => extendLease(db, claim) })
  return { ...renewing, keep: (tx) => extendLease(tx, claim), drop: (on) => deleteLease(on, claim) }
}

/** Does the work while nobody else does it, and lets go. Undefined: somebody else does. */
export async function withLease<T>(
  deps: LeaseDeps,
  key: LeaseKey,
  act: (lease: Lease) => Promise<T>,
): Promise<T | undefined> {
  const lease = await takeLease(deps, key)
  if (!lease) return undefined
  try {
    return await act(lease)
  } finally {
    await lease.stop()
    // One that can't be given back runs out.
    await lease.drop(deps.db).catch(() => {})
  }
}

type Renewing = {
  /** Milliseconds of the clock from which on the lease runs. */
  sinceMs: number
  /** False: somebody else has it, or what it was for has gone. Rejects when nobody can tell. */
  renew(): Promise<boolean>
  everyMs?: number | undefined
}

/** Renews a lease until it is stopped or lost. A database in trouble is asked again. */
export function keepRenewing(
  clock: LeaseDeps["clock"],
  { sinceMs, renew, everyMs = RENEW_MS }: Renewing,
): Pick<Lease, "lost" | "leftMs" | "stop"> {
  const losing = new AbortController()
  let endsAtMs = sinceMs + LEASE_SECONDS * 1_000
  let isStopped = false
  let running = Promise.resolve()
  const renewOnce = async () => {
    const askedAtMs = clock.elapsedMs()
    const isOurs = await renew().catch(() => undefined)
    if (isOurs) endsAtMs = askedAtMs + LEASE_SECONDS * 1_000
    if (isStopped) return
    if (isOurs === false) losing.abort()
    else cancel = clock.after(everyMs, begin)
  }
  const begin = () => {
    running = renewOnce()
  }
  let cancel = clock.after(everyMs, begin)
  return {
    lost: losing.signal,
    leftMs: () => (losing.signal.aborted ? 0 : endsAtMs - clock.elapsedMs()),
    stop() {
      isStopped = true
      cancel()
      return running
    },
  }
}

type Claim = LeaseKey & { holder: string }

const until = sql`clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}::int)`

/** An account or a webhook that goes takes its leases with it. */
const ownerOf = (key: LeaseKey): { table: RawBuilder<unknown>; column: RawBuilder<unknown>; id: string } =>
  "accountId" in key
    ? { table: sql.table("integrated_account"), column: sql.ref("account_id"), id: key.accountId }
    : { table: sql.table("webhook"), column: sql.ref("webhook_id"), id: key.webhookId }

async function insertLease(db: Db, { work, holder, ...key }: Claim): Promise<boolean> {
  const { table, column, id } = ownerOf({ work, ...key })
  const { rows } = await sql`insert into lease (work, ${column}, holder, until)
    select ${work}, id, ${holder}::uuid, ${until} from ${table} where id = ${id}
    on conflict (work, ${column}) do update set holder = excluded.holder, until = excluded.until
      where lease.until < clock_timestamp() returning 1`.execute(db)
  return rows.length > 0
}

const ownedBy = ({ work, holder, ...key }: Claim) => {
  const { column, id } = ownerOf({ work, ...key })
  return sql`work = ${work} and ${column} = ${id} and holder = ${holder}::uuid`
}

async function extendLease(db: Db, claim: Claim): Promise<boolean> {
  const query = sql`update lease set until = ${until} where ${ownedBy(claim)} returning 1`
  const rows = await runPrepared(db, "accountId" in claim ? "extend_account_lease" : "extend_webhook_lease", query)
  return rows.length > 0
}

async function deleteLease(db: Db, claim: Claim): Promise<void> {
  await sql`delete from lease where ${ownedBy(claim)}`.execute(db)
}

/** Those of processes that died, for work that nobody does any more. */
export async function deleteOldLeases(db: Db): Promise<void> {
  await sql`delete from lease where until < clock_timestamp() - interval '1 day'`.execute(db)
}
