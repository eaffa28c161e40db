import { type Remote, text } from "@rollcall/connector-kit"

/** Two-letter codes come in either case; unified ones are upper case. */
export const countryOf = (row: Remote, key = "country"): string | null | undefined =>
  text(row, key)?.toUpperCase() ?? text(row, key)

export const addressOf = (row: Remote) => ({
  street_1: text(row, "address_line_1"),
  street_2: text(row, "address_line_2"),
  city: text(row, "city"),
  state: text(row, "state"),
  postal_code: text(row, "postal_code"),
  country: countryOf(row),
})
