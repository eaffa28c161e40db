import { execFile } from "node:child_process"
import { randomBytes } from "node:crypto"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { startSandbox } from "@rollcall/sandbox-factorial"
import pg from "pg"
import { afterAll, beforeAll, expect, it, vi } from "vitest"
import { type ServerDatabase, serverDatabase } from "../server/src/db/testing.js"
import { describeProcesses, type Served, serve } from "./processes.js"

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))
const TOKEN = "moved-token-0123456789"
const headers = { authorization: `Bearer ${TOKEN}` }

describeProcesses("The embedded database moves to PostgreSQL", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "rollcall-moves-"))
  let sandbox: Awaited<ReturnType<typeof startSandbox>>
  let target: ServerDatabase
  let server: Served
  const heard: string[] = []
  let isListening = false
  const hear = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request)
    if (isListening) heard.push(JSON.parse(body).event)
    response.writeHead(isListening ? 200 : 503).end()
  }
  const receiver = createServer((request, response) => void hear(request, response))
  beforeAll(async () => {
    sandbox = await startSandbox({ size: 12 })
    const made = await serverDatabase(true)
    if (!made) throw new Error("there is no PostgreSQL")
    target = made
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve))
  })
  afterAll(async () => {
    await server?.kill()
    receiver.close()
    receiver.closeAllConnections()
    await sandbox?.close()
    await target?.drop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  const env = () => ({
    ROLLCALL_API_TOKEN: TOKEN,
    ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
    ROLLCALL_DATA_DIR: dataDir,
    FACTORIAL_BASE_URL: sandbox.url,
    FACTORIAL_CLIENT_ID: "sandbox-client",
    FACTORIAL_CLIENT_SECRET: "sandbox-secret",
  })
  const call = async (path: string, body?: unknown): Promise<any> => {
    const post = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }
    const answer = await fetch(server.url + path, { headers, ...post })
    const found = await answer.json()
    expect(answer.status, JSON.stringify(found)).toBe(200)
    return found
  }
  const move = (more: Record<string, string> = {}) =>
    new Promise<{ code: unknown; output: string }>((resolve) => {
      const given = { PATH: process.env.PATH, ...env(), DATABASE_URL: target.url, ...more }
      execFile(process.execPath, [COMMAND, "move-to-postgres"], { env: given }, (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, output: stdout + stderr }),
      )
    })
  const sync = async (accountId: string) => {
    const { id } = await call("/sync-run", { integrated_account_id: accountId })
    await vi.waitFor(async () => expect((await call(`/sync-run/${id}`)).status).toBe("completed"), {
      timeout: 120_000,
      interval: 100,
    })
  }
  const people = async (accountId: string): Promise<any[]> => {
    const asked = `integrated_account_id=${accountId}&source=synced&limit=100`
    const { result } = await call(`/unified/hris/employees?${asked}`)
    return result.sort((one: any, other: any) => Number(one.id) - Number(other.id))
  }

  it("with every row, and everything goes on there: the copy, syncs, deliveries that wait, refreshed tokens", async () => {
    server = await serve(env())
    const token = sandbox.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
    const { port } = receiver.address() as AddressInfo
    await call("/webhook", { target_url: `http://127.0.0.1:${port}/`, event_types: ["integrated_account:created"] })
    const { id: accountId } = await call("/integrated-account", {
      tenant_id: "t",
      integration: "factorial",
      authentication_method: "oauth2",
      context: { oauth: { token }, sync: { enabled: false } },
    })
    await vi.waitFor(async () => expect((await call(`/integrated-account/${accountId}`)).status).toBe("active"), 60_000)
    await sync(accountId)
    const before = { people: await people(accountId), changes: await call("/changes?limit=500") }
    expect(before.people).toHaveLength(12)
    expect((await move()).output).toContain("is in use by process")
    server.child.kill("SIGTERM")
    await vi.waitFor(() => expect(server.child.exitCode).toBe(0), 60_000)

    const foreign = new pg.Client({ connectionString: target.url })
    await foreign.connect()
    await foreign.query("create table theirs (id int)")
    expect(await move()).toMatchObject({ code: 2, output: expect.stringContaining("it has theirs") })
    await foreign.query("drop table theirs")
    const { code, output } = await move()
    expect(output).toContain("every table is the same there")
    expect(output).toMatch(/^record: (\d+) of \1$/m)
    expect(code).toBe(0)
    expect(await move()).toMatchObject({ code: 2, output: expect.stringContaining("there are rows in") })
    await foreign.end()

    isListening = true
    sandbox.running.oauth.expireAll()
    const refreshed = sandbox.running.oauth.refreshes
    const key = readFileSync(join(dataDir, "encryption-key"), "utf8").trim()
    server = await serve({ ...env(), DATABASE_URL: target.url, ROLLCALL_ENCRYPTION_KEYS: key })
    expect(await people(accountId)).toEqual(before.people)
    expect((await call("/changes?limit=500")).result.slice(0, before.changes.result.length)).toEqual(
      before.changes.result,
    )
    await vi.waitFor(() => expect(heard).toContain("integrated_account:created"), { timeout: 90_000 })
    await sync(accountId)
    expect(sandbox.running.oauth.refreshes).toBeGreaterThan(refreshed)
    const after = await call("/changes?limit=500")
    const numbers = after.result.map(({ sequence }: { sequence: number }) => sequence)
    expect(numbers).toEqual(numbers.map((_: number, index: number) => numbers[0] + index))
  })

  it("and not with a key that does not fit, or without a database on either side", async () => {
    const other = { ROLLCALL_ENCRYPTION_KEYS: `other:${randomBytes(32).toString("base64")}` }
    expect(await move(other)).toMatchObject({ code: 2, output: expect.stringContaining("does not fit") })
    expect(await move({ DATABASE_URL: "" })).toMatchObject({ code: 2, output: expect.stringContaining("DATABASE_URL") })
    const nowhere = { ROLLCALL_DATA_DIR: join(dataDir, "nowhere") }
    expect(await move(nowhere)).toMatchObject({ code: 2, output: expect.stringContaining("there is no database") })
  })
})
