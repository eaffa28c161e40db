import { z } from "zod"
import { byEnum, byId, byText, type Filters } from "./filter.js"
import { closed, id, remoteData, text, UNITS } from "./shared.js"

export const timeoffPolicy = z
  .object({
    id: id(),
    name: text(),
    description: text(),
    unit: closed(UNITS),
    unit_source: text(),
    remote_data: remoteData(),
  })
  .meta({ id: "TimeoffPolicy" })

export type TimeoffPolicy = z.infer<typeof timeoffPolicy>

export const timeoffPolicyFilters = {
  id: byId("id"),
  name: byText("name"),
  unit: byEnum(UNITS, "unit"),
} satisfies Filters
