import { findTable, type TableDefinition } from "../fields/tables.js"
import type { Running } from "../running.js"
import { type Json, Refusal, type Row } from "../world.js"
import { parseValue } from "./parse-value.js"
import { record } from "./record.js"

type Values = { [column: string]: Json }

/** Whose row of which table. */
export type Place = { employeeId: string; table: string }

/** Throws refusals: 400 for a value or a missing day, 404 for the table or row, 406 for a column, 412 for the pay schedule. */
export function addRow(running: Running, { employeeId, table }: Place, values: Values): Row {
  const definition = definitionOf(table)
  const parsed = parseRow(running, definition, values)
  if (typeof parsed[definition.dateColumn] !== "string")
    throw new Refusal(400, { message: `Give ${definition.dateColumn}: the day from which the row holds` })
  assertSchedule(parsed)
  const blank = Object.fromEntries(definition.columns.map(({ name }) => [name, null]))
  return record(running, { employeeId, isSilent: !definition.movesPerson }, () => {
    return running.store.insert(table, { employeeId, ...blank, ...parsed })
  })
}

export function changeRow(running: Running, { employeeId, table, id }: Place & { id: string }, values: Values): Row {
  const definition = definitionOf(table)
  const before = rowOf(running, { employeeId, table, id })
  const parsed = parseRow(running, definition, values)
  if (parsed[definition.dateColumn] === null)
    throw new Refusal(400, { message: `${definition.dateColumn} can't be empty` })
  assertSchedule({ ...before, ...parsed })
  return record(running, { employeeId, isSilent: !definition.movesPerson }, () => {
    return running.store.update(table, id, parsed) ?? before
  })
}

export function removeRow(running: Running, { employeeId, table, id }: Place & { id: string }): void {
  const definition = definitionOf(table)
  rowOf(running, { employeeId, table, id })
  record(running, { employeeId, isSilent: !definition.movesPerson }, () => running.store.remove(table, id))
}

function definitionOf(table: string): TableDefinition {
  const definition = findTable(table)
  if (!definition) throw new Refusal(404, { message: "There is no such table" })
  return definition
}

function rowOf(running: Running, { employeeId, table, id }: Place & { id: string }): Row {
  const row = running.store.find(table, id)
  if (!row || row.employeeId !== employeeId) throw new Refusal(404, { message: "There is no such row" })
  return row
}

function parseRow(running: Running, { columns }: TableDefinition, values: Values): Values {
  const { store, company } = running
  const parsed: Values = {}
  for (const [name, value] of Object.entries(values)) {
    const column = columns.find((one) => one.name === name)
    if (!column) throw new Refusal(406, { message: `The table has no column ${name}` })
    parsed[name] = parseValue(value, column, { store, currency: company.currency })
  }
  return parsed
}

/** Who is paid by the pay period needs to have one. */
function assertSchedule(row: Values): void {
  if (row.paidPer === "Pay Period" && (row.paySchedule ?? null) === null)
    throw new Refusal(412, { message: "A pay schedule is needed for pay by pay period" })
}
