import {
  flag,
  idOf,
  type Lookups,
  objectOf,
  type Remote,
  refuseInput,
  type Step,
  text,
  type WantedRows,
  write,
} from "@rollcall/connector-kit"
import { isSameText, type WriteBody } from "@rollcall/contract"
import { placeOf } from "../address.js"
import { options, places } from "../tables.js"
import { countries, countryIn, provinces } from "./countries.js"

const LOCATIONS = "v1/hris/org/locations"
type Body = WriteBody<"locations", "update">

const FACTS = [
  ...(["name", "street_1", "street_2", "city", "state", "postal_code", "country", "timezone"] as const),
  "remote_data" as const,
]
const references = { countries, places }

/** The place of an option: they have nothing in common but, mostly, their ids and names. */
function placeIn(row: Remote | undefined, known: readonly Remote[] = []): Remote | undefined {
  if (!row) return undefined
  return placeOf(
    known.filter((one) => idOf(one) === idOf(row) || text(one, "label") === text(row, "name")),
    idOf(row),
  )
}

type Named = { body: Body; row?: Remote }

function countryIdOf({ body, row }: Named, { countries: known = [], places: all }: Lookups): string | null | undefined {
  if (body.country !== undefined) return body.country && countryIn(known, body.country, "country").id
  const place = placeIn(row, all)
  return place && idOf(objectOf(place, "address") ?? {}, "countryId")
}

/** The parts of the country, by which states are named. */
function readProvinces(asked: Named, lookups: Lookups): Record<string, WantedRows> {
  const countryId = asked.body.state ? countryIdOf(asked, lookups) : undefined
  return countryId ? { provinces: { table: provinces, column: "countryId", value: countryId } } : {}
}

function stateIdOf({ state }: Body, { provinces: known = [] }: Lookups): string | null | undefined {
  if (!state) return state
  const isNamed = (one: Remote) => ["iso", "label", "name"].some((key) => isSameText(text(one, key) ?? "", state))
  const found = known.find(isNamed)
  const choices = known.flatMap((one) => text(one, "name") ?? []).slice(0, 20)
  const instead = choices.length > 0 ? `give one of ${choices.join(", ")}` : "leave it out, or give another country"
  return (found && idOf(found)) ?? refuseInput("state", `is no part of the country that BambooHR knows: ${instead}`)
}

/** Everything of a location: a change takes it whole, as a new one does. */
function locationOf(asked: Named, lookups: Lookups, place: Remote = {}) {
  const { body } = asked
  const before = objectOf(place, "address") ?? {}
  const kept = (given: string | null | undefined, column: string) =>
    given === undefined ? (text(before, column) ?? null) : given
  const isElsewhere = body.country !== undefined && body.state === undefined
  return {
    label: body.name ?? text(place, "label"),
    archived: flag(place, "archived") === true,
    address: {
      address1: kept(body.street_1, "address1"),
      address2: kept(body.street_2, "address2"),
      city: kept(body.city, "city"),
      // A state is of its country.
      stateId: isElsewhere ? null : kept(stateIdOf(body, lookups), "stateId"),
      zipcode: kept(body.postal_code, "zipcode"),
      countryId: kept(countryIdOf(asked, lookups), "countryId"),
      timezone: kept(body.timezone, "timezone"),
      remoteLocation: flag(before, "remoteLocation") === true,
    },
    ...body.remote_data,
  }
}

export const createLocation = write("locations", "create", {
  takes: FACTS,
  references,
  reads: readProvinces,
  view: "options",
  plan({ body }, lookups): Step[] {
    return [
      {
        name: "create_location",
        request: { method: "POST", path: LOCATIONS, body: locationOf({ body }, lookups) },
        row: options,
        // It answers the place, and the row is the option of that name.
        answered: () => undefined,
        settled: {
          table: options,
          query: {},
          isLike: (row) => text(row, "list") === "location" && text(row, "name") === body.name,
        },
        touches: ({ create_location: row = {} }) => [
          { table: places, column: "label", value: text(row, "name") ?? "" },
        ],
      },
    ]
  },
})

export const updateLocation = write("locations", "update", {
  takes: FACTS,
  references,
  reads: readProvinces,
  view: "options",
  plan(asked, lookups): Step[] {
    const { placeId, place } = knownPlace(asked.row, lookups)
    const wanted = locationOf(asked, lookups, place)
    const isSo = (row: Remote) => {
      const { address } = wanted
      const shown = objectOf(row, "address") ?? {}
      const isSame = ([column, value]: [string, unknown]) => (shown[column] ?? null) === value
      return text(row, "label") === wanted.label && Object.entries(address).every(isSame)
    }
    return [
      {
        name: "change_location",
        request: { method: "PUT", path: `${LOCATIONS}/${placeId}`, body: wanted },
        settled: {
          table: places,
          query: {},
          together: (rows) => rows.some((row) => idOf(row) === placeId && isSo(row)),
        },
        isRepeatable: true,
        touches: () => [
          { table: options, value: asked.id },
          { table: places, value: placeId },
        ],
      },
    ]
  },
})

function knownPlace(row: Remote, { places: known }: Lookups): { placeId: string; place: Remote } {
  const place = placeIn(row, known)
  const placeId = place && idOf(place)
  return place && placeId !== undefined
    ? { place, placeId }
    : refuseInput("", "has no address that this connection may see, and without it can't be changed")
}

export const deleteLocation = write("locations", "delete", {
  takes: [],
  references: { places },
  view: "options",
  plan({ row }, lookups): Step[] {
    const { placeId } = knownPlace(row, lookups)
    return [
      {
        name: "delete_location",
        request: { method: "DELETE", path: `${LOCATIONS}/${placeId}` },
        settled: { table: places, query: {}, together: (rows) => rows.every((one) => idOf(one) !== placeId) },
        touches: () => [{ table: places, value: placeId }],
      },
    ]
  },
})
