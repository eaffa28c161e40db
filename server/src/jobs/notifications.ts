import { createHash } from "node:crypto"
import { sql } from "kysely"
import type { Clock } from "../clock.js"
import type { Database, Db } from "../db/index.js"
import type { QueueName } from "./queues.js"
import type { WakeUp } from "./wake-up.js"

/** How late at most a job begins whose wake-up was lost, that was to come later, or that the clock made. */
const LOOK_MS = 1_000

/** Rollcalls in other schemas of the same database have other channels; a channel's name has 63 bytes at most. */
export const channelOf = (schema: string): string =>
  `rollcall_jobs_${createHash("sha256").update(schema).digest("hex").slice(0, 32)}`

/** Sent when `tx` commits, and not at all when it is rolled back. */
export async function notifyWorkers(tx: Db, channel: string, queue: QueueName): Promise<void> {
  await sql`select pg_notify(${channel}, ${queue})`.execute(tx)
}

export type Watching = {
  database: Pick<Database, "db" | "listen">
  clock: Clock
  schema: string
  /** One for each queue that this process works at. */
  wakeUps: ReadonlyMap<string, WakeUp>
  signal: AbortSignal
}

/** Wakes for what other processes and this one have sent. Resolves when it has stopped. */
export async function wakeForNotifications({ database, schema, wakeUps, signal }: Watching): Promise<void> {
  const stop = await database.listen(channelOf(schema), (queue) => {
    if (queue !== null) return wakeUps.get(queue)?.notify()
    for (const wakeUp of wakeUps.values()) wakeUp.notify()
  })
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }))
  await stop()
}

/** Finds everything, with one statement for all queues: a database that doesn't answer is asked again. */
export async function wakeForDue({ database, clock, schema, wakeUps, signal }: Watching): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(LOOK_MS, signal).catch(() => {})
    if (signal.aborted || wakeUps.size === 0) continue
    const due = await listDue(database.db, schema, [...wakeUps.keys()]).catch(() => [])
    for (const queue of due) wakeUps.get(queue)?.notify()
  }
}

async function listDue(db: Db, schema: string, queues: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select q.name from unnest(${[...queues]}::text[]) as q(name)
    where exists (select from ${sql.table(`${schema}.job`)} j
      where j.name = q.name and j.state < 'active' and j.start_after < now())`.execute(db)
  return rows.map(({ name }) => name)
}
