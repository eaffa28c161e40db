import { integratedAccount } from "@rollcall/contract"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment, testVault } from "../db/testing.js"
import { createEgress } from "../egress/index.js"
import { createContextVault } from "./context-vault.js"
import type { AccountsDeps } from "./index.js"
import { accountsOn, factsAt, startTokenEndpoint, type TokenEndpoint } from "./testing.js"

describeOnBoth("credentials that a caller gives", (openDb) => {
  const egress = createEgress({ allowPrivateNetwork: true })
  let db: Db
  let hr: TokenEndpoint
  let elsewhere: TokenEndpoint
  let environmentId: string
  const told: { event: string; payload: Record<string, unknown> }[] = []
  const jobs: string[] = []
  const events: AccountsDeps["events"] = async (_, { event, payload }) => void told.push({ event, payload })

  beforeAll(async () => {
    db = (await openDb()).db
    environmentId = await insertEnvironment(db)
    hr = await startTokenEndpoint()
    elsewhere = await startTokenEndpoint()
  })
  afterAll(async () => {
    await Promise.all([hr.close(), elsewhere.close()])
    await egress.close()
  })
  beforeEach(() => {
    told.length = 0
    jobs.length = 0
  })

  const accounts = () => {
    const plain = factsAt(hr.url)
    const facts = { ...plain, hosts: { ...plain.hosts, demo: elsewhere.url } }
    const send = async (_: unknown, { queue }: { queue: string }) => void jobs.push(queue)
    return accountsOn(db, { egress, facts, events, jobs: { send } })
  }
  const make = async (context: Record<string, unknown>, authenticationMethod: "api_key" | "oauth2" = "api_key") => {
    const made = await accounts().admin.create(environmentId, { tenantId: "t", context, authenticationMethod })
    await accounts().link.check({ environmentId, accountId: made.id })
    return made.id
  }
  const read = async (id: string) => integratedAccount.parse(await accounts().admin.get(environmentId, id))
  const patch = (id: string, context: Record<string, unknown>) =>
    accounts().admin.update(environmentId, id, { context })
  const row = (id: string) =>
    db.selectFrom("integrated_account").selectAll().where("id", "=", id).executeTakeFirstOrThrow()
  const contextsOf = () => createContextVault(testVault(), [factsAt(hr.url)])
  const keyOf = async (id: string) => {
    const account = await accounts().find(environmentId, id)
    return account && (await accounts().credentials(account))
  }

  describe("when an account is imported", () => {
    test("it is validating until the HR system has taken them, then active", async () => {
      const context = { api_key: "good-key" }
      const values = { tenantId: "t", context, authenticationMethod: "api_key" as const }
      const made = await accounts().admin.create(environmentId, values)
      expect(made.status).toBe("validating")
      expect(jobs).toEqual(["check-connection"])
      expect(told.map(({ event }) => event)).toEqual(["created"])
      await accounts().link.check({ environmentId, accountId: made.id })
      expect(await read(made.id)).toMatchObject({ status: "active", context: { company_id: "1" } })
      expect(told.map(({ event }) => event)).toEqual(["created", "active"])
    })

    test("and they are wrong it is never active", async () => {
      hr.setCompany("wrong-key", null)
      const id = await make({ api_key: "wrong-key" })
      expect(await read(id)).toMatchObject({
        status: "needs_reauth",
        last_error: expect.stringMatching(/does not accept/),
      })
      expect(told.map(({ event }) => event)).toEqual(["created", "authentication_error"])
    })
  })

  describe("when an account has some already", () => {
    test("take over when they are of the same company", async () => {
      const id = await make({ api_key: "old" })
      expect(await patch(id, { api_key: "new" })).toMatchObject({ status: "active" })
      expect(await keyOf(id)).toEqual({ method: "api_key", secrets: { api_key: "new" } })
      expect(told.at(-1)).toMatchObject({ event: "updated", payload: { changed: ["credentials"] } })
    })

    test.each([
      ["another company's key", { api_key: "foreign" }, "request.invalid", /company 2|of 2/],
      ["a key that is refused", { api_key: "refused" }, "request.invalid", /does not accept/],
      ["another company's key on another host", { api_key: "mine-elsewhere", host: "demo" }, "request.invalid", /of 7/],
      [
        "another host where the same key is somebody else's",
        { api_key: "good", host: "demo" },
        "request.invalid",
        /of 7/,
      ],
      ["another host without a key", { host: "demo" }, "request.invalid", /has to come with it/],
      ["another company's tokens", { oauth: { token: { access_token: "foreign" } } }, "request.invalid", /of 2/],
    ])("%s is refused, and the old ones stay", async (_, context, code, message) => {
      const method = "oauth" in context ? "oauth2" : "api_key"
      const token = { access_token: "good", expires_in: 3_600 }
      const id = await make(method === "oauth2" ? { oauth: { token } } : { api_key: "good" }, method)
      const before = await keyOf(id)
      hr.setCompany("foreign", "2")
      hr.setCompany("refused", null)
      for (const key of ["mine-elsewhere", "good"]) elsewhere.setCompany(key, "7")
      await expect(patch(id, context)).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
      expect(await keyOf(id)).toEqual(before)
      expect((await read(id)).context).not.toHaveProperty("host")
    })

    test("the company that the HR system named can't be written over first", async () => {
      const id = await make({ api_key: "good" })
      hr.setCompany("foreign", "2")
      await expect(patch(id, { company_id: "2" })).rejects.toMatchObject({ code: "request.invalid" })
      await expect(patch(id, { company_id: "2", api_key: "foreign" })).rejects.toMatchObject({
        code: "request.invalid",
      })
      expect(await patch(id, { company_id: "1" }), "what was read may be sent back").toBeTruthy()
      expect((await read(id)).context).toMatchObject({ company_id: "1" })
    })

    test("nothing changes while the HR system can't be asked", async () => {
      const id = await make({ api_key: "good" })
      const away = accountsOn(db, { egress, facts: factsAt("http://127.0.0.1:1") })
      const change = away.admin.update(environmentId, id, { context: { api_key: "new" } })
      await expect(change).rejects.toMatchObject({ code: "upstream.failed", details: { isUndone: true } })
      expect(await keyOf(id)).toEqual({ method: "api_key", secrets: { api_key: "good" } })
    })

    test("tokens whose access token has ended are refreshed once, and the new pair is kept", async () => {
      const id = await make({ oauth: { token: { access_token: "good", expires_in: 3_600 } } }, "oauth2")
      const pair = hr.grant()
      hr.setCompany(pair.access_token, null)
      const before = hr.calls()
      expect(await patch(id, { oauth: { token: pair } })).toMatchObject({ status: "active" })
      expect(hr.calls() - before).toBe(1)
      const now = await keyOf(id)
      expect(now?.method === "oauth2" && hr.accepts(now.accessToken)).toBe(true)
    })

    test("a new credential ends what the HR system asked of the old one, and so does a check by hand", async () => {
      const id = await make({ api_key: "good" })
      const hold = async () => {
        const account = await accounts().find(environmentId, id)
        if (account) await accounts().hold(account, new Date(Date.now() + 60_000))
      }
      const held = async () => (await accounts().find(environmentId, id))?.heldUntil
      await hold()
      expect(await held()).toBeInstanceOf(Date)
      await patch(id, { api_key: "new" })
      expect(await held()).toBeNull()
      await hold()
      await accounts().link.runPostInstall(environmentId, id)
      expect(await held()).toBeNull()
    })
  })

  test.each([
    "apikey",
    "API_KEY",
    "bearer",
    "private_key",
    "refreshToken",
    "client_assertion",
    "pwd",
    "note",
    "__proto__",
  ])("%s, which nobody declares, is sealed, warned of by name, and shown nowhere", async (name) => {
    const given = (more: object) => ({ ...more, ...JSON.parse(`{"${name}": "s3cret"}`) })
    const warnings = [{ path: `context.${name}`, message: expect.stringContaining("never shown") }]
    const values = { tenantId: "t", authenticationMethod: "api_key" as const, context: given({ api_key: "good" }) }
    const made = await accounts().admin.create(environmentId, values)
    await accounts().link.check({ environmentId, accountId: made.id })
    const id = await make({ api_key: "good" })
    const patched = await patch(id, given({}))
    expect([made.warnings, patched?.warnings]).toEqual([warnings, warnings])
    expect(told.at(-1)?.payload).toMatchObject({ changed: [`context.${name}`] })
    await accounts().link.createToken(environmentId, { tenantId: "t", context: given({}) })
    const rows = await db.selectFrom("integrated_account").selectAll().where("id", "in", [id, made.id]).execute()
    const shown = [made, patched, await read(id), told, rows.map(({ context }) => context)]
    expect(JSON.stringify(shown)).not.toContain("s3cret")
    expect(rows.some(({ secrets }) => Buffer.from(secrets).includes("s3cret"))).toBe(false)
    for (const row of rows) expect(contextsOf().open(row)).toEqual(given({ api_key: "good", company_id: "1" }))
  })

  test("data of one's own is added to, taken back with null, and leaves a refresh in hand alone", async () => {
    const id = await make({ api_key: "good", crm: 1, custom: { team: "a" } })
    const versionOf = async () => (await row(id)).credential_version
    const before = await versionOf()
    expect(await patch(id, { other: 2, oauth: { token: { id_token: "s" } } })).toMatchObject({
      context: { custom: { team: "a" } },
    })
    const open = async () => contextsOf().open(await row(id))
    expect(await open()).toMatchObject({ api_key: "good", crm: 1, other: 2, oauth: { token: { id_token: "s" } } })
    expect(await patch(id, { crm: null, custom: { team: "b" } })).not.toHaveProperty("warnings")
    expect(await open()).not.toHaveProperty("crm")
    expect(await read(id)).toMatchObject({ status: "active", context: { custom: { team: "b" } } })
    expect(await versionOf()).toBe(before)
  })

  test("data of one's own stays small, however often it is added to", async () => {
    const id = await make({ api_key: "good", a: "x".repeat(6_000), custom: { b: "x".repeat(6_000) } })
    const tooMuch = { code: "request.invalid", message: expect.stringContaining("16 kB together") }
    for (const name of ["c", "custom"]) {
      await expect(patch(id, { [name]: "x".repeat(12_000) })).rejects.toMatchObject(tooMuch)
    }
    const wish = { integratedAccountId: id, persistPreviousContext: true, context: { d: "x".repeat(12_000) } }
    await expect(accounts().link.createToken(environmentId, wish)).rejects.toMatchObject(tooMuch)
  })

  test.each([
    [{ password: "s" }, "context.sync.password"],
    [{ enabled: "false" }, "context.sync.enabled"],
    [{ interval_minutes: "60" }, "context.sync.interval_minutes"],
    [{ interval_minutes: -3 }, "context.sync.interval_minutes"],
    [{ interval_minutes: 0.5 }, "context.sync.interval_minutes"],
    [{ interval_minutes: 0.000_001 }, "context.sync.interval_minutes"],
    [{ interval_minutes: 43_201 }, "context.sync.interval_minutes"],
    [{ interval_minutes: 1e12 }, "context.sync.interval_minutes"],
    [{ time_zone: "No/Where" }, "context.sync.time_zone"],
    [{ time_zone: "+02:00" }, "context.sync.time_zone"],
    [{ time_zone: "x".repeat(10_000) }, "context.sync.time_zone"],
    ["off", "context.sync"],
  ])("sync %j is refused, because it would do nothing", async (sync, path) => {
    const values = { tenantId: "t", authenticationMethod: "api_key" as const, context: { api_key: "k", sync } }
    const said = { message: expect.stringContaining(`${path}: `) }
    const refused = { code: "request.invalid", details: { failures: [{ path }] }, ...said }
    await expect(accounts().admin.create(environmentId, values)).rejects.toMatchObject(refused)
    const wish = { tenantId: "t", context: { sync } }
    await expect(accounts().link.createToken(environmentId, wish)).rejects.toMatchObject(refused)
  })

  test.each([0, 1, 43_200])("an interval of %d minutes is taken", async (interval_minutes) => {
    const id = await make({ api_key: "good" })
    const after = await patch(id, { sync: { interval_minutes } })
    expect(after).toMatchObject({ context: { sync: { interval_minutes } } })
    await expect(patch(id, { sync: { interval_minutes: -3 } })).rejects.toMatchObject({ code: "request.invalid" })
  })

  test("a host is one that the integration has, whatever its name means to the language", async () => {
    const id = await make({ api_key: "good" })
    for (const host of ["nowhere", "constructor", "__proto__", "toString"])
      await expect(patch(id, { host })).rejects.toMatchObject({ code: "request.invalid" })
  })

  test("events name what changed and carry what the HR system says, not the settings", async () => {
    const id = await make({ api_key: "good", sync: { enabled: false } })
    await accounts().admin.update(environmentId, id, {
      tenant_id: "u",
      context: { sync: { enabled: true } },
      unified_model_override: { hris: { employees: { list: { response_mapping: "x".repeat(1_000) } } } },
    })
    const { payload } = told.at(-1) ?? {}
    expect(payload).toMatchObject({
      tenant_id: "u",
      context: { company_id: "1" },
      changed: ["tenant_id", "unified_model_override", "context.sync"],
    })
    expect(Object.keys(payload?.context ?? {})).toEqual(["company_id"])
    expect(JSON.stringify(payload)).not.toContain("xxx")
  })
})
