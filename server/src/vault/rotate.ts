/**
 * Key rotation: every sealed value is opened with the key that sealed it and sealed again with the current one, while
 * servers run. A value is only replaced if it is still the one that was read, so a writer meanwhile wins (and seals
 * with the current key itself). It may be stopped anywhere and started again: what is done is skipped. At the very end
 * it counts in all columns what is left on other keys; only zero is success.
 */
import { sql } from "kysely"
import type { Db } from "../db/index.js"
import { AppError, BadSettings } from "../errors.js"
import type { Place, Vault } from "./index.js"

/** A column of sealed values; every one has to be in the list below, or its values would be lost with the old key. */
type SealedColumn = {
  table: string
  column: string
  keys: readonly string[]
  rowOf(keys: readonly string[]): string
  /** The column's name when its first values were sealed, which they are bound to. */
  sealedAs?: string
}

const byId = (table: string, column: string): SealedColumn => ({
  table,
  column,
  keys: ["id"],
  rowOf: ([id = ""]) => id,
})

export const SEALED_COLUMNS: readonly SealedColumn[] = [
  byId("integrated_account", "secrets"),
  byId("environment_integration", "secrets"),
  byId("link_token", "secrets"),
  byId("webhook", "secrets"),
  { table: "authorization_request", column: "link_token", keys: ["link_token_id"], rowOf: ([id = ""]) => id },
  { table: "authorization_request", column: "secrets", keys: ["link_token_id"], rowOf: ([id = ""]) => id },
  {
    table: "idempotency_key",
    column: "answer",
    keys: ["scope", "path", "key"],
    rowOf: (keys) => JSON.stringify(keys),
  },
  {
    table: "inbound_subscription",
    column: "secret",
    sealedAs: "challenge",
    keys: ["account_id", "name"],
    rowOf: (keys) => JSON.stringify(keys),
  },
  byId("write_operation", "facts"),
  byId("write_operation", "answer"),
  ...["sent", "answered", "failure"].map((column) => ({
    table: "write_step",
    column,
    keys: ["operation_id", "position"],
    rowOf: (keys: readonly string[]) => JSON.stringify(keys),
  })),
  // The last: it says which key a database belongs to.
  byId("vault_check", "sealed"),
]

export type RotationProgress = { table: string; done: number; total: number }
export type Rotation = { resealed: number; left: number }

const BATCH = 200

export async function rotateKeys(
  db: Db,
  vault: Vault,
  onProgress: (progress: RotationProgress) => void,
): Promise<Rotation> {
  let resealed = 0
  for (const column of SEALED_COLUMNS) {
    const total = await countOthers(db, vault, column)
    let done = 0
    onProgress({ table: column.table, done, total })
    for (
      let changed = await resealBatch(db, vault, column);
      changed > 0;
      changed = await resealBatch(db, vault, column)
    ) {
      done += changed
      onProgress({ table: column.table, done: Math.min(done, total), total })
    }
    resealed += done
  }
  let left = 0
  for (const column of SEALED_COLUMNS) left += await countOthers(db, vault, column)
  return { resealed, left }
}

type SealedRow = { keys: string[]; sealed: Uint8Array }

/** Answers how many values were taken up; 0 when nothing is left. */
async function resealBatch(db: Db, vault: Vault, column: SealedColumn): Promise<number> {
  const { rows } = await sql<SealedRow>`select array[${keyList(column)}] as keys, ${sql.ref(column.column)} as sealed
    from ${sql.table(column.table)} where ${isOther(vault, column)} limit ${BATCH}`.execute(db)
  for (const { keys, sealed } of rows) {
    const place: Place = { table: column.table, row: column.rowOf(keys), column: column.sealedAs ?? column.column }
    const again = vault.seal(openAt(vault, sealed, place), place)
    const isSame = sql.join(
      column.keys.map((key, index) => sql`${sql.ref(key)}::text = ${keys[index]}`),
      sql` and `,
    )
    await sql`update ${sql.table(column.table)} set ${sql.ref(column.column)} = ${again}
      where ${isSame} and ${sql.ref(column.column)} = ${Buffer.from(sealed)}`.execute(db)
  }
  return rows.length
}

/** Throws where the value is that no key opens, so that somebody can look at it. */
function openAt(vault: Vault, sealed: Uint8Array, place: Place): Buffer {
  try {
    return vault.open(sealed, place)
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause)
    const problem = `${place.table}.${place.column} of ${place.row}: ${said}`
    throw cause instanceof AppError
      ? new BadSettings([`ROLLCALL_ENCRYPTION_KEYS: ${problem}`], { cause })
      : new Error(problem, { cause })
  }
}

async function countOthers(db: Db, vault: Vault, column: SealedColumn): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from ${sql.table(column.table)} where ${isOther(vault, column)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** A blob begins with the id of its key. */
function isOther({ currentHeader }: Vault, { column }: SealedColumn) {
  const start = sql`substring(${sql.ref(column)} from 1 for ${currentHeader.length}::int)`
  return sql`${sql.ref(column)} is not null and ${start} <> ${currentHeader}`
}

const keyList = ({ keys }: SealedColumn) => sql.join(keys.map((key) => sql`${sql.ref(key)}::text`))
