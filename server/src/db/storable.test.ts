import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { isStorable, makeStorable } from "./storable.js"

describe("A value that can't be kept as it is", () => {
  it.each([
    ["a\0b", "a\ufffdb"],
    ["half \ud83d", "half \ufffd"],
    ["\ude00", "\ufffd"],
    ["whole \ud83d\ude00", "whole \ud83d\ude00"],
    ["a text of its escape: \\u0000 \\ud800", "a text of its escape: \\u0000 \\ud800"],
    [
      { "k\0": ["x", { y: "\ud800z" }], n: 1, z: null },
      { "k\ufffd": ["x", { y: "\ufffdz" }], n: 1, z: null },
    ],
  ])("%j is kept as %j", (given, kept) => {
    expect(makeStorable(given)).toEqual(kept)
  })
  it("is told by the outermost key that has it, and what is fine is left alone", () => {
    const odd: string[] = []
    const fine = { a: "x", b: [1, "y"] }
    expect(makeStorable(fine, (key) => odd.push(key))).toBe(fine)
    makeStorable({ name: "\0", deep: { list: ["\ud800"] }, fine: "x" }, (key) => odd.push(key))
    expect(odd).toEqual(["name", "deep"])
  })
  it("can be kept afterwards, whatever it is", () => {
    const text = fc.string({ unit: "binary" }).chain((one) => fc.constantFrom(one, `${one}\0`, `\ud800${one}`))
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof({ maxDepth: 3 }, text, fc.array(tie("tree")), fc.dictionary(text, tie("tree"))),
    }))
    fc.assert(fc.property(tree, (value) => isStorable(makeStorable(value))))
  })
})
