import { defined, idOf, refuseInput, type Step, text, write } from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { legalEntities, places } from "../tables.js"
import { showsSent } from "./person.js"

const LOCATIONS = "locations/locations"
type Facts = WriteBody<"locations", "update">

const FACTS = [
  ...(["name", "street_1", "street_2", "city", "state", "postal_code", "country"] as const),
  ...(["phone_number", "timezone", "remote_data"] as const),
] as const

/** Lines of an address are written in words, and read in figures. */
function columnsOf(body: Facts) {
  if (body.phone_number?.extension !== undefined)
    refuseInput("phone_number.extension", "Factorial keeps no extension: write it into the number")
  return defined({
    name: body.name,
    address_line_one: body.street_1,
    address_line_two: body.street_2,
    city: body.city,
    state: body.state,
    postal_code: body.postal_code,
    country: body.country,
    phone_number: body.phone_number === null ? null : body.phone_number?.number,
    timezone: body.timezone,
  })
}

export const createLocation = write("locations", "create", {
  takes: FACTS,
  requires: ["country", "timezone"],
  references: { entities: legalEntities },
  view: "places",
  plan({ body }, { entities: [entity = {}] = [] }) {
    const said = { ...defined({ company_id: idOf(entity, "company_id") }), ...columnsOf(body) }
    const values = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
    return [
      {
        name: "create_location",
        request: { method: "POST", path: LOCATIONS, body: { ...values, ...body.remote_data } },
        row: places,
        echoes: ["name"],
        settled: { table: places, query: {}, isLike: (row) => text(row, "name") === body.name },
      },
    ]
  },
})

export const updateLocation = write("locations", "update", {
  takes: FACTS,
  view: "places",
  plan({ id, body }): Step[] {
    const facts = { ...columnsOf(body), ...body.remote_data }
    const shown = new Map(Object.entries(facts).map(([name, value]) => [READ_AS[name] ?? name, value]))
    return [
      {
        name: "change_location",
        request: { method: "PUT", path: `${LOCATIONS}/${id}`, body: { id, ...facts } },
        row: places,
        echoes: ["id"],
        settled: {
          table: places,
          id,
          shows: (row) => row !== undefined && [...shown].every(([name, value]) => showsSent(row, name, value)),
        },
        isRepeatable: true,
      },
    ]
  },
})

const READ_AS: Readonly<Record<string, string>> = {
  address_line_one: "address_line_1",
  address_line_two: "address_line_2",
}

export const deleteLocation = write("locations", "delete", {
  takes: [],
  view: "places",
  plan: ({ id }) => [
    {
      name: "delete_location",
      request: { method: "DELETE", path: `${LOCATIONS}/${id}` },
      settled: { table: places, id, shows: (row) => row === undefined },
    },
  ],
})
