import {
  idOf,
  idsOf,
  type Lookups,
  type Remote,
  type RemoteRequest,
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

const UNREADABLE = "can't be written: this connection may not read which groups of this kind they are in"

/** Undefined: this connection may not read it. */
function isIn(row: Remote, { id, name, list }: Group): boolean | undefined {
  if (list !== "teams") return row[`${list}Id`] === undefined ? undefined : idOf(row, `${list}Id`) === id
  return row.teams === undefined ? undefined : idsOf(row, "teams").includes(name)
}

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
    const found = lookups[`of_${person}`]
    const [row] = found ?? []
    if (found !== undefined && row === undefined)
      return refuseInput("employees", `${person} is nobody here: give ids of rows of employees`)
    const isMember = row && isIn(row, group)
    if (isMember === undefined) return refuseInput("employees", UNREADABLE)
    return isMember === wanted ? [] : [change(person, { group, wanted })]
  })
}

type Change = { group: Group; wanted: boolean }

/** Departments and divisions are of the job, of which a row of today is made; teams are written as a whole. */
function change(person: string, { group, wanted }: Change): Step {
  const { list } = group
  const table = list === "teams" ? report : employees
  return {
    name: `${wanted ? "add" : "remove"}_${person}`,
    // Somebody else may have moved the person meanwhile.
    reads: () => ({ person: { table, value: person } }),
    request: (_: unknown, { person: found = [] }: Lookups): RemoteRequest => ({
      method: "POST",
      path: `v1/employees/${person}`,
      body: { [list]: valueFor(found[0], { group, wanted }) },
    }),
    settled: { table, id: person, shows: (row) => row !== undefined && isIn(row, group) === wanted },
    isRepeatable: true,
    touches: () => ofPerson(person),
  }
}

function valueFor(row: Remote | undefined, { group, wanted }: Change): string[] | string | null {
  const { list, name } = group
  const isMember = row && isIn(row, group)
  if (row === undefined || isMember === undefined) return refuseInput("employees", UNREADABLE)
  if (list !== "teams") return wanted ? name : isMember ? null : (text(row, `${list}Name`) ?? null)
  const others = idsOf(row, "teams").filter((team) => team !== name)
  return wanted ? [...others, name] : others
}
