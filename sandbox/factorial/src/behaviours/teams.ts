import { checkBody } from "../rows/write.js"
import type { Behaviour, Call, Json, Row, Store } from "../world.js"
import { announce, complain, findNamed, patchNamed, textOf } from "./rules.js"

const TEAMS = "teams/teams"
const MEMBERSHIPS = "teams/memberships"
const MAX_DEPTH = 4

/** Nested teams: who is in a team is in the teams above it too, by a row of its own that says where it comes from. */
export const teams: Record<string, Behaviour> = {
  [`POST ${TEAMS}`]: createTeam,
  [`POST ${TEAMS}/move`]: moveTeam,
  [`POST ${MEMBERSHIPS}`]: join,
  [`DELETE ${MEMBERSHIPS}`]: leave,
  [`POST ${MEMBERSHIPS}/move`]: moveMember,
  [`PUT ${MEMBERSHIPS}`]: (call) => {
    const row = patchNamed(MEMBERSHIPS, call, { lead: call.body.lead === true })
    refresh(call.world.store, String(row.team_id))
    return announce(MEMBERSHIPS, "update", { row, call })
  },
}

function createTeam(call: Call): Row {
  const { store, company } = call.world
  const { name, description, parent_team_id } = checkBody(TEAMS, "create", call)
  const parent = textOf(parent_team_id)
  const depth = depthOf(call, parent) + 1
  const values = {
    name: name ?? null,
    description: description ?? null,
    parent_team_id: parent,
    depth,
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

function moveTeam(call: Call): Row {
  checkBody(TEAMS, "move", call)
  const team = findNamed(TEAMS, call)
  const parent = textOf(call.body.destination_parent_team_id)
  if (parent !== null && [parent, ...ancestorsOf(call.world.store, parent)].includes(team.id))
    throw complain(call, "destination_parent_team_id", "invalid")
  const row = patchNamed(TEAMS, call, { parent_team_id: parent, depth: depthOf(call, parent) + 1 })
  return announce(TEAMS, "move", { row, call })
}

export function ancestorsOf(store: Store, teamId: string): string[] {
  const found: string[] = []
  let parent = textOf(store.find(TEAMS, teamId)?.parent_team_id)
  while (parent !== null && !found.includes(parent)) {
    found.push(parent)
    parent = textOf(store.find(TEAMS, parent)?.parent_team_id)
  }
  return found
}

function join(call: Call): Row {
  const { store, company } = call.world
  const body = checkBody(MEMBERSHIPS, "create", call)
  const [teamId, employeeId] = [String(body.team_id), String(body.employee_id)]
  findNamed(TEAMS, call, teamId)
  findNamed("employees/employees", call, employeeId)
  const there = store.where(MEMBERSHIPS, { employee_id: employeeId, team_id: teamId })[0]
  if (there?.direct) throw complain(call, "employee_id", "taken")
  const above = ancestorsOf(store, teamId)
  const values = {
    company_id: company.id,
    employee_id: employeeId,
    team_id: teamId,
    lead: body.lead === true,
    direct: true,
    parent_team_ids: above,
  }
  const row = there
    ? (store.update(MEMBERSHIPS, there.id, {
        ...values,
        source_team_ids: [...listOf(there.source_team_ids), teamId],
      }) ?? there)
    : store.insert(MEMBERSHIPS, { ...values, source_team_ids: [teamId] })
  for (const ancestor of above) inherit(call, { employeeId, teamId: ancestor, from: teamId })
  for (const id of [teamId, ...above]) refresh(store, id)
  return announce(MEMBERSHIPS, "create", { row, call })
}

type Inherited = { employeeId: string; teamId: string; from: string }

function inherit({ world: { store, company } }: Call, { employeeId, teamId, from }: Inherited): void {
  const there = store.where(MEMBERSHIPS, { employee_id: employeeId, team_id: teamId })[0]
  if (there) {
    store.update(MEMBERSHIPS, there.id, { source_team_ids: [...new Set([...listOf(there.source_team_ids), from])] })
    return
  }
  const values = { company_id: company.id, employee_id: employeeId, team_id: teamId, lead: false, direct: false }
  store.insert(MEMBERSHIPS, { ...values, source_team_ids: [from], parent_team_ids: ancestorsOf(store, teamId) })
}

function leave(call: Call): Row {
  const { store } = call.world
  const row = findNamed(MEMBERSHIPS, call)
  const [teamId, employeeId] = [String(row.team_id), String(row.employee_id)]
  for (const id of [teamId, ...ancestorsOf(store, teamId)]) {
    const there = store.where(MEMBERSHIPS, { employee_id: employeeId, team_id: id })[0]
    const left = listOf(there?.source_team_ids).filter((one) => one !== teamId)
    if (there && left.length === 0) store.remove(MEMBERSHIPS, there.id)
    else if (there)
      store.update(MEMBERSHIPS, there.id, {
        source_team_ids: left,
        ...(id === teamId ? { direct: false, lead: false } : {}),
      })
    refresh(store, id)
  }
  return announce(MEMBERSHIPS, "delete", { row, call })
}

function moveMember(call: Call): Row {
  checkBody(MEMBERSHIPS, "move", call)
  const row = findNamed(MEMBERSHIPS, call)
  findNamed(TEAMS, call, call.body.destination_team_id)
  leave({ ...call, id: row.id })
  return join({
    ...call,
    body: {
      team_id: call.body.destination_team_id ?? null,
      employee_id: row.employee_id ?? null,
      lead: call.body.lead ?? false,
    },
  })
}

/** The lists on the team itself follow its memberships. */
function refresh(store: Store, teamId: string): void {
  const members = store.where(MEMBERSHIPS, { team_id: teamId })
  const leads = members.filter((one) => one.lead === true)
  store.update(TEAMS, teamId, {
    employee_ids: members.map((one) => one.employee_id ?? null),
    lead_ids: leads.map((one) => one.employee_id ?? null),
  })
}

const listOf = (value: Json | undefined): Json[] => (Array.isArray(value) ? value : [])
