import { CompiledQuery, type Kysely } from "kysely"
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
