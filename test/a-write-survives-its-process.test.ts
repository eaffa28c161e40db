import { randomUUID } from "node:crypto"
import { expect, it, vi } from "vitest"
import { describeProcesses, serve, useSandboxAndDatabase } from "./processes.js"
import { factorial } from "./systems/factorial.js"

describeProcesses("A write whose process is killed", () => {
  const given = useSandboxAndDatabase()

  const send = async (url: string, path: string, options: { body?: object; key?: string } = {}): Promise<any> => {
    const answer = await fetch(`${url}${path}`, {
      method: options.body ? "POST" : "GET",
      headers: {
        authorization: "Bearer shared-token-0123456789",
        ...(options.key ? { "idempotency-key": options.key } : {}),
      },
      ...(options.body ? { body: JSON.stringify(options.body) } : {}),
    })
    return { status: answer.status, body: await answer.json() }
  }
  /** The request of a step hangs at the HR system. */
  const untilSent = (account: string) =>
    vi.waitFor(
      async () => {
        const { rows } = await given.db.query(
          "select 1 from write_step s join write_operation o on o.id = s.operation_id where o.account_id = $1 and s.sent_at is not null and s.ended_at is null",
          [account],
        )
        expect(rows).toHaveLength(1)
        expect(given.sandbox.running.inFlight).toBe(1)
      },
      { interval: 20 },
    )

  const [hired] = factorial.writes.examples
  it.each([
    ["before the HR system has the person", 0, false],
    ["when the HR system has the person, and nobody has heard of it", 0, true],
    ["when a group has them, and nobody has heard of it", 3, true],
  ])("%s: the request sent again does all of it, once", async (_, after, carriesOut) => {
    const server = await serve(given.env())
    const body = {
      tenant_id: "t",
      integration: "factorial",
      authentication_method: "api_key",
      context: { api_key: given.sandbox.apiKey, sync: { enabled: false } },
    }
    const { id: account } = (await send(server.url, "/integrated-account", { body })).body
    await vi.waitFor(async () =>
      expect((await send(server.url, `/integrated-account/${account}`)).body.status).toBe("active"),
    )
    const listOf = (resource: string) => `/unified/hris/${resource}?integrated_account_id=${account}`
    const lists: Record<string, any[]> = {}
    for (const resource of ["employees", "groups", "locations"])
      lists[resource] = (await send(server.url, `${listOf(resource)}&limit=500`)).body.result
    const email = `${randomUUID()}@acme.example`
    const write = { body: { ...hired?.body({ lists, ids: {} }), emails: [{ email }] }, key: randomUUID() }

    given.sandbox.running.faults.add({ kind: "hang", method: "POST", after, carriesOut })
    const lost = send(server.url, listOf("employees"), write).catch(() => undefined)
    await untilSent(account)
    await server.kill()
    await lost
    given.sandbox.running.faults.clear()

    // What a dead process holds is free after a while, and what it has sent can't be on its way any more.
    await given.db.query("update lease set until = clock_timestamp() - interval '1 second' where account_id = $1", [
      account,
    ])
    await given.db.query(
      "update write_step set sent_at = sent_at - interval '1 hour', unknown_since = sent_at - interval '1 hour' where ended_at is null",
    )
    const next = await serve(given.env())
    const answer = await send(next.url, listOf("employees"), write)
    expect([answer.status, answer.body.emails], JSON.stringify(answer.body)).toMatchObject([200, [{ email }]])
    expect((await send(next.url, listOf("employees"), write)).body).toEqual(answer.body)
    await next.kill()
    const { store } = given.sandbox.running
    const made = store.all("employees/employees").filter((row) => JSON.stringify(row).includes(email))
    expect(made.map(({ id }) => String(id))).toEqual([answer.body.id])
    const groups = store.where("teams/memberships", { employee_id: answer.body.id }).map((one) => String(one.team_id))
    expect(groups.sort()).toEqual((write.body as any).groups.map(({ id }: any) => id).sort())
    expect(store.where("contracts/contract_versions", { employee_id: answer.body.id })).toHaveLength(1)
  })
})
