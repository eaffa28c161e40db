import type { Said } from "../said.js"
import type { MemoryStore } from "../store.js"
import type { Edit, FaultKind, Strike } from "./fault.js"
import { cursors, endlessPages, total } from "./paging.js"
import { anotherRow, cell, duplicateRow, numericIds, order } from "./rows.js"

const EDITS: Readonly<Partial<Record<FaultKind, Edit>>> = {
  duplicate_row: duplicateRow,
  another_row: anotherRow,
  cell,
  order,
  numeric_ids: numericIds,
  cursors,
  endless_pages: endlessPages,
  total,
}

export const changeSaid = (said: Said, strikes: readonly Strike[], store: MemoryStore): Said =>
  strikes.reduce((now, strike) => EDITS[strike.fault.kind]?.(now, strike, store) ?? now, said)
