// A first sync against a bare client that reads the same pages four at a time and inserts their rows; then a run without
// news. Calls, wall time with a slow HR system, CPU (of the process and PostgreSQL together) and memory, as ratios of one
// run. Usage: node bench/sync.js [--sizes 300,1000] [--latency 300]
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { launch } from "./launch.js"
import { postgresCpu } from "./postgres-cpu.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : process.argv[at + 1]
}
const SIZES = argument("--sizes", "300,1000").split(",").map(Number)
const LATENCY_MS = Number(argument("--latency", "300"))
const SCHEMA = `rollcall_bench_sync_${process.pid}`
const databaseUrl = `${POSTGRES_URL}?options=-c%20search_path%3D${SCHEMA}`

const client = new pg.Client({ connectionString: POSTGRES_URL })
await client.connect()

/** What a piece of work took: seconds of the clock, and of the processor in the child and in PostgreSQL. */
async function measure(child, work) {
  const [before, database] = [await child.usage(), await postgresCpu(client)]
  const startedAt = performance.now()
  const answer = await work()
  const seconds = (performance.now() - startedAt) / 1000
  const after = await child.usage()
  const cpu = (after.cpuMicroseconds - before.cpuMicroseconds + (await postgresCpu(client)) - database) / 1e6
  return { answer, seconds, cpu, peakBytes: after.peakRssBytes }
}

async function runSync({ url, token, accountId }) {
  const headers = { authorization: `Bearer ${token}` }
  const body = JSON.stringify({ integrated_account_id: accountId })
  const made = await fetch(`${url}/sync-run`, { method: "POST", headers, body }).then((answer) => answer.json())
  for (;;) {
    const run = await fetch(`${url}/sync-run/${made.id}`, { headers }).then((answer) => answer.json())
    if (["completed", "failed", "held"].includes(run.status)) {
      if (run.status !== "completed") throw new Error(JSON.stringify(run))
      return run
    }
    await sleep(50)
  }
}

const sum = (rows, name) => Object.values(rows).reduce((total, one) => total + one[name], 0)
const slow = (sandbox, latencyMs) =>
  fetch(`${sandbox.url}/_sandbox/faults`, {
    method: latencyMs > 0 ? "POST" : "DELETE",
    ...(latencyMs > 0 ? { body: JSON.stringify({ kind: "latency", latencyMs }) } : {}),
  })

const say = (what, value) => process.stdout.write(`${what.padEnd(62)}${value}\n`)
const ratio = (a, b) => (a / b).toFixed(2)

async function compare(size) {
  const sandbox = await launch("sandbox", { size })
  await client.query(`create schema ${SCHEMA}`)
  const server = await launch("rollcall", { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl })
  const first = await measure(server, () => runSync(server))
  const { tables, progress } = first.answer
  const pages = Object.values(tables).reduce((total, one) => total + Math.max(one.pages, Math.ceil(one.rows / 100)), 0)
  const calls = sum(tables, "upstream_calls")
  const bareClient = await launch("bare-sync", { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl, tables })
  const bare = await measure(bareClient, () => bareClient.run())
  const news = await measure(server, () => runSync(server))
  const records = sum(progress, "created")
  say(`${size} people: calls of a first sync / pages of its tables`, `${ratio(calls, pages)}  (${calls} / ${pages})`)
  say(
    "  CPU of that sync / the bare client's",
    `${ratio(first.cpu, bare.cpu)}  (${first.cpu.toFixed(2)} s / ${bare.cpu.toFixed(2)} s)`,
  )
  say("  CPU of a run without news, of every row / of the first", ratio(news.cpu, first.cpu))
  say("  rows written a CPU second", `${(records / first.cpu).toFixed(0)} records, of ${sum(tables, "rows")} rows`)
  await slow(sandbox, LATENCY_MS)
  const again = await launch("rollcall", {
    upstream: sandbox.url,
    apiKey: sandbox.apiKey,
    databaseUrl,
    tenantId: "again",
  })
  const slowFirst = await measure(again, () => runSync(again))
  const slowBare = await measure(bareClient, () => bareClient.run())
  say(
    `  wall time at ${LATENCY_MS} ms a call / the bare client's`,
    `${ratio(slowFirst.seconds, slowBare.seconds)}  (${slowFirst.seconds.toFixed(1)} s / ${slowBare.seconds.toFixed(1)} s)`,
  )
  for (const child of [server, again, bareClient, sandbox]) child.stop()
  await client.query(`drop schema ${SCHEMA} cascade`)
  return { size, peakBytes: first.peakBytes, perRow: first.cpu / records }
}

const sizes = []
for (const size of SIZES) sizes.push(await compare(size))
if (sizes.length > 1) {
  const [small, large] = [sizes[0], sizes.at(-1)]
  say(`records a CPU second, ${large.size} / ${small.size} people`, ratio(small.perRow, large.perRow))
  say(`peak memory, ${large.size} / ${small.size} people`, ratio(large.peakBytes, small.peakBytes))
}
process.exit(0)
