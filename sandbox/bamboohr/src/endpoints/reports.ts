import type { Person } from "../fields/person.js"
import type { Json } from "../world.js"
import { element, fieldElements, text, xmlDocument } from "../xml.js"
import { type Answer, type Call, type Endpoint, objectIn, peopleOf, readFlag, refuse } from "./call.js"
import { type Granted, grant, valuesOf } from "./field-values.js"

/** The report that is made for one call: everybody at once. */
export const reports: readonly Endpoint[] = [
  { method: "POST", path: "v1/reports/custom", form: "classic", area: "reports", reads: true, run: makeReport },
]

const FORMATS = ["JSON", "XML", "CSV"]

function makeReport(call: Call): Answer {
  const { query, rights } = call
  const format = query.get("format")?.toUpperCase()
  if (format !== undefined && !FORMATS.includes(format))
    throw refuse(400, `format must be one of ${FORMATS.join(", ")}: PDF and XLS are not made here`)
  const body = objectIn(call)
  const granted = grant(askedFields(body.fields), rights, keyInReport)
  const isOnlyCurrent = readFlag(query, "onlyCurrent")
  const people = filterByBody(peopleOf(call, isOnlyCurrent ?? true), body.filters ?? null)
  const rows = people.map((person) => {
    const row = valuesOf(person, granted, { rights, form: "report" })
    // Seen live: such a report volunteers this column, with yet another kind of empty.
    if (isOnlyCurrent === true && grant(["terminationDate"], rights).length > 0)
      row.terminationDate ??= person.terminationDate ?? ""
    return row
  })
  const report = { title: typeof body.title === "string" ? body.title : "", fields: granted.map(echo), employees: rows }
  if (format === "CSV") return { bytes: { type: "text/csv; charset=utf-8", data: csvOf(granted, rows) } }
  const xml = () => reportXml(report)
  // It says the form itself, whatever the call accepts.
  if (format === "XML") return { bytes: { type: "text/xml; charset=UTF-8", data: Buffer.from(xml()) } }
  return format === "JSON" ? { json: report } : { json: report, xml }
}

type Report = {
  title: string
  fields: { id: string; type: string; name: string }[]
  employees: { [key: string]: Json }[]
}

const echo = ({ key, field }: Granted) => ({ id: key, type: field.type, name: field.name })

/** A field that is asked for by its id comes back under another name. */
const keyInReport = (name: string): string => (/^-?\d+$/.test(name) ? `${name}.0` : name)

function askedFields(fields: Json | undefined): string[] {
  if (!Array.isArray(fields) || fields.length === 0) throw refuse(400, "Give the fields of the report, as a list")
  return fields.map((field) => {
    if (typeof field === "string" || typeof field === "number") return String(field)
    throw refuse(400, "A field is named by its alias or its id")
  })
}

function filterByBody(people: readonly Person[], filters: Json): readonly Person[] {
  if (filters === null) return people
  if (typeof filters !== "object" || Array.isArray(filters)) throw refuse(400, "filters must be an object")
  const { employeeIds, lastChanged } = filters
  const since = readLastChanged(lastChanged ?? null)
  const ids = readIds(employeeIds ?? null)
  return people.filter((person) => {
    if (ids !== null && !ids.has(person.id)) return false
    return since === null || Date.parse(String(person.row.lastChanged)) >= since
  })
}

function readIds(given: Json): ReadonlySet<string> | null {
  if (given === null) return null
  if (!Array.isArray(given)) throw refuse(400, "filters.employeeIds must be a list")
  for (const id of given) if (!/^\d+$/.test(String(id))) throw refuse(400, "filters.employeeIds must be whole numbers")
  return new Set(given.map(String))
}

function readLastChanged(given: Json): number | null {
  if (given === null) return null
  const value = typeof given === "object" && !Array.isArray(given) ? given.value : null
  const moment = typeof value === "string" ? Date.parse(value) : Number.NaN
  if (Number.isNaN(moment)) throw refuse(400, "filters.lastChanged.value must be a moment such as 2026-06-01T00:00:00Z")
  return moment
}

function reportXml({ title, fields, employees }: Report): string {
  const named = fields.map(({ id, type, name }) => element("field", { id, type }, text(name))).join("")
  const rows = employees.map((row) => element("employee", { id: row.id }, fieldElements(row))).join("")
  const inner = element("title", {}, text(title)) + element("fields", {}, named) + element("employees", {}, rows)
  return xmlDocument(element("report", {}, inner))
}

function csvOf(granted: readonly Granted[], rows: readonly { [key: string]: Json }[]): Buffer {
  const quote = (value: Json | undefined) => `"${String(value ?? "").replaceAll('"', '""')}"`
  const lines = [
    granted.map(({ field }) => quote(field.name)),
    ...rows.map((row) => granted.map(({ key }) => quote(row[key]))),
  ]
  return Buffer.from(lines.map((line) => `${line.join(",")}\r\n`).join(""))
}
