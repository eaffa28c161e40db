import { type Country, countries } from "./countries.js"
import type { Draft } from "./draft.js"
import { type Site, sites } from "./sites.js"

/** An office and the legal entity that employs the people in it. */
export type Workplace = {
  site: Site
  country: Country
  locationId: string
  legalEntityId: string
  workAreaIds: string[]
}

const areaNames = ["Open space", "Quiet floor", "Laboratory"]

export function writePlaces(draft: Draft, size: number): Workplace[] {
  const open = sites.filter((site) => size >= site.fromSize)
  const codes = [...new Set(open.map((site) => site.country))]
  const entities = new Map(codes.map((code) => [code, writeLegalEntity(draft, countries[code])]))
  const workplaces = open.map((site, index): Workplace => {
    const locationId = writeLocation(draft, site, index === 0)
    const legalEntityId = entities.get(site.country) ?? ""
    return { site, country: countries[site.country], locationId, legalEntityId, workAreaIds: [] }
  })
  for (const place of workplaces) place.workAreaIds = writeWorkAreas(draft, place)
  return workplaces
}

function writeLegalEntity(draft: Draft, country: Country): string {
  const home = sites.find((site) => site.country === country.code)
  const street = country.street.split(",")[0] ?? ""
  return draft.add("companies/legal_entities", {
    company_id: draft.company.id,
    country: country.code,
    legal_name: country.legalName,
    currency: country.currency,
    tin: country.tin,
    siret: country.siret,
    city: home?.city ?? null,
    state: home?.state ?? null,
    postal_code: home?.postalCode ?? null,
    address_line_1: `${street} 12`,
  }).id
}

function writeLocation(draft: Draft, site: Site, main: boolean): string {
  const street = countries[site.country].street.split(",").at(-1) ?? ""
  return draft.add("locations/locations", {
    company_id: draft.company.id,
    name: site.name,
    timezone: site.timezone,
    country: site.country,
    state: site.state,
    city: site.city,
    address_line_1: `${street} ${main ? 4 : 27}`,
    address_line_2: main ? "Planta 3ª" : null,
    postal_code: site.postalCode,
    phone_number: main ? "+34910000000" : null,
    main,
    latitude: site.latitude,
    longitude: site.longitude,
    radius: main ? 150 : null,
    siret: countries[site.country].siret,
  }).id
}

function writeWorkAreas(draft: Draft, place: Workplace): string[] {
  const names = areaNames.slice(0, place.site.weight > 9 ? 3 : 1)
  const ids = names.map((name, index) => {
    // One area of the head office is archived: nobody new is put there.
    const isArchived = index === 2 && place.site.fromSize === 0
    const archivedAt = isArchived ? "2024-03-01T09:00:00.000Z" : null
    const row = draft.add("locations/work_areas", { location_id: place.locationId, name, archived_at: archivedAt })
    return isArchived ? "" : row.id
  })
  return ids.filter((id) => id !== "")
}
