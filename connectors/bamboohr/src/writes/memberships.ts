import {
  idOf,
  idsOf,
  type Lookups,
  type Remote,
  refuseInput,
  type Step,
  text,
  type WantedRows,
  write,
} from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { employees, report } from "../tables.js"
import { ofPerson } from "./people.js"

type Members = Pick<WriteBody<"groups", "remove_members">, "employees">
type Asked = { id: string; row: Remote; body: Members }

/** Somebody is in one department and one division, and in several teams. */
type Group = { id: string; name: string; list: "department" | "division" | "teams" }

function groupIn({ id, row }: Asked): Group {
  const [list, name] = [text(row, "list"), text(row, "name")]
  const isKnown = list === "department" || list === "division" || list === "teams"
  return isKnown && name ? { id, name, list } : refuseInput("", "is no group of people")
}

/** Only the report tells teams. */
function reads(asked: Asked): Record<string, WantedRows> {
  const table = groupIn(asked).list === "teams" ? report : employees
  return Object.fromEntries(asked.body.employees.map(({ id }) => [`of_${id}`, { table, value: id }]))
}

const isIn = (row: Remote | undefined, { id, name, list }: Group): boolean =>
  row !== undefined && (list === "teams" ? idsOf(row, "teams").includes(name) : idOf(row, `${list}Id`) === id)

export const addMembers = write("groups", "add_members", {
  takes: ["employees"],
  reads,
  view: "options",
  plan: (asked, lookups) => plan(asked, lookups, true),
})

export const removeMembers = write("groups", "remove_members", {
  takes: ["employees"],
  reads,
  view: "options",
  plan: (asked, lookups) => plan(asked, lookups, false),
})

function plan(asked: Asked, lookups: Lookups, wanted: boolean): Step[] {
  const group = groupIn(asked)
  const people = new Set(asked.body.employees.map(({ id }) => id))
  return [...people].flatMap((person): Step[] => {
    const [row] = lookups[`of_${person}`] ?? []
    if (row === undefined) return refuseInput("employees", `${person} is nobody here: give ids of rows of employees`)
    return isIn(row, group) === wanted ? [] : [change(person, { row, group, wanted })]
  })
}

type Change = { row: Remote; group: Group; wanted: boolean }

/** Departments and divisions are of the job, of which a row of today is made; teams are written as a whole. */
function change(person: string, { row, group, wanted }: Change): Step {
  const { list, name } = group
  const others = idsOf(row, "teams").filter((team) => team !== name)
  const value = list === "teams" ? [...others, ...(wanted ? [name] : [])] : wanted ? name : null
  return {
    name: `${wanted ? "add" : "remove"}_${person}`,
    request: { method: "POST", path: `v1/employees/${person}`, body: { [list]: value } },
    settled: {
      table: list === "teams" ? report : employees,
      id: person,
      shows: (found) => found !== undefined && isIn(found, group) === wanted,
    },
    isRepeatable: true,
    touches: () => ofPerson(person),
  }
}
