import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, describe, expect, it, vi } from "vitest"
import { exportsIn } from "./pasted.js"

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), "rollcall-"))
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) child.kill("SIGKILL")
  rmSync(dataDir, { recursive: true, force: true })
})

type Run = {
  child: ChildProcess
  output: () => string
  said: (text: string | RegExp) => Promise<string>
  ended: Promise<number | null>
}

function rollcall(args: string[], env: Record<string, string> = {}): Run {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: {
      PATH: process.env.PATH ?? "",
      ROLLCALL_EMBEDDED_IMAGE: process.env.ROLLCALL_EMBEDDED_IMAGE ?? "",
      ROLLCALL_DATA_DIR: dataDir,
      PORT: "0",
      FACTORIAL_SANDBOX_PORT: "0",
      BAMBOOHR_SANDBOX_PORT: "0",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  })
  running.push(child)
  let output = ""
  const waiting: (() => void)[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk) => {
      output += chunk
      for (const check of waiting) check()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)))
  const said = (text: string | RegExp) =>
    new Promise<string>((resolve, reject) => {
      const check = () => {
        const found = typeof text === "string" ? (output.includes(text) ? text : undefined) : text.exec(output)?.[1]
        if (found !== undefined) resolve(found)
      }
      waiting.push(check)
      check()
      void ended.then(() => reject(new Error(`it ended: ${output}`)))
    })
  return { child, output: () => output, said, ended }
}

/** The first printed curl, as a request; those of the other companies are answered too. */
async function asPrinted(run: Run) {
  await run.said("Stop with Ctrl+C")
  const token = await run.said(/Authorization: Bearer (\S+)'/)
  const urls = [...run.output().matchAll(/'(http:\S+\/unified\/hris\/employees\S+)'/g)].map(([, url = ""]) => url)
  expect(urls).toHaveLength(2)
  const list = async (url: string) => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
    return { token, url, status: answer.status, body: (await answer.json()) as any }
  }
  const [first, ...others] = await Promise.all(urls.map(list))
  if (!first) throw new Error("no curl is printed")
  for (const { status, body } of others) expect([status, body.result_count]).toEqual([200, first.body.result_count])
  return first
}

/** The printed lines name the server, the first account and both local HR systems. */
async function worksAfterExport(run: Run, printedUrl: string) {
  const set = exportsIn(run.output())
  expect(printedUrl).toContain(`${set.ROLLCALL_URL}/unified/hris/employees?integrated_account_id=${set.ACCOUNT_ID}&`)
  const names = ["ROLLCALL_URL", "ROLLCALL_TOKEN", "ACCOUNT_ID", "FACTORIAL_SANDBOX_URL", "BAMBOOHR_SANDBOX_URL"]
  expect(Object.keys(set)).toEqual(names)
  const company = async (url = ""): Promise<any> => (await fetch(`${url}/_sandbox`)).json()
  const [factorial, bamboohr] = [await company(set.FACTORIAL_SANDBOX_URL), await company(set.BAMBOOHR_SANDBOX_URL)]
  expect([factorial.rows["employees/employees"], bamboohr.size]).toEqual([12, 12])
}

describe("rollcall start", () => {
  it("prints a curl that lists employees, and after kill -9 the same one works again", async () => {
    const first = rollcall(["start", "--employees", "12"], { ROLLCALL_EMBEDDED_IMAGE: "" }) // from nothing
    const before = await asPrinted(first)
    expect(before.status).toBe(200)
    expect(before.body.result).toHaveLength(5)
    await worksAfterExport(first, before.url)
    first.child.kill("SIGKILL")
    await first.ended
    const second = rollcall(["start", "--employees", "12"])
    const after = await asPrinted(second)
    expect(after.token).toBe(before.token)
    expect(new URL(after.url).search).toBe(new URL(before.url).search)
    expect(after.body.result).toEqual(before.body.result)

    const third = rollcall(["start"])
    expect(await third.ended).toBe(2)
    expect(third.output()).toMatch(/ROLLCALL_DATA_DIR: .* is in use by process/)

    second.child.kill("SIGTERM")
    expect(await second.ended).toBe(0)
  })
})

describe("rollcall rotate-keys", () => {
  it("gives an embedded database a new key, says so, and everything still opens", async () => {
    const directory = join(dataDir, "rotated")
    const env = { ROLLCALL_DATA_DIR: directory }
    const keyFile = () => readFileSync(join(directory, "encryption-key"), "utf8").trim()
    const first = rollcall(["start", "--employees", "3"], env)
    const before = await asPrinted(first)
    const busy = rollcall(["rotate-keys"], env)
    expect(await busy.ended).toBe(2)
    expect(busy.output()).toMatch(/ROLLCALL_DATA_DIR: .* is in use by process/)
    first.child.kill("SIGTERM")
    await first.ended
    const old = keyFile()
    const rotation = rollcall(["rotate-keys"], env)
    expect(await rotation.ended).toBe(0)
    expect(rotation.output()).toContain("integrated_account: 2 of 2")
    expect(rotation.output()).toContain("0 left on other keys")
    expect(keyFile()).not.toContain(old)
    expect(keyFile().split(",")).toHaveLength(1)
    const second = rollcall(["start", "--employees", "3"], env)
    const after = await asPrinted(second)
    expect(after.status).toBe(200)
    expect(after.url.split("?")[1]).toBe(before.url.split("?")[1])
    second.child.kill("SIGTERM")
    await second.ended
  }, 120_000)

  it("says what to do when there is no new key", async () => {
    const run = rollcall(["rotate-keys"], { ROLLCALL_ENCRYPTION_KEYS: `k:${Buffer.alloc(32, 1).toString("base64")}` })
    expect(await run.ended).toBe(2)
    expect(run.output()).toContain("the new key first")
  }, 30_000)
})

describe("rollcall serve", () => {
  it("finishes requests in flight on SIGTERM", async () => {
    const sandbox = rollcall(["sandbox", "--port", "0", "--employees", "3"])
    const upstream = await sandbox.said(/listens on (http:\S+)/)
    const token = "serve-token-0123456789"
    const serve = rollcall(["serve"], {
      ROLLCALL_DATA_DIR: join(dataDir, "serve"),
      ROLLCALL_API_TOKEN: token,
      FACTORIAL_BASE_URL: upstream,
      ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
      LOG_LEVEL: "silent",
    })
    const url = await serve.said(/listens on (http:\S+)/)
    const headers = { authorization: `Bearer ${token}` }
    const made: any = await (
      await fetch(`${url}/integrated-account`, {
        method: "POST",
        headers,
        body: JSON.stringify({
          tenant_id: "t",
          integration: "factorial",
          authentication_method: "api_key",
          // Its first sync would be in flight too.
          context: { api_key: "sandbox-api-key", sync: { enabled: false } },
        }),
      })
    ).json()
    await vi.waitFor(async () => {
      const { status }: any = await (await fetch(`${url}/integrated-account/${made.id}`, { headers })).json()
      expect(status).toBe("active")
    })
    await fetch(`${upstream}/_sandbox/faults`, {
      method: "POST",
      body: JSON.stringify({ kind: "latency", latencyMs: 1500 }),
    })
    const slow = fetch(`${url}/proxy/teams-teams?integrated_account_id=${made.id}`, { headers })
    await vi.waitFor(async () => {
      const { in_flight }: any = await (await fetch(`${upstream}/_sandbox`)).json()
      expect(in_flight).toBe(1)
    }, 5_000)
    serve.child.kill("SIGTERM")
    expect((await slow).status).toBe(200)
    expect(await serve.ended).toBe(0)
    sandbox.child.kill()
  })

  it.each([
    ["PORT", { PORT: "x" }],
    ["ROLLCALL_ENCRYPTION_KEYS", { DATABASE_URL: "postgres://127.0.0.1:1/x" }],
    ["ROLLCALL_DATA_DIR", { ROLLCALL_DATA_DIR: "/dev/null" }],
    ["HOST", { HOST: "203.0.113.1", LOG_LEVEL: "silent" }],
  ])(
    "says in one line what is wrong with %s, and exits with 2",
    async (name, env) => {
      const run = rollcall(["serve"], { ROLLCALL_DATA_DIR: join(dataDir, "bad"), ...env })
      expect(await run.ended).toBe(2)
      expect(run.output().trim().split("\n")).toHaveLength(1)
      expect(run.output()).toContain(name)
    },
    180_000,
  )

  it("shows its API token at the first start that listens", async () => {
    const other = createServer().listen(0, "127.0.0.1")
    await once(other, "listening")
    const { port } = other.address() as AddressInfo
    const env = { ROLLCALL_DATA_DIR: join(dataDir, "first-token") }
    const first = rollcall(["serve"], { ...env, PORT: String(port) })
    expect(await first.ended).toBe(2)
    expect(first.output()).toContain(`PORT: ${port} is in use`)
    other.close()
    const second = rollcall(["serve"], env)
    const token = await second.said(/shown this once: (\S+)/)
    const url = await second.said(/listens on (http:\S+)/)
    const answer = await fetch(`${url}/integrated-account`, { headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
    second.child.kill("SIGTERM")
    expect(await second.ended).toBe(0)
  })

  it("does not start with another key than before", async () => {
    const directory = join(dataDir, "keys")
    const key = (letter: string) => `k:${Buffer.alloc(32, letter).toString("base64")}`
    const first = rollcall(["serve"], { ROLLCALL_DATA_DIR: directory, ROLLCALL_ENCRYPTION_KEYS: key("a") })
    await first.said("listens on")
    first.child.kill("SIGTERM")
    await first.ended
    const second = rollcall(["serve"], { ROLLCALL_DATA_DIR: directory, ROLLCALL_ENCRYPTION_KEYS: key("b") })
    expect(await second.ended).toBe(2)
    expect(second.output()).toContain("rollcall: ROLLCALL_ENCRYPTION_KEYS: the encryption key does not fit")
  })
})

describe("rollcall sandbox", () => {
  it("keeps its company in a directory when asked, and takes redirect URIs", async () => {
    const directory = join(dataDir, "company")
    const back = "http://127.0.0.1:9/callback"
    const args = ["sandbox", "--port", "0", "--data-dir", directory, "--redirect-uri", back]
    const first = rollcall([...args, "--employees", "3"])
    const url = await first.said(/listens on (http:\S+)/)
    const post = (path: string, body: object) => fetch(`${url}${path}`, { method: "POST", body: JSON.stringify(body) })
    await post("/_sandbox/hire", { first_name: "Ada", last_name: "Byron" })
    const other = "http://127.0.0.1:10/callback"
    const uris: any = await (await post("/_sandbox/redirect-uris", { redirect_uri: other })).json()
    expect(uris.redirect_uris).toEqual(expect.arrayContaining([back, other]))
    first.child.kill("SIGKILL")
    await first.ended
    const second = rollcall(args)
    const company: any = await (await fetch(`${await second.said(/listens on (http:\S+)/)}/_sandbox`)).json()
    expect(company.rows["employees/employees"]).toBe(4)
    const third = rollcall(args)
    expect(await third.ended).toBe(2)
    expect(third.output()).toMatch(/--data-dir: .* is used by another sandbox/)
    second.child.kill("SIGTERM")
    expect(await second.ended).toBe(0)
  })

  it("is BambooHR where that is asked for, and refuses what it does not take", async () => {
    const run = rollcall(["sandbox", "bamboohr", "--port", "0", "--employees", "3"])
    const url = await run.said(/A local BambooHR with 3 employees listens on (http:\S+)/)
    const [key, address] = await Promise.all([run.said(/curl -u '(\S+)'/), run.said(/'(http:\S+v1\/employees\S+)'/)])
    const authorization = `Basic ${Buffer.from(key).toString("base64")}`
    const answer: any = await (await fetch(address, { headers: { authorization, accept: "application/json" } })).json()
    expect(answer.data).toHaveLength(2)
    expect(exportsIn(run.output())).toEqual({ BAMBOOHR_SANDBOX_URL: url })
    expect((await fetch(`${url}/_sandbox`)).status).toBe(200)
    run.child.kill("SIGTERM")
    expect(await run.ended).toBe(0)
    const refused = rollcall(["sandbox", "bamboohr", "--port", "0", "--locale", "es"])
    expect(await refused.ended).toBe(2)
    expect(refused.output()).toContain("--locale: the local BambooHR has no such thing")
  })

  it.each([
    ["--today", "2026-02-30"],
    ["--first-id", "x"],
    ["--data-dir", "/dev/null"],
  ])("that is given %s %s names the option, and exits with 2", async (option, value) => {
    const run = rollcall(["sandbox", "--port", "0", option, value])
    expect(await run.ended).toBe(2)
    expect(run.output()).toContain(option)
  })

  it("whose port is taken says so, and start names its setting", async () => {
    const first = rollcall(["sandbox", "--port", "0", "--employees", "1"])
    const port = new URL(await first.said(/listens on (http:\S+)/)).port
    const second = rollcall(["sandbox", "--port", port, "--employees", "1"])
    expect(await second.ended).toBe(2)
    expect(second.output()).toContain(`--port: port ${port} of 127.0.0.1 is taken`)
    for (const setting of ["FACTORIAL_SANDBOX_PORT", "BAMBOOHR_SANDBOX_PORT", "ROLLCALL_SANDBOX_PORT"]) {
      const start = rollcall(["start"], { [setting]: port, ROLLCALL_DATA_DIR: join(dataDir, "port") })
      expect(await start.ended).toBe(2)
      expect(start.output()).toContain(`${setting}: port ${port} of 127.0.0.1 is taken`)
    }
    first.child.kill()
  })
})

describe("rollcall --help", () => {
  it("lists commands and exit codes, and settings have a command of their own", async () => {
    const [help, settings] = [rollcall(["--help"]), rollcall(["settings"])]
    expect([await help.ended, await settings.ended]).toEqual([0, 0])
    for (const word of ["start", "serve", "sandbox", "list", "the customer must act"])
      expect(help.output()).toContain(word)
    for (const word of ["DATABASE_URL", "ROLLCALL_ENCRYPTION_KEYS"]) expect(settings.output()).toContain(word)
  })

  it.each([
    ["serve", "rollcall settings lists them"],
    ["sandbox", "--first-id"],
    ["create-key", "name of the key"],
  ])("of %s lists its options", async (command, option) => {
    const run = rollcall([command, "--help"])
    expect(await run.ended).toBe(0)
    expect(run.output()).toContain(option)
  })
})
