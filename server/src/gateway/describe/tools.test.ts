import { factorial } from "@rollcall/connector-factorial"
import { expect, test } from "vitest"
import { describeTools } from "./tools.js"

const methodsOf = (methods: string[]) => new Set(describeTools(factorial, { methods }).map(({ method }) => method))

test("tools are chosen by a group of methods or by their names", () => {
  expect([...methodsOf(["read"])].sort()).toEqual(["get", "list"])
  expect([...methodsOf(["create"])]).toEqual(["create"])
})

test.each(["constructor", "__proto__", "toString", "hasOwnProperty"])(
  "%s is no group: what the language finds behind a word is not looked at",
  (word) => {
    expect(describeTools(factorial, { methods: [word] })).toEqual([])
  },
)
