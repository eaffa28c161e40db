import { isDeepStrictEqual } from "node:util"
import { describe, expect, it } from "vitest"
import type { Connector } from "../connector.js"
import { followList } from "../http/follow-list.js"
import { listAt, toWire } from "../http/pages.js"
import { isRead } from "../http/transport.js"
import { readByIdsApart } from "../http/whole-list.js"
import { idIn, type List } from "../list.js"
import { type PagePosition, type Paging, START } from "../paging/index.js"
import { idOf, isRemote, type Remote } from "../remote.js"
import { parameterOf } from "../table.js"
import { UpstreamError } from "../verdict.js"
import { ODD, type Samples, tablesOf } from "./samples.js"

/** A size that cuts most lists several times. */
const SIZE = 7
/** Far more than the samples have. */
const MOST_PAGES = 2_000

export function describeLists(connector: Connector, samples: Samples): void {
  const lists: List[] = tablesOf(connector)
  const strategies = [...new Set([connector.api.lists.page, ...lists.map(({ page }) => page)])]
  describe("its lists", () => {
    it("are read to their ends in pages of any size, no position twice, each row once", async () => {
      for (const list of lists) {
        expect(idsOf(list, await walk(samples, list)), list.name).toEqual(idsOf(list, await samples.rows(list)))
      }
    })
    it("say the same of a row when they are read again, or it would change at every sync", async () => {
      for (const table of tablesOf(connector)) {
        const before = new Map((await samples.rows(table)).map((row) => [idIn(table, row), row]))
        const changed = (row: Remote, column: string) =>
          !isDeepStrictEqual(row[column], before.get(idIn(table, row))?.[column])
        const rows = await walk(samples, table)
        expect(
          table.columns.filter((column) => rows.some((row) => changed(row, column))),
          table.name,
        ).toEqual([])
      }
    })
    it("are asked by the values of a column for the rows that have them, and no others", async () => {
      for (const table of tablesOf(connector)) {
        for (const [column, by] of Object.entries(table.by)) {
          const rows = await samples.rows(table)
          const values = [...new Set(rows.flatMap((row) => idOf(row, column) ?? []))].slice(0, 2)
          const wanted = rows.filter((row) => values.includes(idOf(row, column) ?? ""))
          const answered = await readByIdsApart(connector.api, samples.page, { list: table, by, ids: values })
          const what = `${table.name} by ${parameterOf(by)} = ${values}`
          expect(idsOf(table, answered.rows), what).toEqual(idsOf(table, wanted))
        }
      }
    })
    it("tell whose rows have changed by a read that can be read, whatever it answers", async () => {
      for (const { name, by, changes } of tablesOf(connector)) {
        if (typeof changes !== "object") continue
        const { column, read } = changes
        expect(Object.keys(by), `${name} can't be asked by what its feed tells`).toContain(column)
        const request = changes.request(new Date("2026-11-01T00:00:00Z"))
        expect(isRead(toWire(connector.api, request)), `the feed of ${name} is no read`).toBe(true)
        const answered = await samples.answer(request)
        const values = read(answered)?.values
        expect(values, `the feed of ${name} can't be read: ${JSON.stringify(answered)?.slice(0, 200)}`).toBeDefined()
        const isText = (value: unknown) => typeof value === "string" && value !== ""
        expect(
          values?.filter((value) => !isText(value)),
          `what the feed of ${name} tells is no text`,
        ).toEqual([])
        for (const body of ODD.flatMap((odd) => oddBodies(answered, odd))) expect(() => read(body)).not.toThrow()
      }
    })
    it("have the pages that the proxy says, where it lists what a table does", async () => {
      const alone = lists.filter(({ perValue, days }) => !perValue && !days)
      const bound = await Promise.all(alone.map(samples.bound))
      // Asked as the table asks: some lists are refused without a parameter.
      const queries = new Map(bound.map(({ list }) => [list({}, {}).path, list({}, {}).query ?? {}]))
      const methods = [...connector.proxy.values()].flatMap((resource) => resource.methods)
      for (const { path, answer, httpMethod, style } of methods) {
        const query = queries.get(path)
        if (answer !== "page" || httpMethod !== "GET" || query === undefined) continue
        await samples.page({
          list: { ...listAt(connector.api, path, query), ...style, name: `proxy ${path}` },
          ...FIRST,
        })
      }
    })
    it("end although the same page is answered for ever", async () => {
      for (const list of lists) {
        const asked = { list, position: START, size: list.page.maxSize }
        const { body, headers, rows } = await samples.page(asked)
        const answer = { body, headers, count: rows.length }
        expect(repeat(list.page, { ...answer, rows }), list.name).toBeLessThan(MOST_PAGES)
      }
    })
    it("survive odd bodies: what can't be read is the end, or is told", () => {
      for (const page of strategies)
        for (const body of ODD.flatMap((odd) => [odd, { data: odd, meta: odd, page: odd, next: odd, total: odd }]))
          expect(() => tolerate(() => page.read({ body, headers: {}, count: 1 }, asked(START)))).not.toThrow()
    })
    it("are asked for the same page by a position that was stored", () => {
      for (const page of strategies) {
        const { here } = tolerate(() => page.read({ body: {}, headers: {}, count: 1 }, asked(START))) ?? { here: START }
        expect(page.ask(asked(JSON.parse(JSON.stringify(here))))).toEqual(page.ask(asked(here)))
      }
    })
  })
}

/** A value in place of a body, and of what stands in it. */
function oddBodies(body: unknown, odd: unknown): unknown[] {
  if (!isRemote(body)) return [odd]
  return [odd, ...Object.keys(body).map((key) => ({ ...body, [key]: odd }))]
}

const FIRST = { position: START, size: SIZE }
const idsOf = (list: List, rows: readonly Remote[]) => rows.map((row) => idIn(list, row)).sort()
const asked = (position: PagePosition) => ({ position, size: SIZE, query: {} })

/** All rows, page by page. */
async function walk(samples: Samples, list: List) {
  const rows: Remote[] = []
  const onward = followList(list.page)
  // Calls for values are cut by the values.
  const size = list.perValue ? list.page.maxSize : Math.min(SIZE, list.page.maxSize)
  for (let position: PagePosition | null = START; position; ) {
    const page = await samples.page({ list, position, size })
    rows.push(...page.rows)
    position = onward(position, page)
  }
  return rows
}

type Repeated = Parameters<Paging["read"]>[0] & { rows: readonly unknown[] }

/** Pages until the list ends, or is found not to. */
function repeat(page: Paging, { rows, ...answer }: Repeated): number {
  const onward = followList(page)
  let pages = 0
  tolerate(() => {
    for (let position: PagePosition | null = START; position && pages < MOST_PAGES; pages++)
      position = onward(position, { rows, meta: page.read(answer, asked(position)) })
  })
  return pages
}

/** What an `UpstreamError` tells is told. */
function tolerate<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (error) {
    if (error instanceof UpstreamError) return undefined
    throw error
  }
}
