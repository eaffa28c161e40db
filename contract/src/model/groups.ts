import { z } from "zod"
import { byEnum, byId, byText, byTime, type Filters } from "./filter.js"
import { closed, id, instant, maybe, remoteData, text } from "./shared.js"
import * as body from "./write.js"

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

const facts = {
  type: z.enum(GROUP_TYPES).optional(),
  description: body.emptied(body.note()),
  parent_group: body.emptied(body.name()).meta({ description: "Id of the group above." }),
  remote_data: body.remoteBody(),
}

export const newGroup = z.strictObject({ name: body.name(), ...facts }).meta({ id: "NewGroup" })

export const groupChange = body
  .oneAtLeast(z.strictObject({ name: body.name().optional(), ...facts }))
  .meta({ id: "GroupChange" })

/** Each is a call of the HR system, and all of them fit into one answer. */
const MOST_MEMBERS = 20

export const members = z
  .strictObject({
    employees: z.array(body.byId()).min(1).max(MOST_MEMBERS),
    is_lead: z.boolean().optional().meta({ description: "They lead the group, where the HR system knows who does." }),
    remote_data: body.remoteBody(),
  })
  .meta({ id: "GroupMembers" })

export const groupWrites = {
  create: { summary: "Make a group.", body: newGroup },
  update: { summary: "Change a group.", body: groupChange },
  delete: { summary: "Delete a group.", body: body.noBody },
  add_members: { summary: "Put people into a group.", body: members },
  remove_members: {
    summary: "Take people out of a group.",
    body: members.omit({ is_lead: true }).meta({ id: "FormerGroupMembers" }),
  },
} satisfies body.WriteModels
