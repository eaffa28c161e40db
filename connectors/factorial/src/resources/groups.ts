import { defineSource, idOf, idsOf, type Resource, text } from "@rollcall/connector-kit"
import { toList } from "../push.js"

/** Factorial has no departments: teams are what its customers use. */
export const groups: Resource<"groups"> = {
  sources: [
    defineSource<"groups">()({
      path: "teams/teams",
      fields: ["id", "name", "description", "lead_ids"],
      joins: {
        leads: {
          path: "employees/employees",
          by: "ids[]",
          on: "id",
          keys: (row) => idsOf(row, "lead_ids"),
          feeds: ["leads"],
        },
      },
      lacks: ["created_at", "updated_at"],
      single: "read",
      idsParam: "ids[]",
      map: (row, { leads }) => ({
        id: idOf(row) ?? "",
        parent_group: text(row, "parent_team_id"),
        name: text(row, "name"),
        description: text(row, "description"),
        type: "team",
        type_source: "team",
        leads: leads?.map((lead) => ({ id: idOf(lead) ?? "", name: text(lead, "full_name") })),
      }),
      push: { id: toList("ids[]") },
    }),
  ],
}
