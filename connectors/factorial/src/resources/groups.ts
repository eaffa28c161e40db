import { defineSource, idOf, idsOf, type Resource, text } from "@rollcall/connector-kit"
import { sortById } from "../order.js"
import { toList } from "../push.js"
import { parentTeamOf, TEAMS } from "../teams.js"

/** Factorial has no departments: teams are what its customers use. */
export const groups: Resource<"groups"> = {
  sources: [
    defineSource<"groups">()({
      path: TEAMS,
      fields: ["id", "name", "description", "lead_ids"],
      joins: {
        // Whole, because only the teams above tell whether a team is in a circle.
        all: { path: TEAMS, feeds: ["parent_group"] },
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
      map: (row, { all, leads }) => ({
        id: idOf(row) ?? "",
        parent_group: all && (parentTeamOf(row, all) ?? (row.parent_team_id === undefined ? undefined : null)),
        name: text(row, "name"),
        description: text(row, "description"),
        type: "team",
        type_source: "team",
        leads: leads && sortById(leads).map((lead) => ({ id: idOf(lead) ?? "", name: text(lead, "full_name") })),
      }),
      push: { id: toList("ids[]") },
    }),
  ],
}
