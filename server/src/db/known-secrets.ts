import { type Kysely, sql } from "kysely"
import type { Schema } from "./schema.js"

type Kept = { tables: readonly (keyof Schema)[]; column: "hash" | "key_hash"; hashOf(secret: string): Buffer }

/** Those of the secrets that are there, though only their hashes are kept. One that has ended may be among them. */
export async function knownSecrets(
  db: Kysely<Schema>,
  { tables, column, hashOf }: Kept,
  secrets: readonly string[],
): Promise<ReadonlySet<string>> {
  const hashed = secrets.map((secret) => ({ secret, hash: hashOf(secret).toString("hex") }))
  const wanted = sql`(select decode(unnest(${hashed.map(({ hash }) => hash)}::text[]), 'hex'))`
  const parts = tables.map(
    (table) =>
      sql`select encode(${sql.ref(column)}, 'hex') as hash from ${sql.table(table)} where ${sql.ref(column)} in ${wanted}`,
  )
  const { rows } = await sql<{ hash: string }>`${sql.join(parts, sql` union all `)}`.execute(db)
  const there = new Set(rows.map(({ hash }) => hash))
  return new Set(hashed.filter(({ hash }) => there.has(hash)).map(({ secret }) => secret))
}
