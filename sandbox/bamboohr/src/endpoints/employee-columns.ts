import { type Field, findField } from "../fields/index.js"
import type { Person } from "../fields/person.js"
import { readField } from "../fields/read.js"
import { writeValue } from "../fields/write-forms.js"
import type { Json } from "../world.js"

/** Names of this list's columns, and the fields that they show. `Id` and `Name` are of the same one. */
const COLUMNS: Readonly<Record<string, string>> = {
  employeeId: "id",
  firstName: "firstName",
  lastName: "lastName",
  preferredName: "preferredName",
  photoUrl: "photoUrl",
  jobTitleName: "jobTitle",
  status: "status",
  workEmail: "workEmail",
  homeEmail: "homeEmail",
  bestEmail: "bestEmail",
  middleName: "middleName",
  workPhone: "workPhone",
  workPhoneExtension: "workPhoneExtension",
  mobilePhone: "mobilePhone",
  homePhone: "homePhone",
  linkedinUrl: "linkedIn",
  facebookUrl: "facebook",
  instagramUrl: "instagram",
  twitterUrl: "twitterFeed",
  pinterestUrl: "pinterest",
  birthDate: "dateOfBirth",
  hireDate: "hireDate",
  divisionName: "division",
  divisionId: "division",
  departmentName: "department",
  departmentId: "department",
  locationName: "location",
  locationId: "location",
  jobTitleId: "jobTitle",
  employmentStatusName: "employmentHistoryStatus",
  employmentStatusId: "employmentHistoryStatus",
  reportsToName: "reportsTo",
  reportsToId: "reportsTo",
  employeeNumber: "employeeNumber",
}

/** Undefined: the list has no such column. */
export function columnField(name: string): Field | undefined {
  return Object.hasOwn(COLUMNS, name) ? findField(COLUMNS[name] ?? "") : undefined
}

/** As the list shows it: ids as text, empty as null. */
export function listValue(person: Person, name: string): Json {
  const field = columnField(name)
  if (!field) return null
  const value = readField(field, person)
  if (name.endsWith("Id") && name !== "employeeId") return value === null ? null : String(value)
  return writeValue(value, field.type, { form: "plain", person })
}
