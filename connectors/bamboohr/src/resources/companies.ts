import { idOf, objectOf, resource, text, view } from "@rollcall/connector-kit"
import { company } from "../tables.js"

/** The company as a whole: BambooHR tells of no legal entities. */
export const companies = resource("companies", {
  company: view({
    from: company,
    relations: {},
    unsupported: ["tax_id", "currency", "country", "created_at", "updated_at"],
    map(row) {
      const address = objectOf(row, "address")
      const phone = text(row, "phone")
      return {
        id: idOf(row) ?? "",
        name: text(row, "displayName") ?? text(row, "legalName"),
        legal_name: text(row, "legalName"),
        phone_number: typeof phone === "string" ? { number: phone } : phone,
        ...(address
          ? {
              street_1: text(address, "line1"),
              street_2: text(address, "line2"),
              city: text(address, "city"),
              state: text(address, "state"),
              postal_code: text(address, "zip"),
            }
          : {}),
      }
    },
  }),
})
