import fc from "fast-check"
import jsonata from "jsonata"
import { expect, it } from "vitest"
import { readsOf } from "./reads.js"

const GIVEN = {
  remote: {
    a: 1,
    b: "x",
    tags: ["s", "t"],
    items: [
      { v: 1, kind: "k" },
      { v: 2, kind: "l" },
    ],
    deep: { a: { b: 3 } },
  },
  related: {
    manager: [{ a: "m", email: "e" }],
    versions: [
      { a: 1, title: "t" },
      { a: 2, title: "u" },
    ],
  },
  unified: { a: "u", tags: ["s"], name: "n" },
  today: "2026-11-23",
} as const
type Reads = ReturnType<typeof readsOf>["reads"]

const pick = (row: Readonly<Record<string, unknown>>, names: readonly string[] | "all") =>
  names === "all" ? row : Object.fromEntries(Object.entries(row).filter(([name]) => names.includes(name)))

/** What the copy keeps for an expression that looks at these. */
function kept({ remote, related, unified, today }: Reads) {
  const relations = Object.entries(GIVEN.related).flatMap(([name, rows]) => {
    const names = related === "all" ? "all" : related[name]
    return names === undefined ? [] : [[name, rows.map((row) => pick(row, names))]]
  })
  const all = pick(GIVEN.remote, remote)
  return {
    ...{ remote: all, response: all, related: Object.fromEntries(relations), unified: pick(GIVEN.unified, unified) },
    ...(today ? { today: GIVEN.today } : {}),
  }
}

async function evaluate(source: string, input: object): Promise<string> {
  try {
    const plain = JSON.parse(JSON.stringify(input))
    return `gives ${JSON.stringify(await jsonata(source, { RegexEngine: RegExp }).evaluate(plain))}`
  } catch {
    return "throws"
  }
}

const NAMES = ["a", "b", "tags", "items", "deep", "v", "kind", "email", "title", "name"]
const { expression } = fc.letrec<{ expression: string; path: string; step: string; leaf: string }>((tie) => {
  const inner = tie("expression")
  const name = fc.constantFrom(...NAMES)
  const joined = (form: (...parts: string[]) => string, ...parts: fc.Arbitrary<string>[]) =>
    fc.tuple(...parts).map((given) => form(...given))
  return {
    leaf: fc.oneof(
      fc.constantFrom("remote", "response", "unified", "today", "related.manager", "related.versions", "related"),
      fc.constantFrom("$", "$$", "1", '"x"', "*", "**", "%", "$$.remote", "$$.unified"),
      name,
    ),
    step: fc.oneof(
      { weight: 6, arbitrary: name },
      joined((one) => `(${one})`, inner),
      joined((key, value) => `{ ${key}: ${value} }`, fc.constantFrom('"k"', "$string(kind)"), inner),
      fc.constantFrom("*", "**", "%", "$", "$string()", "$keys()", "$each(function($x, $k){ $k })"),
      joined((function_, one) => `$${function_}(${one})`, fc.constantFrom("string", "keys", "count", "sift"), inner),
    ),
    path: joined(
      (first, step, end) => `${first}.${step}${end}`,
      fc.oneof(
        tie("leaf"),
        joined((one) => `(${one})`, inner),
      ),
      tie("step"),
      fc.oneof(
        fc.constantFrom("", "", "[0]", "^(v)", "^(>kind)", "@$f.($f)", "#$i.($i)", "@$f.remote.a"),
        joined((one) => `[${one}]`, inner),
        joined((one) => `.${one}`, tie("step")),
        joined((one) => `{ "g": ${one} }`, inner),
      ),
    ),
    expression: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      tie("leaf"),
      { weight: 4, arbitrary: tie("path") },
      joined((one, other) => `(${one} & ${other})`, inner, inner),
      joined((one, other) => `(${one} = ${other})`, inner, inner),
      joined((one, other) => `(${one} ? ${other} : "no")`, inner, inner),
      joined((one, other) => `[${one}, ${other}]`, inner, inner),
      joined((one) => `{ "o": ${one} }`, inner),
      joined((one, other) => `($v := ${one}; ${other} & $string($v))`, inner, inner),
      joined((one, other) => `($f := function($x){ ${one} }; $f(${other}))`, inner, inner),
      joined((one) => `($f := function($x)<j-:j>{ $x.a }; $f(${one}))`, inner),
      joined((one, other) => `$map(${one}, function($x){ ${other} })`, inner, inner),
      joined((one, other) => `$filter(${one}, function($x){ $boolean(${other}) })`, inner, inner),
      joined((one) => `$lookup(${one}, "a")`, inner),
      joined((one) => `$lookup($string(${one}))`, inner),
      joined((one) => `$merge([${one}])`, inner),
      joined((one, other) => `(${one} ~> |${other}|{ "t": a }|)`, inner, tie("leaf")),
      joined((one) => `(${one} ~> $string())`, inner),
      joined((one) => `($s := $string(?); $s(${one}))`, inner),
    ),
  }
})

it("An expression gives the same of a row with the columns alone that it is said to look at", async () => {
  let taken = 0
  const property = fc.asyncProperty(expression, async (source) => {
    let tree: unknown
    try {
      tree = jsonata(source, { RegexEngine: RegExp }).ast()
    } catch {
      return
    }
    const { reads, problems } = readsOf(tree, { functions: [], relations: ["manager", "versions"] })
    if (problems.length > 0) return
    taken++
    const whole = kept({ remote: "all", related: "all", unified: "all", today: true })
    expect(await evaluate(source, kept(reads)), `${source} looks at ${JSON.stringify(reads)}`).toBe(
      await evaluate(source, whole),
    )
  })
  await fc.assert(property, { numRuns: 2_000 })
  expect(taken).toBeGreaterThan(500)
})
