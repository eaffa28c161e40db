import { idOf, many, resource, text, toList, view } from "@rollcall/connector-kit"
import { allowances, leavePolicies } from "../tables.js"
import { unitOf } from "./timeoff-types.js"

export const timeoffPolicies = resource("timeoff_policies", {
  policies: view({
    from: leavePolicies,
    relations: { allowances: many(allowances, { timeoff_policy_id: "id" }, { fields: ["unit", "unit_source"] }) },
    map: (row, related) => ({
      id: idOf(row) ?? "",
      name: text(row, "name"),
      description: text(row, "description"),
      ...unitOf(related.allowances),
    }),
    push: { id: toList("ids[]") },
  }),
})
