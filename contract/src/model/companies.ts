import { z } from "zod"
import { byId, byText, byTime, type Filters } from "./filter.js"
import { address, id, instant, maybe, remoteData, text } from "./shared.js"

export const company = z
  .object({
    id: id(),
    name: text().meta({ description: "The name that people know, or the legal one." }),
    legal_name: text(),
    tax_id: text().meta({ description: "Number that the tax authority knows it by." }),
    currency: text().meta({ description: "ISO 4217." }),
    phone_number: maybe(z.object({ number: z.string(), extension: text() })),
    ...address,
    created_at: instant(),
    updated_at: instant(),
    remote_data: remoteData(),
  })
  .meta({ id: "Company" })

export type Company = z.infer<typeof company>

export const companyFilters = {
  id: byId("id"),
  name: byText("name"),
  legal_name: byText("legal_name"),
  country: byText("country"),
  currency: byText("currency"),
  created_at: byTime("created_at"),
  updated_at: byTime("updated_at"),
} satisfies Filters
