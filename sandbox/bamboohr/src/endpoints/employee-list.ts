import type { Person } from "../fields/person.js"
import type { Json } from "../world.js"
import { type Answer, type Call, type Endpoint, peopleOf, refuse } from "./call.js"
import { columnField, listValue } from "./employee-columns.js"
import { filterPeople, sortPeople } from "./employee-filters.js"

/** `GET v1/employees`: the newer list, by cursors that name an employee. */
export const employeeList: Endpoint = {
  method: "GET",
  path: "v1/employees",
  form: "coded",
  area: "employees",
  run: listEmployees,
}

const BASE = ["employeeId", "firstName", "lastName", "preferredName", "photoUrl", "jobTitleName", "status"]
const DEFAULT_LIMIT = 250
const MAX_LIMIT = 2_500

function listEmployees(call: Call): Answer {
  const { query } = call
  const limit = readLimit(query.get("page[limit]"))
  const found = sortPeople(filterPeople(peopleOf(call), call), call)
  const from = startOf(found, { query, limit })
  const rows = found.slice(from.start, from.end)
  const after = found[from.end]
  const first = rows[0]
  const nextCursor = after ? encode({ nextEmployee: Number(after.id) }) : null
  const prevCursor = first && from.start > 0 ? encode({ prevEmployee: Number(first.id) }) : null
  const asked = (query.get("fields") ?? "").split(",").map((name) => name.trim())
  // What is not known is left out without a word.
  const extra = [...new Set(asked)].filter((name) => !BASE.includes(name) && columnField(name) !== undefined)
  return {
    json: {
      data: rows.map((person) => rowOf(person, { call, extra })),
      meta: { total: found.length, page: { limit, nextCursor, prevCursor } },
      _links: linksOf(call, { nextCursor, prevCursor }),
    },
  }
}

function rowOf(person: Person, { call, extra }: { call: Call; extra: readonly string[] }): Json {
  const row: { [name: string]: Json } = {}
  const restricted: string[] = []
  for (const name of [...BASE, ...extra]) {
    const field = columnField(name)
    const isSeen = name === "employeeId" || (field && call.rights.seesFieldOf(field, person.id))
    if (isSeen) row[name] = listValue(person, name)
    else restricted.push(name)
    if (!isSeen && BASE.includes(name)) row[name] = null
  }
  row._restrictedFields = restricted
  return row
}

function readLimit(text: string | null): number {
  if (text === null) return DEFAULT_LIMIT
  const limit = /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (limit >= 1 && limit <= MAX_LIMIT) return limit
  throw refuse(400, `page[limit] must be a whole number from 1 to ${MAX_LIMIT}`, "BadRequest")
}

/** A cursor names the first row of the page that it leads to, or the row that the page before it ends at. */
function startOf(found: readonly Person[], { query, limit }: { query: URLSearchParams; limit: number }) {
  const [after, before] = [query.get("page[after]"), query.get("page[before]")]
  if (after !== null && before !== null) throw refuse(400, "Give page[after] or page[before], not both", "BadRequest")
  if (after !== null) {
    const start = placeOf(found, decode(after, "nextEmployee"))
    return { start, end: start + limit }
  }
  if (before !== null) {
    const end = placeOf(found, decode(before, "prevEmployee"))
    return { start: Math.max(0, end - limit), end }
  }
  return { start: 0, end: limit }
}

function placeOf(found: readonly Person[], id: string | null): number {
  const place = found.findIndex((person) => person.id === id)
  if (place === -1) throw refuse(400, "The page that was asked for does not exist", "BadPage")
  return place
}

const encode = (cursor: { [name: string]: number }): string => Buffer.from(JSON.stringify(cursor)).toString("base64")

function decode(text: string, name: string): string | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(text, "base64").toString("utf8"))
    if (typeof read !== "object" || read === null) return null
    const id = Object.entries(read).find(([key]) => key === name)?.[1]
    return typeof id === "number" ? String(id) : null
  } catch {
    return null
  }
}

function linksOf(call: Call, cursors: { nextCursor: string | null; prevCursor: string | null }): Json {
  const link = (name: string, cursor: string) => {
    const query = new URLSearchParams(call.query)
    query.delete("page[after]")
    query.delete("page[before]")
    query.set(name, cursor)
    return { href: `${call.url}?${query}` }
  }
  const own = call.query.size === 0 ? call.url : `${call.url}?${call.query}`
  return {
    self: { href: own },
    ...(cursors.nextCursor !== null && { next: link("page[after]", cursors.nextCursor) }),
    ...(cursors.prevCursor !== null && { prev: link("page[before]", cursors.prevCursor) }),
  }
}
