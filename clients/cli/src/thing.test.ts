import { expect, it } from "vitest"
import { renderThing } from "./thing.js"

const render = (thing: object, width?: number) => renderThing(Object.entries(thing), width)

it("Values are lines, and values inside others have their path", () => {
  const thing = { id: "1", manager: { id: "7", name: "Ada" }, context: { sync: { enabled: false } }, features: {} }
  expect(
    render({ ...thing, emails: [{ email: "a@x", type: "work" }], tags: ["b", "c"] }),
  ).toBe(`FIELD                 VALUE
id                    1
manager               Ada
context.sync.enabled  false
features
emails                a@x
tags                  b, c
`)
})

it("A list of things is a table, and so is a map of things that are alike", () => {
  const reading = { status: "done", rows: 4, error: null }
  const thing = { progress: { groups: reading, employees: { ...reading, rows: 60 } }, id: "1" }
  const employments = [
    { id: "5", amount: { value: 1, currency: "EUR" }, parts: [{ type: "base", on: "2026-01-01" }, { type: "bonus" }] },
    { id: "6", amount: { value: 2, currency: "EUR" } },
  ]
  expect(render({ ...thing, employments })).toBe(`FIELD  VALUE
id     1

progress
NAME       STATUS  ROWS
groups     done    4
employees  done    60

employments
ID  AMOUNT.VALUE  AMOUNT.CURRENCY  PARTS
5   1             EUR              type: base, on: 2026-01-01; type: bonus
6   2             EUR
`)
})

it("A line is whole on any terminal, a table is cut to its width", () => {
  const token = "t".repeat(60)
  const shown = render({ token, calls: [{ id: "1", path: "p".repeat(60), status: 200, ms: 1 }] }, 30)
  expect(shown).toContain(token)
  expect(shown).toMatch(/^1 {3}p+… {2}200 {5}1$/m)
})
