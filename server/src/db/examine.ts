import pg from "pg"
import { LAST_MIGRATION } from "./migrate.js"

const LIMIT_MS = 5_000

export type Examined = {
  version: string
  versionNumber: number
  /** By how much its clock is ahead of the given time; negative: behind. */
  clockAheadMs: number
  /** Null: Rollcall has never been started on it. */
  migration: number | null
  lastMigration: number
  /** What shows whether a key fits; null: nothing was sealed yet. */
  sealed: Buffer | null
}

/** Looks at a PostgreSQL database and changes nothing. Throws what the server, or the way to it, says. */
export async function examineDatabase(url: string, nowMs: () => number): Promise<Examined> {
  const client = new pg.Client({
    ...{ connectionString: url, connectionTimeoutMillis: LIMIT_MS, query_timeout: LIMIT_MS },
    application_name: "rollcall doctor",
  })
  await client.connect()
  try {
    const ask = async (text: string) => (await client.query(text)).rows[0]
    const before = nowMs()
    const { version, number, now } = await ask(
      "select current_setting('server_version') as version, current_setting('server_version_num')::int as number, extract(epoch from clock_timestamp())::float8 * 1000 as now",
    )
    const clockAheadMs = Math.round(Number(now) - (before + nowMs()) / 2)
    const { migration, check } = await ask(
      "select to_regclass('migration') is not null as migration, to_regclass('vault_check') is not null as check",
    )
    const last = migration ? (await ask("select coalesce(max(number), 0)::int as last from migration")).last : null
    const sealed = check ? ((await ask("select sealed from vault_check where id = 1"))?.sealed ?? null) : null
    return { version, versionNumber: number, clockAheadMs, migration: last, lastMigration: LAST_MIGRATION, sealed }
  } finally {
    await client.end()
  }
}
