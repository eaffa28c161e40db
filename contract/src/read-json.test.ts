import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readJson } from "./read-json.js"

describe("reading JSON", () => {
  it("keeps numbers beyond 2^53 as the text they were written as, anywhere", () => {
    const text =
      '{"id":18446744073709551617,"ids":[9007199254740993, 1,-36893488147419100],"in":{"x":1e400,"y":9007199254740993.0}}'
    expect(readJson(text)).toEqual({
      id: "18446744073709551617",
      ids: ["9007199254740993", 1, "-36893488147419100"],
      in: { x: "1e400", y: "9007199254740993.0" },
    })
  })

  it("leaves safe numbers, decimals and digits inside texts as they are", () => {
    const text = String.raw`{"a":9007199254740991,"b":0.12345678901234567,"c":"18446744073709551617","d":"say \"18446744073709551617\\","1844674407370955161":2e3}`
    expect(readJson(text)).toEqual(JSON.parse(text))
  })

  it("reads every other JSON as JSON.parse does", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom("", '{"long":12345678901234567890,"it":', "[1e2,"), (json, before) => {
        const after = before === "" ? "" : before.startsWith("{") ? "}" : "]"
        const plain = (value: unknown): unknown =>
          JSON.parse(JSON.stringify(value).replaceAll('"12345678901234567890"', "1"))
        const read = readJson(before + json + after)
        const wanted = JSON.parse(before.replace("12345678901234567890", "1") + json + after)
        fc.pre(!/\d{16}|\d[eE]/.test(json))
        expect(plain(read)).toEqual(wanted)
      }),
    )
  })

  it("keeps any integer of any length exact", () => {
    fc.assert(fc.property(fc.bigInt(), (id) => String((readJson(`{"id":${id}}`) as { id: unknown }).id) === String(id)))
  })

  it("skips a byte order mark", () => {
    expect(readJson('\ufeff{"a":1}')).toEqual({ a: 1 })
  })

  it("tells a mistake by its place, also in a text with long numbers", () => {
    expect(() => readJson('{"id":18446744073709551617,}')).toThrow(SyntaxError)
    expect(() => readJson("")).toThrow(SyntaxError)
  })

  it("refuses what is nested so deeply that it could not be written again", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels)
    expect(readJson(nested(200))).toBeInstanceOf(Array)
    expect(() => readJson(nested(200_000))).toThrow(/200 levels/)
    expect(() => readJson(`{"a":${nested(201)}}`)).toThrow(SyntaxError)
  })

  it("leaves out what is nested too deeply where asked to, and tells its place", () => {
    const nested = (levels: number) => "[".repeat(levels) + "]".repeat(levels)
    const places: string[] = []
    const read = readJson(`{"fine":[1],"odd":{"a":${nested(200_000)},"b":2}}`, (place) => {
      places.push(`${place.slice(0, 3).join(".")} ${place.length}`)
    })
    expect(read).toMatchObject({ fine: [1], odd: { b: 2 } })
    expect(places).toEqual(["odd.a.0 200"])
    expect(readJson(JSON.stringify(read))).toEqual(read)
  })

  it("reads a text of many megabytes without a limit of the stack", () => {
    const long = 'x\\"'.repeat(2_000_000)
    expect(readJson(`{"a":"${long}","id":18446744073709551617}`)).toMatchObject({ id: "18446744073709551617" })
  })
})
