import { compareIds, flag, idOf, idsOf, type Remote, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"

type Groups = NonNullable<Employee["groups"]>
type Belonging = {
  /** The person's memberships, read for many people at once. */
  memberships: readonly Remote[]
  teams: readonly Remote[]
  /** The person's memberships in teams that were asked for alone. */
  attributions: readonly Remote[] | undefined
}

/**
 * Teams a person belongs to themselves. With nested teams Factorial also lists the teams above, and a read for many
 * people can't tell (`direct` null). A read of one team can: the membership then names the teams it comes from. Where
 * that is not known either, a team above another of the person's teams is taken as inherited. Teams that were asked for
 * because of somebody else count for nothing: who else is on a page must not change an answer.
 */
export function directTeams({ memberships, teams, attributions = [] }: Belonging): Groups {
  const byId = indexOf(teams)
  const isDirect = new Map<string, boolean>()
  const inDoubt = new Set(teamsInDoubt(memberships, teams))
  const known = attributions.filter((one) => isAttributed(one) && inDoubt.has(idOf(one, "team_id") ?? ""))
  for (const one of [...known, ...memberships]) {
    const team = idOf(one, "team_id")
    const direct =
      flag(one, "direct") ?? (isAttributed(one) ? idsOf(one, "source_team_ids").includes(team ?? "") : null)
    if (team !== undefined && direct !== null) isDirect.set(team, isDirect.get(team) || direct)
  }
  const own = [...new Set(memberships.flatMap((one) => idOf(one, "team_id") ?? []))].sort(compareIds)
  const above = teamsAbove(own, byId)
  return own
    .filter((id) => isDirect.get(id) ?? !above.has(id))
    .map((id) => {
      const team = byId.get(id)
      return { id, name: team && text(team, "name"), type: "team" }
    })
}

const isAttributed = (membership: Remote) => idsOf(membership, "source_team_ids").length > 0

/** Teams above another of the person's teams, of which nothing says whether the membership is the person's own. */
export function teamsInDoubt(memberships: readonly Remote[], teams: readonly Remote[]): string[] {
  const byId = indexOf(teams)
  const own = new Set(memberships.flatMap((one) => idOf(one, "team_id") ?? []))
  const above = teamsAbove([...own], byId)
  return memberships
    .filter((one) => typeof flag(one, "direct") !== "boolean" && !isAttributed(one))
    .flatMap((one) => idOf(one, "team_id") ?? [])
    .filter((id) => above.has(id))
}

type Index = ReadonlyMap<string | undefined, Remote>
const indexes = new WeakMap<readonly Remote[], Index>()

/** All rows of a page are given the same list of teams, so its index is made once. */
function indexOf(teams: readonly Remote[]): Index {
  const found = indexes.get(teams) ?? new Map(teams.map((team) => [idOf(team), team]))
  indexes.set(teams, found)
  return found
}

/** Teams above one of these. Of teams in a circle none is above the others. */
function teamsAbove(ids: readonly string[], teams: Index): Set<string> {
  const isBelow = (id: string, other: string) => ancestorsOf(other, teams).includes(id)
  return new Set(ids.flatMap((id) => ancestorsOf(id, teams).filter((above) => !isBelow(id, above))))
}

/** A team with those above it: who is in the one is in the others too. */
export const lineOf = (id: string, teams: readonly Remote[]): string[] => [id, ...ancestorsOf(id, indexOf(teams))]

/** The teams above one, nearest first. A team is never above itself, also when the chain leads back to it. */
function ancestorsOf(id: string, teams: Index): string[] {
  const found = new Set<string>()
  let parent = parentOf(teams.get(id))
  while (parent !== undefined && parent !== id && !found.has(parent)) {
    found.add(parent)
    parent = parentOf(teams.get(parent))
  }
  return [...found]
}

/** The team above one; undefined at the top. Of teams that contain each other in a circle the oldest is the top. */
export function parentTeamOf(team: Remote, teams: readonly Remote[]): string | undefined {
  const byId = indexOf(teams)
  const [id, parent] = [idOf(team), parentOf(team)]
  if (id === undefined || parent === undefined || parent === id) return parent === id ? undefined : parent
  const circle = ancestorsOf(id, byId)
  const last = circle.at(-1)
  const isClosed = last !== undefined && parentOf(byId.get(last)) === id
  return isClosed && circle.every((one) => compareIds(id, one) < 0) ? undefined : parent
}

const parentOf = (team: Remote | undefined) => team && idOf(team, "parent_team_id")
