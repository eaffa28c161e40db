import { afterAll, describe, expect, it } from "vitest"
import { createClock } from "../clock.js"
import { readsOf } from "./reads.js"
import { createSandbox } from "./sandbox.js"

const sandbox = createSandbox({ threads: 1, after: createClock().after })
afterAll(() => sandbox.close())

async function look(source: string) {
  const compiled = await sandbox.compile({ owner: "o", source })
  if ("error" in compiled) throw new Error(compiled.error.message)
  return readsOf(compiled.tree, { functions: compiled.functions, relations: ["manager", "versions"] })
}
const NONE = { remote: [], related: {}, unified: [], today: false }

describe("What an expression looks at", () => {
  it("is told in one walk, however deep filters and calls stand in each other", async () => {
    const nested = (depth: number): string => (depth === 0 ? "$nope" : `remote.$string()[${nested(depth - 1)}]`)
    const { problems } = await look(nested(27))
    expect(problems).toHaveLength(1)
  })

  it.each(["(unified){ 'a': $random() }", "(unified.tags)[$now() = 1]", "$$[$eval('1')]", "'x'[$nope]"])(
    "%s: what can't be used is refused wherever it stands",
    async (source) => {
      expect((await look(source)).problems).toHaveLength(1)
    },
  )

  it("twenty mistakes are told at once, and no more", async () => {
    expect((await look(`[${"$nope,".repeat(500)} 1]`)).problems).toHaveLength(20)
  })

  it.each([
    ['{ "id": response.id, "n": remote.name }', { remote: ["id", "name"] }],
    ["remote.custom.shirt.size", { remote: ["custom"] }],
    ["$$.response.a", { remote: ["a"] }],
    ['response.tags[label = "x"].value', { remote: ["tags"] }],
    ["response.items^(>price).name", { remote: ["items"] }],
    ["remote.items{ kind: $sum(v) }", { remote: ["items"] }],
    ['remote.{ "a": first, "b": second }', { remote: ["first", "second"] }],
    ["remote.(first & second)", { remote: ["first", "second"] }],
    ["related.manager.email", { related: { manager: ["email"] } }],
    ["related.versions[0].title & related.versions.starts_on", { related: { versions: ["title", "starts_on"] } }],
    ["$map(related.versions.title, function($t){ $uppercase($t) })", { related: { versions: ["title"] } }],
    ["$merge([unified.name, today])", { unified: ["name"], today: true }],
    ["($name := remote.name; $name & $name)", { remote: ["name"] }],
    ["(unified.emails)[type = $$.remote.kind]", { unified: ["emails"], remote: ["kind"] }],
    ["[1, 2][$ = $$.remote.kind]", { remote: ["kind"] }],
    ['"x"[$$.remote.kind = 1]', { remote: ["kind"] }],
    ["($a := unified.tags; $a[$ = $$.remote.kind])", { unified: ["tags"], remote: ["kind"] }],
    ['(unified.tags){ "n": $sum($$.remote.sizes) }', { unified: ["tags"], remote: ["sizes"] }],
    ["remote.address ~> |street|{ 'name': $$.remote.kind }|", { remote: ["address", "kind"] }],
    ["unified.tags^(>$$.remote.kind)[$$.remote.is_on]", { unified: ["tags"], remote: ["kind", "is_on"] }],
  ])("%s", async (source, reads) => {
    expect(await look(source)).toEqual({ reads: { ...NONE, ...reads }, problems: [] })
  })

  it.each([
    ["$keys(remote)", { remote: "all" }],
    ["remote.*", { remote: "all" }],
    ["remote.**.id", { remote: "all" }],
    ["remote ~> $pick('a')", { remote: "all" }],
    ["remote.$lookup('x')", { remote: "all" }],
    ["($r := remote; $r.name)", { remote: "all" }],
    ["remote@$r.($r.name)", { remote: "all" }],
    ["remote@$r.related.manager.email", { remote: "all", related: { manager: ["email"] } }],
    ["remote@$r[unified.name = 'x'].today", { remote: "all", unified: ["name"] }],
    ["remote ~> |$|{'a': 1}|", { remote: "all" }],
    ["$map(related.versions, function($v){ $v.title })", { related: { versions: "all" } }],
    ["$each(related, function($v){ 1 })", { related: "all" }],
    ["$merge([unified, { 'a': 1 }])", { unified: "all" }],
  ])("%s: all of it, where it can't be told", async (source, reads) => {
    expect((await look(source)).reads).toMatchObject(reads)
  })

  it("counts everything as looked at by what reaches up to the root", async () => {
    const all = { remote: "all", related: "all", unified: "all", today: true }
    const calls = [
      '$lookup("remote").secret',
      "$each(function($v){ $v.secret })",
      "$sift(function($v){ true }).remote.secret",
      '($f := $lookup; $f("remote").secret)',
      "($f := function($x)<o-:x>{ $x.remote.secret }; $f(1))",
    ]
    for (const source of [...calls, "$", "$$", "$string($$)", "*", "$string()", "remote.items.%.%"])
      expect((await look(source)).reads, source).toEqual(all)
  })
})

describe("What can't be used is told with where it stands", () => {
  it.each([
    ["body.data", "there is no body"],
    ["query.limit", "there is no query"],
    ["context.subdomain", "there is no context"],
    ["related.boss.name", "there are manager, versions"],
    ["$uuid()", "$uuid is not known"],
    ["$lowercse(remote.a)", "$lowercse is not known"],
    ["$undefined", "$undefined is not known"],
    ["$now()", "the company's day"],
    ["$millis() + 1", "the company's day"],
    ["$random()", "by being read"],
    ["$shuffle(remote.a)", "by being read"],
    ['$eval("remote.a")', "write the expression itself"],
    ["remote.a ~> $now", "the company's day"],
  ])("%s", async (source, message) => {
    const { problems } = await look(source)
    expect(problems).toEqual([{ message: expect.stringContaining(message), position: expect.any(Number) }])
  })

  it("knows the functions of Truto's, and names that the expression gives", async () => {
    const source = "($f := function($x, $y){ $removeEmpty($x) ~> $omit($y) }; remote.a@$r#$i.($f($r, $i)))"
    expect((await look(source)).problems).toEqual([])
  })
})
