import { describe, expect, it } from "vitest"
import { changeRows } from "./change-rows.js"
import type { Fault } from "./fault.js"
import type { Column, Row, Said } from "./said.js"

const ALL: Row[] = ["1", "2", "3", "4", "5"].map((id) => ({ id, name: `n${id}`, tags: ["a", ["b", "c"]] }))
const columns = (row: Row): Column[] => Object.entries(row).map(([name, value]) => [name, JSON.stringify(value)])
const other: Said["other"] = (wanted) => ALL.find(({ id }) => ("is" in wanted ? id === wanted.is : id !== wanted.isNot))
const said = (from = 0, more: Partial<Said> = {}): Said => {
  const next = from + 2 < ALL.length ? { at: from + 2 } : null
  const page = { all: ALL, from, limit: 2, isNumbered: false, total: ALL.length, next }
  return { form: "list", rows: ALL.slice(from, from + 2), page, columns, other, present: (row) => row, ...more }
}
const by = (before: Said, fault: Fault, count = 1): Said => changeRows(before, [{ fault, count }])
const ids = ({ rows }: Said) => rows.map(({ id }) => id)
const written = ({ rows, columns }: Said) => rows.map((row) => Object.fromEntries(columns(row)))

describe("rows of an answer", () => {
  it("show one twice and hide another, but not when they were asked for by their ids", () => {
    expect(ids(by(said(), { kind: "duplicate_row" }))).toEqual(["1", "1"])
    expect(ids(by(said(), { kind: "duplicate_row", shows: "5", hides: "1" }))).toEqual(["5", "2"])
    expect(ids(by(said(0, { form: "these" }), { kind: "duplicate_row" }))).toEqual(["1", "2"])
  })

  it("are somebody else's only where one was asked for", () => {
    const one = said(0, { form: "one", rows: ALL.slice(0, 1), page: null })
    expect(ids(by(one, { kind: "another_row" }))).toEqual(["2"])
    expect(ids(by(one, { kind: "another_row", shows: "4" }))).toEqual(["4"])
    expect(ids(by(said(), { kind: "another_row" }))).toEqual(["1", "2"])
  })

  it("have any value in a column, or a new column", () => {
    const changed = by(said(), { kind: "cell", id: "2", column: "name", json: "18446744073709551617" })
    expect(written(changed).map(({ name }) => name)).toEqual(['"n1"', "18446744073709551617"])
    expect(written(by(said(), { kind: "cell", column: "new" }))[0]?.new).toBe("null")
  })

  it("come in the opposite order: rows, keys or lists", () => {
    expect(ids(by(said(), { kind: "order", what: "rows" }))).toEqual(["2", "1"])
    expect(Object.keys(written(by(said(), { kind: "order", what: "keys" }))[0] ?? {})).toEqual(["tags", "name", "id"])
    expect(written(by(said(), { kind: "order", what: "lists" }))[0]?.tags).toBe('[["c","b"],"a"]')
  })

  it("are changed by a system's own kind", () => {
    const strikes = [{ fault: { kind: "numeric_ids" as const }, count: 1 }]
    const none = changeRows(said(), strikes, { numeric_ids: (one) => ({ ...one, rows: [] }) })
    expect(ids(none)).toEqual([])
    expect(ids(changeRows(said(), strikes))).toEqual(["1", "2"])
  })
})

describe("pages of an answer", () => {
  it.each([
    [1, [0, 0, 0, 0]],
    [2, [0, 2, 0, 2]],
    [9, [0, 2, 4, 0]],
  ])("go round in a cycle of %i", (cycle, expected) => {
    const seen: number[] = []
    for (let from = 0; seen.length < expected.length; ) {
      seen.push(from)
      const { page } = by(said(from), { kind: "cursors", cycle })
      const next = page?.next
      if (!next || !("at" in next)) throw new Error("there is always another page")
      from = next.at
    }
    expect(seen).toEqual(expected)
  })

  it("never end, each with another address", () => {
    expect(by(said(0), { kind: "endless_pages" }).page?.next).toEqual({ at: 2 })
    expect(by(said(4), { kind: "endless_pages" }, 7).page?.next).toEqual({ beyond: 7 })
  })

  it("have another total, that may grow or be no number", () => {
    expect(by(said(), { kind: "total" }).page?.total).toBe(6)
    expect(by(said(), { kind: "total", by: 3, grows: true }, 2).page?.total).toBe(11)
    expect(by(said(), { kind: "total", value: "many" }).page?.total).toBe("many")
  })
})
