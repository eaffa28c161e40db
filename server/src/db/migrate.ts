import { type Kysely, sql } from "kysely"
import { accountsAndAccess } from "./migrations/0001-accounts-and-access.js"
import type { Schema } from "./schema.js"

/** In order; the number of a migration is its place here, from 1. Never change one that was released. */
const MIGRATIONS: readonly string[] = [accountsAndAccess]
const LOCK = 7_261_942

/** Brings the database up to this code, one transaction a migration. Two processes may start at once. */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  await sql`create table if not exists migration (number int primary key, applied_at timestamptz not null default now())`
    .execute(db)
    .catch(ignoreRace)
  for (const [index, text] of MIGRATIONS.entries()) {
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(LOCK)})`.execute(tx)
      if ((await applied(tx)) > index) return
      await sql.raw(text).execute(tx)
      await sql`insert into migration (number) values (${index + 1})`.execute(tx)
    })
  }
  const there = await applied(db)
  if (there > MIGRATIONS.length) {
    throw new Error(
      `the database was written by a newer Rollcall (migration ${there}, this one knows ${MIGRATIONS.length}): update Rollcall`,
    )
  }
}

async function applied(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0)::int as last from migration`.execute(db)
  return rows[0]?.last ?? 0
}

/** "if not exists" still collides when two processes create the table in the same instant. */
function ignoreRace(error: unknown): void {
  if (error instanceof Error && "code" in error && (error.code === "23505" || error.code === "42P07")) return
  throw error
}
