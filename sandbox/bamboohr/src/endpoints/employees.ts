import type { Person } from "../fields/person.js"
import type { Rights } from "../permissions/index.js"
import type { Json } from "../world.js"
import { element, fieldElements, text, xmlDocument } from "../xml.js"
import { type Answer, type Call, type Endpoint, peopleOf, personOf, readFlag, refuse } from "./call.js"
import { type Granted, grant, valuesOf } from "./field-values.js"

/** One employee, and the company's directory. */
export const employees: readonly Endpoint[] = [
  { method: "GET", path: "v1/employees/:id", form: "classic", area: "employees", run: getEmployee },
  { method: "GET", path: "v1/employees/directory", form: "classic", area: "directory", run: getDirectory },
]

function getEmployee(call: Call): Answer {
  const { query, rights, params } = call
  const person = personOf(call, params.id ?? "", readFlag(query, "onlyCurrent") ?? true)
  const asked = (query.get("fields") ?? "").split(",").filter((name) => name !== "")
  const json = valuesOf(person, grant(asked, rights), { rights, form: "employee" })
  return { json, xml: () => xmlDocument(element("employee", { id: person.id }, fieldElements(json))) }
}

/** What the company has put into its directory. */
const DIRECTORY = [
  "displayName",
  "firstName",
  "lastName",
  "preferredName",
  "jobTitle",
  "workPhone",
  "mobilePhone",
  "workEmail",
  "department",
  "location",
  "division",
  "linkedIn",
  "instagram",
  "workPhoneExtension",
]

function getDirectory(call: Call): Answer {
  const { query, rights, running } = call
  if (!running.behaviour.sharesDirectory) throw refuse(403, "The company does not share its directory")
  const withFuture = readFlag(query, "onlyCurrent") === false
  const today = call.scene.today
  const people = peopleOf(call).filter((person) => {
    const isAhead = String(person.row.hireDate ?? "") > today
    return isAhead ? withFuture : person.status !== "Inactive"
  })
  if (people.length === 0) throw refuse(404, "The directory is empty")
  const granted = grant(DIRECTORY, rights)
  const fields = granted.map(({ key, field }) => ({ id: key, type: field.type, name: field.name }))
  const rows = people.map((person) => directoryRow(person, granted, rights))
  if (grant(["supervisor"], rights).length > 0) fields.push({ id: "supervisor", type: "text", name: "Supervisor" })
  return { json: { fields, employees: rows }, xml: () => directoryXml(fields, rows) }
}

function directoryRow(person: Person, granted: readonly Granted[], rights: Rights): { [name: string]: Json } {
  const { manager, row } = person
  const seesManager = grant(["supervisor"], rights).length > 0
  return {
    ...valuesOf(person, granted, { rights, form: "employee" }),
    ...(seesManager && { supervisor: manager ? `${manager.firstName} ${manager.lastName}` : null }),
    pronouns: null,
    photoUploaded: row.hasPhoto === true,
    ...valuesOf(person, grant(["photoUrl"], rights), { rights, form: "employee" }),
    canUploadPhoto: 1,
  }
}

function directoryXml(
  fields: readonly { id: string; type: string; name: string }[],
  rows: readonly { [name: string]: Json }[],
): string {
  const names = fields.map(({ id, type, name }) => element("field", { id, type }, text(name))).join("")
  const people = rows.map((row) => element("employee", { id: row.id }, fieldElements(row))).join("")
  return xmlDocument(element("directory", {}, element("fieldset", {}, names) + element("employees", {}, people)))
}
