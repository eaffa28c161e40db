import { idOf, one, resource, text, view } from "@rollcall/connector-kit"
import { policies, types } from "../tables.js"
import { unitOf } from "./timeoff-types.js"

export const timeoffPolicies = resource("timeoff_policies", {
  policies: view({
    from: policies,
    relations: { type: one(types, { id: "timeOffTypeId" }, { fields: ["unit", "unit_source"] }) },
    map: (row, { type }) => ({
      id: idOf(row) ?? "",
      name: text(row, "name"),
      description: text(row, "type"),
      ...(type ? unitOf(type) : type === null ? { unit: null, unit_source: null } : {}),
    }),
  }),
})
