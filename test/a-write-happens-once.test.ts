import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startSandbox } from "@rollcall/sandbox-factorial"
import { createApp, readConfig } from "@rollcall/server"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { testClock } from "../server/src/db/testing.js"
import { type Rollcall, silent, startRollcall, untilChecked } from "./rollcall.js"

let rollcall: Rollcall
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 5 } })
})
afterAll(() => rollcall.close())

const teams = (name: string) => rollcall.sandbox.running.store.where("teams/teams", { name })
const create = (key: string, name: string) =>
  rollcall.call("/proxy/teams-teams?ACC", { method: "POST", headers: { "idempotency-key": key }, body: { name } })

describe("a write with an Idempotency-Key", () => {
  it("is answered again the same way, and happens once", async () => {
    const first = await create("k1", "Alpha")
    const again = await create("k1", "Alpha")
    expect(first.status).toBe(201)
    expect([again.status, again.text]).toEqual([first.status, first.text])
    expect(again.headers["idempotency-replayed"]).toBe("true")
    expect(teams("Alpha")).toHaveLength(1)
  })

  it("happens once for twenty requests at the same moment", async () => {
    rollcall.sandbox.running.faults.add({ kind: "latency", latencyMs: 300, method: "POST" })
    const answers = await Promise.all(Array.from({ length: 20 }, () => create("k2", "Beta")))
    rollcall.sandbox.running.faults.clear()
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
    expect(teams("Beta")).toHaveLength(1)
  })

  it("is refused with another body under the same key", async () => {
    await create("k3", "Gamma")
    const other = await create("k3", "Delta")
    expect(other.status).toBe(409)
    expect(teams("Delta")).toHaveLength(0)
  })

  it("keeps Factorial's refusal as the answer", async () => {
    const bad = () =>
      rollcall.call("/proxy/teams-teams?ACC", {
        method: "POST",
        headers: { "idempotency-key": "k4" },
        body: { description: "nameless" },
      })
    const first = await bad()
    const again = await bad()
    expect(first.status).toBe(422)
    expect(again.status).toBe(422)
  })

  it("may be tried again under its key when nothing happened", async () => {
    rollcall.sandbox.running.faults.add({ kind: "status", status: 429, retryAfterSeconds: 9, method: "POST", times: 1 })
    const own = await startRollcall({ sandbox: { size: 1 } })
    const send = (name: string) =>
      own.call("/unified/hris/timeoff_requests?ACC", {
        method: "POST",
        headers: { "idempotency-key": "k5" },
        body: name === "" ? "{" : { start_time: name },
      })
    expect((await send("")).status).toBe(400)
    expect((await send("2026-01-01")).status).toBe(400)
    rollcall.sandbox.running.faults.clear()
    await own.close()
  })

  it("has other keys in other accounts", async () => {
    const admin = rollcall.app.accounts.admin
    const other = await admin.create(rollcall.app.environmentId, {
      tenantId: "other",
      context: { api_key: rollcall.sandbox.apiKey },
      integration: "factorial",
      authenticationMethod: "api_key",
    })
    const options = { method: "POST", headers: { "idempotency-key": "k6" }, body: { name: "Eps" } } as const
    await rollcall.call("/proxy/teams-teams?ACC", options)
    await rollcall.call(`/proxy/teams-teams?integrated_account_id=${other.id}`, options)
    expect(teams("Eps")).toHaveLength(2)
  })
})

describe("after a restart", () => {
  it("the first answer is given again, and nothing happens", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "rollcall-"))
    const sandbox = await startSandbox({ size: 2 })
    const token = "test-token-0123456789"
    const keys = [{ id: "k", secret: randomBytes(32) }] as const
    const config = readConfig({
      ROLLCALL_DATA_DIR: dataDir,
      ROLLCALL_API_TOKEN: token,
      ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
      FACTORIAL_BASE_URL: sandbox.url,
    })
    let accountId = ""
    const answers: string[] = []
    for (let start = 0; start < 2; start++) {
      const app = await createApp({ config, keys, log: silent, clock: testClock() })
      const url = await app.listen({ port: 0, host: "127.0.0.1" })
      if (start === 0) {
        const made = await app.accounts.admin.create(app.environmentId, {
          tenantId: "t",
          context: { api_key: sandbox.apiKey },
          integration: "factorial",
          authenticationMethod: "api_key",
        })
        accountId = made.id
        await untilChecked(app, accountId)
      }
      const answer = await fetch(`${url}/proxy/teams-teams?integrated_account_id=${accountId}`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "idempotency-key": "restart" },
        body: JSON.stringify({ name: "Survivors" }),
      })
      answers.push(`${answer.status} ${await answer.text()}`)
      await app.close()
    }
    expect(answers[0]).toBe(answers[1])
    expect(answers[0]).toMatch(/^201 /)
    expect(sandbox.running.store.where("teams/teams", { name: "Survivors" })).toHaveLength(1)
    await sandbox.close()
    rmSync(dataDir, { recursive: true })
  })
})
