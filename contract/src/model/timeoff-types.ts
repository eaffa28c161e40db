import { z } from "zod"
import { byEnum, byFlag, byId, byText, byTime, type Filters } from "./filter.js"
import { closed, id, instant, maybe, remoteData, text, UNITS } from "./shared.js"

export const TIMEOFF_KINDS = ["holiday", "sick", "parental", "compassionate", "overtime_compensation", "other"] as const

export const timeoffType = z
  .object({
    id: id(),
    name: text(),
    description: text(),
    unit: closed(UNITS),
    unit_source: text(),
    kind: closed(TIMEOFF_KINDS),
    kind_source: text(),
    is_active: maybe(z.boolean()),
    is_paid: maybe(z.boolean()),
    is_absence: maybe(z.boolean()).meta({ description: "False: the person works on these days, for example at home." }),
    requires_approval: maybe(z.boolean()),
    color: text().meta({ description: "`#rrggbb`." }),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "TimeoffType" })

export type TimeoffType = z.infer<typeof timeoffType>

export const timeoffTypeFilters = {
  id: byId("id"),
  name: byText("name"),
  kind: byEnum(TIMEOFF_KINDS, "kind"),
  unit: byEnum(UNITS, "unit"),
  is_active: byFlag("is_active"),
  is_paid: byFlag("is_paid"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
