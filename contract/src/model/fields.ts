import { z } from "zod"
import { byEnum, byFlag, byId, byText, byTime, type Filters } from "./filter.js"
import { closed, id, instant, maybe, reference, remoteData, text } from "./shared.js"

export const DATA_TYPES = [
  "text",
  "long_text",
  "number",
  "date",
  "boolean",
  "money",
  "single_choice",
  "multiple_choice",
] as const
export const ENTITY_TYPES = ["employee"] as const

export const field = z
  .object({
    id: id(),
    name: text().meta({ description: "Machine name: the key of an employee's `custom_fields`." }),
    label: text(),
    entity_type: text().meta({ description: "The kind of row that carries the field: `employee`." }),
    data_type: closed(DATA_TYPES),
    data_type_source: text(),
    options: maybe(z.array(z.object({ id: id(), label: text(), value: text(), is_active: maybe(z.boolean()) }))),
    required: maybe(z.boolean()),
    company: reference().meta({ description: "The legal entity it is limited to; null: the whole company." }),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "Field" })

export type Field = z.infer<typeof field>

export const fieldFilters = {
  id: byId("id"),
  name: byText("name"),
  label: byText("label"),
  entity_type: byEnum(ENTITY_TYPES, "entity_type"),
  data_type: byEnum(DATA_TYPES, "data_type"),
  required: byFlag("required"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
