import { model, RESOURCES, type ResourceName } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import type { Connector } from "../connector.js"
import type { Remote } from "../remote.js"
import type { Source } from "../resource.js"

/** Rows of the HR system by list path, as its own API answered them. */
export type Samples = { rows(path: string): Promise<readonly Remote[]>; today: string }

type AnySource = Source<ResourceName>

/** Values that a mapping must survive in any column. */
const ODD: readonly unknown[] = [
  null,
  undefined,
  "",
  " ",
  "x".repeat(10_000),
  "💥",
  0,
  -1,
  1e21,
  Number.NaN,
  true,
  [],
  [null, {}],
  { toString: 1, valueOf: 1 },
  [{ toString: 1 }],
  {},
  { a: { b: 1 } },
  "2026-13-45",
  "-",
]

export function describeConnector(connector: Connector, samples: Samples): void {
  describe(`connector ${connector.id}`, () => {
    it("has a name, a way to authorise and a page size", () => {
      expect(connector.id).toMatch(/^[a-z][a-z0-9_]*$/)
      expect(Object.keys(connector.auth).length).toBeGreaterThan(0)
      expect(connector.api.maxPageSize).toBeGreaterThan(0)
    })
    it("declares what it keeps with an account, and that its credentials are secret", async () => {
      const { identity } = connector.connect
      const known = identity.read(await samples.rows(identity.path))
      expect(known?.companyId).toEqual(expect.stringMatching(/./))
      expect(identity.fields).toEqual(expect.arrayContaining(Object.keys(known?.context ?? {})))
      const typed = connector.auth.api_key?.fields ?? []
      expect(typed.filter(({ type, isSecret }) => type === "password" && !isSecret)).toEqual([])
    })
    it("keeps credentials out of queries and in headers", () => {
      const headers = connector.api.authorize({ method: "api_key", apiKey: "sentinel" })
      expect(Object.values(headers).join()).toContain("sentinel")
      expect(connector.api.authorize({ method: "oauth2", accessToken: "sentinel" }).authorization).toBe(
        "Bearer sentinel",
      )
    })
    it("tells a refused credential, a missing thing, trouble and a wrong call apart", () => {
      expect([401, 403, 404, 429, 500, 503].map((status) => connector.api.classify(status))).toEqual([
        "reconnect",
        "skip",
        "skip",
        "retry",
        "retry",
        "retry",
      ])
      expect(connector.api.classify(422)).toBe("stop")
    })
    it("says its proxy operations once each", () => {
      for (const [name, resource] of connector.proxy) {
        expect(name).toBe(resource.name)
        const methods = resource.methods.map((method) => method.name)
        expect(new Set(methods).size, name).toBe(methods.length)
        for (const method of resource.methods) expect(method.description, `${name} ${method.name}`).not.toBe("")
      }
    })
    it("finds the company's time zone", async () => {
      const zone = connector.companyDay.timeZone(await samples.rows(connector.companyDay.path))
      expect(() => new Intl.DateTimeFormat("en", { timeZone: zone })).not.toThrow()
    })
    for (const name of RESOURCES) {
      const resource = connector.resources[name]
      if (!resource) continue
      for (const source of resource.sources) describeSource(name, source, samples)
    }
  })
}

function describeSource(name: ResourceName, source: AnySource, samples: Samples): void {
  const { row: schema, filters } = model[name]
  const fields = Object.keys(schema.shape)
  describe(`${name} from ${source.path}`, () => {
    it("relies on columns that are there", async () => {
      const rows = await samples.rows(source.path)
      expect(rows.length, "the sample needs rows").toBeGreaterThan(0)
      for (const field of source.fields) expect(rows[0], field).toHaveProperty(field)
    })
    it("feeds fields of the model, and joins only what is declared before", () => {
      const seen: string[] = []
      for (const [join, { feeds, after = [] }] of Object.entries(source.joins)) {
        for (const field of feeds) expect(fields, `${join} feeds ${field}`).toContain(field)
        for (const earlier of after) expect(seen, `${join} after ${earlier}`).toContain(earlier)
        seen.push(join)
      }
      for (const field of source.lacks ?? []) expect(fields).toContain(field)
      for (const pushed of Object.keys(source.push ?? {})) expect(Object.keys(filters)).toContain(pushed)
    })
    it("maps every sample row to the model, with and without its joins", async () => {
      const rows = await samples.rows(source.path)
      const joined = await joinsOf(source, rows, samples)
      for (const row of rows) {
        for (const joins of [{}, joined.get(row) ?? {}]) check(source.map(row, joins, samples), schema)
      }
    })
    it("survives odd values in every column", async () => {
      const [row = {}] = await samples.rows(source.path)
      for (const column of Object.keys(row)) {
        for (const odd of ODD) check(source.map({ ...row, [column]: odd }, {}, samples), schema)
      }
      check(source.map({ id: "1" }, {}, samples), schema)
    })
    it("survives odd values in every column of every joined row", async () => {
      const rows = await samples.rows(source.path)
      const joined = await joinsOf(source, rows, samples)
      for (const [name, list] of Object.entries(source.joins)) {
        // The row with most to lose: one odd cell must not take the others with it.
        const row = rows.toSorted((a, b) => sizeOf(joined, b, name) - sizeOf(joined, a, name))[0] ?? {}
        const [first = {}, ...rest] = joined.get(row)?.[name] ?? []
        for (const odd of ODD) {
          const cells = Object.keys(first).map((column) => [column, column === list.on ? first[column] : odd])
          const joins = { ...joined.get(row), [name]: [Object.fromEntries(cells), ...rest] }
          expect(() => check(source.map(row, joins, samples), schema), list.path).not.toThrow()
        }
      }
    })
    it("maps the same from joined rows in any order", async () => {
      const rows = await samples.rows(source.path)
      for (const [row, joins] of await joinsOf(source, rows, samples)) {
        const reversed = Object.fromEntries(Object.entries(joins).map(([name, found]) => [name, found.toReversed()]))
        expect(JSON.stringify(source.map(row, reversed, samples))).toBe(JSON.stringify(source.map(row, joins, samples)))
      }
    })
    it("says null only for what is known to be empty, and leaves out what it could not read", async () => {
      const rows = await samples.rows(source.path)
      const joined = await joinsOf(source, rows, samples)
      const fed = new Set(Object.values(source.joins).flatMap(({ feeds }) => feeds))
      for (const row of rows) {
        const [unread, read] = [source.map(row, {}, samples), source.map(row, joined.get(row) ?? {}, samples)]
        for (const field of fed) {
          if (Reflect.get(unread, field) === null) expect(Reflect.get(read, field), field).toBeNull()
        }
      }
    })
  })
}

const sizeOf = (joined: Awaited<ReturnType<typeof joinsOf>>, row: Remote, name: string): number =>
  joined.get(row)?.[name]?.length ?? 0

function check(mapped: object, schema: (typeof model)[ResourceName]["row"]): void {
  const read = schema.strict().safeParse(JSON.parse(JSON.stringify(mapped)))
  if (!read.success)
    throw new Error(`${JSON.stringify(read.error.issues.slice(0, 3))} in ${JSON.stringify(mapped).slice(0, 500)}`)
}

/** Joins looked up in whole lists, the plainest way there is. */
async function joinsOf(
  source: AnySource,
  rows: readonly Remote[],
  samples: Samples,
): Promise<Map<Remote, Record<string, readonly Remote[]>>> {
  const lists = new Map<string, readonly Remote[]>()
  for (const [name, { path }] of Object.entries(source.joins)) lists.set(name, await samples.rows(path))
  const joined = new Map<Remote, Record<string, readonly Remote[]>>()
  for (const row of rows) {
    const found: Record<string, readonly Remote[]> = {}
    for (const [name, join] of Object.entries(source.joins)) {
      const { on, keys: keysOf = () => [] } = join
      const keys = new Set(keysOf(row, found))
      found[name] = (lists.get(name) ?? []).filter((one) => on === undefined || keys.has(String(one[on])))
    }
    joined.set(row, found)
  }
  return joined
}
