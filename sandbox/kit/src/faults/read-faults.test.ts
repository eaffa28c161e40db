import { describe, expect, it } from "vitest"
import { BadOrder } from "../bad-order.js"
import { KINDS } from "./fault.js"
import { readFaults } from "./read-faults.js"

const problems = (given: any): unknown => {
  try {
    readFaults(given)
  } catch (error) {
    if (error instanceof BadOrder) return error.problems
  }
  return []
}

describe("an ordered fault", () => {
  it("is taken alone and in lists, with every kind", () => {
    const quota = { requests: 5 }
    const needed = { quota, cell: { column: "id" }, order: { what: "rows" }, headers: { headers: { "x-a": "b" } } }
    const all = KINDS.map((kind) => ({ kind, ...(kind in needed ? needed[kind as keyof typeof needed] : {}) }))
    expect(readFaults(all)).toEqual(all)
    expect(readFaults({ kind: "hang", path: "/", times: 2, after: 1, probability: 0.5, method: "GET" })).toHaveLength(1)
  })

  it.each<[string, unknown, RegExp]>([
    ["without a kind", {}, /^fault 1: it needs a kind: latency,/],
    ["of an unknown kind", { kind: "nonsense" }, /^fault 1: it needs a kind/],
    ["that is no object", 7, /^fault 1: it needs a kind/],
    ["with a field of another kind", { kind: "bom", status: 500 }, /bom does not take status: it takes path, /],
    ["with a misspelt field", { kind: "latency", latencyMS: 5 }, /latency does not take latencyMS/],
    [
      "with a status that no answer has",
      { kind: "status", status: 99 },
      /status has to be a whole number from 200 to 599/,
    ],
    ["with an unknown moment", { kind: "reset", moment: "later" }, /moment has to be one of before, during, after/],
    ["with a header that can't be sent", { kind: "headers", headers: { a: "b\nc" } }, /headers has to be an object/],
    ["without what its kind needs", { kind: "cell" }, /cell needs column/],
    ["with text that is no JSON", { kind: "cell", column: "id", json: "{" }, /json has to be JSON as text/],
    ["with a cycle of nothing", { kind: "cursors", cycle: 0 }, /cycle has to be a whole number from 1/],
    ["with a path that is no text", { kind: "hang", path: 5 }, /path has to be text/],
  ])("%s is refused with what to do", (_title, given, says) => {
    expect(problems(given)).toEqual([expect.stringMatching(says)])
  })

  it("is refused with every mistake in the list, and nothing of it is taken", () => {
    expect(problems([{ kind: "hang" }, { kind: "x" }, { kind: "bom", status: 1, by: 2 }])).toHaveLength(3)
    expect(problems([])).toEqual(["give a fault, or a list of them"])
  })
})
