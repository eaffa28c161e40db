import { compareIds, idOf, instant, many, one, type Remote, resource, text, view } from "@rollcall/connector-kit"
import { jobFunctions, jobNodes, jobRoles } from "../tables.js"

/** Roles of the job catalogue. The older catalogue beside it has other ids, which contracts name no more. */
export const roles = resource("job_roles", {
  roles: view({
    from: jobRoles,
    relations: {
      levels: many(jobNodes, { ancestor_uuid: "uuid" }, { fields: ["levels"] }),
      parent: one(jobFunctions, { uuid: "ancestor_uuid" }, { fields: ["parent"] }),
    },
    unsupported: ["is_active"],
    map: (row, { levels, parent }) => ({
      id: idOf(row, "uuid") ?? "",
      name: text(row, "name"),
      description: text(row, "description"),
      parent: parentOf(row, parent),
      levels: levels?.map(toLevel).sort((a, b) => compareIds(a.id, b.id)),
      created_at: instant(row, "created_at"),
      updated_at: instant(row, "updated_at"),
    }),
  }),
})

const toLevel = (row: Remote) => ({ id: idOf(row, "uuid") ?? "", name: text(row, "name") })

function parentOf(row: Remote, parent: Remote | null | undefined) {
  const id = idOf(row, "ancestor_uuid")
  if (id === undefined) return row.ancestor_uuid === undefined ? undefined : null
  return { id, name: parent ? text(parent, "name") : undefined }
}
