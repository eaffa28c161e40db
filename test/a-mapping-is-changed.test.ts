import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { type Connected, startRollcall } from "./rollcall.js"
import { readChanges, runSync } from "./sync.js"
import { systems } from "./systems.js"

/** Asks for more than there is. */
const LOOPS = "($f := function($n){ $f($n + 1) }; $f(1))"
const SHOUTS = '$merge([unified, { "job_title": $uppercase(unified.first_name), "seen_on": today }])'
const PLAIN = "&truto_ignore_remote_data=true"

describe.each(systems)("A mapping of $name that is changed", (system) => {
  let rollcall: Connected
  let runs = 0
  let after = 0
  beforeAll(async () => {
    rollcall = await startRollcall({ system, sandbox: { size: 12 }, sync: { enabled: true, interval_minutes: 1_000 } })
    expect((await runSync(rollcall, ["employees"])).status).toBe("completed")
    after = (await readChanges(rollcall)).at(-1)?.sequence ?? 0
  })
  afterAll(() => rollcall.close())

  const post = (path: string, body: object, method: "POST" | "PUT" | "PATCH" = "POST") =>
    rollcall.call(path, { method, body })
  const ofAccount = () => ({ integrated_account_id: rollcall.accountId, resource: "employees" })
  const put = (override: object) => post("/mapping-override", { ...ofAccount(), ...override }, "PUT")
  const preview = (override: object) => post("/mapping-override/preview", { ...ofAccount(), ...override })
  const read = (query = "") => rollcall.readAll("employees", { query: `${PLAIN}${query}` })

  /** The run that a change of a mapping asks for. */
  const remapped = async () => {
    runs++
    return vi.waitFor(
      async () => {
        const { body } = await rollcall.call(`/sync-run?integrated_account_id=${rollcall.accountId}&trigger=mapping`)
        const ended = body.result.filter(({ status }: any) => status === "completed")
        if (ended.length < runs) throw new Error(`${ended.length} of ${runs} runs: ${JSON.stringify(body.result)}`)
        return ended[0]
      },
      { timeout: 60_000, interval: 100 },
    )
  }
  const expectAlike = async () => {
    const live = await read()
    expect(await read("&source=synced")).toEqual(live)
    return live
  }

  it("is tried on rows that there are before it is kept", async () => {
    const { status, body, text } = await preview({ add: { nick: "unified.first_name" }, response_mapping: SHOUTS })
    expect(status, text).toBe(200)
    expect(body).toMatchObject({ failed: 0, rereads: [] })
    expect(body.rows).toHaveLength(5)
    const [{ id, before, after: then, changed_fields }] = body.rows
    expect(changed_fields.sort()).toEqual(["job_title", "nick", "seen_on"])
    expect(then).toEqual({
      ...before,
      nick: before.first_name,
      job_title: before.first_name.toUpperCase(),
      seen_on: then.seen_on,
    })
    const one = await preview({ add: { nick: "unified.first_name" }, ids: [id] })
    expect(one.body.rows.map((row: any) => row.after.nick)).toEqual([before.first_name])
    expect((await read()).some((row) => "nick" in row)).toBe(false)
  })

  it("is refused with where it is wrong", async () => {
    for (const [override, message] of [
      [{ response_mapping: '{ "id": remote.id,\n  "name": }' }, "line 2, column 11"],
      [{ response_mapping: "$lowcase(remote.name)" }, "$lowcase is not known"],
      [{ response_mapping: "body.name" }, "there is no body"],
      [{ response_mapping: "unified.nam" }, "no field nam"],
      [{ add: { nick: "unified.nam" } }, "add.nick: employees have no field nam"],
      [{ add: { nick: "related.nobody.name" } }, "nobody is no related row"],
      [{ add: { id: "unified.name" } }, "add"],
    ] as const) {
      const { status, body } = await put(override)
      expect(status).toBe(400)
      expect(body.message).toContain(message)
    }
    expect((await rollcall.call("/mapping-override")).body.result).toEqual([])
  })

  it("shows in live rows and in the copy alike, without a call, and is told as what it is", async () => {
    const { status, body, text } = await put({ add: { nick: "unified.first_name" }, response_mapping: SHOUTS })
    expect(status, text).toBe(200)
    expect(body).toMatchObject({ version: 1, rereads: [] })
    const run = await remapped()
    expect(run).toMatchObject({ resources: ["employees"], tables: {} })
    const rows = await expectAlike()
    for (const row of rows) expect(row).toMatchObject({ nick: row.first_name, job_title: row.first_name.toUpperCase() })
    const changes = await readChanges(rollcall, after)
    expect(changes.filter(({ event }) => event === "record:updated")).toHaveLength(rows.length)
    for (const { payload } of changes) expect(payload).toMatchObject({ cause: "mapping" })
    const [first] = rows
    const found = await read(`&job_title=${encodeURIComponent(first.job_title)}`)
    expect(found.map((row) => row.id)).toContain(first.id)
  })

  it("reads a list once more for columns that were not kept, and no other one", async () => {
    const [row] = await rollcall.readAll("employees")
    const plain = Object.keys(row.remote_data).filter((name) => /^[a-z_]+$/i.test(name))
    const add = Object.fromEntries(plain.slice(0, 50).map((name, at) => [`own_${at}`, `remote.${name}`]))
    const { status, body, text } = await put({ add, response_mapping: null })
    expect(status, text).toBe(200)
    const run = await remapped()
    expect(Object.keys(run.tables)).toEqual(body.rereads)
    expect(body.rereads.length).toBe(body.warnings.length > 0 ? 1 : 0)
    await expectAlike()
  })

  it("that loops or makes nonsense leaves the list as it is without it, in time, and says so", async () => {
    expect((await put({ add: {}, response_mapping: null })).status).toBe(200)
    await remapped()
    const plain = await expectAlike()
    for (const [source, code] of [
      // Which of its limits it meets first is the machine's.
      [LOOPS, /^(timeout|failed|unavailable)$/],
      ['{ "id": unified.id, "emails": "all" }', /^bad_value$/],
    ] as const) {
      expect((await put({ add: {}, response_mapping: source })).status).toBe(200)
      await remapped()
      for (const rows of [await read(), await read("&source=synced")]) {
        expect(rows.map(({ mapping_errors: _, ...row }) => row)).toEqual(plain)
        for (const row of rows)
          expect(row.mapping_errors).toMatchObject([{ scope: "account", code: expect.stringMatching(code) }])
      }
    }
    const { body } = await preview({ response_mapping: LOOPS })
    expect(body.failed).toBe(5)
  }, 120_000)

  it("is taken as Truto's clients say it, for an account and for an environment", async () => {
    const path = `/integrated-account/${rollcall.accountId}`
    const config = { response_mapping: '$merge([unified, { "nick": unified.last_name }])' }
    const both = { unified_model_override: { hris: { employees: { list: config, get: config } } } }
    const patched = await post(path, both, "PATCH")
    expect(patched.status, patched.text).toBe(200)
    expect(patched.body.unified_model_override.hris.employees.get).toMatchObject(config)
    const [row] = await read()
    expect(row.nick).toBe(row.last_name)
    expect((await post(path, { unified_model_override: {} }, "PATCH")).body.unified_model_override).toEqual({})
    expect((await read())[0]).not.toHaveProperty("nick")

    const [model] = (await rollcall.call("/environment-unified-model")).body.result
    const routes = "/environment-unified-model-resource-method"
    const given = {
      environment_unified_model_id: model.id,
      integration_name: system.id,
      resource_name: "employees",
      config,
    }
    const made = await post(routes, { ...given, method_name: "list" })
    expect(made.status, made.text).toBe(200)
    expect((await post(routes, { ...given, method_name: "get" })).body.id).toBe(made.body.id)
    expect((await read())[0].nick).toBe(row.last_name)
    const changed = await post(
      `${routes}/${made.body.id}`,
      { config: { add: { nick: "unified.first_name" } } },
      "PATCH",
    )
    expect(changed.body).toMatchObject({ version: 2, config: { ...config, add: { nick: "unified.first_name" } } })
    expect((await read())[0].nick).toBe(row.first_name)
    expect((await put({ add: { nick: null }, response_mapping: null })).status).toBe(200)
    expect((await read())[0]).not.toHaveProperty("nick")
    expect((await rollcall.call(`${routes}/${made.body.id}`, { method: "DELETE" })).body).toEqual({ id: made.body.id })
  })
})
