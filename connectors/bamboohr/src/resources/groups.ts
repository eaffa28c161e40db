import { idOf, instant, resource, text, view } from "@rollcall/connector-kit"
import { groupTypeOf } from "../groups.js"
import { options } from "../tables.js"
import { createGroup, updateGroup } from "../writes/groups.js"
import { addMembers, removeMembers } from "../writes/memberships.js"

/** Archived ones stay, because old rows name them. */
export const groups = resource(
  "groups",
  {
    options: view({
      from: options,
      relations: {},
      unsupported: ["description", "leads", "updated_at"],
      example: { list: "department" },
      where: (row) => groupTypeOf(text(row, "list")) !== undefined,
      map: (row) => ({
        id: idOf(row) ?? "",
        parent_group: null,
        name: text(row, "name"),
        type: groupTypeOf(text(row, "list")),
        type_source: text(row, "list"),
        created_at: instant(row, "createdDate"),
      }),
    }),
  },
  {
    writes: { create: createGroup, update: updateGroup, add_members: addMembers, remove_members: removeMembers },
    lacks: {
      delete:
        "BambooHR deletes no departments, divisions and teams, because old rows name them: archive it in BambooHR.",
    },
  },
)
