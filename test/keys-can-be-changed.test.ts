import { once } from "node:events"
import { type AddressInfo, createServer } from "node:net"
import { expect, it, vi } from "vitest"
import { createVault } from "../server/src/vault/index.js"
import { rotateKeys, SEALED_COLUMNS } from "../server/src/vault/rotate.js"
import { newLinkToken, pageUrl } from "./linking.js"
import { startRollcall } from "./rollcall.js"

const OLD = Buffer.alloc(32, 7)
const NEW = { id: "new", secret: Buffer.alloc(32, 8) }

async function freePort(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, "close")
  return String(port)
}

it("every kind of secret that a server keeps is sealed again with the new key, and none is left on the old one", async () => {
  const port = await freePort()
  const rollcall = await startRollcall({
    sandbox: { size: 4 },
    env: { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}` },
    sync: { interval_minutes: 60 },
    key: OLD,
  })
  const post = (path: string, body: unknown, headers = {}) => rollcall.call(path, { method: "POST", body, headers })
  const { db } = rollcall.app.database
  const { result } = (await rollcall.call("/environment-integration")).body
  const client = { id: "sandbox-client", secret: "sandbox-secret" }
  const override = { credentials: { oauth2: { client } } }
  await rollcall.call(`/environment-integration/${result[0].id}`, { method: "PATCH", body: { override } })
  await post("/webhook", { target_url: "http://127.0.0.1:9/hook" })
  const key = { "idempotency-key": "a key" }
  expect((await post("/link-token", { tenant_id: "t" }, key)).status).toBe(200)
  expect((await post("/unified/hris/groups?ACC", { name: "Red" })).status).toBe(200)
  const trip = pageUrl(rollcall, await newLinkToken(rollcall), { integration: "factorial" })
  expect((await fetch(trip.replace("?", "/authorize?"), { redirect: "manual" })).status).toBe(303)
  await vi.waitFor(
    async () => expect(await db.selectFrom("inbound_subscription").select("name").execute()).not.toEqual([]),
    { timeout: 60_000 },
  )
  const totals = new Map<string, number>()
  const vault = createVault([NEW, { id: "test", secret: OLD }])
  const note = ({ table, total }: { table: string; total: number }) => {
    totals.set(table, Math.max(total, totals.get(table) ?? 0))
  }
  // The server in this process still seals with the old key what it has begun.
  await vi.waitFor(async () => expect((await rotateKeys(db, vault, note)).left).toBe(0), { timeout: 60_000 })
  for (const { table } of SEALED_COLUMNS) expect(totals.get(table), table).toBeGreaterThan(0)
  // Nor can it open anything now: whoever calls is told what the operator forgot.
  await vi.waitFor(
    async () => {
      const { status, text } = await rollcall.call("/unified/hris/employees?ACC")
      expect(status, text).toBe(503)
      expect(text).toContain("the key new, which this server's ROLLCALL_ENCRYPTION_KEYS lacks")
    },
    { timeout: 60_000 },
  )
  await rollcall.close()
})
