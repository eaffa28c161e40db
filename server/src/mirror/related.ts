import { idColumnOf, type NamedView, type RelatedRows, type Remote, relate } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import { findRows, findRowsBy, listRows } from "./find-store.js"
import { type MirrorPlace, tableIn } from "./graph.js"

type Rows = {
  view: NamedView
  rows: readonly Remote[]
  names: readonly string[]
  /** Small tables that were read for rows before these. Mappings keep what they make of such a list with the list. */
  small: Map<string, readonly Remote[]>
}

/** What rows are related to, as the mirror has it. */
export const findRelated = (db: Db, place: MirrorPlace, { view, rows, names, small }: Rows): Promise<RelatedRows> =>
  relate(view, { rows, names }, async ({ relation: { table, on }, keys }) => {
    if (!on || table.isSmall) {
      const known = small.get(table.name) ?? (await listRows(db, tableIn(place, { table })))
      small.set(table.name, known)
      return known
    }
    if (on.theirs === idColumnOf(table))
      return [...(await findRows(db, tableIn(place, { table }), [...keys])).rows.values()]
    return findRowsBy(db, tableIn(place, { table }), { column: on.theirs, values: [...keys] })
  })
