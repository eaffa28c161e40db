import fc from "fast-check"
import { expect, it } from "vitest"
import { liftRows } from "./lift-rows.js"

const lift = (text: string) => liftRows(Buffer.from(text), { rows: "data", meta: "meta" })

it("The rows of a list are the bytes they came in, with their number and what stands beside them", () => {
  const rows = '[ {"id":18446744073709551617,"a":"],}\\"\\\\"} , [1,2] ]'
  expect(lift(`\ufeff { "meta" : {"total":2} ,"data": ${rows}, "errors":[], "x":18446744073709551617 }`)).toEqual({
    rows: Buffer.from(rows),
    count: 2,
    meta: { total: 2 },
    others: { errors: [], x: "18446744073709551617" },
  })
})

it("Any list of JSON is lifted as it is written", () => {
  const value = fc.jsonValue({ maxDepth: 3 })
  fc.assert(
    fc.property(fc.array(value), value, fc.constantFrom(undefined, 1), (rows, meta, spaces) => {
      const lifted = lift(JSON.stringify({ data: rows, meta }, null, spaces))
      fc.pre(!/\d{16}|\de/.test(JSON.stringify([rows, meta])))
      expect(JSON.parse(lifted?.rows.toString() ?? "")).toEqual(JSON.parse(JSON.stringify(rows)))
      expect(lifted?.count).toBe(rows.length)
      expect(lifted?.meta).toEqual(JSON.parse(JSON.stringify(meta)))
    }),
  )
})

it.each([
  "",
  "[]",
  "{",
  '{"data":[',
  '{"data":{}}',
  '{"data" []}',
  '{"meta":{}}',
  '{"data":[],"meta":{broken}}',
  '{"data":[]',
  "<html>",
])("%s is no list", (text) => expect(lift(text)).toBeUndefined())
