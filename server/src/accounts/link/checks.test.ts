import type { Settings } from "@rollcall/connector-kit"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
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

  describe("of an address in which a setting stands", () => {
    const COMPANY = { name: "company", label: "Company domain", isSecret: false, isRequired: true, pattern: /[a-z]+/ }
    const nothing = 'there is nothing at this address, so "Company domain" may be wrong'
    async function checkAt(statuses: Record<string, number>, mayBeForbidden = false) {
      const facts = factsAt(hr.url)
      const read = (_body: unknown, { company = "" }: Settings) => ({
        ...{ companyId: company, companyName: null, context: { company_id: company } },
      })
      const identity = { ...facts.connect.identity, read, ...(mayBeForbidden ? { mayBeForbidden: true as const } : {}) }
      const checks = [
        { ...checkOf("teams"), permission: "teams", isRequired: false },
        { ...checkOf("employees"), permission: "people", isRequired: true },
      ]
      const api: typeof facts.api = {
        ...facts.api,
        classify: ({ status }) => (status === 404 || status === 403 ? "skip" : "stop"),
      }
      const own = { ...facts, api, hosts: { production: `${hr.url}/{company}` }, connect: { identity, checks } }
      const [key] = facts.auth.api_key?.fields ?? []
      const auth = { api_key: { format: "api_key" as const, fields: [COMPANY, key ?? COMPANY] } }
      const accounts = accountsOn(db, { egress, facts: { ...own, auth } })
      for (const [list, status] of Object.entries(statuses)) hr.setStatus(list, status)
      const context = { company: "acme", api_key: "k" }
      const values = { tenantId: "t", context, authenticationMethod: "api_key" as const }
      const { id } = await accounts.admin.create(environmentId, values)
      await accounts.link.check({ environmentId, accountId: id })
      for (const list of Object.keys(statuses)) hr.setStatus(list, 200)
      return accounts.admin.get(environmentId, id)
    }

    test("which nobody has, fail with a sentence that names the setting", async () => {
      const account = await checkAt({ me: 404, employees: 404, teams: 404 })
      expect(account).toMatchObject({
        status: "validation_error",
        last_error: `employees can't be read: ${nothing}`,
        last_action_run_result: { steps: [{}, { setting: "company" }, { setting: "company", message: nothing }] },
      })
    })
    test("where there is something, blame no setting", async () => {
      for (const statuses of [{ employees: 404 }, { employees: 404, teams: 403 }, { employees: 403, teams: 404 }]) {
        const account = await checkAt(statuses)
        expect(account?.status).toBe("validation_error")
        expect(JSON.stringify(account)).not.toContain("may be wrong")
      }
    })
    test("are of a credential that may not say whose it is, where the HR system lets the setting say it", async () => {
      expect(await checkAt({ me: 403 }, true)).toMatchObject({ status: "active", context: { company_id: "acme" } })
      expect(await checkAt({ me: 403 })).toMatchObject({
        status: "post_install_error",
        last_error: "Acme does not accept the credential",
      })
    })
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
