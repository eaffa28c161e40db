import type { Json, Row, World } from "../world.js"

export const TEAMS = "teams/teams"
export const MEMBERSHIPS = "teams/memberships"

/** The teams above a team, the nearest first. */
export function ancestorsOf({ store }: Pick<World, "store">, teamId: string): string[] {
  const found: string[] = []
  let parent = store.find(TEAMS, teamId)?.parent_team_id
  while (typeof parent === "string" && !found.includes(parent)) {
    found.push(parent)
    parent = store.find(TEAMS, parent)?.parent_team_id
  }
  return found
}

/**
 * Makes the rows of these people what follows from their direct memberships: one row for each team above, which says
 * where it comes from. Depths, and the lists on the teams themselves, follow.
 */
export function settleTeams(world: World, employeeIds: Iterable<string>): void {
  const touched = new Set<string>()
  for (const employeeId of new Set(employeeIds)) for (const id of settlePerson(world, employeeId)) touched.add(id)
  for (const team of [...world.store.all(TEAMS)]) {
    const depth = ancestorsOf(world, team.id).length + 1
    if (team.depth !== depth) world.store.update(TEAMS, team.id, { depth })
    if (touched.has(team.id)) refresh(world, team.id)
  }
}

/** Teams whose memberships changed. */
function settlePerson(world: World, employeeId: string): string[] {
  const { store } = world
  const rows = [...store.where(MEMBERSHIPS, { employee_id: employeeId })]
  const wanted = sourcesOf(world, rows)
  const touched: string[] = []
  for (const row of rows) {
    const teamId = String(row.team_id)
    const sources = wanted.get(teamId)
    if (!sources) store.remove(MEMBERSHIPS, row.id)
    else if (settleRow(world, row, sources)) continue
    touched.push(teamId)
  }
  const there = new Set(rows.map((row) => row.team_id))
  for (const [teamId, sources] of wanted) {
    if (there.has(teamId)) continue
    const values = {
      company_id: world.company.id,
      employee_id: employeeId,
      team_id: teamId,
      lead: false,
      direct: false,
    }
    store.insert(MEMBERSHIPS, { ...values, source_team_ids: sources, parent_team_ids: ancestorsOf(world, teamId) })
    touched.push(teamId)
  }
  return touched
}

/** Which direct memberships put a person into which team. */
function sourcesOf(world: World, rows: readonly Row[]): Map<string, string[]> {
  const wanted = new Map<string, string[]>()
  for (const { team_id, direct } of rows) {
    const source = String(team_id)
    if (direct !== true || !world.store.find(TEAMS, source)) continue
    for (const teamId of [source, ...ancestorsOf(world, source)])
      wanted.set(teamId, [...(wanted.get(teamId) ?? []), source])
  }
  return wanted
}

/** True when nothing had to be changed. */
function settleRow(world: World, row: Row, sources: string[]): boolean {
  const parents = ancestorsOf(world, String(row.team_id))
  if (isSame(row.source_team_ids, sources) && isSame(row.parent_team_ids, parents)) return true
  world.store.update(MEMBERSHIPS, row.id, { source_team_ids: sources, parent_team_ids: parents })
  return false
}

const isSame = (there: Json | undefined, wanted: readonly string[]): boolean =>
  Array.isArray(there) && there.length === wanted.length && wanted.every((one) => there.includes(one))

/** The lists on the team itself follow its memberships. */
export function refresh({ store }: World, teamId: string): void {
  const members = store.where(MEMBERSHIPS, { team_id: teamId })
  const leads = members.filter((one) => one.lead === true)
  store.update(TEAMS, teamId, {
    employee_ids: members.map((one) => one.employee_id ?? null),
    lead_ids: leads.map((one) => one.employee_id ?? null),
  })
}
