import { describe, expect, it } from "vitest"
import { createKeys, readPresentation, show } from "./present.js"

const mapped = { row: { id: "1", name: "Alba", groups: [] }, remote: { id: "1", full_name: "Alba" } }
const shown = (query: Record<string, unknown>) => show(mapped, readPresentation("employees", query))

describe("a row is shown", () => {
  it.each([
    [{}, { ...mapped.row, remote_data: mapped.remote }],
    [{ truto_ignore_remote_data: true }, mapped.row],
    [{ truto_exclude_fields: ["name", "remote_data"] }, { id: "1", groups: [] }],
    [
      { truto_exclude_fields: ["id"], truto_ignore_remote_data: true },
      { name: "Alba", groups: [] },
    ],
  ])("for %o", (query, row) => expect(shown(query)).toEqual(row))
  it("normalized with every key and no remote data", () => {
    const row = shown({ truto_response_format: "normalized" })
    expect(row).toMatchObject({ id: "1", name: "Alba", middle_name: null, custom_fields: null })
    expect(row).not.toHaveProperty("remote_data")
  })
})

describe("refused by name is", () => {
  it.each([
    [{ truto_exclude_fields: ["nme"] }, /truto_exclude_fields: employees have no field nme/],
    [{ truto_key_by: "nme" }, /truto_key_by: employees have no field nme/],
    [{ truto_key_by: "emails" }, /truto_key_by: emails is not a single value/],
    [{ truto_key_by: "custom_fields" }, /not a single value/],
    [{ truto_key_by: "manager" }, /not a single value/],
  ])("%o", (query, message) => expect(() => readPresentation("employees", query)).toThrow(message))
})

describe("keys of rows", () => {
  it("are the field's values; a row without one, or with another's, is kept under its id", () => {
    const keyOf = createKeys("employee_number")
    const keys = [
      { id: "1", employee_number: "A" },
      { id: "2", employee_number: null },
      { id: "3", employee_number: "A" },
      { id: "4" },
      { id: "5", employee_number: "B" },
    ].map((row) => keyOf({ row, remote: {} }))
    expect(keys).toEqual(["A", "id:2", "id:3", "id:4", "B"])
  })
})
