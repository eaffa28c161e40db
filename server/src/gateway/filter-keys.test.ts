import { model } from "@rollcall/contract"
import { expect, it } from "vitest"
import { readConditions } from "./conditions.js"
import { chosenKeys, filterKeysOf } from "./filter-keys.js"

it("a row's keys are its ids and closed words, whatever is missing", () => {
  const row = { id: "1", employment_status: "active", groups: [{ id: "7" }, { id: "8" }], manager: null, name: "Alba" }
  const keys = filterKeysOf("employees", row)
  expect(keys).toMatchObject({ id: ["1"], employment_status: ["active"], "groups[id]": ["7", "8"], "manager[id]": [] })
  expect(keys).not.toHaveProperty("name")
})

it("rows are chosen by equality of keys alone", () => {
  const query = {
    id: { in: "1,2" },
    employment_status: { ne: "active" },
    gender: "FEMALE",
    name: "Alba",
    start_date: { gte: "2020-01-01" },
  }
  expect(chosenKeys(readConditions(model.employees.filters, query))).toEqual({ id: ["1", "2"], gender: ["female"] })
})
