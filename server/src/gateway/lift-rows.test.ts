import fc from "fast-check"
import { expect, it } from "vitest"
import { cutFromTail, liftRows, walkThrough } from "./lift-rows.js"

const KEYS = { rows: "data", meta: "meta" }
const lift = (text: string) => liftRows(Buffer.from(text), KEYS)

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

/** Texts and names that look like the marks which rows are counted by. */
const odd = fc.constantFrom(
  ...'a|_id|data|meta|id|é|{|}|},{|],|"|\\|\\"|\n|{}|:{|\u2028||},{"id":|],"meta":|,{"id":1}|},{"a":{|{"|,"},{"|\\u007b'.split(
    "|",
  ),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, odd, fc.integer(), fc.constantFrom(null, 0.5, "["), tie("object"), tie("list")),
  object: fc.dictionary(odd, tie("value"), { maxKeys: 3 }),
  list: fc.array(tie("value"), { maxLength: 3 }),
}))
const mostly = <T>(usual: fc.Arbitrary<T>, other: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: other })
const text = mostly(fc.constant("plain"), odd)
const inside = mostly<unknown>(fc.record({ id: text, a: text }), fc.dictionary(odd, value, { maxKeys: 2 }))
const row = mostly<unknown>(fc.record({ id: text, note: text, place: fc.oneof(text, inside) }), value)
const rows = fc.array(row, { maxLength: 6 })
const beside = fc.tuple(fc.constantFrom("data", "meta", "errors", "d\\u0061ta", "__proto__"), fc.oneof(rows, value))
const others = mostly(fc.array(beside, { maxLength: 0 }), fc.array(beside, { maxLength: 3 }))
const body = fc.record({
  data: rows,
  meta: mostly<unknown>(fc.record({ total: fc.nat(), end: text }), value),
  others,
  spaces: mostly<number | undefined>(fc.constant(undefined), fc.constant(1)),
  turn: mostly(fc.constant(0), fc.nat({ max: 4 })),
  end: mostly(fc.constantFrom("", "\n"), fc.constantFrom("}", " x", ",", "]")),
  missing: mostly(fc.constant(0), fc.nat({ max: 200 })),
})

it("A body gives the same whether it is cut from its tail or walked through", () => {
  let cut = 0
  fc.assert(
    fc.property(body, ({ data, meta, others, spaces, turn, end, missing }) => {
      const members = [["data", data] as const, ["meta", meta] as const, ...others].map(
        ([key, one]) => `"${key}":${JSON.stringify(one, null, spaces)}`,
      )
      const whole = `{${[...members.slice(turn), ...members.slice(0, turn)].join(",")}}${end}`
      const bytes = Buffer.from(whole).subarray(0, Math.max(0, Buffer.byteLength(whole) - missing))
      const walked = walkThrough(bytes, KEYS)
      const found = cutFromTail(bytes, KEYS)
      if (found) expect(found).toEqual(walked)
      if (found && found.count > 1) cut++
      expect(liftRows(bytes, KEYS)).toEqual(walked)
    }),
    { numRuns: 2_000 },
  )
  expect(cut).toBeGreaterThan(200)
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
