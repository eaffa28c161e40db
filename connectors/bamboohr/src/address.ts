import { countryCode, flag, idOf, objectOf, type Remote, sortById, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"

type Address = NonNullable<Employee["home_location"]>

/** ISO code of a country that is told by its English name. A name that is none of a country tells nothing. */
export function countryOf(row: Remote, column = "country"): string | null | undefined {
  const name = text(row, column)
  return name ? (countryCode(name) ?? undefined) : name
}

/** Where somebody lives, as the report has it. */
export function homeOf(report: Remote): Address | null | undefined {
  const address = {
    street_1: text(report, "address1"),
    street_2: text(report, "address2"),
    city: text(report, "city"),
    state: text(report, "state"),
    postal_code: text(report, "zipcode"),
    country: countryOf(report),
  }
  const parts = Object.values(address)
  if (parts.every((part) => part === undefined)) return undefined
  return parts.some((part) => typeof part === "string") ? address : null
}

/** One of the places of a name: options of a list and the organisation's locations have nothing else in common. */
export function placeOf(places: readonly Remote[], id: string | undefined): Remote | undefined {
  const sorted = sortById(places)
  const isOpen = (place: Remote) => flag(place, "archived") !== true
  return sorted.find((place) => idOf(place) === id) ?? sorted.find(isOpen) ?? sorted[0]
}

/** Of a row of `hris/org/locations`. */
export function addressOf(place: Remote): Address {
  const address = objectOf(place, "address")
  if (address === undefined) return {}
  const [state, country] = [objectOf(address, "state"), objectOf(address, "country")]
  const code = country && (countryOf(country, "isoCode") ?? countryOf(country, "name"))
  return {
    street_1: text(address, "address1"),
    street_2: text(address, "address2"),
    city: text(address, "city"),
    state: state ? (text(state, "abbreviation") ?? text(state, "name")) : null,
    postal_code: text(address, "zipcode"),
    country: country ? code : null,
  }
}
