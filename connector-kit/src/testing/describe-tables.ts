import { describe, expect, it } from "vitest"
import type { Connector } from "../connector.js"
import { idColumnOf, idIn, type References } from "../list.js"
import type { Remote } from "../remote.js"
import type { Table } from "../table.js"
import {
  about,
  casesOf,
  oddCells,
  oddRelated,
  oddRows,
  type Samples,
  tablesOf,
  unreadCases,
  viewsOf,
  watchColumns,
} from "./samples.js"

const PATH = /^[^/?#\s][^?#\s]*[^/?#\s]$/

/** Rows that a call may be built from: none, those of the samples, and odd ones beside them. */
async function referencesOf({ references = {} }: Table, samples: Samples): Promise<References[]> {
  const entries = Object.entries(references)
  const found: References[] = entries.length > 0 ? [{}] : []
  const all = await Promise.all(entries.map(async ([name, one]) => [name, await samples.rows(one)] as const))
  found.push(Object.fromEntries(all))
  for (const [name, one] of entries) {
    const rows = await samples.rows(one)
    for (const odd of oddCells(rows[0] ?? {}, one)) found.push({ ...Object.fromEntries(all), [name]: [odd, ...rows] })
  }
  return found
}

const leadsTo = ({ references = {} }: Table, wanted: Table): boolean =>
  Object.values(references).some((one) => one === wanted || leadsTo(one, wanted))

export function describeTables(connector: Connector, samples: Samples): void {
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
      for (const { path } of calls) expect(path).toMatch(PATH)
    })
    it("declare exactly the columns that are read of their rows besides the id, which every row has", async () => {
      const read = await readColumns(connector, tables, samples)
      const faults = tables.flatMap((table) => {
        const needed = [...(read.get(table) ?? [])].filter((one) => one !== idColumnOf(table))
        const missing = needed.filter((one) => !table.columns.includes(one))
        const idle = table.columns.filter((one) => !needed.includes(one))
        return [
          ...missing.map((one) => `${table.name}: ${one} is read, and not in columns`),
          ...idle.map(
            (one) =>
              `${table.name}: ${one} is in columns, and no mapping reads it (what only relations use is not among columns)`,
          ),
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
          `${table.name}: in no row of the sample${table.granted ? ", or not among what granted names" : ""}`,
        ).toEqual([])
      }
    })
    it("that are asked for by what stands in others survive anything there, and others that are refused", async () => {
      for (const table of tables) {
        for (const references of await referencesOf(table, samples)) {
          const { path, query, body } = table.list({}, references)
          expect(path, table.name).toMatch(PATH)
          JSON.stringify([query, body])
        }
        expect(leadsTo(table, table), `${table.name} is asked for by itself`).toBe(false)
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
  for (const table of tables) {
    for (const [name, one] of Object.entries(table.references ?? {}))
      await look(one, (rows) => table.list({}, { [name]: rows }))
  }
  for (const { perValue } of tables) if (perValue) await look(perValue.of, (rows) => perValue.values(rows))
  const { companyDay } = connector
  if (companyDay?.table) await look(companyDay.table, (rows) => companyDay.timeZone(rows))
  return read
}
