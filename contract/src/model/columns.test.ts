import { describe, expect, it } from "vitest"
import { columnsOf } from "./columns.js"
import { RESOURCES } from "./index.js"

const typesOf = (resource: (typeof RESOURCES)[number]) =>
  Object.fromEntries(columnsOf(resource).map(({ name, type }) => [name, type]))

describe("the columns of a unified row", () => {
  it("have a type each; an object is a column for each of its fields, a list or a map is one", () => {
    expect(typesOf("employees")).toMatchObject({
      id: "text",
      start_date: "day",
      updated_at: "instant",
      weekly_hours: "number",
      gender: "text",
      manager_id: "text",
      manager_name: "text",
      work_location_country: "text",
      groups: "json",
      tags: "json",
      custom_fields: "json",
    })
    expect(typesOf("fields")).toMatchObject({ required: "boolean", options: "json", company_id: "text" })
  })

  it.each(RESOURCES)("of %s are told apart by their names, begin with the id and lack remote data", (resource) => {
    const names = columnsOf(resource).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names[0]).toBe("id")
    expect(names).not.toContain("remote_data")
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]{0,62}$/)
  })
})
