import type { Remote, Table } from "@rollcall/connector-kit"
import { noneIfRefused, type TableSession } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import type { SyncDeps } from "./session.js"

type Reading = { table: Table; upstream: Pick<TableSession, "ofValue">; values: Iterable<string> }

/** Rows of these values, of a table that is read a value at a time. Values that are not asked for any more have none. */
export async function readValues(
  { db }: Pick<SyncDeps, "db">,
  place: mirror.MirrorPlace,
  { table, upstream, values }: Reading,
): Promise<Remote[]> {
  const { perValue } = table
  if (!perValue) throw new Error(`${table.name} is not read a value at a time`)
  const asked = new Set(perValue.values(await mirror.listRows(db, mirror.tableIn(place, { table: perValue.of }))))
  const rows: Remote[] = []
  for (const value of values)
    if (asked.has(value)) rows.push(...(await upstream.ofValue(table, value).catch(noneIfRefused)))
  return rows
}
