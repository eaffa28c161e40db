import { type CompanyDay, defineSource, flag, idOf, type Resource, text } from "@rollcall/connector-kit"
import { addressOf } from "../address.js"
import { toList } from "../push.js"

export const LOCATIONS = "locations/locations"

export const locations: Resource<"locations"> = {
  sources: [
    defineSource<"locations">()({
      path: LOCATIONS,
      fields: ["id", "name", "country", "city", "postal_code", "timezone", "main"],
      joins: {},
      lacks: ["created_at", "updated_at"],
      single: "read",
      idsParam: "ids[]",
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
  ],
}

/** The headquarters' time zone is the company's. */
export const companyDay: CompanyDay = {
  path: LOCATIONS,
  timeZone(rows) {
    const zoned = rows.filter((row) => text(row, "timezone"))
    const main = zoned.find((row) => flag(row, "main") === true) ?? zoned[0]
    return (main && text(main, "timezone")) ?? undefined
  },
}
