/**
 * The queue, in the same database (pg-boss): a job commits with the facts it is about, or not at all. Jobs are
 * wake-ups: they may come twice or late, so a handler reads its work from our own tables and does what is left of it.
 * A notification that commits with a job goes to all workers; a look once a second finds what it missed. A worker
 * that dies loses its jobs to another one some eight seconds later, because their leases are short and renewed while it
 * lives. It knows no handler.
 */
import { setMaxListeners } from "node:events"
import { createRequire } from "node:module"
import { CompiledQuery, sql } from "kysely"
import PgBoss from "pg-boss"
import { type Clock, within } from "../clock.js"
import type { Database, Db } from "../db/index.js"
import { createLeases, LEASE_SECONDS, type Leases, LOOK_SECONDS, RENEW_SECONDS } from "./leases.js"
import { channelOf, notifyWorkers, type Watching, wakeForDue, wakeForNotifications } from "./notifications.js"
import { QUEUES, type QueueData, type QueueName } from "./queues.js"
import { repeat } from "./repeat.js"
import { createWakeUp, type WakeUp } from "./wake-up.js"
import { runWorkLoop, type WorkLoop } from "./work-loop.js"

export type Backlog = { queue: string; waiting: number; running: number; oldestSeconds: number }

export type NewJob = {
  [Q in QueueName]: {
    queue: Q
    data: QueueData[Q]
    afterSeconds?: number
    /** Dropped when a job with the same key was sent in the same few seconds. Only for facts that have committed. */
    once?: { key: string; seconds: number }
  }
}[QueueName]

export type WorkOptions = {
  /** Jobs of the queue that this process runs at once. */
  concurrency?: number
  /** Jobs taken at one look (1). Those that say the same are handled once; when one fails, all come again. */
  batch?: number
}

export type Jobs = {
  /** Commits with `tx`. */
  send(tx: Db, job: NewJob): Promise<void>
  /** From now on this process runs jobs of the queue. `signal` tells a running one to leave the rest to another. */
  work<Q extends QueueName>(
    queue: Q,
    handle: (data: QueueData[Q], signal: AbortSignal) => Promise<void>,
    options?: WorkOptions,
  ): void
  /** Runs now, and again and again in this process, one run at a time, until `close`. For what must not depend on the queue. */
  every(seconds: number, run: () => Promise<void>): void
  /** The same, but a run that answers seconds knows that there will be something then: the next one is no later. */
  lookFor(seconds: number, run: () => Promise<number | undefined>): void
  backlog(): Promise<Backlog[]>
  /** Takes no more jobs, tells the running ones to end and waits for that, up to ten seconds. Sending still works. */
  stopWork(): Promise<void>
  close(): Promise<void>
}

export type JobsSettings = {
  database: Pick<Database, "db" | "queueDb" | "listen" | "alone">
  clock: Clock
  /** False: this process only sends. */
  isWorker: boolean
  onError(error: Error): void
}

export async function createJobs({ database, clock, isWorker, onError }: JobsSettings): Promise<Jobs> {
  const db = database.queueDb
  const schema = await currentSchema(db)
  const channel = channelOf(schema)
  const boss = await startBoss({ database, clock, isWorker, onError }, schema)
  const stopping = new AbortController()
  const { signal } = stopping
  // One for each loop, and one for each call that a running job has on its way.
  setMaxListeners(1_000, signal)
  const wakeUps = new Map<string, WakeUp>()
  const loops: Promise<void>[] = isWorker ? watch({ database, clock, schema, wakeUps, signal }, onError) : []
  const lookFor: Jobs["lookFor"] = (seconds, run) => void loops.push(repeat({ clock, seconds, run, onError, signal }))
  const every: Jobs["every"] = (seconds, run) => lookFor(seconds, () => run().then(() => undefined))
  const leases = createLeases({ db, schema, clock })
  if (isWorker) {
    every(RENEW_SECONDS, leases.renew)
    lookFor(LOOK_SECONDS, leases.freeLost)
  }
  const stopWork = async () => {
    stopping.abort()
    await within(clock, STOP_MS, Promise.all(loops))
  }
  return {
    send: (tx, job) => sendJob(boss, tx, { ...job, channel }),
    work(queue, handle, { concurrency = 1, batch = 1 } = {}) {
      const wakeUp = createWakeUp()
      wakeUps.set(queue, wakeUp)
      const run: WorkLoop["handle"] = (data, signal) => handle(data as never, signal) // the queue's name says what its jobs carry
      const taking = { ...takingFrom(boss, executorOf(db), { queue, batch }), hold: holdOf(leases, queue) }
      loops.push(runWorkLoop({ ...taking, concurrency, wakeUp, onError, handle: run }, signal))
    },
    every,
    lookFor,
    backlog: () => readBacklog(db, schema),
    stopWork,
    async close() {
      await stopWork()
      await boss.stop({ graceful: false, close: false })
    },
  }
}

const holdOf = (leases: Leases, queue: QueueName) => (ids: readonly string[]) =>
  leases.hold(ids, QUEUES[queue].longestSeconds)

type Taking = Pick<WorkLoop, "take" | "complete" | "fail">

/** By a connection given: without one, a failure to complete a job would be told and taken for success. */
function takingFrom(boss: PgBoss, db: PgBoss.Db, { queue, batch }: { queue: QueueName; batch: number }): Taking {
  // The types lack this form for several jobs.
  const finish = (how: "complete" | "fail", ids: string[]): Promise<void> =>
    boss[how](queue, ids as unknown as string, undefined as unknown as object, { db }).then(() => {})
  return {
    take: () => boss.fetch(queue, { batchSize: batch, db }),
    complete: (ids) => finish("complete", ids),
    fail: (ids) => finish("fail", ids),
  }
}

type Sent = NewJob & { channel: string }

/** The notification goes with the job; one that is to come later is found by looking. */
async function sendJob(boss: PgBoss, tx: Db, { queue, data, afterSeconds = 0, once, channel }: Sent): Promise<void> {
  const onceOnly = once === undefined ? {} : { singletonKey: once.key, singletonSeconds: once.seconds }
  const id = await boss.send(queue, data, { db: executorOf(tx), startAfter: afterSeconds, ...onceOnly })
  if (id !== null && afterSeconds === 0) await notifyWorkers(tx, channel, queue)
}

/** Without notifications jobs are found by looking, and only later. */
const watch = (watching: Watching, onError: JobsSettings["onError"]): Promise<void>[] => [
  wakeForNotifications(watching).catch(onError),
  wakeForDue(watching),
]

/**
 * pg-boss warns on standard error of a clock that differs from the database's, and has no setting for it. A wrong clock
 * is told in database-time.ts; one that was moved on purpose is no news.
 */
const pgBossWarnings: { warnClockSkew(message: string): void } = createRequire(import.meta.url)(
  "pg-boss/src/attorney.js",
)
pgBossWarnings.warnClockSkew = () => {}

async function startBoss({ database, isWorker, onError }: JobsSettings, schema: string): Promise<PgBoss> {
  const state = { hasStarted: false }
  const calm = calmed(database.queueDb, state, onError)
  const boss = new PgBoss({ db: calm, schema, supervise: isWorker, schedule: isWorker, ...KEEPING })
  boss.on("error", onError)
  await database.alone(() => boss.start().then(() => declareQueues(boss, isWorker)))
  state.hasStarted = true
  return boss
}

/** Less than a supervisor gives a process to end. */
const STOP_MS = 10_000

const KEEPING = { archiveCompletedAfterSeconds: 60, archiveFailedAfterSeconds: 3_600, deleteAfterDays: 1 }

async function declareQueues(boss: PgBoss, isWorker: boolean): Promise<void> {
  for (const [name, { cron, retryLimit }] of Object.entries(QUEUES)) {
    const queue = { name, retryLimit, expireInSeconds: LEASE_SECONDS, retryDelay: 1, retryBackoff: true }
    await boss.createQueue(name, queue)
    await boss.updateQueue(name, queue) // one that is there keeps its old options otherwise
    if (cron !== undefined && isWorker) await boss.schedule(name, cron, {})
  }
}

/**
 * Some statements of its own pg-boss does not wait for. One that fails is told and answered with nothing, instead of
 * ending the process; while it starts, a failure is a failure.
 */
const calmed = (db: Db, state: { hasStarted: boolean }, onError: (error: Error) => void) => {
  const executor = executorOf(db)
  return {
    executeSql: (text: string, values?: readonly unknown[]) =>
      executor.executeSql(text.replace(ADVISORY_LOCK, OWN_LOCK), values).catch((error: Error) => {
        if (!state.hasStarted) throw error
        onError(error)
        return NO_ANSWER
      }),
  }
}
/** Any role may take an advisory lock, and keep it: a row of ours is locked instead. */
const ADVISORY_LOCK = /SELECT pg_advisory_xact_lock\(.*?::bigint\s*\)/s
const OWN_LOCK = "select from migration where number = 1 for update"
const NO_ANSWER = {} as { rows: never[] } // pg-boss looks whether there are rows

/** pg-boss speaks through the connection or transaction that it is given. */
const executorOf = (db: Db) => ({
  async executeSql(text: string, values: readonly unknown[] = []) {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, [...values]))
    return { rows: rows as Record<string, unknown>[] } // pg-boss knows what it asked for
  },
})

async function currentSchema(db: Db): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db)
  return rows[0]?.name ?? "public"
}

async function readBacklog(db: Db, schema: string): Promise<Backlog[]> {
  const { rows } = await sql<{ name: string; waiting: number; running: number; oldest: number }>`
    select name, count(*) filter (where state < 'active')::int as waiting, count(*) filter (where state = 'active')::int as running,
      coalesce(max(extract(epoch from now() - start_after)) filter (where state < 'active' and start_after < now()), 0)::float8 as oldest
    from ${sql.table(`${schema}.job`)} where name = any(${Object.keys(QUEUES)}) and state <= 'active' group by name`.execute(
    db,
  )
  const found = new Map(rows.map((row) => [row.name, row]))
  return Object.keys(QUEUES).map((queue) => {
    const row = found.get(queue)
    return { queue, waiting: row?.waiting ?? 0, running: row?.running ?? 0, oldestSeconds: row?.oldest ?? 0 }
  })
}

export { QUEUES, type QueueData, type QueueName } from "./queues.js"
