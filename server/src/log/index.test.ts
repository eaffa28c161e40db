import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { beforeAll, beforeEach, expect, test } from "vitest"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment, testClock, testVault } from "../db/testing.js"
import { createRequestLog, type RequestLog, Trail } from "./index.js"
import { deleteOld } from "./store.js"

async function insertAccount(db: Db, environment_id: string): Promise<string> {
  const [id, installed] = [randomUUID(), randomUUID()]
  await db
    .insertInto("environment_integration")
    .values({ id: installed, environment_id, integration: "acme" })
    .execute()
  const named = { id, environment_id, environment_integration_id: installed, integration: "acme", tenant_id: "tenant" }
  const values = { ...named, status: "active", authentication_method: "api_key", secrets: Buffer.from("x") }
  await db.insertInto("integrated_account").values(values).execute()
  return id
}

describeOnBoth("the log", (openDb) => {
  let db: Db
  let clock: Clock
  let log: RequestLog
  let environmentId: string
  const lost: number[] = []

  beforeAll(async () => {
    ;({ db } = await openDb())
    clock = testClock()
  })
  beforeEach(async () => {
    lost.length = 0
    log = createRequestLog({ db, vault: testVault(), clock, keepDays: 7, onLost: (count) => void lost.push(count) })
    environmentId = await insertEnvironment(db, "one")
  })

  type Given = Partial<Parameters<RequestLog["record"]>[0]>
  const entry = (given: Given = {}) => ({
    ...{ environment_id: environmentId, account_id: null, log_type: "api", request_type: "api" },
    ...{ request_id: randomUUID(), operation: "list_webhooks", startedAt: clock.now(), durationMs: 12.4 },
    ...given,
  })
  const record = (given: Given = {}, trail = new Trail()) => log.record(entry(given), trail)
  const page = (filters = {}, limit = 100, cursor?: string) => log.page(environmentId, { limit, cursor, filters })
  const trailOf = (count: number, given: object = {}) => {
    const trail = new Trail()
    const call = {
      method: "GET",
      path: "/api/people?email=a%40b.test",
      atMs: clock.now().getTime(),
      status: 200,
    } as const
    for (let index = 0; index < count; index++)
      trail.add({ ...call, reason: "answer", durationMs: 10.6, attempts: 2, waitedMs: 3, ...given })
    return trail
  }

  test("an entry whose path names an account is of that one, if it is one of the environment", async () => {
    const [mine, others] = [
      await insertAccount(db, environmentId),
      await insertAccount(db, await insertEnvironment(db, "two")),
    ]
    const named = [mine, others, randomUUID()]
    for (const [at, named_account_id] of named.entries()) record({ named_account_id, request_id: `names ${at}` })
    const accountOf = async (at: number) => (await log.get(environmentId, `names ${at}`))?.integrated_account_id
    expect([await accountOf(0), await accountOf(1), await accountOf(2)]).toEqual([mine, null, null])
    expect((await page({ accountId: mine })).rows.map(({ request_id }) => request_id)).toEqual(["names 0"])
  })

  test("an entry is there at once for the process that recorded it, with its calls", async () => {
    const account_id = await insertAccount(db, environmentId)
    record({ account_id, request_id: "mine", status: 502, code: "upstream.timeout", resource: "employees" }, trailOf(2))
    const found = await log.get(environmentId, "mine")
    expect(found).toMatchObject({
      ...{ request_id: "mine", integrated_account_id: account_id, tenant_id: "tenant", integration: "acme" },
      ...{ http_status_code: 502, http_status_category: "5xx", code: "upstream.timeout", message: expect.any(String) },
      ...{ duration: 12, fetch_duration: 21, waited: 6, call_count: 2, attempt_count: 4 },
    })
    expect(found?.calls).toHaveLength(2)
    expect(found?.calls[0]).toMatchObject({ method: "GET", path: "/api/people?email=*", status: 200, failure: null })
    expect(await log.get(environmentId, found?.id ?? "")).toEqual(found)
    expect((await page()).rows[0]).not.toHaveProperty("calls")
  })

  test("of many calls the first are kept, and more that failed; all are counted", async () => {
    const trail = trailOf(200)
    for (const call of Array.from({ length: 100 }, () => ({ status: 500 }))) trail.add({ ...base(), ...call })
    record({ request_id: "many" }, trail)
    const found = await log.get(environmentId, "many")
    expect(found).toMatchObject({ call_count: 300 })
    expect(found?.calls.map(({ status }) => status)).toEqual([...Array(60).fill(200), ...Array(40).fill(500)])
  })
  const base = () =>
    ({
      ...{ path: "/x", atMs: clock.now().getTime(), durationMs: 1, attempts: 1, waitedMs: 0 },
      ...({ method: "GET", reason: "answer" } as const),
    }) as const

  test("another environment sees nothing of it", async () => {
    record({ request_id: "mine" })
    const other = await insertEnvironment(db, "other")
    expect(await log.get(other, "mine")).toBeUndefined()
    expect((await log.page(other, { limit: 10, filters: {} })).rows).toEqual([])
  })

  test("filters find by account, status, code, operation, request, time, and what the details say", async () => {
    const accountId = await insertAccount(db, environmentId)
    const at = (text: string) => new Date(text)
    record({ request_id: "a", account_id: accountId, status: 200, startedAt: at("2026-01-01T10:00:00Z") })
    record({ request_id: "b", status: 404, code: "resource.not_found", startedAt: at("2026-01-01T11:00:00Z") })
    record({
      request_id: "c",
      status: 429,
      operation: "list_log",
      resource: "groups",
      startedAt: at("2026-01-01T12:00:00Z"),
    })
    record({
      request_id: "d",
      log_type: "rapid_bridge",
      details: { trigger: "schedule" },
      startedAt: at("2026-01-01T13:00:00Z"),
    })
    const found = async (filters: object) => (await page(filters)).rows.map(({ request_id }) => request_id).join("")
    expect(await found({})).toBe("dcba")
    expect(await found({ accountId })).toBe("a")
    expect(await found({ status: { from: 400, to: 499 } })).toBe("cb")
    expect(await found({ code: "resource.not_found" })).toBe("b")
    expect(await found({ operation: "list_log" })).toBe("c")
    expect(await found({ requestId: "a" })).toBe("a")
    expect(await found({ logTypes: ["rapid_bridge"], equal: { trigger: "schedule" } })).toBe("d")
    expect(await found({ equal: { resource: "groups" } })).toBe("c")
    expect(await found({ equal: { tool_name: "x" } })).toBe("")
    const times = [
      { operator: ">", at: at("2026-01-01T10:00:00Z") },
      { operator: "<=", at: at("2026-01-01T12:00:00Z") },
    ]
    expect(await found({ times })).toBe("cb")
  })

  test("entries of a sync are found and shown by the runs of jobs that it stands for", async () => {
    const account_id = await insertAccount(db, environmentId)
    const place = { environment_id: environmentId, account_id }
    const [jobId, triggerId] = [randomUUID(), randomUUID()]
    await sql`insert into sync_job (id, environment_id, label, integration_name, default_runtime_version, args_schema, resources)
      values (${jobId}, ${environmentId}, 'People', '', 4, '{}', '[]')`.execute(db)
    const insertRun = async () => {
      const id = randomUUID()
      await sql`insert into sync_run (id, environment_id, account_id, trigger, status)
        values (${id}, ${environmentId}, ${account_id}, 'request', 'completed')`.execute(db)
      record({ account_id, request_id: id, log_type: "rapid_bridge", request_type: "sync" })
      return id
    }
    const insertJobRun = async (run_id: string, trigger_id: string | null, at: string) => {
      const id = randomUUID()
      const values = { id, ...place, sync_job_id: jobId, run_id, args: "{}", webhook_id: null, trigger_id }
      await db.insertInto("sync_job_run").values(values).execute()
      await sql`update sync_job_run set created_at = ${at}::timestamptz where id = ${id}`.execute(db)
      return id
    }
    const [shared, own] = [await insertRun(), await insertRun()]
    const asked = await insertJobRun(shared, null, "2026-01-01T10:00:00Z")
    const triggered = await insertJobRun(shared, triggerId, "2026-01-01T11:00:00Z")
    const found = async (filters: object) =>
      Object.fromEntries((await page(filters)).rows.map((row) => [row.request_id, row.sync_job_run_id]))
    expect(await found({})).toEqual({ [shared]: asked, [own]: undefined })
    expect(await found({ jobRunId: triggered })).toEqual({ [shared]: triggered })
    expect(await found({ isTriggered: true })).toEqual({ [shared]: triggered })
    expect(await found({ jobRunId: shared })).toEqual({})
    expect(await log.get(environmentId, shared)).toMatchObject({ sync_job_run_id: asked })
  })

  test("pages have each entry once, the newest first, also of one millisecond", async () => {
    const startedAt = clock.now()
    for (let index = 0; index < 7; index++) record({ request_id: `r${index}`, startedAt })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { rows, nextCursor } = await page({}, 2, cursor)
      seen.push(...rows.map(({ request_id }) => request_id))
      cursor = nextCursor ?? undefined
    } while (cursor && seen.length < 20)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
  })

  test("an account takes its entries with it, and one that is gone by then loses no other's", async () => {
    const accountId = await insertAccount(db, environmentId)
    record({ account_id: accountId, request_id: "before" })
    expect(await log.get(environmentId, "before")).toBeDefined()
    await db.deleteFrom("integrated_account").where("id", "=", accountId).execute()
    expect(await log.get(environmentId, "before")).toBeUndefined()
    record({ account_id: accountId, request_id: "after" })
    record({ request_id: "other" })
    expect(await log.get(environmentId, "after")).toBeUndefined()
    expect(await log.get(environmentId, "other")).toBeDefined()
    expect(lost).toEqual([])
  })

  test("what is older than it is kept goes, and of too many entries or bytes the oldest", async () => {
    const minutesAgo = (minutes: number) => new Date(clock.now().getTime() - minutes * 60_000)
    const left = async () => (await page()).rows.map(({ request_id }) => request_id).join("")
    record({ request_id: "a", startedAt: minutesAgo(8 * 1_440) })
    for (const [request_id, minutes] of [
      ["b", 50],
      ["c", 40],
      ["d", 30],
      ["e", 20],
    ] as const)
      record({ request_id, startedAt: minutesAgo(minutes) })
    expect(await left()).toBe("edcba")
    await log.cleanUp()
    expect(await left()).toBe("edcb")
    await deleteOld(db, { keepDays: 7, mostEntries: 3, mostBytes: 1e9 })
    expect(await left()).toBe("edc")
    await deleteOld(db, { keepDays: 7, mostEntries: 100, mostBytes: 1_000 })
    expect(await left()).toBe("ed")
    // The last minute stays, however much it is; and a second look has nothing to do.
    await deleteOld(db, { keepDays: 7, mostEntries: 0, mostBytes: 0 })
    expect(await left()).toBe("e")
    expect(await deleteOld(db, { keepDays: 7, mostEntries: 0, mostBytes: 0 })).toBe(0)
    const usage = await sql<{
      entries: number
    }>`select entries from log_usage where environment_id = ${environmentId}`.execute(db)
    expect(usage.rows).toEqual([{ entries: 1 }])
  })

  test("a filter that the database can't keep is the caller's mistake", async () => {
    await expect(page({ requestId: "nul \0" })).rejects.toMatchObject({ code: "request.invalid" })
    await expect(log.get(environmentId, "nul \0")).rejects.toMatchObject({ code: "request.invalid" })
  })
})
