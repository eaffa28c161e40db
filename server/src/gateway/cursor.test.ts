import { createHash } from "node:crypto"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Signer } from "../vault/cursor.js"
import { bindingOf, type Position, readPosition, writePosition } from "./cursor.js"

const sign = (text: string, purpose: string) =>
  createHash("sha256").update(`secret ${purpose} ${text}`).digest("base64url")
const signer: Signer = { sign, verify: (text, signature, purpose) => signature === sign(text, purpose) }
const BINDING = bindingOf(["account", "employees", []])

const position: fc.Arbitrary<Position> = fc.record(
  {
    view: fc.string(),
    page: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/),
      fc.oneof(fc.string(), fc.nat(), fc.record({ at: fc.nat() })),
    ),
    direction: fc.constantFrom("forward" as const, "backward" as const),
    edge: fc.string({ unit: "grapheme", maxLength: 50 }),
  },
  { requiredKeys: ["view", "page", "direction"] },
)

describe("a cursor", () => {
  it("leads to where it was written", () => {
    fc.assert(
      fc.property(position, (at) => {
        expect(readPosition(signer, BINDING, writePosition(signer, BINDING, at))).toEqual(at)
      }),
    )
  })
  it("is refused when a character is changed, added or missing anywhere", () => {
    const cursor = writePosition(signer, BINDING, {
      view: "people",
      page: { after: "MTc=" },
      edge: "17",
      direction: "forward",
    })
    fc.assert(
      fc.property(fc.nat(cursor.length), fc.string({ maxLength: 3 }), fc.boolean(), (at, text, isAdded) => {
        const changed = cursor.slice(0, at) + text + cursor.slice(isAdded ? at : at + 1)
        if (changed !== cursor) expect(() => readPosition(signer, BINDING, changed)).toThrow(/not one of ours/)
      }),
    )
    for (const tail of [".", ".x", "=", "\n", " "])
      expect(() => readPosition(signer, BINDING, cursor + tail)).toThrow(/not one of ours/)
    expect(() => readPosition(signer, BINDING, "x".repeat(3_000))).toThrow(/not one of ours/)
  })
  it("belongs to one account, list and filter", () => {
    const cursor = writePosition(signer, BINDING, { view: "people", page: {}, direction: "forward" })
    expect(() => readPosition(signer, bindingOf(["account", "groups", []]), cursor)).toThrow(
      /another account, list or filter/,
    )
  })
  it("of another version is out of date, and never our failure", () => {
    const text = JSON.stringify({ b: BINDING, view: "people" })
    const cursor = `${Buffer.from(text).toString("base64url")}.${sign(text, "list cursor")}`
    expect(() => readPosition(signer, BINDING, cursor)).toThrow(/out of date/)
  })
})
