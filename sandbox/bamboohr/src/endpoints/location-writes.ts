import { COUNTRIES, PROVINCES } from "../company/places.js"
import { LOCATION_LIST } from "../company/write-lists.js"
import type { Json, Row } from "../world.js"
import { type Answer, type Call, type Endpoint, objectIn, refuse } from "./call.js"
import { locationOf } from "./locations.js"

/** Locations made, changed and removed. Each is an option of the list of locations too, under the same id. */
export const locationWrites: readonly Endpoint[] = [
  { method: "POST", path: "v1/hris/org/locations", form: "problem", area: "locations", run: create },
  { method: "PUT", path: "v1/hris/org/locations/:id", form: "problem", area: "locations", run: change },
  { method: "DELETE", path: "v1/hris/org/locations/:id", form: "problem", area: "locations", run: remove },
]

type Values = { [name: string]: Json }

function create(call: Call): Answer {
  const { store, clock } = call.running
  const values = readLocation(call, null)
  const moment = `${clock.now().toISOString().slice(0, 19)}Z`
  const list = store.all("lists").find(({ key }) => key === LOCATION_LIST)
  const option = store.insert("options", {
    list: LOCATION_LIST,
    listId: list?.id ?? null,
    name: values.label ?? "",
    isArchived: values.isArchived ?? false,
    isManageable: true,
    createdDate: moment.replace("Z", "+00:00"),
    archivedDate: null,
  })
  const row = store.insert("locations", { ...values, id: option.id, createdAt: moment, archivedAt: null })
  return { status: 201, json: locationOf(row, []) }
}

function change(call: Call): Answer {
  const { store, clock } = call.running
  const before = rowOf(call)
  const values = readLocation(call, before)
  const archivedAt = values.isArchived === true ? `${clock.now().toISOString().slice(0, 19)}Z` : null
  store.update("options", before.id, { name: values.label ?? "", isArchived: values.isArchived ?? false })
  const row = store.update("locations", before.id, { ...values, archivedAt }) ?? before
  return { json: locationOf(row, []) }
}

/** One that rows of jobs name stays. */
function remove(call: Call): Answer {
  const { store } = call.running
  const { id } = rowOf(call)
  if (store.all("jobInfo").some(({ location }) => String(location) === id))
    throw refuse(409, "Employees are or were at this location: archive it", "location_in_use")
  store.remove("locations", id)
  store.remove("options", id)
  return { status: 204 }
}

function rowOf({ running, params }: Call): Row {
  const row = running.store.find("locations", params.id ?? "")
  if (!row) throw refuse(404, "There is no such location", "location_not_found")
  return row
}

/** Everything of a location, as both writes need it. */
function readLocation(call: Call, before: Row | null): Values {
  const { label, address, archived = false } = objectIn(call)
  if (typeof label !== "string" || label === "") throw refuse(422, "Give the label", "label_missing")
  if (typeof archived !== "boolean") throw refuse(422, "archived must be true or false", "invalid_location")
  const taken = call.running.store.all("locations").find((row) => row.label === label && row.id !== before?.id)
  if (taken) throw refuse(409, "Another location has this label", "label_taken")
  const given = typeof address === "object" && address !== null && !Array.isArray(address) ? address : {}
  if (typeof given.remoteLocation !== "boolean")
    throw refuse(422, "Give the address, with remoteLocation true or false", "invalid_location")
  const texts = ["address1", "address2", "city", "stateId", "zipcode", "countryId", "timezone"]
  const wrong = texts.find(
    (name) => given[name] !== undefined && given[name] !== null && typeof given[name] !== "string",
  )
  if (wrong !== undefined) throw refuse(422, `${wrong} must be text or null`, "invalid_location")
  const { countryId = null, stateId = null } = given
  if (countryId !== null && !COUNTRIES.some(({ id }) => id === countryId))
    throw refuse(422, "There is no such country", "invalid_location")
  if (stateId !== null && !PROVINCES[String(countryId)]?.some(({ id }) => String(id) === stateId))
    throw refuse(422, "The country has no such state", "invalid_location")
  const named = Object.fromEntries(texts.map((name) => [name, given[name] ?? null]))
  return { ...named, label, isRemote: given.remoteLocation, isArchived: archived }
}
