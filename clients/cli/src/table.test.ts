import { expect, it } from "vitest"
import { cellText, chooseColumns, valueAt } from "./columns.js"
import { renderTable } from "./table.js"

const columns = [
  { title: "id", cells: ["1", "22"] },
  { title: "name", cells: ["Zoë Ibáñez", "Ada Byron, Countess of Lovelace"] },
]

it("Columns stand side by side", () => {
  expect(renderTable(columns, undefined)).toBe(`ID  NAME
1   Zoë Ibáñez
22  Ada Byron, Countess of Lovelace
`)
})

it("The widest column is cut so that a line fits", () => {
  expect(renderTable(columns, 16)).toBe(`ID  NAME
1   Zoë Ibáñez
22  Ada Byron, …
`)
})

it("What other people wrote moves no cursor and ends no line", () => {
  const cells = ["a\u001b[2Jb\nc\u0007d\u202ee"]
  expect(renderTable([{ title: "x", cells }], undefined)).toBe("X\nab cde\n")
})

it("A value is read as people read it", () => {
  expect(cellText({ id: "1", name: "Ada" })).toBe("Ada")
  expect(cellText([{ email: "a@x" }, { email: "b@x" }])).toBe("a@x, b@x")
  expect(cellText(null)).toBe("")
  expect(cellText({ a: 1 })).toBe('{"a":1}')
  expect(valueAt({ manager: { name: "Zoë" }, "a.b": 1 }, "manager.name")).toBe("Zoë")
  expect(valueAt({ "a.b": 1 }, "a.b")).toBe(1)
})

it("Columns are those asked for, the usual ones, or the first that have something", () => {
  const rows = [{ id: "1", name: "Ada", remote_data: {}, empty: null, job_title: "x" }]
  expect(chooseColumns(rows, "employees", undefined)).toEqual(["id", "name", "job_title"])
  expect(chooseColumns(rows, "others", undefined)).toEqual(["id", "name", "job_title"])
  expect(chooseColumns(rows, "employees", "id, manager.id")).toEqual(["id", "manager.id"])
})
