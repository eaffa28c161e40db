import { describe, expect, it } from "vitest"
import { parseQuery } from "./query-string.js"

const read = (text: string) => JSON.parse(JSON.stringify(parseQuery(text)))

describe("a query", () => {
  it.each([
    "ids[]=a&ids[]=b",
    "ids[0]=a&ids[1]=b",
    "ids[][0]=a&ids[][0]=b",
    "ids[0][]=a&ids[0][]=b",
    "ids=a&ids=b",
    "ids%5B%5D=a&ids%5B%5D=b",
  ])("%s is one list", (text) => expect(read(text)).toEqual({ ids: ["a", "b"] }))
  it.each([
    ["a[b][c]=1&a[d]=x+y", { a: { b: { c: "1" }, d: "x y" } }],
    ["a[][k]=1&a[][k]=2", { a: [{ k: "1" }, { k: "2" }] }],
    ["?", {}],
    ["a", { a: "" }],
    ["a=1&&b=2", { a: "1", b: "2" }],
  ])("%s is %o", (text, is) => expect(read(text)).toEqual(is))
  it.each([
    "a=%00",
    "%00=a",
    "a=%E0%A4%A",
    "ids[=a",
    "ids]=a",
    "ids[0=a",
    "ids[a]b=1",
    "__proto__[x]=1",
    "a[b][c][d][e][f]=1",
    `a=${"x".repeat(16_001)}`,
    "a=1&".repeat(1_001),
  ])("%s is refused", (text) => expect(() => parseQuery(text)).toThrow(expect.objectContaining({ status: 400 })))
})
