import { checkBody, deleteRow } from "../rows/write.js"
import type { Behaviour, Call, Row } from "../world.js"
import { ancestorsOf, MEMBERSHIPS, refresh, settleTeams, TEAMS } from "./inherited-memberships.js"
import { announce, complain, findNamed, patchNamed, textOf } from "./rules.js"

const MAX_DEPTH = 4

/** Nested teams: who is in a team is in the teams above it too, by a row of its own that says where it comes from. */
export const teams: Record<string, Behaviour> = {
  [`POST ${TEAMS}`]: createTeam,
  [`POST ${TEAMS}/move`]: moveTeam,
  [`DELETE ${TEAMS}`]: deleteTeam,
  [`POST ${MEMBERSHIPS}`]: joinTeam,
  [`DELETE ${MEMBERSHIPS}`]: leave,
  [`POST ${MEMBERSHIPS}/move`]: moveMember,
  [`PUT ${MEMBERSHIPS}`]: (call) => {
    const row = patchNamed(MEMBERSHIPS, call, { lead: call.body.lead === true })
    refresh(call.world, String(row.team_id))
    return announce(MEMBERSHIPS, "update", { row, call })
  },
}

function createTeam(call: Call): Row {
  const { store, company } = call.world
  const { name, description, parent_team_id } = checkBody(TEAMS, "create", call)
  const parent = textOf(parent_team_id)
  const values = {
    name: name ?? null,
    description: description ?? null,
    parent_team_id: parent,
    depth: depthOf(call, parent) + 1,
    company_id: company.id,
    employee_ids: [],
    lead_ids: [],
  }
  return announce(TEAMS, "create", { row: store.insert(TEAMS, values), call })
}

function depthOf(call: Call, parent: string | null): number {
  if (parent === null) return 0
  const depth = Number(findNamed(TEAMS, call, parent).depth ?? 1)
  if (depth >= MAX_DEPTH) throw complain(call, "parent_team_id", "invalid")
  return depth
}

/** With the teams below it. People are then in the teams above its new place, and no longer in those above the old one. */
function moveTeam(call: Call): Row {
  checkBody(TEAMS, "move", call)
  const { world } = call
  const team = findNamed(TEAMS, call)
  const parent = textOf(call.body.destination_parent_team_id)
  if (parent !== null && [parent, ...ancestorsOf(world, parent)].includes(team.id))
    throw complain(call, "destination_parent_team_id", "invalid")
  const levels = Math.max(...subtreeOf(call, team.id).map((id) => ancestorsOf(world, id).indexOf(team.id) + 1))
  if (depthOf(call, parent) + 1 + levels > MAX_DEPTH) throw complain(call, "destination_parent_team_id", "invalid")
  patchNamed(TEAMS, call, { parent_team_id: parent })
  settleTeams(world, membersOf(call, subtreeOf(call, team.id)))
  return announce(TEAMS, "move", { row: findNamed(TEAMS, call), call })
}

/** Its memberships end, and the teams below it move up by one. */
function deleteTeam(call: Call): Row {
  const { store } = call.world
  const team = findNamed(TEAMS, call)
  const people = membersOf(call, subtreeOf(call, team.id))
  for (const one of store.where(TEAMS, { parent_team_id: team.id }))
    store.update(TEAMS, one.id, { parent_team_id: team.parent_team_id ?? null })
  const row = deleteRow(TEAMS, call)
  settleTeams(call.world, people)
  return row
}

/** A team and all below it. */
const subtreeOf = ({ world }: Call, teamId: string): string[] => [
  teamId,
  ...world.store.all(TEAMS).flatMap(({ id }) => (ancestorsOf(world, id).includes(teamId) ? [id] : [])),
]

const membersOf = ({ world: { store } }: Call, teamIds: readonly string[]): string[] =>
  store.all(MEMBERSHIPS).flatMap((row) => (teamIds.includes(String(row.team_id)) ? [String(row.employee_id)] : []))

export function joinTeam(call: Call): Row {
  const { world } = call
  const { store, company } = world
  const body = checkBody(MEMBERSHIPS, "create", call)
  const [teamId, employeeId] = [String(body.team_id), String(body.employee_id)]
  findNamed(TEAMS, call, teamId)
  findNamed("employees/employees", call, employeeId)
  const there = store.where(MEMBERSHIPS, { employee_id: employeeId, team_id: teamId })[0]
  if (there?.direct) throw complain(call, "employee_id", "taken")
  const mine = { lead: body.lead === true, direct: true }
  const values = { company_id: company.id, employee_id: employeeId, team_id: teamId }
  const row = there
    ? (store.update(MEMBERSHIPS, there.id, mine) ?? there)
    : store.insert(MEMBERSHIPS, { ...values, ...mine, source_team_ids: [], parent_team_ids: [] })
  settleTeams(world, [employeeId])
  return announce(MEMBERSHIPS, "create", { row: findNamed(MEMBERSHIPS, call, row.id), call })
}

/** Who is in a team below stays in it by that; such a row can't be deleted by itself. */
function leave(call: Call): Row {
  const row = findNamed(MEMBERSHIPS, call)
  if (row.direct === true) {
    call.world.store.update(MEMBERSHIPS, row.id, { direct: false, lead: false })
    settleTeams(call.world, [String(row.employee_id)])
  }
  return announce(MEMBERSHIPS, "delete", { row, call })
}

function moveMember(call: Call): Row {
  checkBody(MEMBERSHIPS, "move", call)
  const row = findNamed(MEMBERSHIPS, call)
  findNamed(TEAMS, call, call.body.destination_team_id)
  leave({ ...call, id: row.id })
  return joinTeam({
    ...call,
    body: {
      team_id: call.body.destination_team_id ?? null,
      employee_id: row.employee_id ?? null,
      lead: call.body.lead ?? false,
    },
  })
}
