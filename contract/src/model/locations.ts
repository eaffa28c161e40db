import { z } from "zod"
import { byId, byText, byTime, type Filters } from "./filter.js"
import { address, id, instant, maybe, remoteData, text } from "./shared.js"
import * as body from "./write.js"

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

const facts = {
  ...body.addressBody,
  phone_number: body.emptied(
    z.strictObject({ number: body.name().max(50), extension: body.name().max(20).optional() }),
  ),
  timezone: body.emptied(body.name()).meta({ description: "IANA name." }),
  remote_data: body.remoteBody(),
}

export const newLocation = z.strictObject({ name: body.name(), ...facts }).meta({ id: "NewLocation" })

export const locationChange = body
  .oneAtLeast(z.strictObject({ name: body.name().optional(), ...facts }))
  .meta({ id: "LocationChange" })

export const locationWrites = {
  create: { summary: "Add a workplace.", body: newLocation },
  update: { summary: "Change a workplace.", body: locationChange },
  delete: { summary: "Delete a workplace.", body: body.noBody },
} satisfies body.WriteModels
