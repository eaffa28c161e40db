import { type Selectable, sql } from "kysely"
import { type Db, runPrepared, type Schema } from "../db/index.js"
import type { After } from "../db/paging.js"

export type WebhookRow = Selectable<Schema["webhook"]>
const createdMs = sql<Date>`date_trunc('milliseconds', created_at)`

export type NewWebhookRow = {
  id: string
  environment_id: string
  target_url: string
  event_types: string | null
  is_active: boolean
  secrets: Buffer
  seen_sequence: number
}

export const insertWebhook = (tx: Db, values: NewWebhookRow): Promise<WebhookRow> =>
  tx.insertInto("webhook").values(values).returningAll().executeTakeFirstOrThrow()

export const findWebhook = (db: Db, environmentId: string, id: string): Promise<WebhookRow | undefined> =>
  db
    .selectFrom("webhook")
    .selectAll()
    .where("environment_id", "=", environmentId)
    .where("id", "=", id)
    .executeTakeFirst()

/** For workers, who have its id from our own tables. */
export const findWebhookById = async (db: Db, id: string): Promise<WebhookRow | undefined> =>
  (await runPrepared(db, "webhook_by_id", sql<WebhookRow>`select * from webhook where id = ${id}`))[0]

export const lockWebhook = async (tx: Db, id: string): Promise<WebhookRow | undefined> =>
  (await runPrepared(tx, "lock_webhook", sql<WebhookRow>`select * from webhook where id = ${id} for update`))[0]

export type WebhookFilters = { isActive?: boolean | undefined; ids?: readonly string[] | undefined }

export function listWebhooks(
  db: Db,
  environmentId: string,
  { after, limit, isActive, ids }: { after: After | undefined; limit: number } & WebhookFilters,
): Promise<WebhookRow[]> {
  let query = db.selectFrom("webhook").selectAll().where("environment_id", "=", environmentId)
  query = query.orderBy(createdMs).orderBy("id").limit(limit)
  if (isActive !== undefined) query = query.where("is_active", "=", isActive)
  if (ids) query = query.where("id", "in", ids)
  if (after) query = query.where(sql<boolean>`(${createdMs}, id) > (${after.createdAt}, ${after.id}::uuid)`)
  return query.execute()
}

export async function countWebhooks(db: Db, environmentId: string): Promise<number> {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from webhook where environment_id = ${environmentId}`.execute(db)
  return rows[0]?.count ?? 0
}

export type WebhookChanges = {
  target_url?: string
  event_types?: string | null
  is_active?: boolean
  secrets?: Buffer
  failing_since?: Date | null
  disabled_reason?: string | null
}

export const updateWebhook = (tx: Db, id: string, changes: WebhookChanges): Promise<WebhookRow> =>
  tx
    .updateTable("webhook")
    .set({ ...changes, updated_at: sql<Date>`now()` })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirstOrThrow()

export async function deleteWebhook(db: Db, environmentId: string, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from webhook where environment_id = ${environmentId} and id = ${id} returning id`.execute(db)
  return rows.length > 0
}

/** `seen`: the last event that was copied to it. `last`: the environment's last one. */
export type Behind = { id: string; seen: number; last: number }

export async function listBehind(db: Db, environmentId: string): Promise<Behind[]> {
  const { rows } = await sql<Behind>`select w.id, w.seen_sequence as seen, c.last from webhook w
    join event_counter c on c.environment_id = w.environment_id
    where w.environment_id = ${environmentId} and w.is_active and w.seen_sequence < c.last`.execute(db)
  return rows
}

export async function setSeen(tx: Db, id: string, sequence: number): Promise<void> {
  await sql`update webhook set seen_sequence = ${sequence} where id = ${id}`.execute(tx)
}

export type Neglected = {
  webhooks: string[]
  environments: string[]
  /** Until the first lease ends of those who send what is due; undefined: nobody does. */
  leasedSeconds: number | undefined
}

/** Webhooks with something due that nobody sends, and environments whose events wait to be copied. */
export async function listNeglected(db: Db): Promise<Neglected> {
  const due = await sql<{ id: string; leased: number }>`select w.id,
      greatest(0, coalesce(extract(epoch from l.until - clock_timestamp()), 0))::float8 as leased
    from webhook w left join lease l on l.webhook_id = w.id and l.work = 'deliver' where w.is_active
      and exists (select 1 from webhook_delivery d where d.webhook_id = w.id and d.status <> 'succeeded'
        and d.next_attempt_at <= clock_timestamp() limit 1)
    order by l.until nulls first`.execute(db)
  const behind = await sql<{ id: string }>`select distinct w.environment_id as id from webhook w
    join event_counter c on c.environment_id = w.environment_id
    where w.is_active and w.seen_sequence < c.last`.execute(db)
  return {
    webhooks: due.rows.filter(({ leased }) => leased === 0).map(({ id }) => id),
    environments: behind.rows.map(({ id }) => id),
    leasedSeconds: due.rows.find(({ leased }) => leased > 0)?.leased,
  }
}
