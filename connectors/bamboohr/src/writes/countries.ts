import { get, idOf, onePage, type Remote, refuseInput, table, text } from "@rollcall/connector-kit"
import { lists } from "../api.js"
import { segmentOf } from "../tables.js"
import { isOfCountry } from "./options.js"

/** Only writes of addresses need these: places are read with their own. */
export const countries = table({
  ...lists,
  name: "meta/countries",
  list: (ask) => get("v1/meta/countries/options", ask),
  columns: [],
  by: {},
  isSmall: true,
  mirrored: false,
})

export const provinces = table({
  name: "meta/provinces",
  page: onePage(),
  rows: { rows: "options", meta: "meta" },
  list: ({ countryId, ...ask }) => get(`v1/meta/provinces/${segmentOf(countryId)}`, ask),
  columns: [],
  perValue: {
    column: "countryId",
    parameter: "countryId",
    of: countries,
    values: (rows) => rows.flatMap((row) => idOf(row) ?? []),
  },
  by: { countryId: { parameter: "countryId", atOnce: 1 } },
  mirrored: false,
})

/** A country as BambooHR names it. */
export function countryIn(countries: readonly Remote[], code: string, path: string): { id: string; name: string } {
  const isIt = isOfCountry(code)
  const found = countries.find((one) => isIt(text(one, "isoCode") ?? "") || isIt(text(one, "name") ?? ""))
  const [id, name] = found ? [text(found, "id"), text(found, "name")] : []
  return id && name ? { id, name } : refuseInput(path, "is no country that BambooHR knows")
}
