import { idOf, resource, text, toList, view } from "@rollcall/connector-kit"
import { addressOf } from "../address.js"
import { legalEntities } from "../tables.js"

/** Who employs the people: an employee's `company`. */
export const companies = resource("companies", {
  entities: view({
    from: legalEntities,
    relations: {},
    unsupported: ["phone_number", "created_at", "updated_at"],
    map: (row) => ({
      id: idOf(row) ?? "",
      name: text(row, "legal_name"),
      legal_name: text(row, "legal_name"),
      tax_id: text(row, "tin"),
      currency: text(row, "currency"),
      ...addressOf(row),
    }),
    push: { id: toList("ids[]") },
  }),
})
