import { z } from "zod"
import { byFlag, byId, byText, byTime, type Filters } from "./filter.js"
import { id, instant, maybe, reference, remoteData, text } from "./shared.js"

export const jobRole = z
  .object({
    id: id(),
    name: text(),
    description: text(),
    parent: reference().meta({ description: "What the role belongs to in the company's catalogue of jobs." }),
    levels: maybe(z.array(z.object({ id: id(), name: text() }))).meta({ description: "Grades of the role." }),
    is_active: maybe(z.boolean()).meta({ description: "False: it is kept for the past, and given to nobody." }),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "JobRole" })

export type JobRole = z.infer<typeof jobRole>

export const jobRoleFilters = {
  id: byId("id"),
  name: byText("name"),
  "parent[id]": byId("parent", "id"),
  is_active: byFlag("is_active"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
