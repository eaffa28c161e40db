import type { FaultKind, Strike } from "./fault.js"
import { cursors, endlessPages, total } from "./paging.js"
import { anotherRow, cell, duplicateRow, order } from "./rows.js"
import type { Edit, Said } from "./said.js"

const EDITS: Readonly<Partial<Record<FaultKind, Edit>>> = {
  duplicate_row: duplicateRow,
  another_row: anotherRow,
  cell,
  order,
  cursors,
  endless_pages: endlessPages,
  total,
}

/** Whether `changeRows` would change anything. */
export const areRowsStruck = (strikes: readonly Strike[]): boolean =>
  strikes.some(({ fault }) => Object.hasOwn(EDITS, fault.kind))

/** What faults make of an answer, in their order. `own` are edits of kinds that only this system knows. */
export function changeRows<S extends Said>(
  said: S,
  strikes: readonly Strike[],
  own: Readonly<Partial<Record<FaultKind, (said: S) => S>>> = {},
): S {
  return strikes.reduce((now, strike) => {
    const { kind } = strike.fault
    return own[kind]?.(now) ?? EDITS[kind]?.(now, strike) ?? now
  }, said)
}
