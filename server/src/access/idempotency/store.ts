import { sql } from "kysely"
import type { Db } from "../../db/index.js"

export type KeyPlace = { scope: string; path: string; key: string }
export type KeyRow = { fingerprint: Uint8Array; answer: Uint8Array | null; is_leased: boolean }

/** True when the key was free and is ours now. Answers older than a day are forgotten first. */
export async function insertKey(
  db: Db,
  at: KeyPlace,
  values: { fingerprint: Buffer; holder: string; seconds: number },
): Promise<boolean> {
  const { fingerprint, holder, seconds } = values
  await sql`delete from idempotency_key where created_at < now() - interval '24 hours'`.execute(db)
  const { rows } = await sql`
    insert into idempotency_key (scope, path, key, fingerprint, holder, lease_until)
    values (${at.scope}, ${at.path}, ${at.key}, ${fingerprint}, ${holder}, now() + make_interval(secs => ${seconds}::int))
    on conflict do nothing returning key`.execute(db)
  return rows.length > 0
}

export async function findKey(db: Db, { scope, path, key }: KeyPlace): Promise<KeyRow | undefined> {
  const { rows } = await sql<KeyRow>`select fingerprint, answer, lease_until > now() as is_leased from idempotency_key
    where scope = ${scope} and path = ${path} and key = ${key}`.execute(db)
  return rows[0]
}

export async function renewKey(
  db: Db,
  { scope, path, key }: KeyPlace,
  { holder, seconds }: { holder: string; seconds: number },
): Promise<void> {
  await sql`update idempotency_key set lease_until = now() + make_interval(secs => ${seconds}::int)
    where scope = ${scope} and path = ${path} and key = ${key} and holder = ${holder} and answer is null`.execute(db)
}

export async function storeAnswer(
  db: Db,
  { scope, path, key }: KeyPlace,
  kept: { holder: string; answer: Buffer },
): Promise<void> {
  await sql`update idempotency_key set answer = ${kept.answer}
    where scope = ${scope} and path = ${path} and key = ${key} and holder = ${kept.holder}`.execute(db)
}

export async function freeKey(db: Db, { scope, path, key }: KeyPlace, holder: string): Promise<void> {
  await sql`delete from idempotency_key
    where scope = ${scope} and path = ${path} and key = ${key} and holder = ${holder} and answer is null`.execute(db)
}
