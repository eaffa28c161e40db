import { once } from "node:events"
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { afterEach, describe, expect, it, vi } from "vitest"
import { type Sandbox, type SandboxOptions, startSandbox } from "../index.js"

const left: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const end of left.splice(0).reverse()) await end()
})

const directory = (): string => {
  const made = mkdtempSync(join(tmpdir(), "sandbox-kept-"))
  left.push(() => rmSync(made, { recursive: true }))
  return made
}
async function start(options: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options)
  left.push(() => sandbox.close())
  return sandbox
}
/** What another process finds when this one dies now. */
async function afterDeath(dataDir: string, options: SandboxOptions = {}): Promise<Sandbox> {
  const copy = directory()
  // Not the lock and its socket: they die with the process.
  cpSync(dataDir, copy, { recursive: true, filter: (from) => !/lock/.test(basename(from)) })
  return start({ dataDir: copy, ...options })
}
const act = async ({ url }: Sandbox, action: string, body: unknown) =>
  (await (await fetch(`${url}/_sandbox/${action}`, { method: "POST", body: JSON.stringify(body) })).json()) as any
const basic = ({ apiKey }: Sandbox) => `Basic ${Buffer.from(`${apiKey}:x`).toString("base64")}`
const tablesOf = ({ running: { store } }: Sandbox) =>
  Object.fromEntries(store.tables().map((table) => [table, store.all(table)]))
const GRANT = { kind: "company_token" as const, employeeId: null, scopes: ["field", "offline_access"] }

async function subscribe(sandbox: Sandbox, url: string) {
  const body = { name: "hook", url, format: "json", events: ["employee.updated"], monitorFields: ["firstName"] }
  const answer = await fetch(`${sandbox.url}/acme/api/v1/webhooks`, {
    method: "POST",
    headers: { authorization: basic(sandbox) },
    body: JSON.stringify(body),
  })
  expect(answer.status).toBe(201)
  return (await answer.json()) as any
}

describe("a company with a data directory", () => {
  it("is there again after its process died: rows, clock, tokens, redirect URIs and webhooks", async () => {
    const dataDir = directory()
    const first = await start({ dataDir, size: 12, seed: "kept", today: "2026-11-23" })
    const hired = await act(first, "hire", { firstName: "Ada", lastName: "Byron" })
    const [other] = first.running.store.all("employees")
    await act(first, "delete-employee", { employeeId: other?.id })
    await act(first, "clock", { days: 40 })
    const redirect_uri = "http://127.0.0.1:9/callback"
    await act(first, "redirect-uris", { redirect_uri })
    const pair = first.running.oauth.issue(GRANT)
    const hook = await subscribe(first, "http://127.0.0.1:9/")
    first.running.keeper.flush()

    const second = await afterDeath(dataDir)
    expect(tablesOf(second)).toEqual(tablesOf(first))
    expect(second.running.store.find("employees", hired.id)?.lastName).toBe("Byron")
    expect(second.running.store.find("webhooks", hook.id)?.privateKey).toBe(hook.privateKey)
    expect(second.running.clock.today()).toBe(first.running.clock.today())
    expect(second.running.oauth.client("sandbox-client")?.redirectUris).toContain(redirect_uri)
    const used = await fetch(`${second.url}/acme/api/v1/meta/fields`, {
      headers: { authorization: `Bearer ${pair.access_token}`, accept: "application/json" },
    })
    expect(used.status).toBe(200)
  })

  it("gives no id twice, and not that of somebody who is gone", async () => {
    const dataDir = directory()
    const first = await start({ dataDir, size: 3 })
    const { id } = await act(first, "hire", {})
    await act(first, "delete-employee", { employeeId: id })
    const second = await afterDeath(dataDir)
    const next = await act(second, "hire", {})
    expect(Number(next.id)).toBeGreaterThan(Number(id))
  })

  it("sends the webhooks that waited, with the attempts that they had", async () => {
    const dataDir = directory()
    const statuses = [500]
    let calls = 0
    const target = createServer((request, response) => {
      request.resume()
      request.on("end", () => response.writeHead(statuses[calls++] ?? 200).end())
    })
    await once(target.listen(0, "127.0.0.1"), "listening")
    left.push(() => void target.close())
    const address = target.address()
    const first = await start({ dataDir, size: 6 })
    await subscribe(first, `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/`)
    const attempts = ({ running }: Sandbox) =>
      running.webhooks.deliveries().map((one) => one.attempts.map(({ status }) => status))
    await act(first, "change", {
      employeeId: first.running.store.all("employees")[3]?.id,
      fields: { firstName: "Zoe" },
    })
    await vi.waitFor(() => expect(attempts(first)).toEqual([[500]]))
    first.running.keeper.flush()
    const second = await afterDeath(dataDir)
    await second.running.webhooks.settled()
    expect(attempts(second)).toEqual([[500, 200]])
  })

  it("begins anew with a reset, which keeps the redirect URIs and no token", async () => {
    const dataDir = directory()
    const first = await start({ dataDir, size: 3 })
    const pair = first.running.oauth.issue(GRANT)
    await act(first, "redirect-uris", { redirect_uri: "http://127.0.0.1:9/callback" })
    await act(first, "reset", { size: 5, seed: "other" })
    const second = await afterDeath(dataDir)
    expect(second.running.store.all("employees")).toHaveLength(5)
    expect(second.running.oauth.client("sandbox-client")?.redirectUris).toContain("http://127.0.0.1:9/callback")
    expect(second.running.oauth.authenticate(pair.access_token)).toBe("unknown")
  })

  it("is not exchanged for another one by an option, nor used twice", async () => {
    const dataDir = directory()
    const first = await startSandbox({ dataDir, size: 3 })
    await expect(startSandbox({ dataDir })).rejects.toThrow("is used by another sandbox")
    await first.close()
    await expect(startSandbox({ dataDir, size: 4 })).rejects.toThrow(/holds a company with the size 3: start without 4/)
    await (await startSandbox({ dataDir, size: 3 })).close()
  })

  it("that can't be read gives its directory back", async () => {
    const at = directory()
    writeFileSync(join(at, "sandbox-bamboohr.jsonl"), "nonsense\n")
    await expect(startSandbox({ dataDir: at })).rejects.toThrow("can't be read")
    expect(readdirSync(at)).toEqual(["sandbox-bamboohr.jsonl"])
  })
})
