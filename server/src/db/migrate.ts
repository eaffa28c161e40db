import { type Kysely, sql } from "kysely"
import { retry } from "../retry.js"
import { isLocked, LOCK_MS, readHolders } from "./lock-holders.js"
import { accountsAndAccess } from "./migrations/0001-accounts-and-access.js"
import { linkAndEvents } from "./migrations/0002-link-and-events.js"
import { webhooks } from "./migrations/0003-webhooks.js"
import { recordsAndSync } from "./migrations/0004-records-and-sync.js"
import { inboundWebhooks } from "./migrations/0005-inbound-webhooks.js"
import { timesOfReading } from "./migrations/0006-times-of-reading.js"
import { settingToken } from "./migrations/0007-setting-token.js"
import { scans } from "./migrations/0008-scans.js"
import { oneEnvironment } from "./migrations/0009-one-environment.js"
import { refreshAfter } from "./migrations/0010-refresh-after.js"
import { eventsByType } from "./migrations/0011-events-by-type.js"
import { mirror } from "./migrations/0012-mirror.js"
import { viewsOfRecords } from "./migrations/0013-views-of-records.js"
import { declaredSettings } from "./migrations/0014-declared-settings.js"
import { lighterMirror } from "./migrations/0015-lighter-mirror.js"
import { oneLease } from "./migrations/0016-one-lease.js"
import { authorizationRequests } from "./migrations/0017-authorization-requests.js"
import { lackingColumns } from "./migrations/0018-lacking-columns.js"
import { writes } from "./migrations/0019-writes.js"
import { mappingOverrides } from "./migrations/0020-mapping-overrides.js"
import { requestLog } from "./migrations/0021-request-log.js"
import { tokenScopes } from "./migrations/0022-token-scopes.js"
import { coverage } from "./migrations/0023-coverage.js"
import { exportViews } from "./migrations/0024-export-views.js"
import { agentsAndJobs } from "./migrations/0025-agents-and-jobs.js"
import { moreResources } from "./migrations/0026-more-resources.js"
import { triggersOfRuns } from "./migrations/0027-triggers-of-runs.js"
import { makersOfMcpTokens } from "./migrations/0028-makers-of-mcp-tokens.js"
import type { Schema } from "./schema.js"

/** In order; the number of a migration is its place here, from 1. Never change one that was released. */
const MIGRATIONS: readonly string[] = [
  accountsAndAccess,
  linkAndEvents,
  webhooks,
  recordsAndSync,
  inboundWebhooks,
  timesOfReading,
  settingToken,
  scans,
  oneEnvironment,
  refreshAfter,
  eventsByType,
  mirror,
  viewsOfRecords,
  declaredSettings,
  lighterMirror,
  oneLease,
  authorizationRequests,
  lackingColumns,
  writes,
  mappingOverrides,
  requestLog,
  tokenScopes,
  coverage,
  exportViews,
  agentsAndJobs,
  moreResources,
  triggersOfRuns,
  makersOfMcpTokens,
]

/** The number of the newest one. */
export const LAST_MIGRATION = MIGRATIONS.length

const TABLE =
  "create table if not exists migration (number int primary key, applied_at timestamptz not null default now())"

/** The start lock is taken on it, so several starts may make it at once: whoever is late finds it made. */
export async function createMigrationTable(client: { query(text: string): Promise<unknown> }): Promise<void> {
  await client.query(TABLE).catch((error: unknown) => {
    if (!MADE_MEANWHILE.includes(error instanceof Error && "code" in error ? error.code : "")) throw error
  })
}
/** unique_violation, duplicate_table, duplicate_object (the type of its rows) */
const MADE_MEANWHILE: readonly unknown[] = ["23505", "42P07", "42710"]

/** Longer than a SQL login may leave a transaction open or a statement run. */
const PATIENCE = { lockMs: LOCK_MS, pauseMs: 2_000, tries: 100 }

/** Brings the database up to this code, one transaction a migration. Whoever calls it is alone. `last` and `patience` are for tests. */
export async function migrate(db: Kysely<Schema>, last = MIGRATIONS.length, patience = PATIENCE): Promise<void> {
  await sql.raw(TABLE).execute(db)
  const before = await applied(db)
  for (const [index, text] of MIGRATIONS.slice(0, last).entries()) {
    if (before > index) continue
    await retry(() => apply(db, { text, number: index + 1, lockMs: patience.lockMs }), {
      pauseMs: (error, tried) => (isLocked(error) && tried < patience.tries ? patience.pauseMs : undefined),
      wait: (ms) => sql`select pg_sleep(${ms / 1_000})`.execute(db),
    }).catch((error: unknown) => explain(db, error))
  }
  const there = await applied(db)
  if (there > MIGRATIONS.length) {
    throw new Error(
      `the database was written by a newer Rollcall (migration ${there}, this one knows ${MIGRATIONS.length}): update Rollcall`,
    )
  }
}

type Migration = { text: string; number: number; lockMs: number }

async function apply(db: Kysely<Schema>, { text, number, lockMs }: Migration): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local lock_timeout = ${sql.lit(lockMs)}`.execute(tx)
    await sql.raw(text).execute(tx)
    await sql`insert into migration (number) values (${number})`.execute(tx)
  })
}

async function explain(db: Kysely<Schema>, error: unknown): Promise<never> {
  if (!isLocked(error)) throw error
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db)
  const holders = await readHolders(
    db,
    rows.map(({ name }) => name),
  )
  throw new Error(
    `the tables are in use by ${holders}, so that they can't be changed: end that session, then start again`,
    {
      cause: error,
    },
  )
}

async function applied(db: Kysely<Schema>): Promise<number> {
  const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0)::int as last from migration`.execute(db)
  return rows[0]?.last ?? 0
}
