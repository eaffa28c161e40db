import { COUNTRIES, PROVINCES } from "../company/places.js"
import { FIELDS } from "../fields/index.js"
import { TABLES } from "../fields/tables.js"
import type { Json, Row } from "../world.js"
import { element, text, xmlDocument } from "../xml.js"
import { type Answer, type Call, type Endpoint, refuse } from "./call.js"

/** Names of things. */
export const meta: readonly Endpoint[] = [
  { method: "GET", path: "v1/meta/fields", form: "classic", area: "fields", run: listFields },
  { method: "GET", path: "v1/meta/tables", form: "classic", area: "fields", run: listTables },
  { method: "GET", path: "v1/meta/lists", form: "classic", area: "lists", run: listLists },
  { method: "GET", path: "v1/meta/users", form: "classic", area: "users", run: listUsers },
  { method: "GET", path: "v1/meta/countries/options", form: "coded", area: "fields", run: listCountries },
  { method: "GET", path: "v1/meta/provinces/:countryId", form: "coded", area: "fields", run: listProvinces },
  { method: "GET", path: "v1/company_information", form: "coded", area: "company_information", run: getCompany },
]

/** Not complete, as at BambooHR: some fields work without being listed, some are listed and never answered. */
function listFields(): Answer {
  const listed = FIELDS.flatMap(({ id, name, type, alias, isDeprecated }) => {
    if (id === null) return []
    return [{ id, name, type, ...(alias !== null && { alias }), ...(isDeprecated && { deprecated: true }) }]
  })
  const xml = () => {
    const inner = listed.map(({ id, type, alias, name }) => element("field", { id, type, alias }, text(name)))
    return xmlDocument(element("fields", {}, inner.join("")))
  }
  return { json: listed, xml }
}

function listTables({ rights }: Call): Answer {
  const listed = TABLES.filter((definition) => rights.seesTable(definition)).map(({ alias, columns }) => ({
    alias,
    fields: columns.map(({ id, label, name, type }) => ({ id, name: label, alias: name, type })),
  }))
  const xml = () => {
    const inner = listed.map(({ alias, fields }) => {
      const columns = fields.map((one) =>
        element("field", { id: one.id, alias: one.alias, type: one.type }, text(one.name)),
      )
      return element("table", { alias }, columns.join(""))
    })
    return xmlDocument(element("tables", {}, inner.join("")))
  }
  return { json: listed, xml }
}

const yesNo = (flag: Json | undefined): string => (flag === true ? "yes" : "no")

function optionOf({ id, isArchived, isManageable, createdDate, archivedDate, name }: Row) {
  return {
    id: Number(id),
    archived: yesNo(isArchived),
    manageable: yesNo(isManageable),
    createdDate: createdDate ?? null,
    archivedDate: archivedDate ?? null,
    name: String(name),
  }
}

/** A list as `meta/lists` shows it. The one of pay groups has no id. */
export function listOf(list: Row, options: readonly Row[]) {
  const { id, fieldId, isManageable, isMultiple, name, alias } = list
  return {
    ...(alias !== "payGroup" && { id: Number(id) }),
    fieldId: Number(fieldId),
    manageable: yesNo(isManageable),
    multiple: yesNo(isMultiple),
    name: String(name),
    options: options.filter((option) => option.listId === id).map(optionOf),
    ...(typeof alias === "string" && { alias }),
  }
}

function listLists({ running, query }: Call): Answer {
  const options = running.store.all("options")
  const listed = running.store.all("lists").map((list) => listOf(list, options))
  const xml = () => {
    const inner = listed.map(({ fieldId, alias, manageable, multiple, name, options: own }) => {
      const written = own.map(({ id, archived, createdDate, archivedDate, name: label }) => {
        return element("option", { id, archived, createdDate, archivedDate }, text(label))
      })
      const named = element("name", {}, text(name)) + element("options", {}, written.join(""))
      return element("list", { fieldId, alias, manageable, multiple }, named)
    })
    return xmlDocument(element("lists", {}, inner.join("")))
  }
  return query.get("format")?.toLowerCase() === "json" ? { json: listed } : { json: listed, xml }
}

function listUsers({ running, query }: Call): Answer {
  const wanted = (query.get("status") ?? "").split(",").filter((status) => status !== "")
  const users = running.store
    .all("users")
    .filter(({ status }) => wanted.length === 0 || wanted.includes(String(status)))
    .map(({ id, employeeId, firstName, lastName, email, status, lastLogin }) => ({
      id: Number(id),
      employeeId: Number(employeeId ?? 0),
      firstName: firstName ?? "",
      lastName: lastName ?? "",
      email: email ?? "",
      status: status ?? "",
      ...(typeof lastLogin === "string" && { lastLogin }),
    }))
  const xml = () => {
    const inner = users.map(({ id, employeeId, ...rest }) => {
      const values = Object.entries(rest).map(([name, value]) => element(name, {}, text(value)))
      return element("user", { id, employeeId }, values.join(""))
    })
    return xmlDocument(element("users", {}, inner.join("")))
  }
  return { json: Object.fromEntries(users.map((user) => [String(user.id), user])), xml }
}

function listCountries(): Answer {
  return { json: COUNTRIES.map(({ id, name, isoCode }) => ({ id, name, isoCode })) }
}

function listProvinces({ params }: Call): Answer {
  const id = params.countryId ?? ""
  if (!COUNTRIES.some((country) => country.id === id)) throw refuse(400, "There is no such country", "BadRequest")
  const options = (PROVINCES[id] ?? []).map((one) => ({ id: one.id, label: one.iso, iso: one.iso, name: one.name }))
  return { json: { options } }
}

/** Without an id and without a time zone, as at BambooHR. */
function getCompany({ running }: Call): Answer {
  const { legalName, displayName, address, phone } = running.company
  return { json: { legalName, displayName, address: { ...address }, phone } }
}
