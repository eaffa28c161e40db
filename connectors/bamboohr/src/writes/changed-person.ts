import { objectOf, type Remote, type Settled, text } from "@rollcall/connector-kit"
import { employees, report } from "../tables.js"
import type { Values } from "./person.js"

/** Columns of the list that show fields of a person under another name. */
const NAMED: Readonly<Record<string, string>> = {
  jobTitle: "jobTitleName",
  location: "locationName",
  reportsTo: "reportsToName",
}

const columnOf = (field: string): string => NAMED[field] ?? field
const isListed = (field: string): boolean => employees.columns.includes(columnOf(field))
const isReported = (field: string): boolean => report.columns.includes(field) || field.startsWith("custom")

/** Whether a row has the value. What may not be read is not known to be so. */
function has(row: Remote, column: string, value: unknown): boolean {
  const shown = text(row, column)
  return shown !== undefined && (shown ?? "") === String(value ?? "")
}

const inReport = (row: Remote, field: string, value: unknown): boolean =>
  has(field.startsWith("custom") ? (objectOf(row, "custom") ?? {}) : row, field, value)

/** It is one call, so what it changes in the list shows it; where that is nothing, the report does. */
export function settledByPerson(id: string, before: Remote, values: Values): Settled {
  const said = Object.entries(values)
  const changed = said.filter(([field, value]) => isListed(field) && !has(before, columnOf(field), value))
  if (changed.length > 0) {
    const shows = (row: Remote) => changed.every(([field, value]) => has(row, columnOf(field), value))
    return { table: employees, id, shows: (row) => row !== undefined && shows(row) }
  }
  const reported = said.filter(([field]) => isReported(field))
  if (reported.length > 0) {
    const shows = (row: Remote) => reported.every(([field, value]) => inReport(row, field, value))
    return { table: report, id, shows: (row) => row !== undefined && shows(row) }
  }
  return { askPerson: "see in BambooHR whether the person has the new values" }
}
