import type { Remote } from "@rollcall/connector-kit"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { attributions } from "./tables.js"
import { directTeams, parentTeamOf, teamsInDoubt } from "./teams.js"

const teams: Remote[] = [
  { id: "1", name: "Top", parent_team_id: null },
  { id: "2", name: "Mid", parent_team_id: "1" },
  { id: "3", name: "Leaf", parent_team_id: "2" },
  { id: "4", name: "Else", parent_team_id: null },
]
const inTeams = (...ids: string[]): Remote[] => ids.map((team_id) => ({ team_id, direct: null, source_team_ids: [] }))
const ids = (memberships: readonly Remote[], attributions?: readonly Remote[], all = teams) =>
  directTeams({ memberships, teams: all, attributions }).map((team) => team.id)

describe("a person's teams", () => {
  it("leave out those that are inherited, known or inferred", () => {
    expect(ids(inTeams("1", "2", "3", "4"))).toEqual(["3", "4"])
    expect(
      ids([
        { team_id: "1", direct: true },
        { team_id: "3", direct: true },
      ]),
    ).toEqual(["1", "3"])
    expect(ids([{ team_id: "1", direct: false }])).toEqual([])
  })
  it("keep a membership of one's own in the team above, when the team alone says so", () => {
    const alone = [
      { team_id: "1", direct: null, source_team_ids: ["3"] },
      { team_id: "2", direct: null, source_team_ids: ["3", "2"] },
    ]
    expect(ids(inTeams("1", "2", "3"), alone)).toEqual(["2", "3"])
  })
  it("are inferred where a team is too large to say", () => {
    expect(ids(inTeams("1", "3"), [{ team_id: "1", direct: null, source_team_ids: [] }])).toEqual(["3"])
  })
  it("are the same, whoever else is on the page", () => {
    const circle: Remote[] = [
      { id: "1", parent_team_id: "2" },
      { id: "2", parent_team_id: "1" },
      { id: "3", parent_team_id: null },
    ]
    const askedForSomebodyElse = [{ team_id: "1", direct: null, source_team_ids: ["3"] }]
    expect(ids(inTeams("1", "3"), [], circle)).toEqual(["1", "3"])
    expect(ids(inTeams("1", "3"), askedForSomebodyElse, circle)).toEqual(["1", "3"])
  })
  it("come in one order", () => {
    expect(ids(inTeams("4", "3").toReversed())).toEqual(ids(inTeams("4", "3")))
  })
  it.each([
    ["a team contains itself", [{ id: "1", parent_team_id: "1" }], ["1"]],
    [
      "two contain each other",
      [
        { id: "1", parent_team_id: "2" },
        { id: "2", parent_team_id: "1" },
      ],
      ["1", "2"],
    ],
    [
      "a team lies below such a circle",
      [
        { id: "1", parent_team_id: "2" },
        { id: "2", parent_team_id: "1" },
        { id: "3", parent_team_id: "1" },
      ],
      ["3"],
    ],
  ])("are not lost when %s", (_name, circle, expected) => {
    expect(ids(inTeams(...circle.map(({ id }) => id)), undefined, circle)).toEqual(expected)
  })
})

describe("teams in doubt", () => {
  it("are those above another one, of which nothing is known", () => {
    expect(teamsInDoubt(inTeams("1", "2", "3", "4"), teams)).toEqual(["1", "2"])
    expect(teamsInDoubt(inTeams("3", "4"), teams)).toEqual([])
    expect(teamsInDoubt([{ team_id: "1", direct: true }, ...inTeams("3")], teams)).toEqual([])
    expect(teamsInDoubt([{ team_id: "1", source_team_ids: ["1"] }, ...inTeams("3")], teams)).toEqual([])
  })
})

describe("teams that are asked for alone", () => {
  const asked = (all: readonly Remote[]) => attributions.perValue?.values(all)
  const ofSize = (size: number) =>
    teams.map((team) => ({ ...team, employee_ids: Array.from({ length: size }, (_, at) => String(at)) }))
  it("are those above others, unless they are too large to answer", () => {
    expect(asked(teams)).toEqual(["1", "2"])
    expect(asked(ofSize(1_000))).toEqual(["1", "2"])
    expect(asked(ofSize(1_001))).toEqual([])
  })
  it("hold all that can be in doubt", () => {
    const id = fc.constantFrom("1", "2", "3", "4", "5")
    const team = fc.record({ id, parent_team_id: fc.option(id, { nil: null }) })
    fc.assert(
      fc.property(fc.uniqueArray(team, { selector: (one) => one.id }), fc.uniqueArray(id), (all, own) => {
        for (const one of teamsInDoubt(inTeams(...own), all)) expect(asked(all)).toContain(one)
      }),
    )
  })
})

describe("the team above", () => {
  const parents = (all: readonly Remote[]) => all.map((team) => parentTeamOf(team, all))
  it("is never the team itself, and a circle has a top", () => {
    expect(parents(teams)).toEqual([undefined, "1", "2", undefined])
    expect(parents([{ id: "1", parent_team_id: "1" }])).toEqual([undefined])
    expect(
      parents([
        { id: "7", parent_team_id: "10" },
        { id: "9", parent_team_id: "7" },
        { id: "10", parent_team_id: "9" },
        { id: "11", parent_team_id: "10" },
      ]),
    ).toEqual([undefined, "7", "9", "10"])
    expect(parents([{ id: "1", parent_team_id: "gone" }])).toEqual(["gone"])
  })
})
