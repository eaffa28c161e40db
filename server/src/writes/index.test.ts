import { beforeAll, beforeEach, expect, test } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth } from "../db/testing.js"
import { AppError } from "../errors.js"
import { type Fate, Killed, startWorld, type World } from "./testing.js"

const RED = { id: "1", name: "Red" }

describeOnBoth("a write", (openDb) => {
  let db: Db
  let world: World
  beforeAll(async () => {
    db = (await openDb()).db
  })
  beforeEach(async () => {
    world = await startWorld(db)
  })
  const run = (more = {}, writes = world.process()) => writes.run(world.ask(more))
  const failure = async (call: Promise<unknown>): Promise<AppError> => {
    const error = await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof AppError)) throw new Error(`expected a failure, got ${String(error)}`)
    return error
  }
  const states = async (writes = world.process()) => {
    const { rows } = await writes.page(world.account.environmentId, { limit: 10, filters: {} })
    return rows.map((one) => [one.state, ...one.steps.map(({ name, state }) => `${name} ${state}`)])
  }
  /** What jobs do until nothing is open. */
  const reconcile = async (writes = world.process()) => {
    for (let turn = 0; turn < 10; turn++) {
      world.jobs.length = 0
      await writes.wakeDue()
      for (const job of world.jobs.filter(({ environmentId }) => environmentId === world.account.environmentId))
        await writes.reconcile(job).catch(() => {})
      await world.pass(10)
    }
  }
  const isOnce = () => {
    expect(world.lists.teams).toEqual([RED])
    expect(world.lists.people).toEqual([{ id: "1", team_id: "1" }])
  }

  test("is planned, carried out and answered as a read shows it", async () => {
    const reply = await run()
    expect(reply).toMatchObject({ status: 200, body: { id: "1", name: "Red" } })
    isOnce()
    expect(await states()).toEqual([["done", "create_team done", "add_lead done"]])
    const id = reply.headers["rollcall-write-id"] ?? ""
    expect(await world.process().get(world.account.environmentId, id)).toMatchObject({
      ...{ id, state: "done", action: "create", resource: "groups", row_id: null, result_id: "1", ask_person: null },
      steps: [
        { tries: 1, request: { method: "POST", path: "teams" } },
        { tries: 1, request: { path: "people" } },
      ],
    })
    expect(world.written).toEqual([
      { rows: [{ table: "teams", row: RED }], touched: [{ table: "people", column: "id", values: ["1"] }] },
    ])
  })

  test("is answered again under its key, byte for byte, and refused for another body", async () => {
    const [first, again] = [await run(), await run()]
    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body))
    expect(again.headers).toMatchObject({ "idempotency-replayed": "true", ...first.headers })
    expect((await failure(run({ body: { name: "Blue" } }))).code).toBe("idempotency.mismatch")
    isOnce()
    await run({ key: "key-2" })
    expect(world.lists.teams).toHaveLength(2)
  })

  test("happens once for twelve requests at the same moment", async () => {
    const writes = [world.process(), world.process()]
    const replies = await Promise.all(Array.from({ length: 12 }, (_, at) => run({}, writes[at % 2])))
    expect(new Set(replies.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    isOnce()
  })

  const PLAN = { commits: 6 }
  test("has so many commits", async () => {
    const writes = world.process()
    await run({}, writes)
    expect(writes.commits()).toBe(PLAN.commits)
  })

  const kills = Array.from({ length: PLAN.commits }, (_, at) =>
    (["before", "after"] as const).map((when) => ({ when, at: at + 1 })),
  ).flat()
  test.each(kills)("killed $when commit $at happens once by a repeat with its key", async (kill) => {
    await expect(run({}, world.process(kill))).rejects.toThrow(Killed)
    await world.pass(6.5)
    expect((await run()).body).toMatchObject(RED)
    isOnce()
    expect(new Set((await states()).map(([state]) => state))).toEqual(new Set(["done"]))
  })

  test.each(kills)("killed $when commit $at is known after one reconciliation by the job", async (kill) => {
    await expect(run({}, world.process(kill))).rejects.toThrow(Killed)
    await world.pass(6.5)
    await reconcile()
    const [state] = (await states())[0] ?? ["done"]
    expect(["done", "failed"]).toContain(state)
    if (world.lists.teams.length > 0) isOnce()
    expect((await run()).body).toMatchObject(RED)
    isOnce()
  })

  test.each(kills)("killed $when commit $at without a key never happens twice, nor half", async (kill) => {
    await expect(run({ key: undefined }, world.process(kill))).rejects.toThrow(Killed)
    await world.pass(6.5)
    await reconcile()
    const [state] = (await states())[0] ?? ["failed"]
    expect(world.lists.people).toHaveLength(world.lists.teams.length)
    if (state === "done") isOnce()
    else expect(world.lists.teams).toEqual([])
  })

  test("killed again while it is taken up happens once", async () => {
    for (const at of kills) {
      world = await startWorld(db)
      await run({}, world.process({ at: 3, when: "after" })).catch(() => {})
      await world.pass(6.5)
      await run({}, world.process(at)).catch(() => {})
      await world.pass(6.5)
      expect((await run()).body).toMatchObject(RED)
      isOnce()
    }
  })

  test("that another process has in hand is waited for, and not taken up", async () => {
    await run({}, world.process({ at: 2, when: "after" })).catch(() => {})
    await world.process().get(world.account.environmentId, "00000000-0000-4000-8000-000000000000")
    const before = world.sent.length
    await world.process().wakeDue()
    expect(world.jobs).toEqual([])
    expect(world.sent).toHaveLength(before)
  })

  const CUT: Fate[][] = [
    ["lost"],
    ["unheard"],
    ["late"],
    ["empty"],
    ["ok", "lost"],
    ["ok", "unheard"],
    ["ok", "late"],
    ["ok", "empty"],
    ["lost", "unheard"],
    ["unheard", "late"],
    ["lost", "lost", "ok", "unheard"],
  ]
  test.each(CUT.map((fates) => ({ fates, named: fates.join(", ") })))(
    "whose connection breaks ($named) happens once, and its caller hears of it",
    async ({ fates }) => {
      world.fates.push(...fates)
      expect((await run()).body).toMatchObject(RED)
      isOnce()
    },
  )

  test("that the HR system never answers has not happened, and says so", async () => {
    world.fates.push("lost", "lost", "lost")
    expect(await failure(run())).toMatchObject({ code: "upstream.failed", details: { isUndone: true } })
    expect(world.lists.teams).toEqual([])
    expect(world.sent).toHaveLength(3)
    expect((await run()).body).toMatchObject(RED)
  })

  test.each([
    [422, "upstream.refused"],
    [409, "upstream.refused"],
    [429, "upstream.rate_limited"],
    [500, "upstream.failed"],
    [503, "upstream.failed"],
  ] as const)("that is refused with %s has not happened, and its key is free again", async (status, code) => {
    world.fates.push(status)
    expect(await failure(run())).toMatchObject({ status, code, details: { isUndone: true } })
    expect(world.lists.teams).toEqual([])
    expect((await states())[0]?.[0]).toBe("failed")
    expect((await run()).body).toMatchObject(RED)
    isOnce()
  })

  test("of which one step is refused is partial, and goes on there with its key", async () => {
    world.fates.push("ok", 422)
    const error = await failure(run())
    expect(error).toMatchObject({ code: "write.partial", status: 424 })
    expect(error.details.write?.steps).toEqual([
      { name: "create_team", state: "done" },
      { name: "add_lead", state: "failed" },
    ])
    expect((await states())[0]?.[0]).toBe("partial")
    expect((await run()).body).toMatchObject(RED)
    isOnce()
  })

  test("of a row that was there before is not taken for that one", async () => {
    world.lists.teams.push({ id: "1", name: "Red" })
    world.fates.push("lost")
    expect((await run()).body).toMatchObject({ id: "2" })
    expect(world.lists.teams).toHaveLength(2)
  })

  test("that may be repeated is sent again, and a deletion is seen by what is gone", async () => {
    world.lists.teams.push({ id: "1", name: "Blue" })
    world.fates.push("unheard")
    expect((await run({ action: "update", id: "1", body: { name: "Green" } })).body).toMatchObject({ name: "Green" })
    expect(world.sent).toEqual(["PUT /api/teams/1", "PUT /api/teams/1"])
    world.fates.push("unheard")
    expect((await run({ action: "delete", id: "1", body: {} })).body).toEqual({ id: "1" })
    expect(world.lists.teams).toEqual([])
    expect(world.written.at(-1)).toEqual({ rows: [], touched: [{ table: "teams", column: "id", values: ["1"] }] })
  })

  const rename = { action: "update", id: "1", body: { name: "Green" } } as const
  test("that may be repeated is sent again after a pause where an error is answered and nothing can be seen", async () => {
    world.lists.teams.push({ id: "1", name: "Blue" })
    world.fates.push("ok", 500)
    const both = { ...rename, body: { name: "Green", description: "x" } }
    expect((await run(both)).body).toMatchObject({ name: "Green" })
    expect(world.sent).toHaveLength(3)
  })

  test("that is sent again is made anew from what is there then", async () => {
    world.lists.teams.push({ id: "1", name: "Blue", parent: "old" })
    await expect(run(rename, world.process({ at: 2, when: "after" }))).rejects.toThrow(Killed)
    world.lists.teams[0] = { id: "1", name: "Blue", parent: "new" }
    await world.pass(6.5)
    await run(rename)
    expect(world.lists.teams).toEqual([{ id: "1", name: "Green", parent: "new" }])
  })

  test("that was refused is made anew from what is there when it is gone on with", async () => {
    world.lists.teams.push({ id: "1", name: "Blue", parent: "old" })
    const both = { ...rename, body: { name: "Green", description: "x" } }
    world.fates.push("ok", 422)
    expect((await failure(run(both))).code).toBe("write.partial")
    world.lists.teams[0] = { id: "1", name: "Green", parent: "new" }
    await run(both)
    expect(world.lists.teams).toEqual([{ id: "1", name: "Green", parent: "new", description: "x" }])
  })

  test("that may be repeated and has no key is known to have happened though its process was killed", async () => {
    world.lists.teams.push({ id: "1", name: "Blue" })
    const killed = run({ ...rename, key: undefined }, world.process({ at: 3, when: "before" }))
    await expect(killed).rejects.toThrow(Killed)
    await world.pass(6.5)
    await reconcile()
    expect(await states()).toEqual([["done", "rename done"]])
    expect(world.sent).toHaveLength(1)
  })

  test("whose key is asked for a day after it became known, though long unknown, happens once", async () => {
    await expect(run({}, world.process({ at: 3, when: "before" }))).rejects.toThrow(Killed)
    await world.pass(25 * 3_600)
    await reconcile()
    await world.process().cleanUp()
    expect((await run()).body).toMatchObject(RED)
    isOnce()
  })

  test("of which nothing tells what happened stays unknown, is never sent again, and says where to look", async () => {
    world.lists.teams.push(RED)
    world.fates.push("unheard")
    const tell = { action: "add_members", id: "1", body: { employees: [{ id: "9" }] } } as const
    for (let turn = 0; turn < 3; turn++) {
      const error = await failure(run(tell))
      expect(error).toMatchObject({ code: "write.unknown", message: expect.stringContaining("see in the letters") })
      await reconcile()
    }
    expect(world.lists.letters).toHaveLength(1)
    const id = (await failure(run(tell))).details.write?.id ?? ""
    expect(await world.process().get(world.account.environmentId, id)).toMatchObject({
      state: "unknown",
      ask_person: expect.stringContaining("see in the letters"),
    })
  })

  test("can be looked at while it is unknown: that it has happened is known at once, and nothing is sent by it", async () => {
    await run({}, world.process({ at: 3, when: "before" })).catch(() => {})
    await world.pass(6.5)
    const [one] = (await world.process().page(world.account.environmentId, { limit: 1, filters: {} })).rows
    const seen = await world.process().get(world.account.environmentId, one?.id ?? "")
    expect(seen?.steps).toMatchObject([{ state: "done" }, { state: "planned" }])
    expect(world.sent).toHaveLength(1)
  })

  test("of one kind of rows never takes a row of another kind that has the same number", async () => {
    world.lists.teams.push({ id: "1", name: "Red" })
    world.lists.parents.push({ id: "1" })
    const wrong = { action: "delete", id: "office-1", body: {} } as const
    expect(await failure(run(wrong))).toMatchObject({ code: "operation.not_supported", status: 405 })
    expect([world.sent, world.lists.teams]).toEqual([[], [RED]])
  })

  test("is stopped by a small table that may not be read only where it needs it, and then says so", async () => {
    world.refused.push("kinds")
    expect((await run()).body).toMatchObject(RED)
    const needing = run({ key: "key-2", body: { name: "Red", description: "of a kind" } })
    expect((await failure(needing)).code).not.toBe("request.invalid")
    world.refused.pop()
    const wrong = run({ key: "key-2", body: { name: "Red", description: "of a kind" } })
    expect(await failure(wrong)).toMatchObject({ code: "request.invalid", message: "description: is no kind" })
  })

  test("without a step is answered as it is", async () => {
    world.lists.teams.push(RED)
    expect((await run({ action: "update", id: "1", body: { name: "Red" } })).body).toMatchObject(RED)
  })

  test("whose caller goes away before it begins is not begun", async () => {
    const gone = AbortSignal.abort(new Error("gone"))
    expect(await failure(run({ life: { signal: gone } }))).toMatchObject({ code: "request.abandoned" })
    expect(world.lists.teams).toEqual([])
  })

  test("is only shown with dry_run, and with truto_skip_api_call", async () => {
    const reply = await run({ query: { dry_run: true } })
    expect(reply.body).toEqual({
      dry_run: true,
      steps: [
        {
          name: "create_team",
          request: { method: "POST", url: "/api/teams", body: { name: "Red" } },
          is_repeatable: false,
        },
        {
          name: "add_lead",
          request: { method: "POST", url: "/api/people", body: { team_id: "{create_team.id}" } },
          is_repeatable: false,
        },
      ],
    })
    const query = { truto_skip_api_call: true, truto_response_format: "debug" }
    expect((await run({ query })).body).toMatchObject({ result: null, debug: { requestUrl: "/api/teams" } })
    expect(await failure(run({ query: { truto_skip_api_call: true } }))).toMatchObject({ code: "request.invalid" })
    expect([world.sent, await states()]).toEqual([[], []])
  })

  test("raw and debug tell of the HR system's own answer", async () => {
    const raw = await run({
      query: { truto_response_format: "raw" },
      key: "raw",
      body: { name: "Red", description: "x" },
    })
    expect(raw.body).toEqual(RED)
    const debug = await run({ query: { truto_response_format: "debug" } })
    expect(debug.body).toMatchObject({
      result: { name: "Red" },
      debug: { requestUrl: "/api/teams", data: { name: "Red" } },
    })
  })

  test("that can't be is refused before anything is read: what the HR system lacks, has no place for, or does not know", async () => {
    expect(await failure(run({ action: "remove_members", id: "1" }))).toMatchObject({
      code: "operation.not_supported",
      message: "people leave by themselves here",
    })
    expect((await failure(run({ action: "approve", id: "1" }))).code).toBe("operation.not_supported")
    expect(await failure(run({ body: { name: "Red", parent_group: "2" } }))).toMatchObject({
      code: "request.invalid",
      message: "parent_group: Acme has no place for it here: leave it out",
    })
    expect((await failure(run({ action: "update", id: "77", body: { name: "x" } }))).code).toBe("resource.not_found")
    expect((await failure(run({ query: { truto_exclude_fields: ["nonsense"] } }))).code).toBe("request.invalid")
    expect((await failure(run({ key: "" }))).code).toBe("request.invalid")
    expect(world.sent).toEqual([])
  })

  test("holds nothing of people that can be read in its tables, and nothing at all after a day", async () => {
    await run()
    const rows = await db.selectFrom("write_operation").selectAll().where("account_id", "=", world.account.id).execute()
    const steps = await db
      .selectFrom("write_step")
      .selectAll()
      .where("operation_id", "=", rows[0]?.id ?? "")
      .execute()
    expect(Buffer.from(JSON.stringify([rows, steps])).includes("Red")).toBe(false)
    await world.pass(25 * 3_600)
    await world.process().cleanUp()
    const left = await db
      .selectFrom("write_operation")
      .select(["facts", "answer"])
      .where("id", "=", rows[0]?.id ?? "")
      .execute()
    expect(left).toEqual([{ facts: null, answer: null }])
    await world.pass(30 * 24 * 3_600)
    await world.process().cleanUp()
    expect(await states()).toEqual([])
  })
})
