import {
  flag,
  idOf,
  type Lookups,
  type Remote,
  refuseInput,
  type Settled,
  type Step,
  type WantedRows,
  write,
} from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { attributions, memberships, ownMemberships, teams } from "../tables.js"
import { lineOf } from "../teams.js"
import { numericId } from "./person.js"

const MEMBERSHIPS = "teams/memberships"
type Members = Pick<WriteBody<"groups", "add_members">, "employees" | "is_lead">

/** What each person belongs to, with what of it is their own: a read for several people does not tell that. */
function readOwn({ body: { employees } }: { body: Members }): Record<string, WantedRows> {
  const wanted = (id: string): WantedRows => ({ table: ownMemberships, column: "employee_id", value: id })
  return Object.fromEntries(employees.map(({ id }) => [`of_${id}`, wanted(id)]))
}

const idsIn = ({ employees }: Members) => [...new Set(employees.map(({ id }) => numericId(id, "employees")))]

/** A row that is not said to be inherited is the person's own. */
const isOwn = (row: Remote, teamId: string) => idOf(row, "team_id") === teamId && flag(row, "direct") !== false
const ownRow = (rows: readonly Remote[], teamId: string) => rows.find((row) => isOwn(row, teamId))

/** What somebody belongs to. */
const rowsOf = (lookups: Lookups, person: string): readonly Remote[] =>
  lookups[`of_${person}`] ??
  refuseInput("employees", "can't be written: this connection may not read which groups they are in")

/** Whether somebody belongs to a team by a place of their own, and leads it if that is asked. */
function settledAs(wanted: boolean, { teamId, person, lead }: Place): Settled {
  return {
    table: ownMemberships,
    query: { "employee_ids[]": [person] },
    together(rows) {
      const own = ownRow(rows, teamId)
      return wanted ? own !== undefined && (lead === undefined || flag(own, "lead") === lead) : own === undefined
    },
  }
}

type Place = {
  teamId: string
  person: string
  lead?: boolean | undefined
  /** The team and those above it. */
  line: readonly string[]
}

/** The lists on the team, and the rows of teams above, follow a place. */
const touched =
  ({ person, line }: Place) =>
  (): WantedRows[] => [
    { table: memberships, column: "employee_id", value: person },
    ...line.map((value) => ({ table: attributions, column: "team_id", value })),
    ...line.map((value) => ({ table: teams, value })),
  ]

export const addMembers = write("groups", "add_members", {
  takes: ["employees", "is_lead", "remote_data"],
  references: { teams },
  reads: readOwn,
  view: "teams",
  plan: ({ id: teamId, body }, lookups) =>
    idsIn(body).flatMap((person): Step[] => {
      const place = { teamId, person, lead: body.is_lead, line: lineOf(teamId, lookups.teams ?? []) }
      const own = ownRow(rowsOf(lookups, person), teamId)
      if (own === undefined) return [join(place, body.remote_data)]
      return body.is_lead === undefined || flag(own, "lead") === body.is_lead ? [] : [lead(place, idOf(own) ?? "")]
    }),
})

function join(place: Place, more: Readonly<Record<string, unknown>> = {}): Step {
  const { teamId, person, lead } = place
  const body = { team_id: teamId, employee_id: person, ...(lead === undefined ? {} : { lead }), ...more }
  return {
    name: `add_${person}`,
    request: { method: "POST", path: MEMBERSHIPS, body },
    row: memberships,
    echoes: ["team_id", "employee_id"],
    settled: settledAs(true, place),
    touches: touched(place),
  }
}

function lead(place: Place, id: string): Step {
  return {
    name: `change_${place.person}`,
    request: { method: "PUT", path: `${MEMBERSHIPS}/${id}`, body: { id, lead: place.lead } },
    row: memberships,
    echoes: ["id"],
    settled: settledAs(true, place),
    isRepeatable: true,
    touches: touched(place),
  }
}

export const removeMembers = write("groups", "remove_members", {
  takes: ["employees"],
  references: { teams },
  reads: readOwn,
  view: "teams",
  plan: ({ id: teamId, body }, lookups) =>
    idsIn(body).flatMap((person): Step[] => {
      const id = idOfOwn(lookups, { teamId, person })
      if (id === undefined) return []
      const place = { teamId, person, line: lineOf(teamId, lookups.teams ?? []) }
      return [
        {
          name: `remove_${person}`,
          request: { method: "DELETE", path: `${MEMBERSHIPS}/${id}` },
          settled: settledAs(false, place),
          touches: touched(place),
        },
      ]
    }),
})

/** Undefined: they are not in the team. Whoever is in it by a team below it can only be taken out there. */
function idOfOwn(lookups: Lookups, { teamId, person }: Pick<Place, "teamId" | "person">): string | undefined {
  const rows = rowsOf(lookups, person)
  const own = ownRow(rows, teamId)
  if (own) return idOf(own)
  if (rows.some((row) => idOf(row, "team_id") === teamId))
    refuseInput("employees", `${person} is in it by a group below it: take them out of that one`)
  return undefined
}
