import { idOf, listAt, resource, table, text, view } from "@rollcall/connector-kit"
import { api } from "@rollcall/connector-kit/testing"
import { expect, it } from "vitest"
import { judgeFields } from "./judge.js"

it("What a mapping gives is worked out once for each set of rights, however often rows change", () => {
  let mapped = 0
  const teams = table({ ...listAt(api, "teams"), columns: ["label", "note"], by: {} })
  const { views } = resource("groups", {
    teams: view({
      from: teams,
      relations: {},
      map: (row) => {
        mapped++
        return { id: idOf(row) ?? "", name: text(row, "label") ?? null, description: text(row, "note") }
      },
    }),
  })
  const judge = (...lacking: string[]) => {
    const states = new Map([["teams", { state: "complete" as const, lacking }]])
    return judgeFields({ resource: "groups", views, states, counts: undefined }).get("description")
  }
  const refused = { status: "not_permitted", reason: "the connection may not read teams.note" }
  expect([judge("note")?.status, judge()?.status]).toEqual(["not_permitted", "unknown"])
  const before = mapped
  expect([judge("note"), judge()?.status]).toEqual([refused, "unknown"])
  expect(mapped).toBe(before)
})
