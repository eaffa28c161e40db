import { type ChildProcess, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { SERVER_URL } from "../server/src/db/testing.js"
import { noonZone, type Rollcall, startRollcall, untilChecked } from "./rollcall.js"

const COMMAND = fileURLToPath(new URL("../bin/rollcall.js", import.meta.url))
const schema = `rollcall_test_${randomBytes(6).toString("hex")}`

async function runOnServer(text: string, values: string[] = []): Promise<any[]> {
  const client = new pg.Client({
    connectionString: SERVER_URL,
    connectionTimeoutMillis: 3_000,
    options: `-c search_path=${schema}`,
  })
  await client.connect()
  const { rows } = await client.query(text, values)
  await client.end()
  return rows
}
const isThere = await runOnServer("select 1").then(
  () => true,
  () => false,
)
if (!isThere && process.env.REQUIRE_ALL === "1")
  throw new Error("this journey needs a PostgreSQL: set TEST_DATABASE_URL")

const key = randomBytes(32)
let rollcall: Rollcall
let worker: ChildProcess | undefined

function startWorker(): ChildProcess {
  return spawn(process.execPath, [COMMAND, "serve"], {
    stdio: "ignore",
    env: {
      PATH: process.env.PATH ?? "",
      PORT: "0",
      ROLLCALL_ROLES: "worker",
      DATABASE_URL: databaseUrl,
      ROLLCALL_ENCRYPTION_KEYS: `test:${key.toString("base64")}`,
      ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
      FACTORIAL_BASE_URL: rollcall.sandbox.url,
    },
  })
}
/** `pg_catalog` is named so that a clock that is moved stands before PostgreSQL's own. */
const databaseUrl = `${SERVER_URL}?options=-c%20search_path%3D${schema},pg_catalog`

async function killWorker(): Promise<void> {
  if (!worker) return
  const gone = once(worker, "exit")
  worker.kill("SIGKILL")
  await gone
  worker = undefined
}

const start = async (account: string) =>
  (await rollcall.call("/sync-run", { method: "POST", body: { integrated_account_id: account } })).body.id
const statusOf = async (id: string): Promise<string> => (await rollcall.call(`/sync-run/${id}`)).body.status
const isOver = (status: string) => ["completed", "failed", "held"].includes(status)

/** What a run has done, by resource: each page once, however often it was begun. */
async function progressOf(id: string): Promise<any> {
  const { progress } = (await rollcall.call(`/sync-run/${id}`)).body
  return Object.fromEntries(
    Object.entries<any>(progress).map(([resource, { status, mode, pages, rows, created, updated, deleted }]) => [
      resource,
      { status, mode, pages, rows, created, updated, deleted },
    ]),
  )
}

/** The dead one's leases run out, of its account and of its jobs: on the database's clock, which all go by. */
const outliveLeases = () => rollcall.app.moveClock(15_000)

type Ended = { kills: number; progress: any }

/** Calls that a worker may make before it is killed: in the first page, between pages, and far on. */
const CALLS = [4, 1, 30, 2, 45, 3, 60]

/** Syncs while the worker is killed again and again; answers how often. */
async function runUnderFire(account: string): Promise<Ended> {
  const id = await start(account)
  let kills = 0
  for (;;) {
    worker = startWorker()
    const { requests } = rollcall.sandbox.running
    const goal = requests.length + (CALLS[kills % CALLS.length] ?? 1)
    let looks = 0
    await vi.waitFor(
      async () => {
        // Whether it is over costs the server a request: that is asked now and then.
        if (requests.length < goal && !(looks++ % 20 === 0 && isOver(await statusOf(id))))
          throw new Error("it works yet")
      },
      { timeout: 60_000, interval: 10 },
    )
    await killWorker()
    await outliveLeases()
    if (isOver(await statusOf(id))) return { kills, progress: await progressOf(id) }
    kills++
  }
}

/**
 * Syncs while the worker is killed in the middle of a page's transaction: all of the page is written, only its events
 * are not, because their numbers are held back by us. Then the run goes on in peace.
 */
async function runUntilApply(account: string): Promise<Ended> {
  const holder = new pg.Client({ connectionString: SERVER_URL, options: `-c search_path=${schema}` })
  await holder.connect()
  const isBlocked = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%event_counter%'
    and $1::int = any(pg_blocking_pids(pid))`
  const [{ pid }] = (await holder.query("select pg_backend_pid() as pid")).rows
  await holder.query("begin")
  await holder.query("select 1 from event_counter for update")
  const id = await start(account)
  worker = startWorker()
  await vi.waitFor(
    async () => {
      if ((await runOnServer(isBlocked, [pid])).length === 0) throw new Error("nothing is written yet")
    },
    { timeout: 60_000, interval: 20 },
  )
  await killWorker()
  await holder.query("rollback")
  await holder.end()
  await outliveLeases()
  return { kills: 1, progress: await finishInPeace(id) }
}

const runInPeace = async (account: string): Promise<any> => finishInPeace(await start(account))

async function finishInPeace(id: string): Promise<any> {
  worker = startWorker()
  await vi.waitFor(
    async () => {
      if (!isOver(await statusOf(id))) throw new Error("it works yet")
    },
    { timeout: 60_000, interval: 50 },
  )
  await killWorker()
  return progressOf(id)
}

/** All that an account's sync has left behind, without ids and times of its own. */
async function stateOf(account: string) {
  const own = (text: string) => runOnServer(text, [account])
  return {
    records: await own(`select resource, id, view, row::text, keys::text, encode(hash, 'hex') as hash
      from record where account_id = $1 order by resource, view, length(id), id`),
    rows: await own(`select table_name, id, row::text, encode(hash, 'hex') as hash, missing_count
      from mirror_row where account_id = $1 order by table_name, id`),
    keys: await own("select key, id from mirror_key where account_id = $1 order by key, id"),
    history: await own(`select resource, id, row::text from record_history
      where account_id = $1 order by resource, id, valid_from`),
    events: await own(`select type, resource, record_id, payload - 'integrated_account_id' - 'changed_at' as payload
      from event where account_id = $1 and record_id is not null order by resource, record_id, sequence`),
    freshness: await own(`select resource, last_result, first_synced_at is null as is_new from record_freshness
      where account_id = $1 order by resource`),
    left: await own("select 1 from mirror_seen where account_id = $1"),
    touched: await own("select table_name, column_name, value from mirror_touched where account_id = $1"),
  }
}

/** Other changes in another round. */
function changeTheCompany(round: number) {
  const { store, world } = rollcall.sandbox.running
  const people = store.all("employees/employees")
  const someone = (index: number) => people[index]?.id ?? ""
  for (let index = 0; index + 1 < people.length; index += 2) {
    store.update("employees/employees", someone(index), {
      manager_id: someone(index + 1),
      last_name: `New ${round} ${index}`,
    })
  }
  for (const row of store.all("contracts/contract_versions").filter((_row, index) => index % 10 === 0)) {
    store.update("contracts/contract_versions", row.id, { salary_amount: 7_770_000 + round })
  }
  for (const row of store.all("timeoff/leaves").filter((_row, index) => index % 9 === 0)) {
    store.remove("timeoff/leaves", row.id)
  }
  const [team] = store.all("teams/teams").slice(-1)
  store.remove("teams/teams", team?.id ?? "")
  store.insert("teams/teams", { name: "Night shift", company_id: world.company.id, lead_ids: [], employee_ids: [] })
}

describe.skipIf(!isThere)("a worker that is killed at any page", () => {
  let peaceful = ""
  beforeAll(async () => {
    await runOnServer(`create schema ${schema}`)
    rollcall = await startRollcall({
      sandbox: { size: 60 },
      key,
      env: { DATABASE_URL: databaseUrl, ROLLCALL_ROLES: "api" },
    })
    const made = await rollcall.app.accounts.admin.create(rollcall.app.environmentId, {
      tenantId: "other",
      context: { api_key: rollcall.sandbox.apiKey, sync: { enabled: false, time_zone: noonZone() } },
      integration: "factorial",
      authenticationMethod: "api_key",
    })
    peaceful = made.id
    worker = startWorker()
    for (const id of [rollcall.accountId, peaceful]) await untilChecked(rollcall.app, id)
    await killWorker()
  })
  afterAll(async () => {
    await killWorker()
    await rollcall?.close()
    await runOnServer(`drop schema if exists ${schema} cascade`)
  })

  it("leaves the same records, history and events as one that is not", async () => {
    const fire = await runUnderFire(rollcall.accountId)
    expect(fire.progress).toEqual(await runInPeace(peaceful))
    expect(fire.kills).toBeGreaterThan(2)
    const first = await stateOf(rollcall.accountId)
    expect(first.records.length).toBeGreaterThan(400)
    expect(first.freshness.length).toBe(rollcall.system.resources.length)
    expect(first).toEqual(await stateOf(peaceful))

    changeTheCompany(1)
    let more = 0
    // A row is only deleted when it is missed twice.
    for (let round = 0; round < 2; round++) {
      const { kills, progress } = await runUnderFire(rollcall.accountId)
      expect(progress).toEqual(await runInPeace(peaceful))
      more += kills
    }
    expect(more).toBeGreaterThan(4)
    const last = await stateOf(rollcall.accountId)
    expect(last.events.length).toBeGreaterThan(50)
    expect(last.events.filter((one: any) => one.type === "record:deleted").length).toBeGreaterThan(5)
    expect(last).toEqual(await stateOf(peaceful))
    expect(last.left).toEqual([])
  }, 600_000)

  it("leaves nothing of a page whose rows it has written and whose events it has not", async () => {
    const before = await stateOf(rollcall.accountId)
    changeTheCompany(2)
    const { progress } = await runUntilApply(rollcall.accountId)
    expect(progress).toEqual(await runInPeace(peaceful))
    const after = await stateOf(rollcall.accountId)
    expect(after.events.length).toBeGreaterThan(before.events.length + 20)
    expect(after).toEqual(await stateOf(peaceful))
  }, 300_000)
})
