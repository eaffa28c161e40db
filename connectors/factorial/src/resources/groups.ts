import { all, idOf, many, resource, sortById, text, toList, view } from "@rollcall/connector-kit"
import { people, teams } from "../tables.js"
import { parentTeamOf } from "../teams.js"
import { addMembers, removeMembers } from "../writes/memberships.js"
import { createTeam, deleteTeam, updateTeam } from "../writes/teams.js"

/** Factorial has no departments: teams are what its customers use. */
export const groups = resource(
  "groups",
  {
    teams: view({
      from: teams,
      relations: {
        // All, because only the teams above tell whether a team is in a circle.
        others: all(teams, { fields: ["parent_group"] }),
        leads: many(people, { id: "lead_ids" }, { fields: ["leads"] }),
      },
      unsupported: ["created_at", "updated_at"],
      map: (row, { others, leads }) => ({
        id: idOf(row) ?? "",
        parent_group: others && (parentTeamOf(row, others) ?? (row.parent_team_id === undefined ? undefined : null)),
        name: text(row, "name"),
        description: text(row, "description"),
        type: "team",
        type_source: "team",
        leads: leads && sortById(leads).map((lead) => ({ id: idOf(lead) ?? "", name: text(lead, "full_name") })),
      }),
      push: { id: toList("ids[]") },
    }),
  },
  {
    writes: {
      create: createTeam,
      update: updateTeam,
      delete: deleteTeam,
      add_members: addMembers,
      remove_members: removeMembers,
    },
  },
)
