import { RESOURCES, type ResourceName } from "@rollcall/contract"
import { describe, expect, it } from "vitest"
import { pathParameters } from "../catalogue.js"
import type { Connector } from "../connector.js"
import { idColumnOf, idIn } from "../list.js"
import { isRemote, type Remote } from "../remote.js"
import type { Table } from "../table.js"
import type { Create } from "../view.js"
import { describeAuth } from "./describe-auth.js"
import { describeConnect } from "./describe-connect.js"
import { describeLists } from "./describe-lists.js"
import { describeView } from "./describe-view.js"
import { describeWebhooks } from "./describe-webhooks.js"
import {
  about,
  casesOf,
  type Given,
  ODD,
  oddCells,
  oddRelated,
  oddRows,
  type Samples,
  samplesOf,
  tablesOf,
  unreadCases,
  viewsOf,
  watchColumns,
} from "./samples.js"

/** Parameters of ours, which a caller can't give another meaning. */
const OURS = /^(limit|next_cursor|prev_cursor|integrated_account_id|truto_.*)$/

export function describeConnector(connector: Connector, given: Given): void {
  const samples = samplesOf(connector, given)
  describe(`connector ${connector.id}`, () => {
    it("has a name, a way to authorise and a page size", () => {
      expect(connector.id).toMatch(/^[a-z][a-z0-9_]*$/)
      expect(Object.keys(connector.auth).length).toBeGreaterThan(0)
      expect(connector.api.lists.page.maxSize).toBeGreaterThan(0)
    })
    describeAuth(connector)
    describeConnect(connector, samples)
    it("tells a refused credential, a missing thing, trouble and a wrong call apart", () => {
      const verdicts = {
        401: "reconnect",
        403: "skip",
        404: "skip",
        422: "stop",
        429: "limit",
        500: "retry",
        503: "retry",
      }
      const given = Object.keys(verdicts).map((status) => [
        status,
        connector.api.classify({ status: Number(status), headers: {}, body: null, isRefreshed: false }),
      ])
      expect(Object.fromEntries(given)).toEqual(verdicts)
    })
    it("says its proxy operations once each", () => {
      for (const [name, resource] of connector.proxy) {
        expect(name).toBe(resource.name)
        const methods = resource.methods.map((method) => method.name)
        expect(new Set(methods).size, name).toBe(methods.length)
        for (const method of resource.methods) expect(method.description, `${name} ${method.name}`).not.toBe("")
      }
    })
    it("can be asked for all of its proxy operations: nothing in their paths or names has another meaning", () => {
      for (const [name, { methods }] of connector.proxy) {
        const parameters = methods.flatMap(pathParameters)
        expect(
          parameters.filter((one) => !/^[A-Za-z]\w*$/.test(one) || OURS.test(one)),
          name,
        ).toEqual([])
        const taken = methods.filter((method) => connector.proxy.has(`${name}-${method.name}`))
        expect(taken, `${name}: /proxy/${name}/{method} is another resource`).toEqual([])
      }
    })
    describeTables(connector, samples)
    describeLists(connector, samples)
    describeWebhooks(connector, samples)
    for (const name of RESOURCES) {
      const resource = connector.resources[name]
      if (!resource) continue
      it(`names the views of ${name}, and what a create answers with is one of them`, () => {
        const names = resource.views.map((view) => view.name)
        expect(names.filter((one) => !/^[a-z][a-z_]*$/.test(one))).toEqual([])
        expect(new Set(resource.views.map(({ idPrefix = "" }) => idPrefix)).size).toBe(names.length)
        if (resource.create) expect(names).toContain(resource.create.view)
      })
      it(`tells by a prefix which view of ${name} an id is of`, () => {
        const prefixes = resource.views.flatMap(({ idPrefix }) => idPrefix || [])
        const isPart = (one: string) => prefixes.some((other) => other !== one && other.startsWith(one))
        expect(prefixes.filter(isPart)).toEqual([])
      })
      if (resource.create?.created) describeCreated(name, resource.create.created)
      for (const view of resource.views) describeView(name, resource.views, view, samples)
    }
  })
}

function describeCreated(name: ResourceName, created: NonNullable<Create["created"]>): void {
  it(`reads the answer to a create of ${name}, whatever it is`, () => {
    const bodies = ODD.flatMap((odd) => [odd, [odd], { id: odd }, { data: odd }, { data: { id: odd } }])
    const places = ["", "/", "#", "https://hr.example/", "https://hr.example/api/1?x=1", "x".repeat(10_000)]
    const headers = [{}, ...places.map((location) => ({ location })), { location: places }]
    for (const one of headers)
      for (const body of bodies) {
        const row = created({ body, headers: one })
        expect(row === undefined || isRemote(row), JSON.stringify([body, one]).slice(0, 200)).toBe(true)
      }
    expect(created({ body: "", headers: {} }), "an answer that says nothing shows no row").toBeUndefined()
  })
}

function describeTables(connector: Connector, samples: Samples): void {
  const tables = tablesOf(connector)
  describe("the tables", () => {
    it("have one name each", () => {
      const names = tables.map(({ name }) => name)
      expect(names).toEqual([...new Set(names)])
    })
    it("tell their rows apart", async () => {
      for (const table of tables) {
        const ids = (await samples.rows(table)).map((row) => idIn(table, row))
        expect(ids, `${table.name} has rows without ${idColumnOf(table)}, which is their id`).not.toContain(undefined)
        expect(new Set(ids).size, `${table.name} has rows with the same ${idColumnOf(table)}`).toBe(ids.length)
      }
    })
    it("have a path below the root, which holds no query", async () => {
      const lists = await Promise.all(tables.map(samples.bound))
      const ones = tables.flatMap(({ one }) => one?.("7") ?? [])
      const calls = [...lists.map(({ list }) => list({}, {})), ...ones]
      for (const { path } of calls) expect(path).toMatch(/^[^/?#\s][^?#\s]*[^/?#\s]$/)
    })
    it("declare exactly the columns that are read of their rows besides the id, which every row has", async () => {
      const read = await readColumns(connector, tables, samples)
      const faults = tables.flatMap((table) => {
        const needed = [...(read.get(table) ?? [])].filter((one) => one !== idColumnOf(table))
        const missing = needed.filter((one) => !table.columns.includes(one))
        const idle = table.columns.filter((one) => !needed.includes(one))
        return [
          ...missing.map((one) => `${table.name}: ${one} is read, and not in columns`),
          ...idle.map((one) => `${table.name}: ${one} is in columns, and no mapping reads it`),
        ]
      })
      expect(faults).toEqual([])
    })
    it("have the columns that they declare, and can be asked by", async () => {
      for (const table of tables) {
        const there = new Set((await samples.rows(table)).flatMap(Object.keys))
        const named = [...table.columns, ...Object.keys(table.by)]
        expect(
          named.filter((column) => !there.has(column)),
          `${table.name}: in no row of the sample`,
        ).toEqual([])
      }
    })
    it("that are read a value at a time find the values in any rows", async () => {
      for (const { perValue } of tables) {
        if (!perValue) continue
        const rows = await samples.rows(perValue.of)
        const [row = {}] = rows
        const found = oddCells(row, perValue.of).flatMap((odd) => perValue.values([odd, ...rows]))
        expect(found.filter((value) => typeof value !== "string")).toEqual([])
      }
    })
  })
}

/** Columns that mappings, and what else looks at a table's rows, read of samples and of odd rows. */
async function readColumns(connector: Connector, tables: readonly Table[], samples: Samples) {
  const { read, watch, watchCase } = watchColumns()
  for (const view of viewsOf(connector)) {
    const cases = await casesOf(view, samples)
    const odd = [...oddRelated(view, cases), ...cases.slice(0, 1).flatMap((one) => oddRows(view, one))]
    for (const one of [...cases, ...cases.flatMap((given) => unreadCases(view, given)), ...odd]) {
      const { row, related } = watchCase(view, one)
      about(view, one, () => {
        view.where?.(row)
        view.map(row, related, samples)
      })
    }
  }
  const look = async (table: Table, at: (rows: readonly Remote[]) => unknown) => {
    const rows = await samples.rows(table)
    const [row = {}] = rows
    for (const odd of oddCells(row, table)) at([odd, ...rows].map((one) => watch(table, one)))
  }
  for (const { perValue } of tables) if (perValue) await look(perValue.of, (rows) => perValue.values(rows))
  const { companyDay } = connector
  if (companyDay?.table) await look(companyDay.table, (rows) => companyDay.timeZone(rows))
  return read
}
