// Random kills under mixed load: two processes of Rollcall on a PostgreSQL schema of their own, a local Factorial and a
// subscriber. In the end no event may be lost, doubled or out of order, each create happened once, the copy equals the
// live lists, and nothing stood still for more than 15 seconds. Usage: npm run chaos -- [--kills 60] [--seed 1]
// [--keep], which leaves the schema to look at.
import { randomBytes } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import { startSandbox } from "@rollcall/sandbox-factorial"
import pg from "pg"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { send, startLoad } from "./chaos/load.js"
import { startReceiver } from "./chaos/receiver.js"
import { seeded } from "./chaos/seeded.js"
import { freePort, Server } from "./chaos/servers.js"
import {
  judgeAnswers,
  judgeChanges,
  judgeCopy,
  judgeCreates,
  judgeDoubles,
  judgeLoad,
  judgeStills,
  judgeStory,
  judgeWebhook,
  readChanges,
} from "./chaos/verdict.js"
import { Watch } from "./chaos/watch.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : process.argv[at + 1]
}
const KILLS = Number(argument("--kills", 60))
const SEED = argument("--seed", randomBytes(3).toString("hex"))
const SCHEMA = `rollcall_chaos_${process.pid}`
const TOKEN = "chaos-token-0123456789"
const WEBHOOKS = ["/steady", "/flaky"]
const SETTLES_MS = 420_000

const say = (text) => process.stdout.write(`${text}\n`)

async function openSchema() {
  const client = new pg.Client({ connectionString: POSTGRES_URL, options: `-c search_path=${SCHEMA}` })
  await client.connect()
  await client.query(`create schema ${SCHEMA}`)
  const query = async (text, values) => (await client.query(text, values)).rows
  const drop = async () => {
    await client.query(`drop schema ${SCHEMA} cascade`)
    await client.end()
  }
  return { query, drop }
}

async function startServers(sandbox) {
  const ports = [await freePort(), await freePort()]
  const env = {
    DATABASE_URL: `${POSTGRES_URL}?options=-c%20search_path%3D${SCHEMA}`,
    PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
    ROLLCALL_ENCRYPTION_KEYS: `k1:${randomBytes(32).toString("base64")}`,
    ROLLCALL_API_TOKEN: TOKEN,
    ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
    ROLLCALL_TOKEN_RATE: "1000000/1",
    ROLLCALL_ACCOUNT_RATE: "1000000/1",
    FACTORIAL_BASE_URL: sandbox.url,
    FACTORIAL_CLIENT_ID: "sandbox-client",
    FACTORIAL_CLIENT_SECRET: "sandbox-secret",
  }
  const servers = ports.map((port) => new Server(port, env))
  for (const server of servers) await server.start()
  return servers
}

async function until(what, isSo, ms = SETTLES_MS) {
  const end = Date.now() + ms
  while (!(await isSo())) {
    if (Date.now() > end) return [`${what}: not within ${ms / 1000} s`]
    await sleep(200)
  }
  return []
}

async function post(url, body) {
  const { status, text } = await send(url, { token: TOKEN, method: "POST", body })
  if (status !== 200) throw new Error(`POST ${url}: ${status} ${text}`)
  return JSON.parse(text)
}

/** Two webhooks, then two connections of the same company: one with a key, one whose tokens end again and again. */
async function connect({ url }, { sandbox, receiver, query }) {
  for (const path of WEBHOOKS) {
    const { secret } = await post(`${url}/webhook`, { target_url: receiver.url + path })
    receiver.secrets.set(path, secret)
  }
  const token = sandbox.running.oauth.issue({ kind: "company_token", employeeId: null, scopes: null })
  const sync = { interval_minutes: 1, remote_data: true }
  const accounts = []
  const own = { tenant_id: "chaos", integration: "factorial" }
  for (const [authentication_method, context] of [
    ["api_key", { api_key: sandbox.apiKey, sync }],
    ["oauth2", { oauth: { token }, sync }],
  ])
    accounts.push((await post(`${url}/integrated-account`, { ...own, authentication_method, context })).id)
  const open = "select 1 from record_freshness having count(first_synced_at) < 18"
  const late = await until("the first syncs", async () => (await query(open)).length === 0)
  if (late.length > 0) throw new Error(late[0])
  return accounts
}

/**
 * Most gaps are shorter than a lease; every fifth is long enough to see what the last kill has left. One process may be
 * killed while it starts, but the other one lives then: on a busy machine nobody would be there for minutes otherwise.
 */
async function killAll(servers, { watch, random }) {
  for (let count = 1; count <= KILLS; count++) {
    await sleep(count % 5 === 0 ? 17_000 : random.between(2_000, 4_000))
    const server = random.pick(servers)
    await servers.find((one) => one !== server).ready
    await server.kill()
    watch.lastKillAt = Date.now()
    void server.start()
    if (count % 10 === 0) say(`${new Date().toISOString()} ${count} kills`)
  }
}

/** Two whole runs of each account, because a row that is missing goes with the second. */
async function syncTwice({ url }, accounts) {
  const found = []
  for (let round = 0; round < 2; round++)
    for (const account of accounts) {
      const { id } = await post(`${url}/sync-run`, { integrated_account_id: account })
      let run
      const isEnded = async () => {
        run = JSON.parse((await send(`${url}/sync-run/${id}`, { token: TOKEN })).text)
        return ["completed", "failed", "held"].includes(run.status)
      }
      found.push(...(await until(`sync run ${id}`, isEnded)))
      if (run.status !== "completed") found.push(`sync run ${id}: ${JSON.stringify(run).slice(0, 500)}`)
    }
  return found
}

function companyOf({ running }) {
  const away = running.store.where("timeoff/leaves", { finish_on: null }).map((leave) => leave.employee_id)
  const employed = running.store.where("employees/employees", { terminated_on: null }).map(({ id }) => id)
  const people = employed.filter((id) => !away.includes(id)) // who is off without an end can't ask for another day
  const type = running.store.all("timeoff/leave_types").find((one) => one.active !== false)
  return { people: people.slice(1, 60), boss: people[0], leavers: people.slice(60, 90), type: type.id }
}

/** The rows of the copy by account, resource and id. */
async function readRows(query) {
  const rows = await query("select account_id, resource, id, row from record")
  return new Map(rows.map(({ account_id, resource, id, row }) => [`${account_id} hris/${resource} ${id}`, row]))
}

async function judge(servers, { sandbox, receiver, facts, watch, accounts, story }) {
  const [{ url }] = servers
  const changes = await readChanges(url, TOKEN)
  const { arrivals } = receiver
  const violations = [
    ...judgeChanges(changes),
    ...judgeDoubles(changes),
    ...judgeStory(changes, story),
    ...WEBHOOKS.flatMap((path) => judgeWebhook(path, { arrivals, changes })),
    ...judgeCreates(facts.creates, sandbox.running.store.all("timeoff/leaves")),
    ...(await judgeCopy({ url, token: TOKEN, accounts })),
    ...judgeStills(watch.stills),
    ...judgeAnswers(facts),
    ...judgeLoad({ facts, receiver, stills: watch.stills }),
    ...servers.flatMap(({ crashes }) => crashes),
    ...facts.odd,
  ]
  return { violations, changes }
}

function summarise({ facts, changes, receiver, watch, settledMs }) {
  const { creates } = facts
  const unknown = creates.filter(({ status }) => status !== 200)
  const repeated = receiver.arrivals.length - new Set(receiver.arrivals.map(({ path, id }) => path + id)).size
  say(`kills ${KILLS}, seed ${SEED}`)
  say(`reads ${facts.reads} live, ${facts.syncedReads} synced, slowest answer ${facts.slowestMs} ms`)
  say(`sync runs ordered ${facts.syncRuns}, connections made ${facts.connections}`)
  say(`changes of the company ${facts.companyChanges}, tokens expired ${facts.expiries} times`)
  say(`events ${changes.length}, arrivals at two endpoints ${receiver.arrivals.length} (${repeated} repeated)`)
  say(
    `creates ${creates.length}, sent again ${creates.filter(({ tries }) => tries > 1).length}, answered "may have been carried out" ${unknown.length}, slowest ${Math.max(...creates.map(({ ms }) => ms))} ms`,
  )
  say(`all idle ${(settledMs / 1000).toFixed(1)} s after the last kill`)
  say(
    "seconds that things stood still with a kill meanwhile:   number  median    95 %  longest  (longest after the last kill)",
  )
  for (const kind of [...new Set(watch.stills.map((one) => one.kind))].sort()) sayStills(kind, watch.stills)
}

function sayStills(kind, stills) {
  const own = stills.filter((one) => one.kind === kind)
  const met = own.filter(({ hasMetKill }) => hasMetKill).map(({ ms }) => ms / 1000)
  const at = (share) =>
    (met.sort((a, b) => a - b)[Math.min(met.length - 1, Math.floor(share * met.length))] ?? 0).toFixed(1)
  const afterKill = (Math.max(...own.map(({ afterKillMs }) => afterKillMs)) / 1000).toFixed(1)
  const columns = [String(met.length).padStart(6), ...[0.5, 0.95, 1].map((share) => at(share).padStart(7))]
  say(`${kind.padEnd(54)} ${columns.join(" ")}  (${afterKill})`)
}

async function run({ query, sandbox, receiver, servers }) {
  const accounts = await connect(servers[0], { sandbox, receiver, query })
  say(`${new Date().toISOString()} connected and synced`)
  const before = await readRows(query)
  const [{ since }] = await query("select max(last)::int as since from event_counter")
  const watch = new Watch(query)
  const load = startLoad({ seed: SEED, servers, accounts, token: TOKEN, sandbox, company: companyOf(sandbox) })
  await killAll(servers, { watch, random: seeded(SEED, "kills") })
  await load.stop()
  const late = await until("all idle", watch.isIdle)
  const settledMs = Date.now() - watch.lastKillAt
  late.push(...(await syncTwice(servers[0], accounts)))
  late.push(...(await until("all idle after the last syncs", watch.isIdle)))
  await watch.stop()
  const { facts } = load
  const story = { before, since, after: await readRows(query) }
  const { violations, changes } = await judge(servers, { sandbox, receiver, facts, watch, accounts, story })
  summarise({ facts, changes, receiver, watch, settledMs })
  return [...late, ...violations]
}

say(`seed ${SEED}`)
const { query, drop } = await openSchema()
const sandbox = await startSandbox({ size: 120, webhookRetryMs: [500, 1_000, 2_000, 4_000] })
const flakiness = seeded(SEED, "receiver")
const receiver = await startReceiver((path) => path === "/flaky" && flakiness.chance(0.005))
const servers = await startServers(sandbox)
const found = await run({ query, sandbox, receiver, servers }).catch((error) => [error.stack])
for (const one of found.slice(0, 40)) say(`VIOLATION ${one}`)
say(found.length === 0 ? "no violation" : `${found.length} violations`)
await Promise.all(servers.map((server) => server.kill()))
receiver.close()
await sandbox.close()
if (process.argv.includes("--keep")) say(`schema ${SCHEMA} is kept`)
else await drop()
process.exit(found.length === 0 ? 0 : 1)
