/**
 * The way from the embedded database to an empty one on PostgreSQL: every table in one transaction, compared row by row.
 * The embedded one is only read. It knows no table by name but those of the queue, whose jobs are made again.
 */
import { sql } from "kysely"
import type { Clock } from "../clock.js"
import type { Database, Db } from "../db/index.js"
import { BadSettings } from "../errors.js"
import { createJobs, type NewJob, QUEUES } from "../jobs/index.js"
import { copySequences, copyTable, findRows, listTables, makeExact, type Progress } from "./copy-tables.js"

export type Moved = { tables: number; rows: number }
export type { Progress } from "./copy-tables.js"

type Moving = { source: Database; target: Database; clock: Clock; onProgress(progress: Progress): void }

/** Throws without having written a row when one of the two is not fit for it, or the copy is not the same. */
export async function moveAll({ source, target, clock, onProgress }: Moving): Promise<Moved> {
  await assertRealTime(source.db)
  const tables = await listTables(target.db)
  const full = await findRows(target.db, tables)
  if (full !== undefined)
    throw new BadSettings([`DATABASE_URL: the database is not empty: there are rows in ${full}. Give a new one`])
  const onError = (error: Error) => {
    throw error
  }
  const jobs = await createJobs({ database: target, clock, isWorker: false, onError })
  const waiting = await readJobs(source.db)
  try {
    return await target.alone((db) =>
      db.transaction().execute(async (to) => {
        const moved = await source.db.transaction().execute(async (from) => {
          await makeExact(from)
          await makeExact(to)
          let rows = 0
          for (const table of tables) rows += (await copyTable({ from, to, table, onProgress })).count
          await copySequences(from, to)
          return { tables: tables.length, rows }
        })
        for (const job of waiting) await jobs.send(to, job)
        return moved
      }),
    )
  } finally {
    await jobs.close()
  }
}

/** Rows of a local world whose clock was put forward would lie in the future. */
async function assertRealTime(db: Db): Promise<void> {
  const { rows: found } = await sql<{ at: string }>`
    select quote_ident(current_schema()) || '.now()' as at where to_regprocedure(quote_ident(current_schema()) || '.now()') is not null`.execute(
    db,
  )
  for (const { at } of found) {
    const { rows } = await sql<{ days: number }>`
      select extract(epoch from ${sql.raw(at)} - pg_catalog.now())::float8 / 86400 as days`.execute(db)
    const days = rows[0]?.days ?? 0
    if (days > 0.001)
      throw new Error(`the clock of this local world was put forward by ${days.toFixed(1)} days: it can't be moved`)
  }
}

/** Jobs are wake-ups, which may come twice: those that wait and those that ran are sent again. Those of a clock come by it. */
async function readJobs(db: Db): Promise<NewJob[]> {
  const { rows: there } = await sql`select where to_regclass('job') is not null`.execute(db)
  if (there.length === 0) return []
  const { rows } = await sql<NewJob>`
    select distinct name as queue, data::jsonb as data, greatest(0, ceil(extract(epoch from start_after - now())))::int as "afterSeconds"
    from job where state in ('created', 'retry', 'active')`.execute(db)
  return rows.filter(({ queue }) => QUEUES[queue] !== undefined && QUEUES[queue].cron === undefined)
}
