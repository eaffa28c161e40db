// A first sync against a bare client that reads the same pages four at a time and inserts their rows; then runs without
// news. Calls, wall time with a slow HR system, CPU (of the process and PostgreSQL together) and memory, as ratios of one
// run. Both sides are processes that have started and done nothing yet; then each has done the same once before.
// Usage: node bench/sync.js [--sizes 300,1000] [--latency 300]
import { setTimeout as sleep } from "node:timers/promises"
import { createDatabase } from "./database.js"
import { launch } from "./launch.js"
import { postgresCpu } from "./postgres-cpu.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : process.argv[at + 1]
}
const SIZES = argument("--sizes", "300,1000").split(",").map(Number)
const LATENCY_MS = Number(argument("--latency", "300"))
/** Looking is not the sync's work. */
const LOOK_MS = 250

/** What a piece of work took: seconds of the clock, and of the processor in the child and in PostgreSQL. */
async function measure({ client }, child, work) {
  const [before, postgres] = [await child.usage(), await postgresCpu(client)]
  const startedAt = performance.now()
  const answer = await work()
  const seconds = (performance.now() - startedAt) / 1000
  const after = await child.usage()
  const own = (after.cpuMicroseconds - before.cpuMicroseconds) / 1e6
  const theirs = ((await postgresCpu(client)) - postgres) / 1e6
  return { answer, seconds, cpu: own + theirs, own, theirs, peakBytes: after.peakRssBytes }
}

const call = async ({ url, token }, path, { body, method = body ? "POST" : "GET" } = {}) => {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(url + path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
  return answer.json()
}

async function untilOver(server, id) {
  for (;;) {
    const run = await call(server, `/sync-run/${id}`)
    if (["completed", "failed", "held"].includes(run.status)) {
      if (run.status !== "completed") throw new Error(JSON.stringify(run))
      return run
    }
    await sleep(LOOK_MS)
  }
}

async function runSync(server) {
  const { id } = await call(server, "/sync-run", { body: { integrated_account_id: server.accountId } })
  return untilOver(server, id)
}

/** The schedule's first run of the account; before it begins, nothing is measured. */
async function runSchedule(database, server) {
  const context = { sync: { enabled: true, interval_minutes: 60 } }
  await call(server, `/integrated-account/${server.accountId}`, { body: { context }, method: "PATCH" })
  const find = "select id from sync_run where account_id = $1 and trigger = 'schedule'"
  let found
  while (!found) {
    await sleep(10)
    found = (await database.client.query(find, [server.accountId])).rows[0]
  }
  return measure(database, server, () => untilOver(server, found.id))
}

const sum = (rows, name) => Object.values(rows).reduce((total, one) => total + one[name], 0)
const slow = (sandbox, latencyMs) =>
  fetch(`${sandbox.url}/_sandbox/faults`, {
    method: latencyMs > 0 ? "POST" : "DELETE",
    ...(latencyMs > 0 ? { body: JSON.stringify({ kind: "latency", latencyMs }) } : {}),
  })

const say = (what, value, aim = "") => process.stdout.write(`${what.padEnd(66)}${value.padEnd(40)} ${aim}\n`)
const ratio = (a, b) => (a / b).toFixed(2)
const secondsOf = ({ cpu, own, theirs }) => `${cpu.toFixed(2)} s = ${own.toFixed(2)} + ${theirs.toFixed(2)}`
const each = (a, b) => `${ratio(a.cpu, b.cpu)}  (${secondsOf(a)} / ${b.cpu.toFixed(2)} s)`

/** Of the same company, with the same key. */
async function newAccount(server, { apiKey }) {
  const context = { api_key: apiKey, sync: { enabled: false } }
  const body = { tenant_id: "another", integration: "factorial", authentication_method: "api_key", context }
  return { ...server, accountId: (await call(server, "/integrated-account", { body })).id }
}

async function compare(size) {
  const sandbox = await launch("sandbox", { size })
  const database = await createDatabase("sync")
  const [upstream, apiKey, databaseUrl] = [sandbox.url, sandbox.apiKey, database.url]
  const server = await launch("rollcall", { upstream, apiKey, databaseUrl })
  const first = await measure(database, server, () => runSync(server))
  const { tables, progress } = first.answer
  const pages = Object.values(tables).reduce((total, one) => total + Math.max(one.pages, Math.ceil(one.rows / 100)), 0)
  const calls = sum(tables, "upstream_calls")
  const bareClient = await launch("bare-sync", { upstream, apiKey, databaseUrl, tables })
  const bare = await measure(database, bareClient, () => bareClient.run())
  const full = await measure(database, server, () => runSync(server))
  const news = await runSchedule(database, server)
  const second = await newAccount(server, sandbox)
  const next = await measure(database, server, () => runSync(second))
  const bareNext = await measure(database, bareClient, () => bareClient.run())
  const records = sum(progress, "created")
  say(`${size} people: calls of a first sync / pages of its tables`, `${ratio(calls, pages)}  (${calls} / ${pages})`)
  say("  CPU of that sync / the bare client's", each(first, bare), "<= 2.5")
  say("  the same of the next company / the bare client's second time", each(next, bareNext))
  say("  CPU of a run without news, of every row / of a first sync", each(full, first))
  const newsCalls = sum(news.answer.tables, "upstream_calls")
  say(`  the same by schedule, what changed only (${newsCalls} calls)`, each(news, first), "<= 0.1")
  say("  rows written a CPU second", `${(records / first.cpu).toFixed(0)} records, of ${sum(tables, "rows")} rows`)
  if (LATENCY_MS > 0) await compareSlow({ sandbox, database, bareClient })
  for (const child of [server, bareClient, sandbox]) child.stop()
  await database.drop()
  return { size, peakBytes: first.peakBytes, perRow: first.cpu / records }
}

async function compareSlow({ sandbox, database, bareClient }) {
  await slow(sandbox, LATENCY_MS)
  const settings = { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl: database.url, tenantId: "slow" }
  const server = await launch("rollcall", settings)
  const ours = await measure(database, server, () => runSync(server))
  const bare = await measure(database, bareClient, () => bareClient.run())
  const both = `(${ours.seconds.toFixed(1)} s / ${bare.seconds.toFixed(1)} s)`
  say(
    `  wall time at ${LATENCY_MS} ms a call / the bare client's`,
    `${ratio(ours.seconds, bare.seconds)}  ${both}`,
    "<= 1.5",
  )
  server.stop()
}

const sizes = []
for (const size of SIZES) sizes.push(await compare(size))
if (sizes.length > 1) {
  const [small, large] = [sizes[0], sizes.at(-1)]
  say(`records a CPU second, ${large.size} / ${small.size} people`, ratio(small.perRow, large.perRow), ">= 0.9")
  say(`peak memory, ${large.size} / ${small.size} people`, ratio(large.peakBytes, small.peakBytes), "<= 1.2")
}
process.exit(0)
