import { describe, expect, it } from "vitest"
import { createTidier } from "./tidy.js"

const TEAMS = { name: "teams/teams" }

describe("Rows of any list", () => {
  it("lose the characters that can't be kept, and each value is told once", () => {
    const { tidy, take } = createTidier()
    const fine = { id: "2", name: "B" }
    const rows = () => [{ id: "1", name: "a\0", deep: { list: ["\ud800"] } }, fine]
    expect(tidy(TEAMS, { rows: rows() })).toEqual([{ id: "1", name: "a\ufffd", deep: { list: ["\ufffd"] } }, fine])
    expect(tidy(TEAMS, { rows: rows() })[1]).toBe(fine)
    expect(take()).toEqual([
      { id: "teams/teams 1", message: "name: a character that can't be kept was replaced" },
      { id: "teams/teams 1", message: "deep: a character that can't be kept was replaced" },
    ])
    tidy(TEAMS, { rows: rows() })
    expect(take()).toEqual([])
  })
  it("are told when a value of theirs was nested too deeply", () => {
    const { tidy, take } = createTidier()
    const row = { id: "1", odd: null }
    expect(tidy(TEAMS, { rows: [row], cut: [{ row, column: "odd" }] })).toEqual([row])
    expect(take()).toEqual([{ id: "teams/teams 1", message: "odd: what is nested too deeply was left out" }])
  })
})
