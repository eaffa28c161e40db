import { randomUUID } from "node:crypto"
import { environmentIntegration, integratedAccount } from "@rollcall/contract"
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest"
import type { Db } from "../db/index.js"
import { describeOnBoth, insertEnvironment } from "../db/testing.js"
import { createEgress } from "../egress/index.js"
import { accountsOn, factsAt, type LocalAccounts, startTokenEndpoint, type TokenEndpoint } from "./testing.js"
import { accessTo } from "./upstream.js"

const SECRET = "sentinel-5ecret"
const ALL_SECRETS = {
  api_key: `${SECRET}-api_key`,
  oauth: { scope: "read", token: { access_token: `${SECRET}-a`, refresh_token: `${SECRET}-r`, expires_in: 3_600 } },
}
const asText = (rows: unknown): string =>
  JSON.stringify(rows, (_, value) => (value?.type === "Buffer" ? Buffer.from(value).toString("latin1") : value))

const OVERRIDE = { hris: { employees: { list: { add: { shirt: "remote.shirt" } } } } }

describeOnBoth("integrated accounts", (openDb) => {
  let db: Db
  let hr: TokenEndpoint
  let accounts: LocalAccounts
  let mine: string
  let theirs: string
  const egress = createEgress({ allowPrivateNetwork: true })
  beforeAll(async () => {
    db = (await openDb()).db
    hr = await startTokenEndpoint()
  })
  afterAll(async () => {
    await hr.close()
    await egress.close()
  })
  beforeEach(async () => {
    accounts = accountsOn(db, { egress, facts: factsAt(hr.url) })
    mine = await insertEnvironment(db)
    theirs = await insertEnvironment(db)
  })
  const create = (context: Record<string, unknown> = { api_key: SECRET }, more: object = {}) =>
    accounts.admin.create(mine, { tenantId: "tenant-1", context, authenticationMethod: "api_key", ...more })
  const patch = (id: string, context: Record<string, unknown>) => accounts.admin.update(mine, id, { context })
  const credentials = async (id: string) => {
    const account = await accounts.find(mine, id)
    return account && accounts.credentials(account)
  }
  const rowOf = (id: string) =>
    db.selectFrom("integrated_account").selectAll().where("id", "=", id).executeTakeFirstOrThrow()

  test("what is created, read, listed and changed has the contract's shape", async () => {
    const created = integratedAccount.parse(await create({ api_key: SECRET, company_id: 7 }))
    expect(created).toMatchObject({
      tenant_id: "tenant-1",
      status: "validating",
      context: { company_id: 7 },
      is_sandbox: false,
      region: "eu",
    })
    expect(integratedAccount.parse(await accounts.admin.get(mine, created.id))).toEqual(created)
    const { rows } = await accounts.admin.page(mine, { limit: 10, filters: {} })
    expect(rows.map((row) => integratedAccount.parse(row))).toEqual([created])
    const changed = integratedAccount.parse(
      await accounts.admin.update(mine, created.id, { tenant_id: "tenant-2", unified_model_override: OVERRIDE }),
    )
    expect(changed).toMatchObject({
      tenant_id: "tenant-2",
      unified_model_override: OVERRIDE,
      context: { company_id: 7 },
    })
    expect(await credentials(created.id)).toEqual({ method: "api_key", secrets: { api_key: SECRET } })
  })

  test("secrets are in no answer and in no column but the sealed one, which hides them", async () => {
    const created = await create({ ...ALL_SECRETS, host: "production" })
    const seen = [
      created,
      await accounts.admin.get(mine, created.id),
      await patch(created.id, { host: "production", ...ALL_SECRETS }),
    ]
    const { rows } = await accounts.admin.page(mine, { limit: 10, filters: {} })
    expect(asText([seen, rows, await accounts.find(mine, created.id), await rowOf(created.id)])).not.toContain(SECRET)
    expect(asText([Buffer.from(SECRET)])).toContain(SECRET)
    expect(created.context).toMatchObject({
      host: "production",
      oauth: { scope: "read", token: { expires_in: 3_600 } },
    })
  })

  test("a sealed credential moved to another account does not open", async () => {
    const [one, two] = [await create(), await create({ api_key: "another" })]
    const { secrets } = await rowOf(one.id)
    await db
      .updateTable("integrated_account")
      .set({ secrets: Buffer.from(secrets) })
      .where("id", "=", two.id)
      .execute()
    await expect(accounts.find(mine, two.id)).rejects.toThrow()
  })

  test("another environment can neither read, list, change, use nor remove it", async () => {
    const { id } = await create()
    expect(await accounts.admin.get(theirs, id)).toBeUndefined()
    expect(await accounts.admin.update(theirs, id, { tenant_id: "stolen" })).toBeUndefined()
    expect(await accounts.admin.remove(theirs, { ids: [id] })).toBe(0)
    expect(await accounts.admin.remove(theirs, { tenantId: "tenant-1" })).toBe(0)
    expect((await accounts.admin.page(theirs, { limit: 10, filters: {} })).rows).toEqual([])
    expect(await accounts.find(mine, id)).toBeDefined()
    expect(await accounts.find(theirs, id), "after it was remembered").toBeUndefined()
    expect(await accounts.admin.get(mine, id)).toMatchObject({ tenant_id: "tenant-1" })
  })

  test("pages are complete, and a cursor is worth nothing elsewhere", async () => {
    const made: string[] = []
    for (let index = 0; index < 5; index++) made.push((await create()).id)
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await accounts.admin.page(mine, { limit: 2, cursor, filters: {} })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor ?? undefined
      if (!cursor) break
      await expect(accounts.admin.page(theirs, { limit: 2, cursor, filters: {} })).rejects.toMatchObject({
        code: "cursor.invalid",
      })
      await expect(accounts.installed.page(mine, { limit: 2, cursor })).rejects.toMatchObject({
        code: "cursor.invalid",
      })
    } while (seen.length < 10)
    expect(seen.sort()).toEqual(made.sort())
  })

  test("filters choose", async () => {
    const one = await create()
    const two = await create({ api_key: "b" }, { tenantId: "tenant-2", isSandbox: true })
    const ids = async (filters: object) =>
      (await accounts.admin.page(mine, { limit: 10, filters })).rows.map(({ id }) => id)
    expect(await ids({ tenant_id: ["tenant-2"] })).toEqual([two.id])
    expect((await ids({ tenant_id: ["tenant-2", "tenant-1"] })).sort()).toEqual([one.id, two.id].sort())
    expect(await ids({ id: [one.id] })).toEqual([one.id])
    expect(await ids({ is_sandbox: false })).toEqual([one.id])
    expect(await ids({ integration: ["none"] })).toEqual([])
    expect(await ids({ status: ["validating"] })).toHaveLength(2)
    expect(await ids({ created_at: [{ operator: ">", at: new Date(Date.now() + 60_000) }] })).toEqual([])
  })

  test("removal by ids or by tenant tells how many went, and the account is gone at once", async () => {
    const [one, two, three] = [await create(), await create(), await create({ api_key: "c" }, { tenantId: "other" })]
    expect(await accounts.find(mine, one.id)).toBeDefined()
    expect(await accounts.admin.remove(mine, { ids: [one.id, randomUUID()] })).toBe(1)
    expect(await accounts.find(mine, one.id)).toBeUndefined()
    expect(await accounts.find(mine, two.id)).toBeDefined()
    expect(await accounts.admin.remove(mine, { tenantId: "tenant-1" })).toBe(1)
    expect(await accounts.find(mine, two.id)).toBeUndefined()
    expect(await accounts.find(mine, three.id)).toBeDefined()
  })

  describe("a patch", () => {
    test("replaces top-level keys whole and keeps the others", async () => {
      const { id } = await create({ api_key: SECRET, host: "production", sync: { enabled: true, interval_minutes: 5 } })
      const changed = await patch(id, { sync: { enabled: false } })
      expect(changed?.context).toEqual({ host: "production", sync: { enabled: false } })
    })

    test.each([
      ["that leaves secrets out", { sync: {} }],
      ["of what was read", { host: null, oauth: { scope: "read", token: { expires_in: 3_600 } } }],
      ["with null for them", { api_key: null, oauth: { token: { access_token: null, refresh_token: null } } }],
      ["with an empty oauth", { oauth: {} }],
      ["with oauth set to nothing", { oauth: null }],
    ])("%s keeps them", async (_, context) => {
      const { id } = await create(ALL_SECRETS)
      const before = await rowOf(id)
      await patch(id, context)
      expect(await credentials(id)).toEqual({ method: "api_key", secrets: { api_key: `${SECRET}-api_key` } })
      expect((await rowOf(id)).credential_version).toBe(before.credential_version)
      await accounts.admin.update(mine, id, { authentication_method: "oauth2" })
      expect(await credentials(id)).toMatchObject({ accessToken: `${SECRET}-a`, refreshToken: `${SECRET}-r` })
    })

    test("merges oauth rather than replacing it", async () => {
      const { id } = await create(ALL_SECRETS)
      const changed = await patch(id, { oauth: { token: { access_token: "fresh-token" } } })
      expect(changed?.context).toMatchObject({ oauth: { scope: "read" } })
      await accounts.admin.update(mine, id, { authentication_method: "oauth2" })
      expect(await credentials(id)).toMatchObject({ accessToken: "fresh-token", refreshToken: `${SECRET}-r` })
    })

    test("with new tokens takes their end, not the old ones'", async () => {
      const { id } = await create(
        { oauth: { token: { access_token: "old", refresh_token: "r", expires_in: 10 } } },
        { authenticationMethod: "oauth2" },
      )
      const from = Date.now()
      await patch(id, { oauth: { token: { access_token: "new", refresh_token: "r2", expires_in: 7_200 } } })
      const found = await credentials(id)
      expect(found).toMatchObject({ accessToken: "new", refreshToken: "r2" })
      expect(found?.method === "oauth2" && found.expiresAt && found.expiresAt.getTime()).toBeGreaterThanOrEqual(
        from + 7_200_000,
      )
      await patch(id, { oauth: { token: { access_token: "endless" } } })
      expect(await credentials(id)).not.toHaveProperty("expiresAt")
    })

    test("with new credentials makes a dead connection active", async () => {
      const { id } = await create()
      await db
        .updateTable("integrated_account")
        .set({ status: "needs_reauth", last_error: "x" })
        .where("id", "=", id)
        .execute()
      expect(await patch(id, { sync: {} })).toMatchObject({ status: "needs_reauth" })
      expect(await patch(id, { api_key: "fresh-key" })).toMatchObject({ status: "active", last_error: null })
      expect(await credentials(id)).toEqual({ method: "api_key", secrets: { api_key: "fresh-key" } })
    })

    test("does not lose another one that comes at the same moment", async () => {
      const { id } = await create()
      const patches = [
        { sync: { enabled: false } },
        { host: "production" },
        { oauth: { scope: "read" } },
        { company_id: "1" },
      ]
      await Promise.all(patches.map((context) => patch(id, context)))
      expect(Object.keys((await accounts.admin.get(mine, id))?.context ?? {})).toHaveLength(4)
    })

    test("to a method without credentials for it is refused", async () => {
      const { id } = await create()
      const change = accounts.admin.update(mine, id, { authentication_method: "oauth2" })
      await expect(change).rejects.toMatchObject({ code: "request.invalid" })
      expect(await accounts.admin.get(mine, id)).toMatchObject({ authentication_method: "api_key" })
    })

    test("of environment_variables is ignored", async () => {
      const { id } = await create({ api_key: SECRET, environment_variables: { a: 1 } })
      expect((await patch(id, { environment_variables: { b: 1 } }))?.context).toEqual({})
    })
  })

  test.each([
    ["no key", {}, "context.api_key"],
    ["an empty key", { api_key: "" }, "context.api_key"],
    ["a key that is no text", { api_key: 5 }, "context.api_key"],
    ["a key with a line break", { api_key: "a\nb" }, "context.api_key"],
    ["a value the database can't keep", { api_key: SECRET, host: ["nul \0"] }, "context"],
    ["a name the database can't keep", { api_key: SECRET, "half \ud800": 1 }, "context"],
  ])("an import with %s is refused by name, without showing the value", async (_, context, path) => {
    const failed = await create(context).catch((error: unknown) => error)
    expect(failed).toMatchObject({ code: "request.invalid", details: { failures: [{ path }] } })
    expect(failed instanceof Error && failed.message).not.toContain(SECRET)
  })

  test.each([1e300, -1e300, "soon", null, {}, [], true, "", Number.MAX_SAFE_INTEGER])(
    "an expires_in of %j is no reason to fail",
    async (expires_in) => {
      const context = { oauth: { token: { access_token: "a", refresh_token: "r", expires_in } } }
      expect(await create(context, { authenticationMethod: "oauth2" })).toMatchObject({ status: "validating" })
    },
  )

  test("a text the database can't keep is refused in every other place too", async () => {
    const { id } = await create()
    const bad = { code: "request.invalid" }
    await expect(create(undefined, { tenantId: "nul \0" })).rejects.toMatchObject(bad)
    await expect(accounts.admin.update(mine, id, { tenant_id: "nul \0" })).rejects.toMatchObject(bad)
    await expect(accounts.admin.update(mine, id, { integration_override: { a: "\ud800" } })).rejects.toMatchObject(bad)
    await expect(accounts.admin.page(mine, { limit: 1, filters: { tenant_id: ["nul \0"] } })).rejects.toMatchObject(bad)
    await expect(accounts.admin.remove(mine, { tenantId: "nul \0" })).rejects.toMatchObject(bad)
    const [installed] = (await accounts.installed.page(mine, { limit: 1 })).rows
    await expect(
      accounts.installed.update(mine, installed?.id ?? "", { override: { host: "nul \0" } }),
    ).rejects.toMatchObject(bad)
  })

  test("an integration that is unknown, foreign or switched off is told apart from a good one", async () => {
    const installed = await accounts.installed.install(mine, "acme")
    const foreign = await accounts.installed.install(theirs, "acme")
    const via = (environmentIntegrationId?: string) => create(undefined, { environmentIntegrationId })
    expect(await via(installed.id)).toMatchObject({ environment_integration_id: installed.id })
    for (const id of [foreign.id, randomUUID(), "acme"])
      await expect(via(id)).rejects.toMatchObject({ code: "request.invalid" })
    await accounts.installed.update(mine, installed.id, { is_enabled: false })
    for (const way of [installed.id, undefined]) await expect(via(way)).rejects.toThrow(/switched off/)
    await expect(create(undefined, { integration: "none" })).rejects.toMatchObject({ code: "resource.not_found" })
  })

  describe("installed integrations", () => {
    const client = { id: "own-client", secret: SECRET }
    const override = { credentials: { oauth2: { client } } }

    test("installing again changes nothing; the shape is the contract's", async () => {
      const both = await Promise.all([
        accounts.installed.install(mine, "acme"),
        accounts.installed.install(mine, "acme"),
      ])
      expect(both[0]).toEqual(both[1])
      expect(environmentIntegration.parse(both[0])).toMatchObject({ integration_id: "acme", is_enabled: true })
      expect(await accounts.installed.get(theirs, both[0].id)).toBeUndefined()
      expect(await accounts.installed.update(theirs, both[0].id, { override })).toBeUndefined()
      expect(await accounts.installed.clientOf(theirs, both[0].id)).toBeUndefined()
    })

    test("of a newer server are not offered to customers, and not taken for what is meant, until somebody says so", async () => {
      const other = { ...factsAt(hr.url), id: "other", name: "Other" }
      const newer = accountsOn(db, { egress, facts: factsAt(hr.url), others: [other] })
      const make = (integration?: string) =>
        newer.admin.create(mine, {
          tenantId: "t",
          context: { api_key: SECRET },
          authenticationMethod: "api_key",
          integration,
        })
      const offered = async () => {
        const { rows } = await newer.installed.page(mine, { limit: 10 })
        return Object.fromEntries(rows.map((row) => [row.integration_id, row.show_in_catalog]))
      }
      await accounts.installed.ensureAll(mine)
      for (const _ of ["once", "again"]) await newer.installed.ensureAll(mine)
      expect(await offered()).toEqual({ acme: true, other: false })
      expect(await make()).toMatchObject({ integration: { id: "acme" } })
      expect(await make("other")).toMatchObject({ integration: { id: "other" } })
      const { rows } = await newer.installed.page(mine, { limit: 1, integrations: ["other"] })
      await newer.installed.update(mine, rows[0]?.id ?? "", { show_in_catalog: true })
      await expect(make()).rejects.toMatchObject({
        code: "request.invalid",
        message: expect.stringContaining("is required"),
      })
    })

    test("are all offered in a new environment", async () => {
      const other = { ...factsAt(hr.url), id: "other", name: "Other" }
      const newer = accountsOn(db, { egress, facts: factsAt(hr.url), others: [other] })
      await newer.installed.ensureAll(theirs)
      const { rows } = await newer.installed.page(theirs, { limit: 10 })
      expect(rows.map((row) => [row.integration_id, row.show_in_catalog])).toEqual([
        ["acme", true],
        ["other", true],
      ])
    })

    test("the OAuth client's secret is sealed, never shown, and works", async () => {
      const { id } = await accounts.installed.install(mine, "acme")
      const updated = await accounts.installed.update(mine, id, { override })
      const rows = await db.selectFrom("environment_integration").selectAll().where("id", "=", id).execute()
      expect(asText([updated, rows, await accounts.installed.get(mine, id)])).not.toContain(SECRET)
      expect(await accounts.installed.clientOf(mine, id)).toEqual(client)
    })

    test("what was read may be sent back without losing the secret; another client needs its own", async () => {
      const { id } = await accounts.installed.install(mine, "acme")
      await accounts.installed.update(mine, id, { override })
      const read = await accounts.installed.get(mine, id)
      await accounts.installed.update(mine, id, {
        override: { ...read?.override, host: "production" },
        show_in_catalog: false,
      })
      expect(await accounts.installed.clientOf(mine, id)).toEqual(client)
      const another = { credentials: { oauth2: { client: { id: "another" } } } }
      const refused = expect.objectContaining({ code: "request.invalid", message: expect.stringContaining("secret") })
      await expect(accounts.installed.update(mine, id, { override: another })).rejects.toEqual(refused)
      expect(await accounts.installed.clientOf(mine, id)).toEqual(client)
      await accounts.installed.update(mine, id, { override: {} })
      expect(await accounts.installed.clientOf(mine, id)).toBeUndefined()
      await expect(accounts.installed.update(mine, id, { override: another })).rejects.toEqual(refused)
    })

    test.each([
      ["override.client_secret", { client_secret: SECRET }],
      ["override.credentials.api_key", { credentials: { api_key: SECRET } }],
      ["override.credentials.oauth2.client.assertion", { credentials: { oauth2: { client: { assertion: SECRET } } } }],
      ["override.authorize_params.scope", { authorize_params: { scope: ["a"] } }],
    ])("a setting %s that nobody declares is refused by name, not kept in the open", async (path, override) => {
      const { id } = await accounts.installed.install(mine, "acme")
      const update = accounts.installed.update(mine, id, { override })
      await expect(update).rejects.toMatchObject({ code: "request.invalid", details: { failures: [{ path }] } })
    })

    test("a host that the integration does not have is refused at once, not when a customer connects", async () => {
      const { id } = await accounts.installed.install(mine, "acme")
      const update = accounts.installed.update(mine, id, { override: { host: "nowhere" } })
      await expect(update).rejects.toMatchObject({
        code: "request.invalid",
        message: expect.stringContaining("nowhere"),
      })
      const token = accounts.link.createToken(mine, { tenantId: "t", context: { host: "nowhere" } })
      await expect(token).rejects.toMatchObject({ code: "request.invalid" })
      expect(await accounts.link.createToken(mine, { tenantId: "t", context: { host: "production" } })).toBeTruthy()
    })
  })

  describe("a hold", () => {
    const [near, far] = [new Date("2026-11-26T10:00:10Z"), new Date("2026-11-26T10:01:00Z")]
    const elsewhere = () => accountsOn(db, { facts: factsAt("http://127.0.0.1:1") })
    const found = async (id: string, by = accounts) => {
      const account = await by.find(mine, id)
      if (!account) throw new Error("the account is gone")
      return account
    }

    test("is known at once to calls that are on their way, is seen by every process, and only ever grows", async () => {
      const { id } = await create()
      const account = await found(id)
      const running = accessTo(accounts, account)
      expect(await running.heldUntilMs()).toBe(0)
      await accounts.hold(account, far)
      await accounts.hold(account, near)
      expect(await running.heldUntilMs()).toBe(far.getTime())
      expect((await found(id, elsewhere())).heldUntil).toEqual(far)
    })

    test("is learnt within two seconds by a call that runs in another process", async () => {
      const { id } = await create()
      const other = elsewhere()
      const running = accessTo(other, await found(id, other))
      expect(await running.heldUntilMs()).toBe(0)
      await accounts.hold(await found(id), far)
      await vi.waitFor(async () => expect(await running.heldUntilMs()).toBe(far.getTime()), 40_000)
    })

    test("ends with a new credential, but not with another change", async () => {
      const { id } = await create()
      await accounts.hold(await found(id), far)
      await accounts.admin.update(mine, id, { tenant_id: "renamed" })
      expect((await found(id)).heldUntil).toEqual(far)
      await accounts.admin.update(mine, id, { context: { api_key: "another-key" } })
      expect((await found(id)).heldUntil).toBeNull()
    })

    test("ends when somebody asks to check again", async () => {
      const { id } = await create()
      await accounts.hold(await found(id), far)
      // Nothing goes upstream here, so the check that follows can't be done.
      await accounts.link.runPostInstall(mine, id).catch(() => {})
      expect((await found(id)).heldUntil).toBeNull()
    })

    test("that has run out is tried by one call over all processes, which frees the account or holds it on", async () => {
      const { id } = await create()
      const account = await found(id)
      const [one, other] = [accessTo(accounts, account), accessTo(elsewhere(), account)]
      await accounts.hold(account, new Date("2020-01-01T00:00:00Z"))
      const probes = await Promise.all([one.probe(), other.probe(), one.probe()])
      expect(probes.filter((probe) => probe !== undefined)).toHaveLength(1)
      expect((await found(id)).heldUntil).not.toBeNull()
      await probes.find((probe) => probe !== undefined)?.()
      expect((await found(id, elsewhere())).heldUntil).toBeNull()
      expect(await one.probe()).toBeUndefined()
      await accounts.hold(account, new Date("2020-01-01T00:00:00Z"))
      const probe = await one.probe()
      const later = new Date("2100-01-01T00:00:00Z")
      await other.hold(later.getTime())
      await probe?.()
      expect((await found(id, elsewhere())).heldUntil).toEqual(later)
    })

    test("of an account that was removed is nobody's", async () => {
      const { id } = await create()
      const running = accessTo(accounts, await found(id))
      expect(await running.isThere()).toBe(true)
      await accounts.admin.remove(mine, { ids: [id] })
      expect(await running.isThere()).toBe(false)
      expect(await running.heldUntilMs()).toBe(0)
    })
  })
})
