import { z } from "zod"
import { byEnum, byId, byNumber, byText, byTime, type Filters } from "./filter.js"
import { closed, id, instant, maybe, reference, remoteData, text, UNITS } from "./shared.js"

const quantity = (description: string) => maybe(z.number()).meta({ description })

/** One counter of one person, as it stands on the company's day. */
export const timeoffBalance = z
  .object({
    id: id(),
    employee: reference(),
    timeoff_policy: text().meta({ description: "Name of the policy; see `policy`." }),
    policy: reference(),
    name: text().meta({ description: "Name of the counter." }),
    types: maybe(z.array(z.object({ id: id(), name: text() }))).meta({
      description: "Kinds of absence that are taken from it.",
    }),
    balance: quantity("What is left, in `unit`. It may be below nothing."),
    total: quantity("What there is in all, with what was carried over."),
    used: quantity("What was taken until the company's day."),
    planned: quantity("What is approved and still to come."),
    unit: closed(UNITS),
    unit_source: text(),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "TimeoffBalance" })

export type TimeoffBalance = z.infer<typeof timeoffBalance>

export const timeoffBalanceFilters = {
  id: byId("id"),
  "employee[id]": byId("employee", "id"),
  employee_id: byId("employee", "id"),
  "policy[id]": byId("policy", "id"),
  "types[id]": byId("types", "id"),
  timeoff_policy: byText("timeoff_policy"),
  unit: byEnum(UNITS, "unit"),
  balance: byNumber("balance"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
