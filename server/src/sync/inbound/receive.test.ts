import { randomUUID } from "node:crypto"
import { sql } from "kysely"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { migrate } from "../../db/migrate.js"
import { describeOnBoth, testVault } from "../../db/testing.js"
import { createJobs, type Jobs } from "../../jobs/index.js"
import { insertAccount } from "../../records/testing.js"
import { CHALLENGE, connector } from "../../testing.js"
import { hashKey } from "./address.js"
import { findByKey } from "./store.js"
import { sealedAt } from "./subscribe.js"
import { startWorld, subscriptionsOf, type World } from "./testing.js"

describeOnBoth("What is posted", (openDb) => {
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
    await world.inbound.subscribe(world.place)
  })
  afterEach(() => world.close())

  const hints = () =>
    db.selectFrom("inbound_hint").selectAll().where("account_id", "=", world.account.id).orderBy("value").execute()
  const deliveries = () =>
    db
      .selectFrom("inbound_subscription")
      .select("name")
      .where("account_id", "=", world.account.id)
      .where("last_delivery_at", "is not", null)
      .execute()
  const waiting = async () => (await jobs.backlog()).find(({ queue }) => queue === "inbound")?.waiting ?? 0
  const post = (path: string, { body, challenge }: { body: string; challenge?: string | undefined }) =>
    fetch(`${world.url}${path}`, {
      method: "POST",
      body,
      headers: challenge === undefined ? {} : { [CHALLENGE]: challenge },
    }).then(({ status }) => status)
  /** Address and challenge of an event, as only the HR system knows them. */
  const secretsOf = (event: string) => {
    const found = subscriptionsOf(world).find(({ type }) => type === event)
    return { path: new URL(String(found?.target_url)).pathname, challenge: String(found?.challenge) }
  }

  it("with a wrong address or challenge is a 404 and counted nowhere", async () => {
    const { path, challenge } = secretsOf("timeoff/leave/create")
    const other = secretsOf("timeoff/leave/update")
    const body = JSON.stringify({ id: "1" })
    const key = path.split("/").at(-1) ?? ""
    const second = await world.connect()
    for (const [wrongPath, wrongChallenge] of [
      [path, undefined],
      [path, ""],
      [path, `${challenge.slice(0, -1)}!`],
      [path, other.challenge],
      [path.slice(0, -1), challenge],
      [path.replace(key, "x".repeat(43)), challenge],
      [path.replace(world.account.id, second.id), challenge],
      [path.replace(world.account.id, randomUUID()), challenge],
      [path.replace(world.account.id, "no-id"), challenge],
    ]) {
      expect(await post(wrongPath ?? "", { body, challenge: wrongChallenge }), wrongPath).toBe(404)
    }
    expect([await hints(), await deliveries()]).toEqual([[], []])
    expect([...(await world.inbound.known([key, "x".repeat(43), ""]))]).toEqual([key])
    expect(await post(path, { body, challenge })).toBe(200)
  })

  it("that can't be read is received and gives no hint; one that is too big is refused", async () => {
    const { path, challenge } = secretsOf("timeoff/leave/create")
    for (const body of ["", "{", "null", "7", '{"id":""}', '{"id":"\\u0000"}', `{"id":"${"9".repeat(101)}"}`, "[[]]"]) {
      expect(await post(path, { body, challenge }), body).toBe(200)
    }
    expect(await hints()).toEqual([])
    expect(await post(path, { body: " ".repeat(600_000), challenge })).toBe(413)
    expect(await post(path, { body: '[{"id":1},{"id":2}]', challenge })).toBe(200)
    expect((await hints()).map(({ value }) => value)).toEqual(["1", "2"])
  })

  it("at once by many makes one job, until that begins", async () => {
    const before = await waiting()
    const { path, challenge } = secretsOf("timeoff/leave/create")
    const ids = Array.from({ length: 20 }, (_, index) => String(index))
    const answers = await Promise.all(ids.map((id) => post(path, { body: JSON.stringify({ id }), challenge })))
    expect(new Set(answers)).toEqual(new Set([200]))
    expect([await waiting(), (await hints()).length]).toEqual([before + 1, 20])
    await world.inbound.follow(world.place)
    expect(world.followed).toHaveLength(1)
    await post(path, { body: '{"id":"1"}', challenge })
    expect(await waiting()).toBe(before + 2)
  })
})

describeOnBoth("A subscription from before it could be for several events", (openDb) => {
  it("is for its one event, and its secret still opens", async () => {
    const { db } = await openDb()
    await sql.raw("drop schema public cascade; create schema public").execute(db)
    await migrate(db, 13)
    const { environmentId, accountId } = await insertAccount(db)
    const event = "timeoff/leave/create"
    const sealed = testVault().seal("the challenge", sealedAt(accountId, event))
    await sql`insert into inbound_subscription (account_id, environment_id, event, remote_id, key_hash, challenge)
      values (${accountId}, ${environmentId}, ${event}, '4', ${hashKey("key")}, ${sealed})`.execute(db)
    await migrate(db)
    const found = await findByKey(db, accountId, hashKey("key"))
    expect(found).toMatchObject({ name: event, events: [event], remote_id: "4" })
    expect(
      testVault()
        .open(found?.secret ?? Buffer.alloc(0), sealedAt(accountId, event))
        .toString(),
    ).toBe("the challenge")
  })
})
