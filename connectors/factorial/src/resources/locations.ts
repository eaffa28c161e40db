import { type CompanyDay, flag, idOf, resource, sortById, text, toList, view } from "@rollcall/connector-kit"
import { addressOf, countryOf } from "../address.js"
import { places } from "../tables.js"
import { createLocation, deleteLocation, updateLocation } from "../writes/locations.js"

export const locations = resource(
  "locations",
  {
    places: view({
      from: places,
      relations: {},
      unsupported: ["created_at", "updated_at"],
      map(row) {
        const phone = text(row, "phone_number")
        return {
          id: idOf(row) ?? "",
          name: text(row, "name"),
          phone_number: typeof phone === "string" ? { number: phone } : phone,
          ...addressOf(row),
          location_type: flag(row, "main") === true ? "headquarters" : "office",
          timezone: text(row, "timezone"),
        }
      },
      push: { id: toList("ids[]") },
    }),
  },
  { writes: { create: createLocation, update: updateLocation, delete: deleteLocation } },
)

/** Time zones of the capitals of Factorial's larger markets, for companies whose places have none. */
const ZONES: Readonly<Record<string, string>> = {
  AT: "Europe/Vienna",
  AR: "America/Argentina/Buenos_Aires",
  BE: "Europe/Brussels",
  BR: "America/Sao_Paulo",
  CH: "Europe/Zurich",
  CL: "America/Santiago",
  CO: "America/Bogota",
  DE: "Europe/Berlin",
  ES: "Europe/Madrid",
  FR: "Europe/Paris",
  GB: "Europe/London",
  IE: "Europe/Dublin",
  IT: "Europe/Rome",
  MX: "America/Mexico_City",
  NL: "Europe/Amsterdam",
  PE: "America/Lima",
  PL: "Europe/Warsaw",
  PT: "Europe/Lisbon",
  US: "America/New_York",
}

/** The headquarters' time zone is the company's, or that of the headquarters' country. */
export const companyDay: CompanyDay = {
  table: places,
  timeZone(rows) {
    const byRank = sortById(rows).sort((a, b) => Number(flag(b, "main") === true) - Number(flag(a, "main") === true))
    const zone = byRank.map((row) => text(row, "timezone")).find((one) => one)
    return zone ?? byRank.map((row) => ZONES[countryOf(row) ?? ""]).find((one) => one !== undefined)
  },
}
