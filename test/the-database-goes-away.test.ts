import { randomBytes } from "node:crypto"
import { createApp, readConfig } from "@rollcall/server"
import { afterAll, describe, expect, it, vi } from "vitest"
import { startProxy } from "../server/src/db/proxy-for-tests.js"
import { describeProcesses, makeShared } from "./processes.js"
import { silent } from "./rollcall.js"

const keys: [{ id: string; secret: Buffer }] = [{ id: "k1", secret: randomBytes(32) }]
const undo: (() => Promise<void>)[] = []
afterAll(async () => {
  for (const one of undo.reverse()) await one()
})

async function start(env: Record<string, string>) {
  const app = await createApp({ config: readConfig(env), keys, log: silent })
  undo.push(app.close)
  const url = await app.listen({ port: 0, host: "127.0.0.1" })
  const headers = { authorization: `Bearer ${env.ROLLCALL_API_TOKEN}` }
  return (path: string) => fetch(url + path, { headers })
}

describeProcesses("While the database is away", () => {
  it("callers get a 503 that says when to come back, the process lives, and all is well afterwards", async () => {
    const shared = await makeShared()
    undo.push(shared.drop)
    const proxy = await startProxy(shared.env.DATABASE_URL)
    undo.push(proxy.close)
    const call = await start({ ...shared.env, DATABASE_URL: proxy.url })
    expect((await call("/environment")).status).toBe(200)
    proxy.leave()
    for (const path of ["/environment", "/health", "/connect-account?link_token=unknown"]) {
      const answer = await call(path)
      expect([path, answer.status, Number(answer.headers.get("retry-after")) > 0]).toEqual([path, 503, true])
    }
    expect((await call("/ping")).status).toBe(200)
    proxy.goOn()
    await vi.waitFor(async () => expect((await call("/health")).status).toBe(200), 60_000)
    expect((await call("/environment")).status).toBe(200)
  })
})

describe("A process that only works", () => {
  it("answers how it is, and nothing else", async () => {
    const token = "worker-token-0123456789"
    const call = await start({
      ROLLCALL_DATA_DIR: ":memory:",
      ROLLCALL_API_TOKEN: token,
      ROLLCALL_ROLES: "worker",
    })
    for (const path of ["/ping", "/health", "/metrics"]) expect([path, (await call(path)).status]).toEqual([path, 200])
    for (const path of ["/environment", "/openapi.json", "/connect-account"])
      expect([path, (await call(path)).status]).toEqual([path, 404])
  })
})
