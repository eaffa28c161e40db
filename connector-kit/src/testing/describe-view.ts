import { isDeepStrictEqual } from "node:util"
import { isDay, model, type ResourceName } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { givenFields } from "../given-fields.js"
import { idIn } from "../list.js"
import { ownId } from "../relate.js"
import type { Remote } from "../remote.js"
import type { Table } from "../table.js"
import type { NamedView, Via } from "../view.js"
import { about, type Case, casesOf, isRows, oddRelated, oddRows, type Samples, unreadCases } from "./samples.js"

/** Days on which nobody is in the state of the other one. */
const DAYS = ["1900-01-01", "2199-12-31"]
const MOST_DAYS = 10
/** Rows that are tried without each of their columns. */
const MOST_LACKING = 20

export function describeView(resource: ResourceName, views: readonly NamedView[], view: NamedView, samples: Samples) {
  const { row, filters } = model[resource]
  const fields = Object.keys(row.shape)
  // Once: the first row that a schema checks compiles it.
  const schema = row.strict()
  const relations = Object.entries(view.relations)
  /** Undefined: the view passes the row over. */
  const mapAny = (one: Case, today = samples.today) =>
    about(view, one, () => {
      const mapped = view.map(one.row, one.related, { today })
      return mapped === undefined ? undefined : checked(mapped, schema)
    })
  const map = (one: Case, today = samples.today) =>
    about(view, one, () => mapAny(one, today) ?? fail("is passed over, and is a row with all that it is related to"))
  /** Rows of the view, and those that it passes over. */
  const sort = async () => {
    const cases = await casesOf(view, samples)
    const isRow = (one: Case) => mapAny(one) !== undefined
    return { shown: cases.filter(isRow), passedOver: cases.filter((one) => !isRow(one)) }
  }
  describe(`${resource}, view ${view.name}`, () => {
    it("has relations by columns that are there, found through those that are declared before", async () => {
      const has = async (table: Table, column: string) => {
        const rows = await samples.rows(table)
        expect(
          rows.some((row) => column in row),
          `${table.name} has ${column}`,
        ).toBe(true)
      }
      const seen = new Map<string, Table>()
      const hasVia = async ({ relation, column }: Via) => {
        const table = seen.get(relation)
        if (!table) throw new Error(`${relation} is not declared before`)
        await has(table, column)
      }
      for (const [name, { table, on, values }] of relations) {
        if (on) await has(table, on.theirs)
        if (typeof on?.ours === "string") await has(view.from, on.ours)
        else if (on) await hasVia(on.ours)
        if (values) await hasVia(values)
        expect(values !== undefined, `${name} says values if its table is read by them`).toBe(Boolean(table.perValue))
        seen.set(name, table)
      }
    })
    it("names fields and filters of the model", () => {
      for (const [name, relation] of relations) {
        expect(relation.fields.length, name).toBeGreaterThan(0)
        expect(fields, name).toEqual(expect.arrayContaining([...relation.fields]))
      }
      expect(fields).toEqual(expect.arrayContaining([...(view.unsupported ?? [])]))
      expect(Object.keys(filters)).toEqual(expect.arrayContaining(Object.keys(view.push ?? {})))
    })
    it("finds one row where a relation is to one", async () => {
      for (const [name, { kind, table, on }] of relations) {
        if (kind !== "one" || !on) continue
        const keys = (await samples.rows(table)).map((row) => row[on.theirs])
        expect(new Set(keys).size, name).toBe(keys.length)
      }
    })
    it("maps every sample row to the model, with ids that lead back to it", async () => {
      const { shown } = await sort()
      expect(shown.length, "the sample needs rows").toBeGreaterThan(0)
      for (const one of shown) {
        const own = ownId(views, String(map(one).id))
        expect([own?.view.name, own?.id]).toEqual([view.name, idIn(view.from, one.row)])
      }
    })
    it("leaves out what it could not read, says null only for what is known to be empty, and no more changes", async () => {
      for (const one of (await sort()).shown) {
        const read = map(one)
        for (const unread of unreadCases(view, one)) {
          const row = map(unread)
          const missing = relations.flatMap(([name, relation]) =>
            unread.related[name] === undefined ? relation.fields : [],
          )
          const changed = fields.filter((field) => !isDeepStrictEqual(row[field], read[field]))
          expect(changed.filter((field) => row[field] === null || !missing.includes(field))).toEqual([])
        }
      }
    })
    it("makes nothing empty for want of a column that there is no right to", async () => {
      const isEmpty = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0)
      for (const one of (await sort()).shown.slice(0, MOST_LACKING)) {
        const read = map(one)
        for (const [what, lacking] of lackingCases(view, one)) {
          const row = mapAny(lacking)
          const emptied = row && fields.filter((field) => isEmpty(row[field]) && !isEmpty(read[field] ?? null))
          expect(
            emptied ?? [],
            `row ${idIn(view.from, one.row)} without ${what}: fields that are empty, and have to be absent`,
          ).toEqual([])
        }
      }
    })
    it("passes rows over by nothing but themselves and the relations that decide", async () => {
      const deciding = relations.filter(([, { decides }]) => decides)
      for (const [name, { table }] of deciding) expect(table.mirrored ?? true, `${name} is in the copy`).toBe(true)
      const { shown, passedOver } = await sort()
      const onlyDeciding = ({ row, related }: Case): Case => ({
        row,
        related: Object.fromEntries(deciding.map(([name]) => [name, related[name]])),
      })
      for (const one of passedOver) about(view, one, () => expect(mapAny(onlyDeciding(one))).toBeUndefined())
      for (const one of shown) map(onlyDeciding(one))
    })
    it("gives no field that its mapping does not tell without data: an `example` tells the kind of row", async () => {
      const given = givenFields(view)
      const fields = (await sort()).shown.flatMap((one) => Object.keys(map(one)))
      expect([...new Set(fields)].filter((name) => !given.has(name) && !view.unsupported?.includes(name))).toEqual([])
    })
    it("never gives what it calls unsupported", async () => {
      for (const one of (await sort()).shown) {
        const row = map(one)
        for (const field of view.unsupported ?? []) expect(row[field] ?? null, field).toBeNull()
      }
    })
    it("survives odd values in every column", async () => {
      const { shown, passedOver } = await sort()
      for (const odd of [shown[0] ?? [], passedOver[0] ?? []].flat().flatMap((one) => oddRows(view, one))) {
        about(view, odd, () => view.where?.(odd.row))
        mapAny(odd)
      }
    })
    it("survives odd values in every column of every related row", async () => {
      for (const odd of oddRelated(view, await casesOf(view, samples))) mapAny(odd)
    })
    it("maps the same from related rows in any order", async () => {
      for (const { row, related } of await casesOf(view, samples)) {
        const turned = Object.entries(related).map(([name, there]) => [
          name,
          isRows(there) ? there.toReversed() : there,
        ])
        const reversed = { row, related: Object.fromEntries(turned) }
        expect(JSON.stringify(mapAny(reversed))).toBe(JSON.stringify(mapAny({ row, related })))
      }
    })
    it("says whether it looks at the day", async () => {
      const cases = await casesOf(view, samples)
      const on = (today: string) => JSON.stringify(cases.map(({ row, related }) => view.map(row, related, { today })))
      const [early, late] = DAYS.map(on)
      // What holds on one day alone is only seen on that day.
      const ownDays = () => [...new Set(cases.map((one) => mapAny(one)).flatMap(daysIn))].slice(0, MOST_DAYS)
      const differs = early !== late || ownDays().some((day) => on(day) !== early)
      const said = differs ? "rows differ from day to day: say followsToday" : "no row of the sample differs on any day"
      expect(view.followsToday ?? false, said).toBe(differs)
    })
    it("pushes no filter whose value makes no sense", () => {
      for (const push of Object.values(view.push ?? {})) {
        for (const operator of ["eq", "in", "gt", "gte", "lt", "lte"] as const) {
          for (const value of ["", " ", "-", "💥", "2026-13-45", "x".repeat(10_000)])
            expect(() => push({ operator, values: [value] })).not.toThrow()
        }
      }
    })
  })
}

function fail(message: string): never {
  throw new Error(message)
}

/** Days in the columns of a row. */
const daysIn = (row: Readonly<Record<string, unknown>> | undefined): string[] =>
  Object.values(row ?? {}).flatMap((value) => (typeof value === "string" && isDay(value) ? [value] : []))

/** As a caller is given it: columns that are undefined are not there. */
function checked(mapped: unknown, schema: (typeof model)[ResourceName]["row"]): Readonly<Record<string, unknown>> {
  const plain = JSON.parse(JSON.stringify(mapped))
  const read = schema.safeParse(plain)
  if (!read.success) {
    const issues = read.error.issues.slice(0, 3).map(({ path, message }) => [...path, message].join(": "))
    throw new Error(`${issues.join("; ")}, in ${JSON.stringify(mapped).slice(0, 500)}`)
  }
  return plain
}

/** Without one of the columns that an answer may not give. */
function lackingCases(view: NamedView, { row, related }: Case): [string, Case][] {
  const without = (one: Remote, column: string): Remote => {
    const { [column]: _lacking, ...rest } = one
    return rest
  }
  const ofRelation = ([name, { table }]: [string, NamedView["relations"][string]]): [string, Case][] => {
    const there = related[name]
    if (!table.granted || !there) return []
    return table.columns.map((column) => {
      const rows = isRows(there) ? there.map((one) => without(one, column)) : without(there, column)
      return [`${name}.${column}`, { row, related: { ...related, [name]: rows } }]
    })
  }
  const own = view.from.granted ? view.from.columns : []
  return [
    ...own.map((column): [string, Case] => [column, { row: without(row, column), related }]),
    ...Object.entries(view.relations).flatMap(ofRelation),
  ]
}
