// A proxied call while a company is synced by the same process: how long it takes, and how long the process does nothing else.
// Both against the idle process in the same run. Usage: node bench/lag.js [--size 1000]
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { launch } from "./launch.js"

const at = process.argv.indexOf("--size")
const SIZE = at < 0 ? 1000 : Number(process.argv[at + 1])
const IDLE_MS = 8_000
const SCHEMA = `rollcall_bench_lag_${process.pid}`

const client = new pg.Client({ connectionString: POSTGRES_URL })
await client.connect()
await client.query(`create schema ${SCHEMA}`)
const databaseUrl = `${POSTGRES_URL}?options=-c%20search_path%3D${SCHEMA}`
const sandbox = await launch("sandbox", { size: SIZE })
const server = await launch("rollcall", { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl })
const { url, token, accountId } = server
const headers = { authorization: `Bearer ${token}` }

/** One call after the other until it is over. */
async function callUntil(isOver) {
  await server.usage()
  const took = []
  while (!(await isOver())) {
    const startedAt = performance.now()
    const answer = await fetch(`${url}/proxy/teams-teams?integrated_account_id=${accountId}&limit=1`, { headers })
    await answer.text()
    if (answer.status !== 200) throw new Error(`a proxied call was answered ${answer.status}`)
    took.push(performance.now() - startedAt)
    await sleep(10)
  }
  const { longestStallMs } = await server.usage()
  const sorted = took.toSorted((a, b) => a - b)
  return { p99: sorted[Math.floor(sorted.length * 0.99)], median: sorted[sorted.length >> 1], longestStallMs }
}

const idleUntil = performance.now() + IDLE_MS
const idle = await callUntil(async () => performance.now() > idleUntil)
const body = JSON.stringify({ integrated_account_id: accountId })
const { id } = await fetch(`${url}/sync-run`, { method: "POST", headers, body }).then((answer) => answer.json())
let run
let lookAt = 0
const busy = await callUntil(async () => {
  if (performance.now() < lookAt) return false
  lookAt = performance.now() + 500
  run = await fetch(`${url}/sync-run/${id}`, { headers }).then((answer) => answer.json())
  return ["completed", "failed", "held"].includes(run.status)
})
if (run.status !== "completed") throw new Error(JSON.stringify(run))

const say = (what, value) => process.stdout.write(`${what.padEnd(62)}${value}\n`)
say(
  `p99 of a proxied call while ${SIZE} people are synced / idle`,
  `${(busy.p99 / idle.p99).toFixed(1)}  (${busy.p99.toFixed(0)} ms / ${idle.p99.toFixed(0)} ms)   aim <= 2`,
)
say(
  "  median",
  `${(busy.median / idle.median).toFixed(1)}  (${busy.median.toFixed(1)} ms / ${idle.median.toFixed(1)} ms)`,
)
say(
  "  longest stall of the event loop",
  `${busy.longestStallMs.toFixed(0)} ms, idle ${idle.longestStallMs.toFixed(0)} ms   aim < 50`,
)
for (const one of [sandbox, server]) one.stop()
await client.query(`drop schema ${SCHEMA} cascade`)
await client.end()
process.exit(0)
