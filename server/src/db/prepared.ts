import { CompiledQuery, type Kysely, type RawBuilder } from "kysely"
import type { Schema } from "./schema.js"

/**
 * A statement whose text is always the same. A PostgreSQL server parses and plans it once a connection; the embedded
 * database, which plans everything each time, takes it like any other. `R` is what the text says it answers.
 */
export const prepared =
  <R>(name: string, text: string) =>
  async (db: Kysely<Schema>, values: readonly unknown[]): Promise<R[]> => {
    const query = { ...CompiledQuery.raw(text, [...values]), name }
    const { rows } = await db.executeQuery<R>(query)
    return rows
  }

/** The same for a statement with values inside, whose text without them is always the same. */
export async function runPrepared<R>(db: Kysely<Schema>, name: string, statement: RawBuilder<R>): Promise<R[]> {
  const query = { ...statement.compile(db), name }
  const { rows } = await db.executeQuery<R>(query)
  return rows
}
