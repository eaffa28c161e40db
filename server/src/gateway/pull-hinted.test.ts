import { describe, expect, it } from "vitest"
import { changedFields } from "./pull-hinted.js"

describe("What of a row has changed", () => {
  const known = {
    id: "7",
    name: "Ana",
    manager: { id: "1", name: "Bo" },
    emails: [{ email: "a" }, { email: "b" }],
    groups: [],
  }
  const own = ["manager", "emails"]

  it("is told by its own columns, and by the ids of rows that were not read", () => {
    const row = {
      id: "7",
      name: "Ana",
      manager: { id: "1", name: undefined },
      emails: [{ email: "b" }, { email: "a" }],
    }
    expect(changedFields(row, known, own)).toEqual([])
    expect(changedFields({ ...row, manager: { id: "2", name: undefined } }, known, own)).toEqual(["manager"])
    expect(changedFields({ ...row, manager: null, emails: [] }, known, own)).toEqual(["manager", "emails"])
  })
  it("is all of it when anything else differs; what was not read differs in nothing", () => {
    expect(changedFields({ id: "7", name: "Eva" }, known, own)).toBeUndefined()
    expect(changedFields({ id: "7", groups: undefined }, known, own)).toEqual([])
    expect(changedFields({ id: "7", note: "x" }, known, own)).toBeUndefined()
  })
})
