import { defineSource, idOf, type Resource, text } from "@rollcall/connector-kit"
import { toList } from "../push.js"
import { unitOf } from "./timeoff-types.js"

export const timeoffPolicies: Resource<"timeoff_policies"> = {
  sources: [
    defineSource<"timeoff_policies">()({
      path: "timeoff/policies",
      fields: ["id", "name", "description"],
      joins: {
        allowances: {
          path: "timeoff/allowances",
          on: "timeoff_policy_id",
          keys: (row) => [idOf(row) ?? ""],
          feeds: ["unit", "unit_source"],
        },
      },
      single: "read",
      idsParam: "ids[]",
      map: (row, { allowances }) => ({
        id: idOf(row) ?? "",
        name: text(row, "name"),
        description: text(row, "description"),
        ...unitOf(allowances),
      }),
      push: { id: toList("ids[]") },
    }),
  ],
}
