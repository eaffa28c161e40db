import { z } from "zod"
import { byId, byText, byTime, type Filters } from "./filter.js"
import { address, id, instant, maybe, remoteData, text } from "./shared.js"

export const location = z
  .object({
    id: id(),
    name: text(),
    phone_number: maybe(z.object({ number: z.string(), extension: text() })),
    ...address,
    location_type: text(),
    timezone: text().meta({ description: "IANA name." }),
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "Location" })

export type Location = z.infer<typeof location>

export const locationFilters = {
  id: byId("id"),
  name: byText("name"),
  postal_code: byText("postal_code"),
  city: byText("city"),
  country: byText("country"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
