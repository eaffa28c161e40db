import type { Days, RowsByIds, Table } from "@rollcall/connector-kit"
import type { TableSession } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import type { SyncDeps } from "./session.js"

type Reading = {
  table: Table
  upstream: Pick<TableSession, "ofValues">
  values: Iterable<string>
  /** Those that were read, of a table that is read by days. */
  days?: Days | undefined
}

/**
 * Rows of these values, of a table that is read a few values at a time, whether a scan of these days asks for them or not.
 * Values that are known no more have none. `refused`: nothing is known of these. Throws where it is all of them.
 */
export async function readValues(
  { db }: Pick<SyncDeps, "db">,
  place: mirror.MirrorPlace,
  { table, upstream, values, days }: Reading,
): Promise<RowsByIds> {
  const { perValue } = table
  if (!perValue) throw new Error(`${table.name} is not read a few values at a time`)
  const known = await mirror.listRows(db, mirror.tableIn(place, { table: perValue.of }))
  const asked = new Set(perValue.values(known))
  const wanted = [...values].filter((value) => asked.has(value))
  return upstream.ofValues(table, wanted, days)
}
