import { z } from "zod"
import { byEnum, byId, byText, byTime, type Filters } from "./filter.js"
import { closed, id, instant, maybe, remoteData, text } from "./shared.js"

export const GROUP_TYPES = [
  "team",
  "department",
  "group",
  "cost_center",
  "legal_entity",
  "org_unit",
  "office",
  "division",
  "business_unit",
  "organization",
  "org_location",
  "pay_group",
  "project_team",
  "client_team",
  "class",
] as const

export const group = z
  .object({
    id: id(),
    parent_group: text().meta({ description: "Id of the group above; null at the top." }),
    name: text(),
    description: text(),
    type: closed(GROUP_TYPES),
    type_source: text(),
    leads: maybe(z.array(z.object({ id: id(), name: text() }))).meta({ description: "Employees who lead the group." }),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "Group" })

export type Group = z.infer<typeof group>

export const groupFilters = {
  id: byId("id"),
  name: byText("name"),
  parent_group: byId("parent_group"),
  type: byEnum(GROUP_TYPES, "type"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
