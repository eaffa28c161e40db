import {
  defined,
  idOf,
  idsOf,
  type Remote,
  refuseInput,
  type Step,
  text,
  type WantedRows,
  write,
} from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { attributions, memberships, teams } from "../tables.js"
import { lineOf } from "../teams.js"

const TEAMS = "teams/teams"
type Facts = WriteBody<"groups", "update">

/** What of groups others may change in Factorial are its teams. */
function assertTeam({ type }: Pick<Facts, "type">): void {
  if (type !== undefined && type !== "team")
    refuseInput("type", "must be team: Factorial's other groups can't be written")
}

const parentOf = (row: Remote) => idOf(row, "parent_team_id") ?? null

export const createTeam = write("groups", "create", {
  takes: ["name", "type", "description", "parent_group", "remote_data"],
  view: "teams",
  plan({ body }) {
    assertTeam(body)
    const { name, description, parent_group: parent } = body
    const team = defined({ name, description: description ?? undefined, parent_team_id: parent ?? undefined })
    return [
      {
        name: "create_team",
        request: { method: "POST", path: TEAMS, body: { ...team, ...body.remote_data } },
        row: teams,
        echoes: ["name"],
        settled: {
          table: teams,
          query: {},
          isLike: (row) => text(row, "name") === name && parentOf(row) === (parent ?? null),
        },
      },
    ]
  },
})

export const updateTeam = write("groups", "update", {
  takes: ["name", "type", "description", "parent_group", "remote_data"],
  references: { teams },
  view: "teams",
  plan({ id, row, body }, { teams: all = [] }) {
    assertTeam(body)
    const facts = defined({ name: body.name, description: body.description, ...body.remote_data })
    const parent = body.parent_group
    return [
      ...(Object.keys(facts).length === 0 ? [] : [rename(id, facts)]),
      ...(parent === undefined || parent === parentOf(row) ? [] : [move({ id, row, all }, parent)]),
    ]
  },
})

/** Its answer says no parent, whatever the team has, so it is not the row. */
function rename(id: string, facts: Readonly<Record<string, unknown>>): Step {
  return {
    name: "change_team",
    request: { method: "PUT", path: `${TEAMS}/${id}`, body: { id, ...facts } },
    settled: {
      table: teams,
      id,
      shows: (row) =>
        row !== undefined && Object.entries(facts).every(([name, value]) => (text(row, name) ?? null) === value),
    },
    isRepeatable: true,
  }
}

type Place = { id: string; row: Remote; all: readonly Remote[] }

/** With the teams below it. */
function move(place: Place, parent: string | null): Step {
  const { id, all } = place
  return {
    name: "move_team",
    request: { method: "POST", path: `${TEAMS}/move`, body: { id, destination_parent_team_id: parent } },
    settled: { table: teams, id, shows: (row) => row !== undefined && parentOf(row) === parent },
    isRepeatable: true,
    touches: () => [...around(place), ...named(parent === null ? [] : lineOf(parent, all))],
  }
}

const named = (ids: readonly string[]): WantedRows[] => ids.map((id) => ({ table: teams, value: id }))

/** Whoever is in a team is in those above it: they leave these with it. The teams below it may have others above them. */
function around({ id, row, all }: Place): WantedRows[] {
  const below = all.filter((one) => parentOf(one) === id).flatMap((one) => idOf(one) ?? [])
  return [
    ...named([...lineOf(id, all), ...below]),
    { table: memberships, column: "team_id", value: id },
    ...idsOf(row, "employee_ids").map((value) => ({ table: memberships, column: "employee_id", value })),
    ...lineOf(id, all).map((value) => ({ table: attributions, column: "team_id", value })),
  ]
}

export const deleteTeam = write("groups", "delete", {
  takes: [],
  references: { teams },
  view: "teams",
  plan: ({ id, row }, { teams: all = [] }) => [
    {
      name: "delete_team",
      request: { method: "DELETE", path: `${TEAMS}/${id}` },
      settled: { table: teams, id, shows: (found) => found === undefined },
      touches: () => around({ id, row, all }),
    },
  ],
})
