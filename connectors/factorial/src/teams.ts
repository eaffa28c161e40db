import { flag, idOf, type Remote, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"

/**
 * Teams a person belongs to themselves. With nested teams Factorial also lists the teams above, and a bulk read can't
 * tell (`direct` null): a team that lies above another of the person's teams is taken as inherited.
 */
export function directTeams(memberships: readonly Remote[], teams: readonly Remote[]): NonNullable<Employee["groups"]> {
  const byId = indexOf(teams)
  const listed = memberships.filter((one) => flag(one, "direct") !== false)
  const own = new Set(listed.flatMap((one) => idOf(one, "team_id") ?? []))
  const sure = new Set(listed.filter((one) => flag(one, "direct") === true).map((one) => idOf(one, "team_id")))
  const above = new Set([...own].flatMap((id) => ancestorsOf(id, byId)))
  return [...own]
    .filter((id) => sure.has(id) || !above.has(id))
    .map((id) => {
      const team = byId.get(id)
      return { id, name: team && text(team, "name"), type: "team" }
    })
}

type Index = ReadonlyMap<string | undefined, Remote>
const indexes = new WeakMap<readonly Remote[], Index>()

/** All rows of a page are given the same list of teams, so its index is made once. */
function indexOf(teams: readonly Remote[]): Index {
  const found = indexes.get(teams) ?? new Map(teams.map((team) => [idOf(team), team]))
  indexes.set(teams, found)
  return found
}

function ancestorsOf(id: string, teams: ReadonlyMap<string | undefined, Remote>): string[] {
  const found: string[] = []
  let parent = parentOf(teams.get(id))
  while (parent !== undefined && !found.includes(parent)) {
    found.push(parent)
    parent = parentOf(teams.get(parent))
  }
  return found
}

const parentOf = (team: Remote | undefined) => team && idOf(team, "parent_team_id")
