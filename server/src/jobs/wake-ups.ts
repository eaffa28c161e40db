import { createHash } from "node:crypto"
import { sql } from "kysely"
import type { Clock } from "../clock.js"
import type { Database, Db } from "../db/index.js"
import type { Bell } from "./bell.js"
import type { QueueName } from "./queues.js"

/** How late at most a job begins whose wake-up was lost, that was to come later, or that the clock made. */
const LOOK_MS = 1_000

/** Rollcalls in other schemas of the same database have other channels; a channel's name has 63 bytes at most. */
export const channelOf = (schema: string): string =>
  `rollcall_jobs_${createHash("sha256").update(schema).digest("hex").slice(0, 32)}`

/** Told when `tx` commits, and not at all when it is rolled back. */
export async function notify(tx: Db, channel: string, queue: QueueName): Promise<void> {
  await sql`select pg_notify(${channel}, ${queue})`.execute(tx)
}

export type WakeUps = {
  database: Pick<Database, "db" | "listen">
  clock: Clock
  schema: string
  /** One for each queue that this process works at. */
  bells: ReadonlyMap<string, Bell>
  signal: AbortSignal
}

/** Rings for what other processes and this one have sent. Resolves when it has stopped. */
export async function ringForNotices({ database, schema, bells, signal }: WakeUps): Promise<void> {
  const stop = await database.listen(channelOf(schema), (queue) => {
    if (queue !== null) return bells.get(queue)?.ring()
    for (const bell of bells.values()) bell.ring()
  })
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }))
  await stop()
}

/** Finds everything, with one statement for all queues: a database that doesn't answer is asked again. */
export async function ringForDue({ database, clock, schema, bells, signal }: WakeUps): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(LOOK_MS, signal).catch(() => {})
    if (signal.aborted || bells.size === 0) continue
    const due = await listDue(database.db, schema, [...bells.keys()]).catch(() => [])
    for (const queue of due) bells.get(queue)?.ring()
  }
}

async function listDue(db: Db, schema: string, queues: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select q.name from unnest(${[...queues]}::text[]) as q(name)
    where exists (select from ${sql.table(`${schema}.job`)} j
      where j.name = q.name and j.state < 'active' and j.start_after < now())`.execute(db)
  return rows.map(({ name }) => name)
}
