import {
  all,
  idOf,
  many,
  type Remote,
  resource,
  sortById,
  type Table,
  text,
  toList,
  toOwnList,
  view,
} from "@rollcall/connector-kit"
import type { Group } from "@rollcall/contract"
import { costCenters, legalEntities, people, teams } from "../tables.js"
import { parentTeamOf } from "../teams.js"
import { addMembers, removeMembers } from "../writes/memberships.js"
import { createTeam, deleteTeam, updateTeam } from "../writes/teams.js"

type Kind = { prefix: string; from: Table; toGroup(row: Remote): Pick<Group, "name" | "description" | "type"> }

/** Ids of one list may stand in another, so they say what they are of. Few connections may read cost centres. */
const others = ({ prefix, from, toGroup }: Kind) =>
  view({
    from,
    relations: {},
    idPrefix: prefix,
    mayBeRefused: true,
    unsupported: ["created_at", "updated_at"],
    map(row): Group {
      const group = toGroup(row)
      return { id: `${prefix}${idOf(row) ?? ""}`, parent_group: null, ...group, type_source: group.type }
    },
    push: { id: toOwnList(prefix, "ids[]") },
  })

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
    cost_centers: others({
      prefix: "cost-center-",
      from: costCenters,
      toGroup: (row) => ({ name: text(row, "name"), description: text(row, "description"), type: "cost_center" }),
    }),
    legal_entities: others({
      prefix: "legal-entity-",
      from: legalEntities,
      toGroup: (row) => ({ name: text(row, "legal_name"), type: "legal_entity" }),
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
