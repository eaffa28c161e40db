import { readJson } from "@rollcall/contract"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { assertReadable, parseJson, readText } from "./body.js"

const read = (text: string | Buffer) => parseJson(Buffer.from(text))

describe("a body", () => {
  it("is JSON, with a byte order mark or without, and nothing at all when it is empty", () => {
    expect(read('\ufeff {"a": [1, "ä"]} ')).toEqual({ a: [1, "ä"] })
    expect(read("  \n")).toBeUndefined()
    expect(parseJson(undefined)).toBeUndefined()
  })

  it.each([
    ["Latin-1", Buffer.from('{"name":"Zoë"}', "latin1"), "UTF-8"],
    ["UTF-16", Buffer.from('{"name":"Zoë"}', "utf16le"), "UTF-8"],
    ["a cut character", Buffer.from('"ä"').subarray(0, 2), "UTF-8"],
    ["a NUL byte", '{"name":"a\0b"}', "NUL"],
    ["an escaped NUL", '{"name":"a\\u0000b"}', "NUL"],
    ["an escaped NUL in a key", '{"a\\u0000":1}', "NUL"],
    ["an escaped NUL after an escaped backslash", '{"name":"\\\\\\u0000"}', "NUL"],
    ["half a character", '{"name":"\\ud83d"}', "half a character"],
    ["half a character in a key", '{"\\ud83d":1}', "half a character"],
    ["a key that copies lose", '{"context":{"__proto__":{"a":1}}}', "a key __proto__"],
    ["a broken end", '{"a":', "not valid JSON"],
    ["too many levels", `${"[".repeat(60)}${"]".repeat(60)}`, "levels"],
    ["a hundred thousand levels", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, "levels"],
    ["too many values", `[${"1,".repeat(20_000)}1]`, "values"],
  ])("with %s is refused with what is wrong", (_, body, said) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ status: 400, message: expect.stringContaining(said) }))
  })

  it("may have the letters \\u0000 after a backslash of its own", () => {
    expect(read(String.raw`{"a":"\\u0000"}`)).toEqual({ a: String.raw`\u0000` })
  })

  it("keeps the digits of an id beyond 2^53, as text", () => {
    const body = '{"a":9007199254740993,"b":"9007199254740993","c":9007199254740991}'
    expect(read(body)).toEqual({ a: "9007199254740993", b: "9007199254740993", c: 9007199254740991 })
  })

  it("of any JSON value comes out as it went in", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value)
        fc.pre(!/\\u0000|\\ud[89a-f]/.test(text) && text !== "")
        expect(read(text)).toEqual(readJson(text))
      }),
    )
  })

  it("that is passed on is text, whatever it says", () => {
    expect(readText(Buffer.from("id=1&x=ä"))).toBe("id=1&x=ä")
    expect(() => readText(Buffer.from([0xe4, 0x20]))).toThrow("UTF-8")
  })
})

describe("the headers of a body", () => {
  const assert = (headers: Record<string, string>) => () => assertReadable({ headers })

  it.each([
    { "content-encoding": "gzip" },
    { "content-encoding": "br" },
    { "content-type": "application/json; charset=iso-8859-1" },
    { "content-type": 'text/plain;charset="windows-1252"' },
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": "multipart/form-data; boundary=x" },
  ])("%o are a 415 that says what to send", (headers) => {
    expect(assert(headers as Record<string, string>)).toThrow(
      expect.objectContaining({ status: 415, message: expect.stringMatching(/send (it as it is|UTF-8|JSON)/) }),
    )
  })

  it.each([
    {},
    { "content-encoding": "identity" },
    { "content-type": "text/plain;charset=UTF-8" },
    { "content-type": "application/json; charset=utf8" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "application/json; charset=us-ascii" },
  ])("%o are fine: clients send JSON with any type", (headers) => {
    expect(assert(headers as Record<string, string>)).not.toThrow()
  })
})
