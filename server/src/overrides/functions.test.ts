import { afterAll, describe, expect, it } from "vitest"
import { createClock } from "../clock.js"
import { createSandbox } from "./sandbox.js"

const sandbox = createSandbox({ threads: 1, after: createClock().after })
afterAll(() => sandbox.close())

const remote = {
  rows: [
    { id: 1, team: "b", at: { city: "Paris" }, parent_id: 3 },
    { id: 2, team: "a", at: { city: "Rome" }, parent_id: null },
    { id: 3, team: "b", at: { city: "Rome" }, parent_id: 2 },
  ],
  odd: { a: "", b: null, c: [], d: {}, e: { f: "", g: 1 }, h: 0, i: false },
}

/** Undefined: nothing. */
async function value(source: string) {
  const batch = { owner: "o", source, rows: [JSON.stringify({ remote })], rowMs: 20_000, batchMs: 20_000 }
  const [outcome] = (await sandbox.run(batch)).outcomes
  if (outcome?.kind === "made") return outcome.value
  return outcome?.kind === "nothing" ? undefined : outcome
}

describe("Functions of Truto's, by their names", () => {
  it.each([
    // dates
    ['$dtFromIso("2026-11-27T10:30:00+02:00")', "2026-11-27T08:30:00.000Z"],
    ['$dtFromIso("2026-11-27")', "2026-11-27T00:00:00.000Z"],
    ['$dtFromIso("2026-02-30")', null],
    ['$dtFromIso("soon")', null],
    ['$dtFromFormat("27/11/2026 09:05", "dd/MM/yyyy HH:mm")', "2026-11-27T09:05:00.000Z"],
    ['$dtFromFormat("3 Feb 2026", "d MMM yyyy")', "2026-02-03T00:00:00.000Z"],
    ['$dtFromFormat("30/02/2026", "dd/MM/yyyy")', null],
    ['$dtFromFormat("2026-11-27", "dd/MM/yyyy")', null],
    // objects and lists
    ["$removeEmpty(remote.odd)", { e: { g: 1 }, h: 0, i: false }],
    ['$removeEmptyItems(["", null, [], {}, 0, "a"])', [0, "a"]],
    ['$pick(remote.rows[0], "id", "team")', { id: 1, team: "b" }],
    ['$pick(remote.rows[0], ["id"])', { id: 1 }],
    ['$omit(remote.rows[0], "at", "parent_id")', { id: 1, team: "b" }],
    ['$compact([0, 1, false, "", null, "a"])', [1, "a"]],
    ['$mapValues({"a": 1, "b": 2}, function($v){ $v * 2 })', { a: 2, b: 4 }],
    ['$firstNonEmpty("", null, "x", "y")', "x"],
    ['$firstNonEmpty(["", "z"])', "z"],
    ['$lofilter(remote.rows, {"team": "b"}).id', [1, 3]],
    ["$lofilter(remote.rows, function($r){ $r.id > 1 }).id", [2, 3]],
    ['$find(remote.rows, {"team": "b"}).id', 1],
    ['$find(remote.rows, {"team": "z"})', undefined],
    ["$difference([1, 2, 3], [2])", [1, 3]],
    ['$keys($groupBy(remote.rows, "team"))', ["b", "a"]],
    ['$groupBy(remote.rows, "at.city").Rome.id', [2, 3]],
    ['$keyBy(remote.rows, "id")."2".team', "a"],
    ['$orderBy(remote.rows, ["team", "id"], ["asc", "desc"]).id', [2, 3, 1]],
    ["$chunk([1, 2, 3], 2)", [[1, 2], [3]]],
    ["$flatten([1, [2, [3]]])", [1, 2, [3]]],
    ["$flattenDeep([1, [2, [3, [4]]]])", [1, 2, 3, 4]],
    ["$flattenDepth([1, [2, [3, [4]]]], 2)", [1, 2, 3, [4]]],
    ["$wrap(1)", [1]],
    ["$wrap(null)", []],
    ["$sortNodes(remote.rows).id", [2, 3, 1]],
    ['$values({"a": 1, "b": 2})', [1, 2]],
    // numbers
    ['$toNumber(" 12.5 ")', 12.5],
    ['$toNumber("twelve")', null],
    ['$convertCurrencyFromSubunit(123456, "EUR")', 1234.56],
    ['$convertCurrencyFromSubunit(1234, "jpy")', 1234],
    ['$convertCurrencyFromSubunit(1234, "KWD")', 1.234],
    ['$convertCurrencyToSubunit(1.1, "EUR")', 110],
    ['$convertCurrencyToSubunit("x", "EUR")', null],
  ])("%s", async (source, expected) => {
    expect(await value(source)).toEqual(expected)
  })

  it("answer something for anything", async () => {
    const compiled = await sandbox.compile({ owner: "o", source: "1" })
    if ("error" in compiled) throw new Error(compiled.error.message)
    const odd = ["null", "0", '"x"', "[]", "[null]", "{}", "true", "remote.rows", '{"__proto__": 1}']
    const calls = compiled.functions.flatMap((name) =>
      odd.flatMap((one) => odd.slice(2, 4).map((two) => `$${name}(${one}, ${two})`)),
    )
    // pad is JSONata's own, whose arguments have types.
    const asked = calls.filter((call) => !call.startsWith("$pad("))
    for (let from = 0; from < asked.length; from += 200) {
      const part = `[${asked
        .slice(from, from + 200)
        .map((call) => `[$type(${call})]`)
        .join(", ")}]`
      expect(await value(part)).toHaveLength(Math.min(200, asked.length - from))
    }
    expect(asked.length).toBeGreaterThan(200)
  })
})
