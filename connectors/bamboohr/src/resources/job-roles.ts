import { flag, idOf, instant, resource, text, view } from "@rollcall/connector-kit"
import { options } from "../tables.js"

/** The company's list of job titles. Archived ones stay, because old rows name them. */
export const roles = resource("job_roles", {
  options: view({
    from: options,
    relations: {},
    unsupported: ["description", "parent", "levels", "updated_at"],
    where: (row) => text(row, "list") === "jobTitle",
    map(row) {
      const isArchived = flag(row, "archived")
      return {
        id: idOf(row) ?? "",
        name: text(row, "name"),
        is_active: typeof isArchived === "boolean" ? !isArchived : isArchived,
        created_at: instant(row, "createdDate"),
      }
    },
  }),
})
