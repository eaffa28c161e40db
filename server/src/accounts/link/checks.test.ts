import { afterAll, beforeAll, expect, test } from "vitest"
import type { Db } from "../../db/index.js"
import { describeOnBoth, insertEnvironment } from "../../db/testing.js"
import { createEgress } from "../../egress/index.js"
import { accountsOn, factsAt, startTokenEndpoint, type TokenEndpoint } from "../testing.js"

describeOnBoth("the checks of a connection", (openDb) => {
  const egress = createEgress({ allowPrivateNetwork: true })
  let db: Db
  let hr: TokenEndpoint
  let environmentId: string
  beforeAll(async () => {
    db = (await openDb()).db
    environmentId = await insertEnvironment(db)
    hr = await startTokenEndpoint()
  })
  afterAll(async () => {
    await hr.close()
    await egress.close()
  })

  const checkOf = (data: string) => ({ data, label: data, request: { method: "GET" as const, path: data } })
  async function check() {
    const facts = factsAt(hr.url)
    const checks = [
      { ...checkOf("employees"), permission: "people", isRequired: true },
      { ...checkOf("teams"), permission: "teams", isRequired: false },
    ]
    const accounts = accountsOn(db, { egress, facts: { ...facts, connect: { ...facts.connect, checks } } })
    const values = { tenantId: "t", context: { api_key: "k" }, authenticationMethod: "api_key" as const }
    const { id } = await accounts.admin.create(environmentId, values)
    await accounts.link.check({ environmentId, accountId: id })
    return accounts.admin.get(environmentId, id)
  }

  test.each([
    [403, "missing", 'employees can\'t be read: allow "people" in Acme and connect again'],
    [404, "failed", "employees can't be read: "],
    [410, "failed", "employees can't be read: "],
    [400, "failed", "employees can't be read: "],
  ])("a list that answers %i is %s: only a refusal is the customer's to mend", async (status, step, message) => {
    hr.setStatus("employees", status)
    const account = await check()
    hr.setStatus("employees", 200)
    expect(account?.status).toBe("validation_error")
    expect(account?.last_error?.startsWith(message), account?.last_error ?? "").toBe(true)
    expect(account?.last_action_run_result).toMatchObject({ steps: [{}, { name: "employees", status: step }, {}] })
  })

  test("what is not required and not there does not hold up the connection", async () => {
    hr.setStatus("teams", 404)
    expect(await check()).toMatchObject({ status: "active", last_error: null })
    hr.setStatus("teams", 200)
  })

  test("whose the credential is may be a setting, where the HR system has nothing to say of it", async () => {
    const facts = factsAt(hr.url)
    const read = (body: unknown) => {
      const companyId = body === undefined ? "by-setting" : "by-answer"
      return { companyId, companyName: null, context: { company_id: companyId } }
    }
    const connect = { ...facts.connect, identity: { ...facts.connect.identity, read } }
    const api: typeof facts.api = { ...facts.api, classify: ({ status }) => (status === 404 ? "skip" : "stop") }
    const accounts = accountsOn(db, { egress, facts: { ...facts, api, connect } })
    const values = { tenantId: "t", context: { api_key: "k" }, authenticationMethod: "api_key" as const }
    const companyOf = async (status: number) => {
      hr.setStatus("me", status)
      const { id } = await accounts.admin.create(environmentId, values)
      await accounts.link.check({ environmentId, accountId: id })
      hr.setStatus("me", 200)
      return (await accounts.admin.get(environmentId, id))?.context.company_id
    }
    expect([await companyOf(200), await companyOf(404), await companyOf(403)]).toEqual([
      "by-answer",
      "by-setting",
      undefined,
    ])
  })

  test.each([
    [403, "does not accept the credential"],
    [404, "does not answer"],
    [410, "does not answer"],
  ])("whose the credential is, answered with %i, is told as what it is", async (status, message) => {
    hr.setStatus("me", status)
    const account = await check()
    hr.setStatus("me", 200)
    expect(account).toMatchObject({ status: "post_install_error", last_error: expect.stringContaining(message) })
  })
})
