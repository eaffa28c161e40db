import { once } from "node:events"
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { afterEach, describe, expect, it } from "vitest"
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
async function post(sandbox: Sandbox, path: string, body: unknown, token?: string) {
  const answer = await fetch(`${sandbox.url}${path}`, {
    method: "POST",
    headers: token === undefined ? { "x-api-key": sandbox.apiKey } : { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  })
  return { status: answer.status, body: (await answer.json()) as any }
}
const tablesOf = ({ running: { store } }: Sandbox) =>
  Object.fromEntries(store.tables().map((table) => [table, store.all(table)]))

describe("a company with a data directory", () => {
  it("is there again after its process died: rows, clock, tokens and redirect URIs", async () => {
    const dataDir = directory()
    const first = await start({ dataDir, size: 12, seed: "kept", today: "2026-11-23" })
    const hired = (await post(first, "/_sandbox/hire", { first_name: "Ada", last_name: "Byron" })).body
    const team = first.running.store.all("teams/teams")[0]?.id
    await fetch(`${first.url}/api/2026-10-01/resources/teams/teams/${team}`, {
      method: "DELETE",
      headers: { "x-api-key": first.apiKey },
    })
    await post(first, "/_sandbox/clock", { days: 40 })
    const redirect_uri = "http://127.0.0.1:9/callback"
    expect((await post(first, "/_sandbox/redirect-uris", { redirect_uri })).body.redirect_uris).toContain(redirect_uri)
    const pair = first.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
    first.running.keeper.flush()

    const second = await afterDeath(dataDir)
    expect(tablesOf(second)).toEqual(tablesOf(first))
    expect(second.running.store.find("employees/employees", hired.id)?.full_name).toBe("Ada Byron")
    expect(second.running.clock.today()).toBe("2027-01-02")
    expect(second.running.settings).toMatchObject({ size: 12, seed: "kept" })
    expect(second.running.oauth.client("sandbox-client")?.redirectUris).toContain(redirect_uri)
    const used = await fetch(`${second.url}/api/2026-10-01/resources/teams/teams`, {
      headers: { authorization: `Bearer ${pair.access_token}` },
    })
    expect(used.status).toBe(200)
    const asked = new URLSearchParams({
      grant_type: "refresh_token",
      refresh_token: pair.refresh_token,
      client_id: "sandbox-client",
      client_secret: "sandbox-secret",
    })
    const refreshed = await fetch(`${second.url}/oauth/token?${asked}`, { method: "POST" })
    expect(refreshed.status).toBe(200)
  })

  it("gives no id twice, and not that of a row that is gone", async () => {
    const dataDir = directory()
    const first = await start({ dataDir, size: 3 })
    const team = (await post(first, "/api/2026-10-01/resources/teams/teams", { name: "Brief" })).body.id
    await fetch(`${first.url}/api/2026-10-01/resources/teams/teams/${team}`, {
      method: "DELETE",
      headers: { "x-api-key": first.apiKey },
    })
    const second = await afterDeath(dataDir)
    const next = (await post(second, "/api/2026-10-01/resources/teams/teams", { name: "Next" })).body.id
    expect(BigInt(next)).toBeGreaterThan(BigInt(team))
  })

  it("sends the webhooks that waited", async () => {
    const dataDir = directory()
    const first = await start({ dataDir, size: 3, webhookRetryMs: [3_600_000] })
    const bodies: string[] = []
    const target = createServer((request, response) => {
      request.on("data", (chunk) => bodies.push(String(chunk)))
      request.on("end", () => response.end())
    })
    await once(target.listen(0, "127.0.0.1"), "listening")
    left.push(() => void target.close())
    const address = target.address()
    const port = typeof address === "object" ? address?.port : 0
    const subscription = { company_id: "1", subscription_type: "teams/team/create", target_url: "http://127.0.0.1:9/" }
    const made = (await post(first, "/api/2026-10-01/resources/api_public/webhook_subscriptions", subscription)).body
    await post(first, "/api/2026-10-01/resources/teams/teams", { name: "Told later" })
    first.running.store.update("api_public/webhook_subscriptions", made.id, { target_url: `http://127.0.0.1:${port}/` })
    first.running.keeper.flush()
    const second = await afterDeath(dataDir, { webhookRetryMs: [1] })
    await second.running.webhooks.settled()
    expect(bodies.map((body) => JSON.parse(body).name)).toEqual(["Told later"])
    const third = await start({ dataDir: directory() })
    expect(third.running.webhooks.deliveries()).toEqual([])
  })

  it("begins anew with a reset, which keeps the redirect URIs", async () => {
    const dataDir = directory()
    const first = await start({ dataDir, size: 3 })
    const pair = first.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
    await post(first, "/_sandbox/redirect-uris", { redirect_uri: "http://127.0.0.1:9/callback" })
    expect((await post(first, "/_sandbox/reset", { size: 5, seed: "other" })).status).toBe(200)
    const second = await afterDeath(dataDir)
    expect(second.running.store.all("employees/employees")).toHaveLength(5)
    expect(second.running.oauth.client("sandbox-client")?.redirectUris).toContain("http://127.0.0.1:9/callback")
    expect(second.running.oauth.authenticate(pair.access_token)).toBe("unknown")
  })

  it("is not exchanged for another one by an option", async () => {
    const dataDir = directory()
    await (await startSandbox({ dataDir, size: 3 })).close()
    await expect(startSandbox({ dataDir, size: 4 })).rejects.toThrow(
      /holds a company with the size 3: start without 4, use POST \/_sandbox\/reset/,
    )
    await (await startSandbox({ dataDir, size: 3 })).close()
    await (await startSandbox({ dataDir })).close()
  })
})

it("a sandbox that does not start gives its directory back", async () => {
  const at = directory()
  const file = join(at, "sandbox-factorial.jsonl")
  writeFileSync(file, "nonsense\n")
  await expect(startSandbox({ dataDir: at })).rejects.toThrow("can't be read")
  expect(readdirSync(at)).toEqual(["sandbox-factorial.jsonl"])
})

describe("a redirect URI", () => {
  it("that is none, or of an unknown client, is refused with a reason", async () => {
    const sandbox = await start({ size: 1 })
    const refusal = async (body: object) => (await post(sandbox, "/_sandbox/redirect-uris", body)).body.errors
    expect(await refusal({ redirect_uri: "nonsense" })).toEqual([expect.stringContaining("is no redirect URI")])
    expect(await refusal({})).toEqual([expect.stringContaining("is no redirect URI")])
    expect(await refusal({ client_id: "x", redirect_uri: "http://a.example" })).toEqual(["there is no OAuth client x"])
  })
})

describe("a port", () => {
  it("that is taken is said clearly", async () => {
    const sandbox = await start({ size: 1 })
    const port = Number(new URL(sandbox.url).port)
    await expect(startSandbox({ size: 1, port })).rejects.toThrow(/port \d+ of 127.0.0.1 is taken/)
  })
})
