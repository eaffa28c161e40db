import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { addClientCommands, explain, type Io } from "@rollcall/cli"
import { verifyWebhook } from "@rollcall/sdk"
import { Command } from "commander"
import { afterAll, beforeAll, expect, it } from "vitest"
import { happen } from "./recipe.js"
import { type Rollcall, startRollcall, untilChecked } from "./rollcall.js"
import { runSync } from "./sync.js"

let rollcall: Rollcall
let home: string
beforeAll(async () => {
  rollcall = await startRollcall({ sandbox: { size: 60 } })
  home = await mkdtemp(join(tmpdir(), "cli-"))
})
afterAll(async () => {
  await rollcall.close()
  await rm(home, { recursive: true })
})

type Run = { out: string; err: string; exitCode: number }
type Given = {
  env?: Record<string, string>
  stdin?: string
  agrees?: boolean
  signal?: AbortSignal
  onOut?: (out: string) => void
}

/** As the command does it, with a terminal that is remembered. */
async function run(line: string | readonly string[], given: Given = {}): Promise<Run> {
  const done: Run = { out: "", err: "", exitCode: 0 }
  const { url: ROLLCALL_URL, token: ROLLCALL_TOKEN, accountId: ACCOUNT_ID } = rollcall
  const io: Io = {
    out: (text) => {
      done.out += text
      given.onOut?.(done.out)
    },
    write: (bytes) => {
      done.out += Buffer.from(bytes).toString()
    },
    err: (text) => {
      done.err += text
    },
    isTerminal: false,
    columns: 100,
    env: given.env ?? { ROLLCALL_URL, ROLLCALL_TOKEN, ACCOUNT_ID },
    home,
    readStdin: async () => given.stdin ?? "",
    confirm: async () => given.agrees === true,
    askSecret: async () => ROLLCALL_TOKEN,
    openInBrowser: () => {},
    sleep: () => new Promise((resolve) => setTimeout(resolve, 5)),
    now: () => new Date(),
    signal: given.signal ?? new AbortController().signal,
  }
  const program = new Command("rollcall").exitOverride().configureOutput({ writeErr: io.err, writeOut: io.out })
  addClientCommands(program, io)
  const words = typeof line === "string" ? line.split(" ") : line
  await program.parseAsync(words, { from: "user" }).catch((error: unknown) => {
    const { text, exitCode } = explain(error)
    done.err += text
    done.exitCode = exitCode
  })
  return done
}
const lines = (text: string): string[] => text.split("\n").slice(0, -1)

it("lists, filters and reads rows, as a table, JSON and CSV", async () => {
  const ids = rollcall.company.ids("employees")
  const table = await run("list employees --limit 3")
  expect(lines(table.out)[0]).toMatch(/^ID +NAME +JOB_TITLE +EMPLOYMENT_STATUS +MANAGER +START_DATE$/)
  expect(lines(table.out)).toHaveLength(4)
  const all = await run("list employees --limit 0 -o json")
  expect(JSON.parse(all.out).map(({ id }: { id: string }) => id)).toEqual(ids)
  const csv = await run("list employees --limit 0 -o csv --columns id,manager.id")
  expect(
    lines(csv.out)
      .slice(1)
      .map((line) => line.split(",")[0]),
  ).toEqual(ids)
  const first = await run("list employees")
  expect([lines(first.out).length, first.err]).toEqual([51, "the first 50: --limit takes another number, 0 for all\n"])
  const one = await run(["get", "employees", ids[2] ?? "", "-o", "json"])
  expect(JSON.parse(one.out).id).toBe(ids[2])
  expect((await run(["list", "employees", `id[in]=${ids[0]},${ids[1]}`, "-o", "ndjson"])).out.split("\n")).toHaveLength(
    3,
  )
})

it("says what is wrong and ends with its exit code", async () => {
  const meant: [string, string][] = [
    ["list emlpoyees", "no resource emlpoyees: did you mean employees?"],
    ["list employees job_titel=x", "did you mean job_title?"],
    ["call webhooks rotate-secrte ID", "did you mean rotate_secret?"],
    ["call webhoks get ID", "did you mean webhooks?"],
    ["proxy lsit employees/employees", "did you mean list?"],
    ["describe employes", "did you mean employees?"],
    ["describe employees lst", "did you mean list?"],
    ["sync --resources employes", "did you mean employees?"],
    ["export employes", "did you mean employees?"],
    ["webhooks lsten", "did you mean listen?"],
    ["webhooks trigger employee:hird --forward-to 1", "did you mean employee:hired?"],
  ]
  for (const [line, told] of meant)
    expect([line, await run(line)]).toMatchObject([line, { exitCode: 2, err: expect.stringContaining(told) }])
  expect((await run("list employees --limit 2 --columns id,nmae,manager.nam")).err).toBe(
    "no row has nmae: did you mean name?\nno row has manager.nam: did you mean manager.name?\n",
  )
  expect(await run("list employees shoe_size=42")).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("shoe_size"),
  })
  expect(await run("get employees 999999999")).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining("code resource.not_found"),
  })
  expect(await run("get employees")).toMatchObject({ exitCode: 2, err: expect.stringContaining("takes <id>") })
  expect((await run("accounts --token nobody")).exitCode).toBe(3)
  expect((await run("accounts --account nobody")).exitCode).toBe(0)
  expect(await run("list groups --account nobody")).toMatchObject({
    exitCode: 4,
    err: expect.stringContaining("tenant_id nobody"),
  })
  expect(await run("accounts", { env: {} })).toMatchObject({
    exitCode: 3,
    err: expect.stringContaining("rollcall login"),
  })
  expect((await run("accounts --url http://127.0.0.1:1")).exitCode).toBe(8)
})

it("shows a write, makes it, and asks before it deletes", async () => {
  const [id] = rollcall.company.ids("employees")
  const leave = `create timeoff_requests employee.id=${id} timeoff_type=Holidays start_time=2031-03-03 end_time=2031-03-04`
  const before = rollcall.company.ids("timeoff_requests").length
  const plan = await run(`${leave} --dry-run`)
  expect([plan.exitCode, plan.out]).toEqual([0, expect.stringMatching(/create_leave +POST/)])
  expect(await run(`${leave} dry_run=true`)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("--dry-run"),
  })
  const own = await run("proxy create teams/teams name=Night --dry-run")
  expect([own.exitCode, own.err, own.out]).toEqual([
    0,
    "",
    expect.stringMatching(/POST .*teams\/teams +\{"name":"Night"\}/),
  ])
  expect(rollcall.company.ids("timeoff_requests")).toHaveLength(before)
  const made = JSON.parse((await run(`${leave} -o json --idempotency-key spring`)).out)
  expect(JSON.parse((await run(`${leave} -o json --idempotency-key spring`)).out).id).toBe(made.id)
  const fromInput = await run(["update", "timeoff_requests", made.id, "-d", "-"], {
    stdin: '{"employee_note": "Rome"}',
  })
  expect(fromInput.exitCode, fromInput.err).toBe(0)
  expect(await run(`delete timeoff_requests ${made.id}`)).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining("--yes"),
  })
  expect(rollcall.company.ids("timeoff_requests")).toContain(made.id)
  const deleted = await run(`delete timeoff_requests ${made.id} -o json`, { agrees: true })
  expect(JSON.parse(deleted.out)).toEqual({ id: made.id })
})

it("describes what a method takes, and calls the HR system's own", async () => {
  const told = await run("describe timeoff_requests create")
  expect(told.out).toMatch(/^start_time +yes +string/m)
  const rows = JSON.parse((await run("proxy list employees/employees --limit 2 -o json")).out)
  expect(rows[0]).toHaveProperty("full_name")
  expect((await run("call integrated_accounts capabilities nobody")).exitCode).toBe(2)
  expect((await run("call webhooks fly")).err).toContain("webhooks have no fly")
})

it("keeps servers and accounts, for the eyes of their owner", async () => {
  const { url, token, accountId } = rollcall
  expect(await run(`login --url ${url} --profile test`, { env: {} })).toMatchObject({ exitCode: 0 })
  expect(await run("login --url http://127.0.0.1:1", { env: {} })).toMatchObject({ exitCode: 8 })
  expect((await run("accounts use acme", { env: {} })).err).toContain(accountId)
  const kept = JSON.parse(await readFile(join(home, ".config/rollcall/profiles.json"), "utf8"))
  expect(kept).toEqual({ current: "test", profiles: { test: { url, token, accountId } } })
  expect((await run("list groups --limit 1 -o json", { env: {} })).exitCode).toBe(0)
  expect((await run("profile", { env: {} })).out).toContain("test")
  expect((await run("profile remove test", { env: {} })).exitCode).toBe(0)
  expect((await run("list groups", { env: {} })).exitCode).toBe(3)
})

it("makes links, tokens and exports, and finds a request in the log", async () => {
  expect((await run("link --tenant new --no-open")).out).toMatch(/connect-account\?link_token=[0-9a-f-]{36}\n$/)
  const made = JSON.parse((await run("tokens create ci --scopes read:employees -o json")).out)
  expect((await run(`list groups --token ${made.token}`)).exitCode).toBe(3)
  expect((await run(`tokens revoke ${made.id} --yes`)).exitCode).toBe(0)
  expect((await run(`list employees --token ${made.token}`)).exitCode).toBe(3)
  expect((await run("sync --resources employees")).out).toMatch(/^employees +done +60/m)
  const file = join(home, "people.csv")
  expect((await run(`export employees --format csv --file ${file}`)).err).toContain("as of")
  expect(lines(await readFile(file, "utf8"))).toHaveLength(61)
  expect(lines((await run("export employees")).out)).toHaveLength(60)
  const failed = await run("get employees 999999999")
  const requestId = /request (\S+)$/.exec(failed.err.trim())?.[1] ?? ""
  await expect.poll(async () => (await run("logs --failed --limit 100")).out).toContain(requestId)
  const entry = (await run(`logs ${requestId}`)).out
  expect(entry).toMatch(/^request +GET \/unified\/hris\/employees\/999999999\S+\nstatus +404\n/)
  expect(entry).toMatch(/\nresource\.not_found: [\s\S]* must act\)\n\n\d calls to the HR system/)
  expect(JSON.parse((await run(`logs ${requestId} -o json`)).out)).toMatchObject({ request_id: requestId })
})

it("shows one thing as lines and tables, not as JSON in a cell", async () => {
  const { id } = JSON.parse((await run("sync --no-wait --resources employees -o json")).out)
  await runSync(rollcall, ["employees"])
  const [person] = rollcall.company.ids("employees")
  const shown = [`get sync_runs ${id}`, `get employees ${person}`, "accounts get acme", "accounts coverage acme"]
  for (const line of [...shown, `call integrated_accounts capabilities ${rollcall.accountId}`]) {
    const { out, exitCode } = await run(line)
    expect([line, exitCode, out.includes('{"')]).toEqual([line, 0, false])
  }
  expect((await run("accounts get acme")).out).toMatch(/\nsync\nNAME +FIRST_SYNCED_AT[\s\S]*\nemployees /)
  expect((await run("accounts coverage acme")).out).toMatch(/^employees +name +available/m)
})

it("follows changes, and posts them to an address here as a webhook would", async () => {
  const received: { body: Buffer; headers: IncomingMessage["headers"] }[] = []
  const receive = async (request: IncomingMessage, response: ServerResponse) => {
    received.push({ body: Buffer.concat(await request.toArray()), headers: request.headers })
    response.writeHead(204).end()
  }
  const server = createServer((request, response) => void receive(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  const target = `http://127.0.0.1:${port}/hooks`
  expect((await run("sync --resources employees")).exitCode).toBe(0)
  const ending = new AbortController()
  const onOut = (out: string) => void (out.includes("employee:hired") && ending.abort())
  const listening = run(`webhooks listen --forward-to ${target} --secret s --events employee:*`, {
    signal: ending.signal,
    onOut,
  })
  const position = join(home, "position.json")
  await writeFile(position, JSON.stringify({ after: 0, log: null }))
  await happen(rollcall, "hire", { first_name: "Ada", last_name: "Byron" })
  await runSync(rollcall, ["employees"])
  expect((await listening).out).toMatch(/employee:hired {2}204\n$/)
  expect(await verifyWebhook({ ...received[0], secret: "s" } as never)).toMatchObject({ event: "employee:hired" })
  const again = await run(`webhooks trigger compensation:changed --forward-to ${target} --secret s`)
  expect(again).toMatchObject({ exitCode: 0, out: "compensation:changed  204\n" })
  expect((await run("changes --event employee:hired --limit 1 -o json")).out).toContain("Ada Byron")
  const seen = new AbortController()
  const line = `changes --follow --event employee:hired --position ${position} -o ndjson`
  const followed = await run(line, { signal: seen.signal, onOut: () => seen.abort() })
  expect(JSON.parse(followed.out).payload.after.name).toBe("Ada Byron")
  await new Promise((resolve) => server.close(resolve))
})

it("finds what is wrong with a server and its customers, and says how to mend it", async () => {
  const { url: ROLLCALL_URL, token: ROLLCALL_TOKEN } = rollcall
  const lookAt = async (env: Record<string, string>) => {
    const whole = { PATH: process.env.PATH, HOME: home, ROLLCALL_URL, ROLLCALL_TOKEN, ROLLCALL_DATA_DIR: home, ...env }
    const doctor = promisify(execFile)(process.execPath, ["bin/rollcall.js", "doctor", "-o", "json"], { env: whole })
    const { stdout } = await doctor.catch((error) => error)
    const findings: Record<string, any[]> = {}
    for (const one of JSON.parse(stdout)) findings[one.what] = [...(findings[one.what] ?? []), one]
    return findings
  }
  const account = {
    tenant_id: "ill",
    integration: "factorial",
    authentication_method: "api_key",
    context: { api_key: "x" },
  }
  const made = await rollcall.call("/integrated-account", { method: "POST", body: account })
  await untilChecked(rollcall.app, made.body.id)
  const [well, ill] = await Promise.all([
    lookAt({ PORT: "8080" }),
    lookAt({ DATABASE_URL: "postgres://127.0.0.1:1/none", ROLLCALL_TOKEN: "nobody" }),
  ])
  expect(well).toMatchObject({ settings: [{ state: "ok" }], server: [{ state: "ok" }], token: [{ state: "ok" }] })
  expect(well.account?.[0].mend).toBe(`rollcall link --account ${made.body.id} makes a link for the customer`)
  expect(ill).toMatchObject({
    database: [{ state: "failed", mend: expect.stringContaining("DATABASE_URL") }],
    server: [{ state: "failed" }],
  })
  await rollcall.call(`/integrated-account/${made.body.id}`, { method: "DELETE" })
})

it("is a command: tables without colours when piped, exit codes", async () => {
  const { url: ROLLCALL_URL, token: ROLLCALL_TOKEN, accountId: ACCOUNT_ID } = rollcall
  const env = { PATH: process.env.PATH, HOME: home, ROLLCALL_URL, ROLLCALL_TOKEN, ACCOUNT_ID, FORCE_COLOR: "1" }
  const exec = promisify(execFile)
  const command = (...words: string[]) => exec(process.execPath, ["bin/rollcall.js", ...words], { env })
  const { stdout } = await command("list", "groups", "--limit", "2")
  expect(stdout).toMatch(/^ID +NAME/)
  expect(stdout).not.toContain("\u001b")
  await expect(command("get", "groups", "none")).rejects.toMatchObject({ code: 4 })
  await expect(command("list")).rejects.toMatchObject({ code: 2 })
})
