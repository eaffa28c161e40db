import { COUNTRIES, PROVINCES } from "../company/places.js"
import { FilterError, parseFilter } from "../datasets/filter.js"
import type { Json, Row } from "../world.js"
import { type Answer, type Call, type Endpoint, refuse } from "./call.js"
import { LAST_PAGE, wholeNumber } from "./paging.js"

/** Places of work, with their addresses, and the time zones of the world that this company knows. */
export const locations: readonly Endpoint[] = [
  { method: "GET", path: "v1/hris/org/locations", form: "problem", area: "locations", run: listLocations },
  { method: "GET", path: "v1/hris/org/locations/:id", form: "problem", area: "locations", run: getLocation },
  { method: "GET", path: "v1/meta/timezones", form: "problem", area: "fields", run: listTimezones },
]

function listLocations(call: Call): Answer {
  const expand = expandOf(call)
  const rows = call.running.store.all("locations").map((row) => locationOf(row, expand))
  return pageOf(call, rows)
}

function getLocation(call: Call): Answer {
  const row = call.running.store.find("locations", call.params.id ?? "")
  if (!row) throw refuse(404, "There is no such location", "location_not_found")
  return { json: locationOf(row, expandOf(call)) }
}

function expandOf({ query }: Call): readonly string[] {
  const expand = (query.get("expand") ?? "").split(",").filter((name) => name !== "")
  const unknown = expand.find((name) => name !== "state" && name !== "country")
  if (unknown !== undefined) throw refuse(422, `${unknown} can't be expanded: use state, country`, "invalid_expand")
  return expand
}

export function locationOf(row: Row, expand: readonly string[]): { [name: string]: Json } {
  const country = COUNTRIES.find(({ id }) => id === row.countryId)
  const state = PROVINCES[country?.id ?? ""]?.find(({ id }) => String(id) === row.stateId)
  const address = {
    address1: row.address1 ?? null,
    address2: row.address2 ?? null,
    city: row.city ?? null,
    stateId: row.stateId ?? null,
    ...(expand.includes("state") &&
      state && { state: { id: String(state.id), name: state.name, abbreviation: state.iso } }),
    zipcode: row.zipcode ?? null,
    countryId: row.countryId ?? null,
    ...(expand.includes("country") && country && { country: { ...country } }),
    timezone: row.timezone ?? null,
    remoteLocation: row.isRemote === true,
  }
  return {
    id: row.id,
    label: String(row.label),
    archived: row.isArchived === true,
    manageable: true,
    address,
    createdAt: row.createdAt ?? null,
    archivedAt: row.archivedAt ?? null,
  }
}

const MAX_SIZE = 500
const UNPROCESSABLE = { status: 422, code: "invalid_page" }

/** Pages begin at 0. */
function pageOf({ query, url }: Call, rows: readonly { [name: string]: Json }[]): Answer {
  const page = wholeNumber(query.get("page") ?? "0", { ...UNPROCESSABLE, name: "page", min: 0, max: LAST_PAGE })
  const pageSize = wholeNumber(query.get("pageSize") ?? String(MAX_SIZE), {
    ...UNPROCESSABLE,
    name: "pageSize",
    max: MAX_SIZE,
  })
  const found = filtered(rows, query.get("filter"))
  const totalPages = Math.ceil(found.length / pageSize)
  const link = (to: number) => ({ href: `${url}?page=${to}&pageSize=${pageSize}` })
  const links = {
    self: link(page),
    ...(page + 1 < totalPages && { next: link(page + 1) }),
    ...(page > 0 && { prev: link(page - 1) }),
  }
  const data = found.slice(page * pageSize, (page + 1) * pageSize)
  return { json: { data, meta: { page, pageSize, totalPages, totalItems: found.length }, _links: links } }
}

function filtered(
  rows: readonly { [name: string]: Json }[],
  filter: string | null,
): readonly { [name: string]: Json }[] {
  if (filter === null || filter === "") return rows
  try {
    const matches = parseFilter(filter, (name) => rows.some((row) => name in row))
    return rows.filter((row) => matches((name) => row[name] ?? null))
  } catch (error) {
    if (error instanceof FilterError) throw refuse(422, error.message, "invalid_filter")
    throw error
  }
}

const TIMEZONES = [
  ["1", "(GMT-07:00)", "Mountain Time", "America/Denver"],
  ["2", "(GMT-08:00)", "Pacific Time", "America/Vancouver"],
  ["3", "(GMT+00:00)", "London", "Europe/London"],
  ["4", "(GMT+01:00)", "Berlin", "Europe/Berlin"],
  ["5", "(GMT+08:00)", "Hong Kong", "Asia/Hong_Kong"],
  ["6", "(GMT+10:00)", "Sydney", "Australia/Sydney"],
] as const

function listTimezones(call: Call): Answer {
  return pageOf(
    call,
    TIMEZONES.map(([id, gmtOffset, name, utcName]) => ({ id, gmtOffset, name, utcName })),
  )
}
