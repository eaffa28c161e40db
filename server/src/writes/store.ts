import type { Action, ResourceName } from "@rollcall/contract"
import { type Selectable, sql } from "kysely"
import type { Db, Schema } from "../db/index.js"
import type { At } from "../db/paging.js"
import type { Place, Vault } from "../vault/index.js"
import type { Facts, KeptStep, Operation, OperationState, Sent, StepState } from "./operation.js"

type OperationRow = Selectable<Schema["write_operation"]>
type StepRow = Selectable<Schema["write_step"]>

/** The columns only ever hold what this file writes. */
const toOperation = (row: OperationRow): Operation => ({
  id: row.id,
  environmentId: row.environment_id,
  accountId: row.account_id,
  resource: row.resource as ResourceName,
  action: row.action as Action,
  rowId: row.row_id,
  state: row.state as OperationState,
  hasKey: row.key_hash !== null,
  fingerprint: row.fingerprint,
  resultId: row.result_id,
  askPerson: row.ask_person,
  nextAt: row.next_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

const factsAt = (id: string): Place => ({ table: "write_operation", row: id, column: "facts" })
const answerAt = (id: string): Place => ({ table: "write_operation", row: id, column: "answer" })
const stepAt = (id: string, position: number, column: string): Place => ({
  table: "write_step",
  row: JSON.stringify([id, String(position)]),
  column,
})

export type NewOperation = Pick<
  Operation,
  "id" | "environmentId" | "accountId" | "resource" | "action" | "rowId" | "fingerprint"
> & { keyHash: Buffer | null; facts: Facts; steps: readonly string[] }

/** With its steps, planned. False: the key is taken. */
export async function insertOperation(db: Db, vault: Vault, given: NewOperation): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const row = {
      id: given.id,
      environment_id: given.environmentId,
      account_id: given.accountId,
      resource: given.resource,
      action: given.action,
      row_id: given.rowId,
      state: "running",
      key_hash: given.keyHash,
      fingerprint: Buffer.from(given.fingerprint),
      facts: vault.seal(JSON.stringify(given.facts), factsAt(given.id)),
    }
    const made = await tx
      .insertInto("write_operation")
      .values(row)
      .onConflict((on) => on.doNothing())
      .returning("id")
      .execute()
    if (made.length === 0) return false
    const steps = given.steps.map((name, position) => ({ operation_id: given.id, position, name, state: "planned" }))
    if (steps.length > 0) await tx.insertInto("write_step").values(steps).execute()
    return true
  })
}

/** A key is forgotten a day after it is known what became of its write. */
export async function findByKey(db: Db, accountId: string, keyHash: Buffer): Promise<Operation | undefined> {
  await sql`update write_operation set key_hash = null where account_id = ${accountId} and key_hash = ${keyHash}
    and updated_at < now() - interval '24 hours' and state in ('done', 'partial', 'failed')`.execute(db)
  const query = db.selectFrom("write_operation").selectAll().where("account_id", "=", accountId)
  const row = await query.where("key_hash", "=", keyHash).executeTakeFirst()
  return row && toOperation(row)
}

export async function findOperation(db: Db, environmentId: string, id: string): Promise<Operation | undefined> {
  const query = db.selectFrom("write_operation").selectAll().where("environment_id", "=", environmentId)
  const row = await query.where("id", "=", id).executeTakeFirst()
  return row && toOperation(row)
}

export type OperationFilters = {
  id?: string[] | undefined
  accountId?: string[] | undefined
  state?: string[] | undefined
}
type ListQuery = At & { filters: OperationFilters }

export async function listOperations(
  db: Db,
  environmentId: string,
  { after, limit, filters }: ListQuery,
): Promise<Operation[]> {
  let query = db.selectFrom("write_operation").selectAll().where("environment_id", "=", environmentId)
  query = query.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit)
  if (filters.id) query = query.where("id", "in", filters.id)
  if (filters.accountId) query = query.where("account_id", "in", filters.accountId)
  if (filters.state) query = query.where("state", "in", filters.state)
  if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.createdAt}, ${after.id}::uuid)`)
  return (await query.execute()).map(toOperation)
}

/** Undefined: it is older than a day, and what it held of people is gone. */
export async function readFacts(db: Db, vault: Vault, id: string): Promise<Facts | undefined> {
  const row = await db.selectFrom("write_operation").select("facts").where("id", "=", id).executeTakeFirst()
  return row?.facts ? (JSON.parse(vault.open(row.facts, factsAt(id)).toString("utf8")) as Facts) : undefined // as it was sealed
}

export async function readSteps(db: Db, vault: Vault, ids: readonly string[]): Promise<Map<string, KeptStep[]>> {
  const found = new Map<string, KeptStep[]>(ids.map((id) => [id, []]))
  if (ids.length === 0) return found
  const query = db.selectFrom("write_step").selectAll().where("operation_id", "in", ids)
  for (const row of await query.orderBy("position").execute()) found.get(row.operation_id)?.push(toStep(vault, row))
  return found
}

function toStep(vault: Vault, row: StepRow): KeptStep {
  /** As they were sealed. */
  const open = (column: "sent" | "answered" | "failure") => {
    const sealed = row[column]
    return sealed
      ? JSON.parse(vault.open(sealed, stepAt(row.operation_id, row.position, column)).toString("utf8"))
      : undefined
  }
  return {
    position: row.position,
    name: row.name,
    state: row.state as StepState,
    sent: open("sent"),
    answered: open("answered"),
    failure: open("failure"),
    tries: row.tries,
    sentAt: row.sent_at,
    unknownSince: row.unknown_since,
    endedAt: row.ended_at,
  }
}

export type StepChange = Pick<KeptStep, "state"> &
  // Null: it was never sent.
  Partial<Pick<KeptStep, "answered" | "failure">> & { sent?: Sent | null | undefined }

/** What is left out stays as it is. Times are the database's. Answers the step as it is now. */
export async function changeStep(
  tx: Db,
  vault: Vault,
  { id, position, change }: { id: string; position: number; change: StepChange },
): Promise<KeptStep> {
  const seal = (column: "sent" | "answered" | "failure") => {
    const value = change[column]
    return value === undefined || value === null
      ? {}
      : { [column]: vault.seal(JSON.stringify(value), stepAt(id, position, column)) }
  }
  const isSent = change.state === "sent"
  const row = await tx
    .updateTable("write_step")
    .set({ state: change.state, ...seal("sent"), ...seal("answered"), ...seal("failure") })
    .$if(change.sent === null, (query) => query.set({ sent: null, tries: 0 }))
    .$if(isSent, (query) =>
      query.set({
        tries: sql`tries + 1`,
        sent_at: sql`clock_timestamp()`,
        unknown_since: null,
        failure: null,
      }),
    )
    .$if(change.state === "unknown", (query) => query.set({ unknown_since: sql`clock_timestamp()` }))
    .$if(change.state === "done" || change.state === "failed", (query) =>
      query.set({ ended_at: sql`clock_timestamp()` }),
    )
    .where("operation_id", "=", id)
    .where("position", "=", position)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toStep(vault, row)
}

export type OperationEnd = Pick<Operation, "state"> & {
  resultId?: string | undefined
  askPerson?: string | undefined
  /** When it is looked at again. */
  inSeconds?: number | undefined
  /** The key may be used again, because nothing has happened. */
  freesKey?: boolean
}

export async function changeOperation(tx: Db, id: string, end: OperationEnd): Promise<void> {
  const { state, resultId, askPerson, inSeconds, freesKey = false } = end
  const next = inSeconds === undefined ? sql`null` : sql`clock_timestamp() + make_interval(secs => ${inSeconds})`
  await sql`update write_operation set state = ${state}, next_at = ${next}, updated_at = clock_timestamp(),
    result_id = coalesce(${resultId ?? null}, result_id), ask_person = ${askPerson ?? null},
    key_hash = case when ${freesKey} then null else key_hash end where id = ${id}`.execute(tx)
}

/** Seconds since a moment, by the database's clock. */
export async function secondsSince(db: Db, moment: Date): Promise<number> {
  const { rows } = await sql<{ seconds: number }>`
    select extract(epoch from clock_timestamp() - ${moment}::timestamptz)::float8 as seconds`.execute(db)
  return rows[0]?.seconds ?? 0
}

type Keeping = { db: Db; vault: Vault }

export async function keepAnswer({ db, vault }: Keeping, id: string, answer: Buffer): Promise<void> {
  const sealed = vault.seal(answer, answerAt(id))
  await db.updateTable("write_operation").set({ answer: sealed }).where("id", "=", id).execute()
}

export async function readKeptAnswer(db: Db, vault: Vault, id: string): Promise<Buffer | undefined> {
  const row = await db.selectFrom("write_operation").select("answer").where("id", "=", id).executeTakeFirst()
  return row?.answer ? vault.open(row.answer, answerAt(id)) : undefined
}

const OPEN = sql`state in ('running', 'unknown')`
/** Whoever holds a lease is at work. */
const NOT_HELD = sql`not exists (select from lease where account_id = write_operation.account_id
  and work = 'write ' || write_operation.id::text and until > clock_timestamp())`

/** Those that nobody holds and that are to be looked at now. */
export async function listDue(db: Db, limit: number): Promise<{ id: string; environmentId: string }[]> {
  const { rows } = await sql<{ id: string; environmentId: string }>`
    select id, environment_id as "environmentId" from write_operation where ${OPEN}
      and (state = 'running' or next_at <= clock_timestamp()) and ${NOT_HELD} order by created_at limit ${limit}`.execute(
    db,
  )
  return rows
}

/** When the next one may have to be looked at, in seconds; undefined: none is open. */
export async function secondsUntilDue(db: Db): Promise<number | undefined> {
  const { rows } = await sql<{ seconds: number | null }>`
    select greatest(0, extract(epoch from min(coalesce(l.until, w.next_at, clock_timestamp())) - clock_timestamp()))::float8 as seconds
    from write_operation w left join lease l on l.account_id = w.account_id and l.work = 'write ' || w.id::text
    where w.state = 'running' or (w.state = 'unknown' and w.next_at is not null)`.execute(db)
  return rows[0]?.seconds ?? undefined
}

/** What they hold of people goes a day after they ended, and all of them after thirty. Open ones stay. The index is by `created_at`. */
export async function cleanUp(db: Db): Promise<void> {
  await sql`with old as (update write_operation set facts = null, answer = null where not (${OPEN})
      and created_at < now() - interval '24 hours' and updated_at < now() - interval '24 hours'
      and (facts is not null or answer is not null) returning id)
    update write_step set sent = null, answered = null, failure = null from old where operation_id = old.id`.execute(db)
  await sql`delete from write_operation where created_at < now() - interval '30 days'
    and updated_at < now() - interval '30 days' and (not (${OPEN}) or next_at is null)`.execute(db)
}
