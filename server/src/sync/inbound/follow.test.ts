import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { describeOnBoth, insertEnvironment, putLease } from "../../db/testing.js"
import { createJobs, type Jobs } from "../../jobs/index.js"
import { CHALLENGE, connector } from "../../testing.js"
import type { Follow } from "./hint.js"
import { putHints } from "./store.js"
import { act, type Posted, startWorld, type World } from "./testing.js"

const DAYS = { start_on: "2027-03-01", finish_on: "2027-03-02" }

describeOnBoth("A delivery", (openDb) => {
  let db: Db
  let jobs: Jobs
  let world: World
  beforeAll(async () => {
    const database = await openDb()
    db = database.db
    jobs = await createJobs({ database, clock: createClock(), isWorker: true, onError: () => {} })
    await jobs.work("inbound", (place) => world.inbound.follow(place))
  })
  afterAll(() => jobs.close())
  afterEach(() => world.close())

  const start = async (follow?: Follow) => {
    world = await startWorld({ db, jobs, connector, ...(follow ? { follow } : {}) })
    await world.inbound.subscribe(world.place)
    return world
  }
  const requestLeave = async () => {
    const employee = world.sandbox.running.store.all("employees/employees")[0]
    const leave = await act(world, "request-leave", { employee_id: employee?.id, ...DAYS })
    await world.sandbox.running.webhooks.settled()
    return leave.id
  }
  const hints = () =>
    db.selectFrom("inbound_hint").selectAll().where("account_id", "=", world.account.id).orderBy("value").execute()
  const deliveries = async () => {
    const rows = await db
      .selectFrom("inbound_subscription")
      .select(["name", "last_delivery_at"])
      .where("account_id", "=", world.account.id)
      .execute()
    return rows.filter(({ last_delivery_at }) => last_delivery_at !== null).map(({ name }) => name)
  }
  const isDone = () => vi.waitFor(async () => expect(await hints()).toEqual([]), { timeout: 40_000 })
  const post = (path: string, { body, challenge }: { body: string; challenge?: string | undefined }) =>
    fetch(`${world.url}${path}`, {
      method: "POST",
      body,
      headers: challenge === undefined ? {} : { [CHALLENGE]: challenge },
    }).then(({ status }) => status)
  const postAgain = ({ path, body, headers }: Posted) => post(path, { body, challenge: headers[CHALLENGE] })
  it("becomes a reading of the record", async () => {
    await start()
    const id = await requestLeave()
    await vi.waitFor(() => expect(world.followed).toEqual([`timeoff/leaves id ${id}`]), { timeout: 40_000 })
    await isDone()
    expect(await deliveries()).toEqual(["timeoff/leave/create"])
  })

  it("that names a person reads what belongs to the person", async () => {
    await start()
    const employee = world.sandbox.running.store.all("employees/employees")[0]
    await act(world, "raise", { employee_id: employee?.id, salary_amount: 1, effective_on: "2027-01-01" })
    await world.sandbox.running.webhooks.settled()
    await isDone()
    expect(world.followed.sort()).toEqual([`contracts/contract_versions employee_id ${employee?.id}`])
  })

  it("that comes several times before it is followed is followed once", async () => {
    await start()
    const held = { work: "follow-hints", accountId: world.account.id }
    await putLease(db, held, 600)
    const id = await requestLeave()
    const [first] = world.posted
    if (!first) throw new Error("nothing was delivered")
    expect(await Promise.all([postAgain(first), postAgain(first), postAgain(first)])).toEqual([200, 200, 200])
    expect(await hints()).toHaveLength(1)
    await world.inbound.follow(world.place)
    expect(world.followed).toEqual([])
    // The holder has died.
    await putLease(db, held, -1)
    await world.inbound.follow(world.place)
    // By this call, or by the job that found it free a moment before.
    await isDone()
    expect(world.followed).toEqual([`timeoff/leaves id ${id}`])
  })

  it("that comes again while its record is being read is followed again", async () => {
    let release = () => {}
    const gate = new Promise<void>((resolve) => {
      release = resolve
    })
    const first = await start(() => gate.then(() => []))
    const id = await requestLeave()
    await vi.waitFor(() => expect(first.followed).toHaveLength(1), { timeout: 40_000 })
    const [posted] = first.posted
    if (!posted) throw new Error("nothing was delivered")
    expect(await postAgain(posted)).toBe(200)
    release()
    await isDone()
    expect(first.followed).toEqual([`timeoff/leaves id ${id}`, `timeoff/leaves id ${id}`])
  })

  it("is left to whoever has taken over meanwhile", async () => {
    const hint = { table: "employees/employees", column: "id", value: "p1" }
    const first = await start(async () => {
      await putHints(db, world.place, [hint])
      await putLease(db, { work: "follow-hints", accountId: world.account.id }, 600)
      return []
    })
    await putHints(db, first.place, [hint])
    await first.inbound.follow(first.place)
    expect(first.followed).toEqual(["employees/employees id p1"])
    expect(await hints()).toHaveLength(1)
    // Other tests look for what waits, of all accounts.
    await db.deleteFrom("inbound_hint").where("account_id", "=", first.account.id).execute()
  })

  it("of two thousand about sixty people reads about sixty rows, also while it is being followed", async () => {
    const people = Array.from({ length: 60 }, (_, at) => ({
      table: "employees/employees",
      column: "id",
      value: `p${at}`,
    }))
    let left = 2_000
    const first = await start(async () => {
      for (; left > 0; left -= people.length) await putHints(db, world.place, people)
      return []
    })
    await putHints(db, first.place, people.slice(0, 1))
    await first.inbound.follow(first.place)
    expect(await hints()).toEqual([])
    const read = first.followed.flatMap((one) => one.split(" ").at(-1)?.split(",") ?? [])
    expect(new Set(read).size).toBe(60)
    expect(read).toHaveLength(61)
  })

  it("whose record can't be read is kept, and given up after ten times", async () => {
    let isBroken = true
    await start(async (_account, hints) =>
      hints.flatMap((hint) =>
        isBroken && hint.table === "timeoff/leaves" ? [{ hint, error: new Error("not this time") }] : [],
      ),
    )
    await db
      .updateTable("integrated_account")
      .set({ status: "needs_reauth" })
      .where("id", "=", world.account.id)
      .execute()
    const id = await requestLeave()
    // The account was cached as active for a second.
    await vi.waitFor(async () => {
      const found = await world.accounts.find(world.place.environmentId, world.place.accountId)
      expect(found?.status).toBe("needs_reauth")
    }, 3_000)
    await world.inbound.follow(world.place)
    expect((await hints()).map(({ value }) => value)).toEqual([id])
    const reopen = { status: "active" }
    await db.updateTable("integrated_account").set(reopen).where("id", "=", world.account.id).execute()
    await vi.waitFor(async () => {
      await world.inbound.follow(world.place).catch(() => {})
      expect((await hints())[0]?.tries).toBeGreaterThan(1)
    }, 40_000)
    isBroken = false
    await vi.waitFor(async () => {
      await world.inbound.follow(world.place)
      expect(await hints()).toEqual([])
    }, 40_000)
    isBroken = true
    const tried = world.followed.filter((one) => one === `timeoff/leaves id ${id}`).length
    const factor = async () => (await world.trust.pollFactors(world.account))("timeoff/leaves")
    const [posted] = world.posted
    if (posted) await postAgain(posted)
    expect(await factor()).toBe(4)
    await vi.waitFor(async () => {
      await world.inbound.follow(world.place).catch(() => {})
      expect(await hints()).toEqual([])
    }, 40_000)
    expect(world.followed.filter((one) => one === `timeoff/leaves id ${id}`).length - tried).toBe(10)
    // What it meant is found by polling, which is not slow any more.
    expect(await factor()).toBe(1)
  })

  it("that lost its job is found by the sweep, as are accounts that lost theirs", async () => {
    await start()
    const { accountId, environmentId } = world.place
    const old = {
      account_id: accountId,
      environment_id: environmentId,
      table_name: "teams/teams",
      column_name: "id",
      value: "5",
    }
    await db
      .insertInto("inbound_hint")
      .values({ ...old, received_at: new Date(Date.now() - 120_000) })
      .execute()
    const second = await world.connect()
    await world.inbound.checkDue()
    await world.inbound.recoverLostJobs()
    await vi.waitFor(() => expect(world.followed).toEqual(["teams/teams id 5"]), { timeout: 40_000 })
    const waiting = await jobs.backlog()
    expect(waiting.find(({ queue }) => queue === "inbound-subscribe")?.waiting).toBeGreaterThan(0)
    await world.inbound.subscribe({ environmentId: second.environmentId, accountId: second.id })
  })

  it("that is being followed is looked at again when that lease ends, and woken when it was not renewed", async () => {
    await start()
    const { accountId, environmentId } = world.place
    const hint = { account_id: accountId, environment_id: environmentId, table_name: "teams/teams", column_name: "id" }
    const received_at = new Date(Date.now() - 120_000)
    await db
      .insertInto("inbound_hint")
      .values({ ...hint, value: "5", received_at })
      .execute()
    const held = { work: "follow-hints", accountId }
    await putLease(db, held, 4)
    const seconds = await world.inbound.recoverLostJobs()
    expect(seconds).toBeGreaterThan(2)
    expect(seconds).toBeLessThanOrEqual(4)
    expect(world.followed).toEqual([])
    await putLease(db, held, -1)
    expect(await world.inbound.recoverLostJobs()).toBeUndefined()
    await vi.waitFor(() => expect(world.followed).toEqual(["teams/teams id 5"]), { timeout: 40_000 })
  })

  it("is followed in its own environment only", async () => {
    await start()
    const { accountId, environmentId } = world.place
    const hint = {
      account_id: accountId,
      environment_id: environmentId,
      table_name: "teams/teams",
      column_name: "id",
      value: "5",
    }
    await db.insertInto("inbound_hint").values(hint).execute()
    await world.inbound.follow({ accountId, environmentId: await insertEnvironment(db) })
    expect(await hints()).toHaveLength(1)
  })

  it("slows polling of what is told whole; a scan that finds more ends that until the next delivery", async () => {
    await start()
    const factor = async () => (await world.trust.pollFactors(world.account))("timeoff/leaves")
    const scan = (hasMissed: boolean) =>
      world.trust.recordScan(db, world.account, { table: "timeoff/leaves", hasMissed })
    expect(await factor()).toBe(1)
    await scan(false)
    expect(await factor()).toBe(4)
    expect((await world.trust.pollFactors(world.account))("employees/employees")).toBe(1)
    await scan(true)
    await scan(false)
    expect(await factor()).toBe(1)
    await requestLeave()
    expect(await factor()).toBe(4)
  })
})
