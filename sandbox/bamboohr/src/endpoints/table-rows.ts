import type { Person } from "../fields/person.js"
import { findTable, type TableDefinition } from "../fields/tables.js"
import { type Form, writeValue } from "../fields/write-forms.js"
import type { Json, Row } from "../world.js"
import { type Call, refuse } from "./call.js"

export function tableOf({ params, rights }: Call): TableDefinition {
  const definition = findTable(params.table ?? "")
  if (!definition) throw refuse(404, "There is no such table")
  if (!rights.seesTable(definition)) throw refuse(403, "You do not have access to this table")
  return definition
}

type Writing = { call: Call; definition: TableDefinition; person: Person; form: Form }

/** A row without its ids. */
export function columnsOf(row: Row, { call, definition, person, form }: Writing): { [column: string]: Json } {
  const written: { [column: string]: Json } = {}
  for (const column of definition.columns) {
    if (!call.rights.seesColumn(column, person.id)) continue
    const value = row[column.name] ?? null
    written[column.name] = writeValue(value, column.type, { form, person })
  }
  return written
}
