import { randomBytes } from "node:crypto"
import { createServer, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { createApp, readConfig } from "@rollcall/server"
import { Agent, request } from "undici"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { makeDatabase, silent } from "./rollcall.js"

const CHUNK = Buffer.alloc(64 * 1024, "x")
const CHUNKS = 1_600 // 100 MB: what sockets buffer on the way is far from half of it
const open = new Set<ServerResponse>()
let sent = 0
let upstream: Server
let close: () => Promise<void>
let url: string
let headers: Record<string, string>

/** Sends as fast as the reader takes it. */
function pour(response: ServerResponse, left: number): void {
  if (left === 0) return void response.end()
  sent++
  if (response.write(CHUNK)) setImmediate(pour, response, left - 1)
  else response.once("drain", () => pour(response, left - 1))
}

beforeAll(async () => {
  upstream = createServer((asked, response) => {
    open.add(response)
    response.once("close", () => open.delete(response))
    if (asked.url?.includes("broken")) {
      const size = asked.url.includes("broken-late") ? 6_000_000 : CHUNK.length
      response.writeHead(200, { "content-type": "application/pdf", "content-length": "10000000" })
      response.write(Buffer.alloc(size, "x"), () => response.destroy())
      return
    }
    response.writeHead(200, { "content-type": "application/pdf", "content-disposition": "attachment; filename=x.pdf" })
    pour(response, CHUNKS)
  })
  await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve))
  const token = "stream-token-0123456789"
  const database = await makeDatabase()
  const config = readConfig({
    ROLLCALL_DATA_DIR: ":memory:",
    ROLLCALL_API_TOKEN: token,
    ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
    FACTORIAL_BASE_URL: `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`,
    ...database.env,
  })
  const app = await createApp({ config, keys: [{ id: "k", secret: randomBytes(32) }], log: silent })
  const base = await app.listen({ port: 0, host: "127.0.0.1" })
  const account = await app.accounts.admin.create(app.environmentId, {
    tenantId: "t",
    context: { api_key: "k" },
    integration: "factorial",
    authenticationMethod: "api_key",
  })
  url = `${base}/custom/api/files/1?integrated_account_id=${account.id}`
  headers = { authorization: `Bearer ${token}` }
  close = async () => {
    await app.close()
    await database.drop()
  }
})
afterAll(async () => {
  await close()
  upstream.closeAllConnections()
  upstream.close()
})

describe("a binary answer", () => {
  it("passes through as it came, and begins before the HR system has sent half of it", async () => {
    sent = 0
    const { body, headers: got, statusCode } = await request(url, { headers })
    let size = 0
    let sentAtFirst = 0
    for await (const chunk of body) {
      if (size === 0) sentAtFirst = sent
      size += chunk.length
    }
    expect(statusCode).toBe(200)
    expect(size).toBe(CHUNK.length * CHUNKS)
    expect(got["content-type"]).toBe("application/pdf")
    expect(got["content-disposition"]).toContain("x.pdf")
    expect(sentAtFirst).toBeLessThan(CHUNKS / 2)
  })

  it("that 60 callers cut off leaves nothing open upstream", async () => {
    const agent = new Agent({ connections: 60 })
    sent = 0
    await Promise.all(
      Array.from({ length: 60 }, async () => {
        const { body } = await request(url, { headers, dispatcher: agent })
        await new Promise((resolve) => body.once("data", resolve))
        body.on("error", () => {})
        body.destroy()
      }),
    )
    await agent.destroy()
    await vi.waitFor(() => expect(open.size).toBe(0), 60_000)
    expect(sent).toBeLessThan(60 * CHUNKS)
    const { body, statusCode } = await request(`${url}`, { headers })
    await body.dump()
    expect(statusCode).toBe(200)
  })

  it("that breaks off in its first megabytes is an error in our words", async () => {
    const { body, statusCode } = await request(url.replace("files/1", "files/broken"), { headers })
    expect(statusCode).toBe(502)
    expect(await body.json()).toMatchObject({ statusCode: 502, truto_is_remote_error: true })
  })

  it("that breaks off later breaks off here, and does not look complete", async () => {
    const { body, statusCode } = await request(url.replace("files/1", "files/broken-late"), { headers })
    expect(statusCode).toBe(200)
    await expect(body.arrayBuffer()).rejects.toThrow()
  })
})
