import type { Person } from "../fields/person.js"
import { type Call, refuse } from "./call.js"
import { columnField, listValue } from "./employee-columns.js"

const SORTABLE = ["employeeId", "firstName", "lastName", "preferredName", "jobTitleName", "status"]

/** A person whose value the caller may not see matches nothing. */
export function filterPeople(people: readonly Person[], call: Call): readonly Person[] {
  const { query } = call
  let found = people
  for (const name of ["firstName", "lastName", "jobTitleName"]) {
    const wanted = query.get(`filter[${name}]`)?.toLowerCase()
    if (wanted === undefined) continue
    found = seenOf(found, name, call).filter((person) => {
      const value = listValue(person, name)
      return typeof value === "string" && value.toLowerCase().includes(wanted)
    })
  }
  const status = query.get("filter[status]")
  if (status !== null) {
    if (status !== "active" && status !== "inactive")
      throw refuse(400, "filter[status] must be active or inactive", "BadRequest")
    found = seenOf(found, "status", call).filter((person) => person.status.toLowerCase() === status)
  }
  const ids = readIds(query)
  return ids === null ? found : found.filter((person) => ids.has(person.id))
}

function readIds(query: URLSearchParams): ReadonlySet<string> | null {
  const given = [...query.getAll("filter[ids]"), ...query.getAll("filter[ids][]")]
  if (given.length === 0) return null
  const ids = given.flatMap((text) => text.split(",")).map((text) => text.trim())
  if (ids.every((id) => /^\d+$/.test(id))) return new Set(ids.map((id) => String(Number(id))))
  throw refuse(400, "filter[ids] must be whole numbers", "BadRequest")
}

export function sortPeople(people: readonly Person[], call: Call): readonly Person[] {
  const given = (call.query.get("sort") ?? "").split(",").filter((part) => part !== "")
  let found = people
  const keys = given.map((part) => ({ name: part.replace(/^-/, ""), sign: part.startsWith("-") ? -1 : 1 }))
  for (const { name } of keys) {
    if (!SORTABLE.includes(name)) throw refuse(400, `${name} is not a field to sort by`, "BadRequest")
    found = seenOf(found, name, call)
  }
  if (keys.length === 0) return [...found].sort(byId)
  return [...found].sort((a, b) => {
    for (const { name, sign } of keys) {
      const order = name === "employeeId" ? byId(a, b) : compare(textOf(a, name), textOf(b, name))
      if (order !== 0) return order * sign
    }
    return byId(a, b)
  })
}

const byId = (a: Person, b: Person): number => Number(a.id) - Number(b.id)
const textOf = (person: Person, name: string): string => String(listValue(person, name) ?? "").toLowerCase()
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function seenOf(people: readonly Person[], name: string, { rights }: Call): readonly Person[] {
  const field = columnField(name)
  if (name === "employeeId" || !field) return people
  return people.filter((person) => rights.seesFieldOf(field, person.id))
}
