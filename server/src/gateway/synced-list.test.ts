import { Readable } from "node:stream"
import { describe, expect, it } from "vitest"
import type { Freshness, ListQuery, Records, StoredRow } from "../records/index.js"
import { getSynced } from "./synced-get.js"
import { listSynced } from "./synced-list.js"
import { isSynced } from "./synced-query.js"
import { failureOf } from "./testing/local-gateway.js"
import { account, groupView, isList, signer } from "./testing.js"

const NOW = new Date("2026-11-23T12:00:00Z")
const fresh: Freshness = {
  firstSyncedAt: new Date("2026-11-10T09:00:00Z"),
  dataAsOf: new Date("2026-11-23T11:00:00Z"),
  wholeAsOf: null,
  timeZone: "Europe/Madrid",
  lastAttempt: { at: new Date("2026-11-23T11:00:00Z"), result: "complete", error: null },
  historyFrom: null,
}

type Copy = { rows?: StoredRow["row"][]; freshness?: Freshness | undefined; lacks?: string[] }
type Resource = "groups" | "employments"

/** A synced copy in memory, in the order of its ids, with what was asked of it. */
function copyOf({ rows = [], lacks = [], ...more }: Copy) {
  const freshness = "freshness" in more ? more.freshness : fresh
  const asked: ListQuery[] = []
  const held = (query: ListQuery, row: StoredRow["row"]) =>
    (query.ids?.includes(row.id) ?? true) &&
    Object.entries(query.keys ?? {}).every(([name, values]) => values.includes(String(row[name])))
  const records = {
    freshness: async () => freshness,
    async text(place: unknown, { id }: { id: string }) {
      const [row] = await records.list(place, { limit: 1, ids: [id] })
      return freshness && { freshness, text: row && JSON.stringify({ ...row.row, remote_data: row.remote }) }
    },
    async texts(place: unknown, { limit, from, updatedSince }: ListQuery) {
      const found = await records.list(place, { limit: limit + 1, from, updatedSince })
      const rows = found.slice(0, limit)
      const text = rows.map(({ row, remote }) => JSON.stringify({ ...row, remote_data: remote })).join()
      const last = found.length > limit ? rows.at(-1) : undefined
      return freshness && { age: freshness, text, count: rows.length, first: rows[0], last }
    },
    async list(_place: unknown, query: ListQuery) {
      asked.push(query)
      const { from, isBackward = false, limit } = query
      const ordered = isBackward ? rows.toReversed() : rows
      const rest = ordered.filter(({ id }) => !from || (isBackward ? id < from.id : id > from.id))
      const chosen = rest.filter((row) => held(query, row)).slice(0, limit)
      return chosen.map((row) => ({ view: "teams", id: row.id, row, remote: { own: row.id } }))
    },
  }
  const callOf = (query: Record<string, unknown>, resource: Resource) => ({
    call: { account, resource, query: { source: "synced", ...query }, life: { signal: AbortSignal.timeout(10_000) } },
    ...{
      clock: { now: () => NOW },
      records: records as unknown as Records,
      views: [groupView(lacks ? { unsupported: lacks } : {})],
      signer,
    },
  })
  return {
    asked,
    reply: (query: Record<string, unknown> = {}, resource: Resource = "groups") => listSynced(callOf(query, resource)),
    get(id: string, query: Record<string, unknown> = {}, resource: Resource = "groups") {
      const { call, ...rest } = callOf(query, resource)
      return getSynced({ ...rest, call: { ...call, id } })
    },
    async list(query: Record<string, unknown> = {}, resource: Resource = "groups") {
      const body = read((await listSynced(callOf(query, resource))).body)
      if (!isList(body)) throw new Error("no list")
      return body
    },
  }
}

const read = (body: unknown): unknown => (typeof body === "string" ? JSON.parse(body) : body)
const ids = ({ result }: { result: readonly Record<string, unknown>[] }) => result.map(({ id }) => id)
const group = (id: string) => ({ id, name: Number(id) % 2 ? "odd" : "even", type: Number(id) < 4 ? "team" : "office" })
const six = { rows: ["1", "2", "3", "4", "5", "6"].map(group) }

describe("whether a read is of the synced copy", () => {
  it("is said by source, or by as_of alone", () => {
    expect(isSynced({ source: "synced" })).toBe(true)
    expect(isSynced({ as_of: "2026-11-20" })).toBe(true)
    expect(isSynced({})).toBe(false)
    expect(isSynced({ source: "live" })).toBe(false)
  })
  it("is said by Truto's parameter too, which can't be live", async () => {
    expect(isSynced({ truto_super_query: "apac" })).toBe(true)
    expect(isSynced({ truto_super_query: "wnam", source: "synced", updated_since: "2026-11-20" })).toBe(true)
    const error = await failureOf(Promise.resolve().then(() => isSynced({ truto_super_query: "wnam", source: "live" })))
    expect([error.code, error.message]).toEqual(["request.invalid", expect.stringContaining("source=live")])
  })
  it.each([{ updated_since: "2026-11-20T00:00:00Z" }, { as_of: "2026-11-20", source: "live" }])(
    "%j without it is told to add it",
    async (query) => {
      const error = await failureOf(Promise.resolve().then(() => isSynced(query)))
      expect([error.code, error.message]).toEqual(["request.invalid", expect.stringContaining("add source=synced")])
    },
  )
})

describe("a list of the synced copy", () => {
  it("goes page by page, and back again", async () => {
    const copy = copyOf(six)
    const first = await copy.list({ limit: "2" })
    expect([ids(first), first.prev_cursor, first.result_count]).toEqual([["1", "2"], null, 2])
    const second = await copy.list({ limit: "2", next_cursor: first.next_cursor })
    expect(ids(second)).toEqual(["3", "4"])
    const last = await copy.list({ limit: "2", next_cursor: second.next_cursor })
    expect([ids(last), last.next_cursor]).toEqual([["5", "6"], null])
    const back = await copy.list({ limit: "2", next_cursor: last.prev_cursor })
    expect(ids(back)).toEqual(["3", "4"])
    expect(ids(await copy.list({ limit: "2", next_cursor: back.next_cursor }))).toEqual(["5", "6"])
    const start = await copy.list({ limit: "2", next_cursor: back.prev_cursor })
    expect([ids(start), start.prev_cursor]).toEqual([["1", "2"], null])
  })
  it("takes no cursor of another question", async () => {
    const copy = copyOf(six)
    const { next_cursor } = await copy.list({ limit: "2" })
    expect(await failureOf(copy.list({ limit: "2", next_cursor, name: "odd" }))).toMatchObject({
      code: "cursor.invalid",
    })
  })
  it("has the store choose by ids and closed words, and filters the rest itself", async () => {
    const copy = copyOf(six)
    expect(ids(await copy.list({ type: "team", name: "odd" }))).toEqual(["1", "3"])
    expect(copy.asked.map(({ keys }) => keys)).toEqual([{ type: ["team"] }])
  })
  it("says how fresh it is, and why the last attempt failed", async () => {
    const lastAttempt = { at: NOW, result: "failed", error: "HR is down" }
    expect(await copyOf({ freshness: { ...fresh, lastAttempt } }).list()).toMatchObject({
      data_as_of: "2026-11-23T11:00:00.000Z",
      last_attempt: { at: NOW.toISOString(), result: "failed", error: "HR is down" },
    })
  })
  it("can be keyed by a field", async () => {
    const { body } = await copyOf(six).reply({ truto_key_by: "id", limit: "2" })
    expect(Object.keys((body as { result: object }).result)).toEqual(["1", "2"])
  })
  it("streams every row as one JSON text that says where it goes on", async () => {
    const copy = copyOf(six)
    const { body } = await copy.reply({ truto_response_format: "stream", limit: "4" })
    if (!(body instanceof Readable)) throw new Error("no stream")
    const read: unknown = JSON.parse((await body.toArray()).join(""))
    if (!isList(read)) throw new Error("no list")
    expect([ids(read), read.result_count, read.prev_cursor]).toEqual([["1", "2", "3", "4"], 4, null])
    expect(ids(await copy.list({ next_cursor: read.next_cursor }))).toEqual(["5", "6"])
  })
  it.each([
    [{ remote_query: { a: "1" } }, "remote_query goes to the HR system"],
    [{ truto_response_format: "raw" }, "truto_response_format=raw goes to the HR system"],
    [{ truto_response_format: "stream", truto_key_by: "id" }, "truto_key_by does not work"],
    [{ as_of: "2026-11-24" }, "give a day that has begun"],
    [{ as_of: "2026-11-20", updated_since: "2026-11-20T00:00:00Z" }, "give one of them"],
    [{ name: "odd" }, "name: the HR system has no such value"],
  ])("refuses %j", async (query, message) => {
    const error = await failureOf(copyOf({ ...six, lacks: ["name"] }).reply(query))
    const code = "name" in query ? "filter.unsupported" : "request.invalid"
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(message)])
  })
  it("that was never synced says how to start, and why the last attempt failed", async () => {
    const lastAttempt = { at: NOW, result: "failed", error: "HR is down" }
    const tried = await failureOf(copyOf({ freshness: { ...fresh, firstSyncedAt: null, lastAttempt } }).list())
    expect([tried.code, tried.message]).toEqual(["account.not_synced", expect.stringContaining("HR is down")])
    const untried = await failureOf(copyOf({ freshness: undefined }).list())
    expect(untried.message).toContain("not synced yet: start one with POST /sync-run")
  })
  it("since a moment asks the store for what has changed since", async () => {
    const copy = copyOf(six)
    await copy.list({ updated_since: "2026-11-20T00:00:00+01:00" })
    expect(copy.asked[0]?.updatedSince).toEqual(new Date("2026-11-19T23:00:00Z"))
  })
})

describe("a list as of a day", () => {
  it.each([
    ["2026-11-20", "recorded", "2026-11-20T23:00:00.000Z"],
    ["2026-11-23", "recorded", NOW.toISOString()],
    ["2026-11-01", "first_sync", "2026-11-10T09:00:00.000Z"],
  ])("%s is %s, from the versions of %s", async (as_of, basis, at) => {
    const copy = copyOf(six)
    expect(await copy.list({ as_of })).toMatchObject({ as_of, as_of_basis: basis, result_count: 6 })
    expect(copy.asked[0]?.at?.toISOString()).toBe(at)
  })
  it("before the first sync chooses rows by their own dates", async () => {
    const rows = [
      { id: "1", effective_date: "2026-01-01", end_date: "2026-05-31" },
      { id: "2", effective_date: "2026-06-01", end_date: null },
      { id: "3", effective_date: "2026-11-05", end_date: null },
    ]
    const copy = copyOf({ rows })
    const found = await copy.list({ as_of: "2026-11-01" }, "employments")
    expect([ids(found), found]).toEqual([["2"], expect.objectContaining({ as_of_basis: "effective_dates" })])
    expect((await failureOf(copy.get("3", { as_of: "2026-11-01" }, "employments"))).message).toBe(
      "there is no row 3 in the synced employments on 2026-11-01",
    )
    expect(await copy.get("2", { as_of: "2026-11-01" }, "employments")).toMatchObject({ body: { id: "2" } })
  })
  it("whose versions are gone names the first day that can be asked for", async () => {
    const copy = copyOf({ freshness: { ...fresh, historyFrom: new Date("2026-11-15T23:30:00Z") } })
    expect((await failureOf(copy.list({ as_of: "2026-11-12" }))).message).toContain("give 2026-11-16 or a later day")
    expect(await copy.list({ as_of: "2026-11-16" })).toMatchObject({ as_of_basis: "recorded" })
  })
})

describe("one row of the synced copy", () => {
  it("comes with how fresh it is; `id` in the query is no filter", async () => {
    const copy = copyOf(six)
    const { status, body } = await copy.get("4", { id: "6" })
    expect([status, read(body)]).toEqual([
      200,
      expect.objectContaining({ id: "4", name: "even", data_as_of: "2026-11-23T11:00:00.000Z" }),
    ])
    expect(copy.asked).toEqual([{ limit: 1, ids: ["4"] }])
  })
  it("that is not there is not found", async () => {
    expect(await failureOf(copyOf(six).get("7"))).toMatchObject({
      code: "resource.not_found",
      message: "there is no row 7 in the synced groups",
    })
  })
})
