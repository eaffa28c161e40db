import { formatDay } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import { LISTS, type ListPlan } from "./lists.js"
import { COUNTRIES, PLACES, PROVINCES } from "./places.js"

/** Key of the list whose options are the locations. */
export const LOCATION_LIST = "location"

/** Lists, their options, and the locations, whose ids are those of their options. */
export function writeLists(draft: Draft): void {
  for (const plan of LISTS) writeList(draft, plan)
  const places = PLACES.map(({ label, isArchived }) => (isArchived ? `-${label}` : label))
  writeList(draft, { alias: LOCATION_LIST, fieldId: 18, name: "Location", options: places })
  for (const place of PLACES) writeLocation(draft, place)
}

function writeList(draft: Draft, { alias, fieldId, name, options, isMultiple }: ListPlan): void {
  const key = alias !== null && !alias.startsWith("custom") ? alias : String(fieldId)
  const list = draft.add("lists", {
    fieldId,
    name,
    alias,
    key,
    isMultiple: isMultiple === true,
    isManageable: alias !== LOCATION_LIST,
  })
  const random = draft.random(`list ${key}`)
  for (const text of options) {
    const isArchived = text.startsWith("-")
    const made = draft.today - random.int(900, 1600)
    draft.add("options", {
      list: key,
      listId: list.id,
      name: text.replace(/^[-!]/, ""),
      isArchived,
      isManageable: !text.startsWith("!"),
      createdDate: momentOf(made, random.int(0, 86_399)),
      archivedDate: isArchived ? momentOf(draft.today - random.int(100, 800), random.int(0, 86_399)) : null,
    })
  }
}

/** `2025-12-18T19:22:20+00:00` */
export function momentOf(day: number, second: number): string {
  return `${formatDay(day)}T${new Date(second * 1000).toISOString().slice(11, 19)}+00:00`
}

function writeLocation(
  draft: Draft,
  { label, address, timezone, isRemote, isArchived }: (typeof PLACES)[number],
): void {
  const country = COUNTRIES.find(({ name }) => name === address.country)
  const state = PROVINCES[country?.id ?? ""]?.find(({ name }) => name === address.state)
  draft.add("locations", {
    ...address,
    id: String(draft.option(LOCATION_LIST, label)),
    label,
    timezone,
    stateId: state ? String(state.id) : null,
    countryId: country?.id ?? null,
    isRemote: isRemote === true,
    isArchived: isArchived === true,
    createdAt: `${formatDay(draft.today - 1500)}T10:00:00Z`,
    archivedAt: isArchived ? `${formatDay(draft.today - 400)}T10:00:00Z` : null,
  })
}
