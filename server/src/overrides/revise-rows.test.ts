import { type Connector, get, type Made, many, one, onePage, resource, table, view } from "@rollcall/connector-kit"
import type { MappingLayers, MappingReads } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { reviseConnector } from "./revise-connector.js"
import type { Outcome, Sandbox } from "./sandbox.js"

const list = (name: string, columns: readonly string[]) =>
  table({ name, page: onePage(), rows: (body) => body, list: (ask) => get(name, ask), columns, by: { id: "ids" } })
const [people, stints, bosses] = [list("people", ["name"]), list("stints", ["title"]), list("bosses", ["mail"])]

const employees = resource("employees", {
  people: view({
    from: people,
    relations: {
      stints: many(stints, { person_id: "id" }, { fields: ["job_title"] }),
      boss: one(bosses, { id: "boss_id" }, { fields: ["manager"] }),
    },
    unsupported: ["ssn"],
    map: (row) => ({ id: String(row.id), name: String(row.name), job_title: "mapped" }),
    push: { name: () => ({}), "manager[id]": () => ({}), id: () => ({}) },
  }),
})
const base = { id: "acme", version: "1", resources: { employees } } as unknown as Connector // what overrides look at

type Ran = { sources: string[]; rows: unknown[] }

function viewWith(layers: MappingLayers, run: (row: any) => Outcome = () => ({ kind: "nothing" })) {
  const ran: Ran = { sources: [], rows: [] }
  const sandbox: Pick<Sandbox, "run"> = {
    async run({ source, rows }) {
      const read = rows.map((text) => JSON.parse(text))
      ran.sources.push(source)
      ran.rows.push(...read)
      return { outcomes: read.map(run), ranMs: 10 }
    },
  }
  const overrides = { revision: "1", resources: { employees: layers } }
  const [found] = reviseConnector(base, overrides, { owner: "e", sandbox }).resources.employees?.views ?? []
  if (!found) throw new Error("there is a view")
  const revise = (made: readonly Made[], leftMs = 1_000) =>
    found.revision?.revise(made, { today: "2026-11-27" }, { leftMs })
  return { view: found, ran, revise }
}

const made = (remote: Made["remote"], related: Made["related"] = {}): Made => ({
  remote,
  related,
  row: { id: String(remote.id), name: "Ada", job_title: "mapped" },
})
const NONE: MappingReads = { remote: [], related: {}, unified: [], today: false }
const add = (fields: Record<string, string | null>) => ({ account: { add: fields, reads: null } })
const whole = (reads: Partial<MappingReads> = {}) => ({
  account: { response_mapping: "x", reads: { ...NONE, ...reads } },
})

describe("Fields with paths", () => {
  it.each([
    ["remote.custom.shirt", { custom: { shirt: "M" } }, "M"],
    ["remote.custom.shirt", { custom: {} }, null],
    ["remote.custom.shirt", { custom: null }, null],
    ["remote.tags.1", { tags: ["a", "b"] }, "b"],
    ["remote.tags.9", { tags: [] }, null],
    ["remote.rows.n", { rows: [{ n: 1 }, {}, { n: 2 }] }, [1, 2]],
    ["remote.a.constructor", { a: {} }, null],
    ["remote.a.length", { a: "text" }, null],
    ["unified.name", {}, "Ada"],
  ])("%s of %o: %o", async (path, remote, value) => {
    const { revise } = viewWith(add({ own: path }))
    expect(await revise([made({ id: 1, ...remote })])).toEqual([
      { id: "1", name: "Ada", job_title: "mapped", own: value },
    ])
  })

  it("are left out while they are not known, also where there was a value", async () => {
    const { revise } = viewWith(add({ a: "remote.none", b: "related.boss.mail", job_title: "remote.__proto__" }))
    expect(await revise([made({ id: 1 })])).toEqual([{ id: "1", name: "Ada" }])
    expect(await revise([made({ id: 1 }, { boss: null })])).toEqual([{ id: "1", name: "Ada", b: null }])
  })

  it("show related rows in the order of their ids, however they came", async () => {
    const { revise } = viewWith(add({ titles: "related.stints.title" }))
    const rows = ["10", "9", "2"].map((id) => ({ id, title: `t${id}` }))
    expect(await revise([made({ id: 1 }, { stints: rows })])).toMatchObject([{ titles: ["t2", "t9", "t10"] }])
  })

  it("keep what the model would not take, and what is too long, out of the row: the others go on", async () => {
    const { revise } = viewWith(add({ job_title: "remote.n", long: "remote.long", ok: "remote.n" }))
    const [row] = (await revise([made({ id: 1, n: 5, long: "x".repeat(20_000) })])) ?? []
    expect(row).toMatchObject({ job_title: "mapped", ok: 5 })
    expect(row).not.toHaveProperty("long")
    expect(row?.mapping_errors).toMatchObject([
      { scope: "account", field: "job_title", code: "bad_value" },
      { scope: "account", field: "long", code: "bad_value" },
    ])
  })
})

describe("A view with overrides", () => {
  it("reads relations for the fields that show them, keeps their columns, and filters here what it changes", () => {
    const { view: revised } = viewWith(
      add({ mail: "related.boss.mail", title: "unified.job_title", name: "remote.nick", ssn: "remote.nif" }),
    )
    expect(revised.relations.boss?.fields).toEqual(["manager", "mail"])
    expect(revised.relations.stints?.fields).toEqual(["job_title", "title"])
    expect(Object.keys(revised.push ?? {})).toEqual(["manager[id]", "id"])
    expect(revised.unsupported).toEqual([])
    expect(revised.revision?.columns).toEqual(
      new Map([
        ["people", ["nick", "nif"]],
        ["stints", []],
        ["bosses", ["mail"]],
      ]),
    )
    expect(["name", "id", "job_title"].map((field) => revised.revision?.changes(field))).toEqual([true, false, false])
  })

  it("has one version for one override, however it is written, and is the same view without one", () => {
    const version = (fields: Record<string, string>) => viewWith(add(fields)).view.revision?.version
    expect(version({ a: "remote.a", b: "remote.b" })).toBe(version({ b: "remote.b", a: "remote.a" }))
    expect(version({ a: "remote.a" })).not.toBe(version({ a: "remote.b" }))
    expect(viewWith({}).view).toBe(employees.views[0])
  })

  it("whose expression takes a row as a whole keeps all of it, and looks at the day when the expression does", () => {
    const { view: revised } = viewWith(whole({ remote: "all", related: { boss: ["mail"] }, today: true }))
    expect(revised.revision?.columns).toEqual(
      new Map([
        ["people", null],
        ["stints", []],
        ["bosses", ["mail"]],
      ]),
    )
    expect(revised.followsToday).toBe(true)
    expect(revised.push).toEqual({ id: expect.any(Function) })
  })
})

describe("An expression", () => {
  it("is given what it looks at and nothing else", async () => {
    const { revise, ran } = viewWith(whole({ remote: ["a"], related: { boss: ["mail"] }, unified: ["name"] }))
    await revise([made({ id: 1, a: 1, secret: 2 }, { boss: { id: 5, mail: "m", pay: 9 }, stints: [] })])
    expect(ran.rows).toEqual([
      { remote: { a: 1 }, related: { boss: { mail: "m" } }, unified: { name: "Ada" }, today: "2026-11-27" },
    ])
  })

  it("makes the row, drops it, or leaves it as it is and says why", async () => {
    const outcomes: [Outcome, object | undefined][] = [
      [
        { kind: "made", value: { name: "Bob", own: [1] } },
        { id: "1", name: "Bob", own: [1] },
      ],
      [{ kind: "made", value: { id: "1" } }, { id: "1" }],
      [{ kind: "made", value: null }, undefined],
    ]
    for (const [outcome, row] of outcomes)
      expect(await viewWith(whole(), () => outcome).revise([made({ id: 1 })])).toEqual([row])
    const bad = [
      [],
      "text",
      1,
      { id: "2" },
      { name: 5 },
      { remote_data: {} },
      { mapping_errors: [] },
      { "odd name": 1 },
    ]
    const failing: [Outcome, string][] = [
      ...bad.map((value): [Outcome, string] => [{ kind: "made", value }, "bad_value"]),
      [{ kind: "made", value: JSON.parse('{ "__proto__": {} }') }, "bad_value"],
      [{ kind: "nothing" }, "bad_value"],
      [{ kind: "failed", error: { code: "T1", message: "no", position: 3 } }, "failed"],
      [{ kind: "timeout" }, "timeout"],
      [{ kind: "memory" }, "memory"],
      [{ kind: "unavailable" }, "unavailable"],
    ]
    for (const [outcome, code] of failing) {
      const [row] = (await viewWith(whole(), () => outcome).revise([made({ id: 1 })])) ?? []
      expect(row).toMatchObject({
        id: "1",
        name: "Ada",
        job_title: "mapped",
        mapping_errors: [{ field: expect.toSatisfy(() => true), code }],
      })
    }
  })

  it("is not tried on more rows once two took too long, nor when the time is over", async () => {
    const rows = Array.from({ length: 120 }, (_, id) => made({ id }))
    const slow = viewWith(whole(), () => ({ kind: "timeout" }))
    const all = (await slow.revise(rows)) ?? []
    expect([slow.ran.sources.length, all.length]).toEqual([1, 120])
    for (const [place, row] of all.entries())
      expect(row?.mapping_errors).toMatchObject([{ code: place < 50 ? "timeout" : "unavailable" }])
    const brief = viewWith(whole(), () => ({ kind: "made", value: {} }))
    const some = (await brief.revise(rows, 15)) ?? []
    expect(some.filter((row) => row?.mapping_errors === undefined)).toHaveLength(100)
  })
})
