import { type Days, idColumnOf, idIn, type Remote, type RowsByIds, valuesOf } from "@rollcall/connector-kit"
import type { TableSession } from "../gateway/index.js"
import * as mirror from "../mirror/index.js"
import { readValues } from "./read-values.js"
import { type Asked, askBy, askByIds, askSingly } from "./reconcile.js"
import type { Subject, SyncDeps } from "./session.js"

export type NamedRows = {
  kept: mirror.MirrorTable
  column: string
  values: readonly string[]
  upstream: TableSession
  /** Of a table that is read by days: those that are asked for. */
  days: Days | null
}

/** What is true now of the rows of some values of a column. */
export type Truth = {
  rows: Remote[]
  /** Ids of known rows that are gone. */
  gone: readonly string[]
  /** Values and ids that the HR system gives no answer for. */
  unanswered: readonly string[]
}

export async function readNamed(deps: SyncDeps, subject: Subject, named: NamedRows): Promise<Truth> {
  const { kept, column, values } = named
  const days = named.days ?? undefined
  const { rows, refused } = await readRows(deps, subject, named)
  const there = new Set(rows.flatMap((row) => idIn(kept.table, row) ?? []))
  const answered = values.filter((value) => !refused.has(value))
  const known =
    column === idColumnOf(kept.table)
      ? answered
      : await mirror.findIdsBy(deps.db, mirror.tableIn(subject.place, kept), { column, values: answered, days })
  const asked = await askForMissing(deps, subject, { ...named, ids: known.filter((id) => !there.has(id)) })
  return { rows: [...rows, ...asked.found], gone: asked.denied, unanswered: [...refused, ...asked.unanswered] }
}

async function readRows(deps: SyncDeps, { place }: Subject, named: NamedRows): Promise<RowsByIds> {
  const { kept, column, values, upstream } = named
  const { table } = kept
  const days = named.days ?? undefined
  if (!table.perValue) return upstream.by(table, column, values)
  return readValues(deps, place, { table, upstream, values, days })
}

/** One answer that leaves a row out is not believed: it is asked for in another way, or where there is none once more. */
async function askForMissing(
  deps: SyncDeps,
  { place }: Subject,
  { kept, column, values, upstream, ids }: NamedRows & { ids: readonly string[] },
): Promise<Asked> {
  const { table } = kept
  if (ids.length === 0 || table.perValue) return { found: [], denied: [...ids], unanswered: [] }
  const hasIds = table.by[idColumnOf(table)] !== undefined
  if (column !== idColumnOf(table) && hasIds) return askByIds(upstream, table, ids)
  if (table.one) return askSingly(upstream, table, { ids })
  if (hasIds) return askByIds(upstream, table, ids)
  const { rows } = await mirror.findRows(deps.db, mirror.tableIn(place, kept), ids)
  const theirs = new Set([...rows.values()].flatMap((row) => valuesOf(row, column)))
  return askBy(upstream, table, { column, values: values.filter((value) => theirs.has(value)), ids })
}
