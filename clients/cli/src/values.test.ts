import { expect, it } from "vitest"
import { readBody, readValues } from "./values.js"

it.each([
  [["name=Ada"], { name: "Ada" }],
  [["note=a=b c"], { note: "a=b c" }],
  [["amount:=12.5", "active:=true", "end:=null"], { amount: 12.5, active: true, end: null }],
  [["manager[id]=7", "employee.id=8"], { manager: { id: "7" }, employee: { id: "8" } }],
  [
    ["updated_at[gte]=2026-01-01", "updated_at[lt]=2026-02-01"],
    { updated_at: { gte: "2026-01-01", lt: "2026-02-01" } },
  ],
  [["id=1", "id=2"], { id: ["1", "2"] }],
  [["tags[]=a"], { tags: ["a"] }],
  [['event_types:=["employee:*"]'], { event_types: ["employee:*"] }],
  [["empty="], { empty: "" }],
])("%j are %j", (given, values) => {
  expect(readValues(given)).toEqual(values)
})

it.each([
  ["Ada", "give name=value"],
  ["=x", "give name=value"],
  ["amount:=twelve", "amount: twelve is no JSON"],
  ["a[__proto__]=1", "__proto__ is no name"],
])("%s is refused", (given, message) => {
  expect(() => readValues([given])).toThrow(message)
})

it("A body is JSON, a file or the input, and values go over it", async () => {
  const read = async (from: string) => `{"from": "${from}", "name": "x"}`
  expect(await readBody(["name=Ada"], '{"name": "x", "age": 1}', read)).toEqual({ name: "Ada", age: 1 })
  expect(await readBody([], "@leave.json", read)).toEqual({ from: "leave.json", name: "x" })
  expect(await readBody(["name=Ada"], "-", read)).toEqual({ from: "-", name: "Ada" })
  expect(await readBody([], undefined, read)).toBeUndefined()
  await expect(readBody([], "[1]", read)).rejects.toThrow("--data: give a JSON object")
  await expect(readBody([], "{", read)).rejects.toThrow("--data: { is no JSON")
})
