import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { eventsOf, newLinkToken, pageUrl, signIn } from "./linking.js"
import { type Rollcall, startRollcall, untilChecked } from "./rollcall.js"

/** Found nowhere but in the sealed columns. */
const SENTINELS = [
  "s3ntinel-key-1",
  "s3ntinel-access-2",
  "s3ntinel-refresh-3",
  "s3ntinel-context-4",
  "s3ntinel-client-5",
]

describe("An account tells its life", () => {
  let rollcall: Rollcall
  beforeAll(async () => {
    rollcall = await startRollcall({ sandbox: { apiKeys: ["sandbox-api-key", "second-key", "s3ntinel-key-1"] } })
  })
  afterAll(() => rollcall.close())

  const post = (path: string, body: unknown) => rollcall.call(path, { method: "POST", body })
  const importKey = async (api_key: string, tenant_id = "life"): Promise<string> => {
    const made = await post("/integrated-account", {
      tenant_id,
      integration: "factorial",
      authentication_method: "api_key",
      // Nothing of its own may meet the faults below.
      context: { api_key, sync: { enabled: false } },
    })
    await untilChecked(rollcall.app, made.body.id)
    return made.body.id
  }
  const account = async (id: string) => (await rollcall.call(`/integrated-account/${id}`)).body
  const employees = (id: string) => rollcall.call(`/unified/hris/employees?integrated_account_id=${id}&limit=1`)

  it("every transition is an event, in order, once", async () => {
    const id = await importKey("wrong-key")
    expect((await employees(id)).status).toBe(401)
    expect((await employees(id)).status).toBe(401)
    expect(await account(id)).toMatchObject({
      status: "needs_reauth",
      last_error: expect.stringContaining("reconnect"),
    })
    const fixed = await rollcall.call(`/integrated-account/${id}/credentials`, {
      method: "PATCH",
      body: { api_key: "second-key" },
    })
    expect(fixed.body).toMatchObject({ status: "active", last_error: null })
    expect((await employees(id)).status).toBe(200)
    const { faults } = rollcall.sandbox.running
    faults.add({ kind: "status", status: 403, path: "locations/locations" })
    const places = () => rollcall.call(`/proxy/locations-locations?integrated_account_id=${id}`)
    expect((await places()).status).toBe(403)
    expect((await places()).status).toBe(403)
    expect((await account(id)).last_forbidden_error).toMatchObject({ resource: "locations-locations" })
    faults.clear()
    expect((await places()).status).toBe(200)
    expect((await account(id)).last_forbidden_error).toBeNull()
    faults.add({ kind: "status", status: 401, times: 1, path: "employees/employees" })
    expect((await employees(id)).status).toBe(401)
    expect((await employees(id)).status).toBe(200)
    expect((await post("/integrated-account/run-post-install-actions", { id })).body).toEqual({ success: true })
    expect((await account(id)).context.company_id).toBe(rollcall.sandbox.running.company.id)
    expect((await rollcall.call(`/integrated-account/${id}`, { method: "DELETE" })).status).toBe(200)
    const log = await rollcall.call(`/changes?integrated_account_id=${id}&event_type=integrated_account:*`)
    expect(log.body.result.at(-1).event).toBe("integrated_account:deleted")
    expect(await eventsOf(rollcall, id)).toEqual([
      "created",
      "authentication_error",
      "updated",
      "active",
      "forbidden_error",
      "authentication_error",
      "reactivated",
      "active",
      "deleted",
    ])
  })

  it("a check by hand says in the status what is wrong", async () => {
    const id = await importKey("sandbox-api-key")
    rollcall.sandbox.running.faults.add({ kind: "status", status: 403, path: "employees/employees" })
    expect((await post("/integrated-account/run-post-install-actions", { id })).status).toBe(200)
    expect(await account(id)).toMatchObject({
      status: "validation_error",
      last_error: expect.stringContaining("employees"),
    })
    rollcall.sandbox.running.faults.clear()
    const refused = await post("/integrated-account/refresh-credentials", { id })
    expect(refused.status).toBe(400)
    const token = rollcall.sandbox.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
    const oauth = await post("/integrated-account", {
      tenant_id: "life",
      integration: "factorial",
      authentication_method: "oauth2",
      context: { oauth: { token } },
    })
    await untilChecked(rollcall.app, oauth.body.id)
    const before = rollcall.sandbox.running.oauth.refreshes
    expect((await post("/integrated-account/refresh-credentials", { id: oauth.body.id })).body).toEqual({
      success: true,
    })
    expect(rollcall.sandbox.running.oauth.refreshes - before).toBe(1)
    expect((await employees(oauth.body.id)).status).toBe(200)
    const unknown = "00000000-0000-4000-8000-000000000000"
    expect((await post("/integrated-account/run-post-install-actions", { id: unknown })).status).toBe(404)
    expect((await post("/integrated-account/refresh-credentials", { id: unknown })).status).toBe(404)
  })

  it("a connecting that failed is gone after a day, with an event; one that worked stays", async () => {
    const { faults } = rollcall.sandbox.running
    faults.add({ kind: "status", status: 403, path: "employees/employees" })
    const token = await newLinkToken(rollcall, { tenant_id: "orphan" })
    const send = () =>
      fetch(pageUrl(rollcall, token, { integration: "factorial" }), {
        method: "POST",
        body: "api_key=second-key",
        redirect: "manual",
      })
    expect((await send()).status).toBe(303)
    const [orphan] = (await rollcall.call("/integrated-account?tenant_id=orphan")).body.result
    await expect.poll(async () => (await account(orphan.id)).status, { timeout: 60_000 }).toBe("validation_error")
    faults.clear()
    const { db } = rollcall.app.database
    await rollcall.app.accounts.link.removeEnded()
    expect((await account(orphan.id)).id).toBe(orphan.id)
    const yesterday = new Date(Date.now() - 86_500_000)
    await db.updateTable("integrated_account").set({ created_at: yesterday }).execute()
    await rollcall.app.accounts.link.removeEnded()
    expect((await account(orphan.id)).id, "somebody tried to mend it a moment ago").toBe(orphan.id)
    await db.updateTable("integrated_account").set({ updated_at: yesterday }).execute()
    await rollcall.app.accounts.link.removeEnded()
    expect((await rollcall.call(`/integrated-account/${orphan.id}`)).status).toBe(404)
    expect((await account(rollcall.accountId)).id).toBe(rollcall.accountId)
    expect(await eventsOf(rollcall, orphan.id)).toEqual(["created", "validation_error", "deleted"])
    // The link is still good: it begins anew.
    expect((await send()).status).toBe(303)
    const [anew] = (await rollcall.call("/integrated-account?tenant_id=orphan")).body.result
    expect(anew.id).not.toBe(orphan.id)
  })

  it("checks whose job was lost are found and done, and end once", async () => {
    const id = await importKey("second-key")
    await post("/integrated-account/run-post-install-actions", { id })
    const { last_action_run_result: run } = await account(id)
    const left = { ...run, finished_at: null, started_at: new Date(Date.now() - 3_600_000).toISOString() }
    await rollcall.app.database.db
      .updateTable("integrated_account")
      .set({ status: "connecting", last_action_run_result: JSON.stringify(left) })
      .where("id", "=", id)
      .execute()
    await rollcall.app.accounts.link.removeEnded()
    await expect.poll(async () => (await account(id)).status, { timeout: 60_000 }).toBe("active")
    expect((await account(id)).last_action_run_result).toMatchObject({ id: run.id, finished_at: expect.any(String) })
  })

  it("a connection that works stays active when Factorial does not answer to its checks", async () => {
    const id = await importKey("second-key")
    const { faults } = rollcall.sandbox.running
    faults.add({ kind: "status", status: 503, path: "employees/employees" })
    await post("/integrated-account/run-post-install-actions", { id })
    faults.clear()
    const after = await account(id)
    expect(after).toMatchObject({ status: "active", last_error: null })
    expect(after.last_action_run_result.steps).toContainEqual(
      expect.objectContaining({ name: "employees", status: "failed" }),
    )
    expect(await eventsOf(rollcall, id)).toEqual(["created", "active"])
  })

  it("secrets stand in no answer, log line, page, error or event", async () => {
    const [key, access, refresh, inContext, client] = SENTINELS as [string, string, string, string, string]
    const lines: string[] = []
    const write = (fields: object, message: string) => void lines.push(JSON.stringify(fields), message)
    const watched = await startRollcall({ sandbox: { apiKeys: [key] }, log: { info: write, error: write } })
    const said: string[] = []
    const call: Rollcall["call"] = async (path, options) => {
      const answer = await watched.call(path, options)
      said.push(answer.text, JSON.stringify(answer.headers))
      return answer
    }
    const trip = await signIn(watched, await newLinkToken(watched, { tenant_id: "signed in" }))
    said.push(trip.page)
    const integrations = await call("/environment-integration")
    await call(`/environment-integration/${integrations.body.result[0].id}`, {
      method: "PATCH",
      body: { override: { credentials: { oauth2: { client: { id: "own", secret: client } } } } },
    })
    const token = await newLinkToken(watched, { tenant_id: "s", context: { secret: inContext } })
    const page = async (body: string) => {
      const url = pageUrl(watched, token, { integration: "factorial" })
      const answer = await fetch(url, { method: "POST", body, redirect: "manual" })
      said.push(await answer.text(), JSON.stringify([...answer.headers]))
      return answer.status
    }
    expect(await page(`api_key=${key}%20${access}`)).toBe(422)
    expect(await page(`api_key=${access}`)).toBe(422)
    expect(await page(`api_key=${key}`)).toBe(303)
    const [made] = (await call("/integrated-account?tenant_id=s")).body.result
    await expect
      .poll(async () => (await call(`/integrated-account/${made.id}`)).body.status, { timeout: 60_000 })
      .toBe("active")
    said.push(await (await fetch(pageUrl(watched, token))).text())
    const oauth = { token: { access_token: access, refresh_token: refresh, expires_in: 1 } }
    const imported = await call("/integrated-account", {
      method: "POST",
      body: { tenant_id: "s", integration: "factorial", authentication_method: "oauth2", context: { oauth } },
    })
    await call(`/unified/hris/employees?integrated_account_id=${imported.body.id}`)
    await call("/integrated-account/refresh-credentials", { method: "POST", body: { id: imported.body.id } })
    await call("/integrated-account", { method: "POST", body: { tenant_id: 1, context: { api_key: key } } })
    const events = await watched.app.database.db.selectFrom("event").selectAll().execute()
    const tokens = await watched.app.database.db.selectFrom("link_token").select(["options", "notice"]).execute()
    const everything = JSON.stringify([said, lines, events, tokens])
    const forbidden = [...SENTINELS, ...trip.secrets]
    for (const one of forbidden) expect(one.length, "it would be seen").toBeGreaterThan(12)
    for (const one of forbidden) expect(everything.includes(one), one).toBe(false)
    expect(everything.includes(token), "the pages are among what was looked at").toBe(true)
    expect(lines.join("\n").includes(token)).toBe(false)
    expect(events.length).toBeGreaterThan(3)
    await watched.close()
  })
})
