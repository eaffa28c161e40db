import { sql } from "kysely"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { describeOnBoth, insertEnvironment, putLease } from "../../db/testing.js"
import { createJobs, type Jobs } from "../../jobs/index.js"
import { connector } from "../../testing.js"
import { act, SUBSCRIPTIONS, startWorld, subscriptionsOf, type World } from "./testing.js"

const EVENTS = (connector.webhooks?.events ?? []).map(({ type }) => type).sort()

describeOnBoth("Subscriptions", (openDb) => {
  let db: Db
  let jobs: Jobs
  let world: World
  beforeAll(async () => {
    const database = await openDb()
    db = database.db
    jobs = await createJobs({ database, clock: createClock(), isWorker: false, onError: () => {} })
  })
  afterAll(() => jobs.close())
  beforeEach(async () => {
    world = await startWorld({ db, jobs, connector })
  })
  afterEach(() => world.close())

  const rows = (accountId = world.account.id) =>
    db.selectFrom("inbound_subscription").selectAll().where("account_id", "=", accountId).orderBy("name").execute()
  const change = (values: object, name: string) =>
    db
      .updateTable("inbound_subscription")
      .set(values)
      .where("account_id", "=", world.account.id)
      .where("name", "=", name)
      .execute()
  /** Calls that changed something at the HR system since. */
  const writes = () =>
    world.sandbox.running.requests.filter(({ method }) => method !== "GET").map(({ method }) => method)
  const forgetCalls = () => void world.sandbox.running.requests.splice(0)
  const remote = (event: string) => subscriptionsOf(world).find(({ type }) => type === event)
  const leaveCreate = "timeoff/leave/create"
  /** Each event has its subscription, and no trouble. */
  const expectMade = async (accountId?: string) => {
    const made = (await rows(accountId)).filter(({ remote_id, error }) => remote_id !== null && error === null)
    expect(made.map(({ name }) => name)).toEqual(EVENTS)
  }
  /** A real delivery arrives. */
  const expectLive = async () => {
    const employee = world.sandbox.running.store.all("employees/employees")[0]
    await act(world, "request-leave", { employee_id: employee?.id, start_on: "2027-03-01", finish_on: "2027-03-02" })
    await world.sandbox.running.webhooks.settled()
    expect(world.posted.at(-1)).toMatchObject({ status: 200 })
  }

  it("are one for each event, each with an address and a challenge of its own", async () => {
    await world.inbound.subscribe(world.place)
    const there = subscriptionsOf(world)
    expect(there.map(({ type }) => type).sort()).toEqual(EVENTS)
    for (const key of ["target_url", "challenge"])
      expect(new Set(there.map((one) => String(one[key]))).size).toBe(EVENTS.length)
    const stored = await rows()
    expect(stored.map(({ name, remote_id }) => [name, remote_id])).toEqual(
      EVENTS.map((event) => [event, remote(event)?.id]),
    )
    const bytes = Buffer.concat(
      stored.flatMap(({ key_hash, secret }) => [key_hash, secret ?? Buffer.alloc(0)]),
    ).toString("latin1")
    for (const { target_url, challenge } of there) {
      expect(bytes).not.toContain(String(challenge))
      expect(bytes).not.toContain(String(target_url).split("/").at(-1))
    }
    await expectLive()
  })

  it("are left alone when they are as they should be", async () => {
    await world.inbound.subscribe(world.place)
    forgetCalls()
    await world.inbound.subscribe(world.place)
    expect(writes()).toEqual([])
  })

  it("that were made before a crash are adopted, and those that were not are made", async () => {
    await world.inbound.subscribe(world.place)
    // Killed after the HR system answered, and killed after the secrets were stored.
    await change({ remote_id: null }, leaveCreate)
    world.sandbox.running.store.remove(SUBSCRIPTIONS, remote("timeoff/leave/update")?.id ?? "")
    await change({ remote_id: null }, "timeoff/leave/update")
    forgetCalls()
    await world.inbound.subscribe(world.place)
    expect(writes()).toEqual(["POST"])
    await expectMade()
    await expectLive()
  })

  it("that nobody remembers are given new secrets", async () => {
    await world.inbound.subscribe(world.place)
    const before = remote(leaveCreate)?.target_url
    await db.deleteFrom("inbound_subscription").where("account_id", "=", world.account.id).execute()
    forgetCalls()
    await world.inbound.subscribe(world.place)
    expect(writes()).toEqual(EVENTS.map(() => "PUT"))
    expect(remote(leaveCreate)?.target_url).not.toBe(before)
    await expectLive()
  })

  it("that the HR system switched off or moved are put right", async () => {
    await world.inbound.subscribe(world.place)
    const { store } = world.sandbox.running
    store.update(SUBSCRIPTIONS, remote(leaveCreate)?.id ?? "", { enabled: false })
    store.update(SUBSCRIPTIONS, remote("timeoff/leave/update")?.id ?? "", { target_url: "https://old.example/x" })
    forgetCalls()
    await world.inbound.subscribe(world.place)
    expect(writes()).toEqual(["PUT", "PUT"])
    expect(remote("timeoff/leave/update")?.target_url).toContain(world.url)
    await expectLive()
  })

  it("of another receiver stay, and the row says why", async () => {
    const foreign = {
      type: leaveCreate,
      company_id: world.sandbox.running.company.id,
      target_url: "https://other.example",
    }
    world.sandbox.running.store.insert(SUBSCRIPTIONS, { ...foreign, enabled: true })
    await world.inbound.subscribe(world.place)
    expect(remote(leaveCreate)?.target_url).toBe("https://other.example")
    const stored = await rows()
    expect(stored.filter(({ remote_id }) => remote_id === null)).toMatchObject([
      { name: leaveCreate, error: expect.stringMatching(/another receiver/) },
    ])
    expect((await world.trust.pollFactors(world.account))("timeoff/leaves")).toBe(1)
  })

  it("belong to the first connection of a company until it goes", async () => {
    await world.inbound.subscribe(world.place)
    const second = await world.connect()
    const place = { environmentId: second.environmentId, accountId: second.id }
    const before = subscriptionsOf(world).map(({ target_url }) => target_url)
    await world.inbound.subscribe(place)
    expect(subscriptionsOf(world).map(({ target_url }) => target_url)).toEqual(before)
    const refused = (await rows(second.id)).filter(({ remote_id, error }) => remote_id === null && error !== null)
    expect(refused.map(({ name }) => name)).toEqual(EVENTS)
    await world.accounts.admin.remove(world.account.environmentId, { ids: [world.account.id] })
    await world.inbound.subscribe(place)
    await expectMade(second.id)
  })

  it("that failed on the way are completed by the next try", async () => {
    const fault = { kind: "status" as const, status: 500, method: "POST", path: "webhook_subscriptions" }
    world.sandbox.running.faults.add({ ...fault, times: 1 })
    await expect(world.inbound.subscribe(world.place)).rejects.toThrow()
    await world.inbound.subscribe(world.place)
    expect(
      subscriptionsOf(world)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(EVENTS)
    await expectMade()
  })

  it("that may not be made are not asked for again until tomorrow", async () => {
    world.sandbox.running.faults.add({ kind: "status", status: 403, path: "webhook_subscriptions" })
    await world.inbound.subscribe(world.place)
    const row = await db
      .selectFrom("inbound_account")
      .selectAll()
      .where("account_id", "=", world.account.id)
      .executeTakeFirstOrThrow()
    expect(row.next_at.getTime() - Date.now()).toBeGreaterThan(23 * 3_600_000)
    expect(await rows()).toEqual([])
  })

  it("are looked at when a scan finds what they should have told, once an hour at most, and put right", async () => {
    await world.inbound.subscribe(world.place)
    const { store } = world.sandbox.running
    const at = (hours: number) => sql<Date>`clock_timestamp() + make_interval(hours => ${hours}::int)`
    const looked = (hoursAgo: number) =>
      db
        .updateTable("inbound_account")
        .set({ next_at: at(24 - hoursAgo) })
        .where("account_id", "=", world.account.id)
        .execute()
    const hoursToNext = async () => {
      const { rows } = await sql<{ hours: number }>`select
          extract(epoch from next_at - clock_timestamp())::float8 / 3600 as hours
        from inbound_account where account_id = ${world.account.id}`.execute(db)
      return rows[0]?.hours ?? Number.NaN
    }
    const scan = (table: string, hasMissed: boolean) => world.trust.recordScan(db, world.account, { table, hasMissed })
    await looked(2)
    await scan("timeoff/leaves", false)
    await scan("custom_fields/fields", true)
    expect(await hoursToNext(), "nothing that they should have told").toBeGreaterThan(21)
    await scan("timeoff/leaves", true)
    expect(await hoursToNext()).toBeLessThanOrEqual(0)
    store.update(SUBSCRIPTIONS, remote(leaveCreate)?.id ?? "", { enabled: false })
    forgetCalls()
    await world.inbound.subscribe(world.place)
    expect(writes()).toEqual(["PUT"])
    expect(world.sandbox.running.requests.length, "two readings, and what was off").toBeLessThanOrEqual(3)
    for (let times = 0; times < 3; times++) await scan("timeoff/leaves", true)
    expect(await hoursToNext(), "an hour after the last look").toBeGreaterThan(0.9)
    expect(await hoursToNext()).toBeLessThanOrEqual(1)
    await expectLive()
  })

  it("are looked at by one process at a time, and by another one when that died", async () => {
    const lease = (seconds: number) => putLease(db, { work: "subscribe", accountId: world.account.id }, seconds)
    await lease(600)
    await world.inbound.subscribe(world.place)
    expect(subscriptionsOf(world)).toEqual([])
    await lease(-1)
    await world.inbound.subscribe(world.place)
    expect(subscriptionsOf(world)).toHaveLength(EVENTS.length)
  })

  it("go with the account; what the HR system refuses does not keep it", async () => {
    await world.inbound.subscribe(world.place)
    await world.inbound.unsubscribe(await insertEnvironment(db), { ids: [world.account.id] })
    expect(subscriptionsOf(world)).toHaveLength(EVENTS.length)
    world.sandbox.running.faults.add({ kind: "status", status: 500, method: "DELETE", times: 1 })
    await world.inbound.unsubscribe(world.account.environmentId, { tenantId: "acme" })
    expect(subscriptionsOf(world)).toHaveLength(1)
  })

  it("are not made for accounts of other environments, or that are gone", async () => {
    await world.inbound.subscribe({ ...world.place, environmentId: await insertEnvironment(db) })
    await world.accounts.admin.remove(world.account.environmentId, { ids: [world.account.id] })
    await world.inbound.subscribe(world.place)
    expect(subscriptionsOf(world)).toEqual([])
  })
})
