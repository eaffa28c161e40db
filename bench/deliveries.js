// Deliveries per second: a server with PostgreSQL sends events to endpoints of a receiver on loopback, side by side with
// a bare loop that signs and posts the same bytes, one at a time for each endpoint. Usage: node bench/deliveries.js
// [--webhooks 10] [--events 300] [--rounds 3]
import { createHmac } from "node:crypto"
import { once } from "node:events"
import { createServer } from "node:http"
import pg from "pg"
import { Pool } from "undici"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { launch } from "./launch.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const WEBHOOKS = argument("--webhooks", 10)
const EVENTS = argument("--events", 300)
const ROUNDS = argument("--rounds", 3)
const SCHEMA = `rollcall_bench_deliveries_${process.pid}`

async function query(text, values) {
  const client = new pg.Client({ connectionString: POSTGRES_URL, options: `-c search_path=${SCHEMA}` })
  await client.connect()
  const { rows } = await client.query(text, values)
  await client.end()
  return rows
}

/** Counts what arrives; keeps the bodies of the first endpoint. */
async function startReceiver() {
  const seen = { count: 0, bodies: [] }
  const server = createServer((request, response) => {
    const chunks = []
    request.on("data", (chunk) => chunks.push(chunk))
    request.on("end", () => {
      response.end()
      seen.count++
      if (request.url === "/0") seen.bodies.push(Buffer.concat(chunks))
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return { seen, url: `http://127.0.0.1:${server.address().port}`, close: () => server.close() }
}

const until = async (isSo) => {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5))
}

/** Events of a size like a changed employee's, in one transaction with job and notification, as the server appends them. */
const appendEvents = (environmentId) =>
  query(
    `with taken as (update event_counter set last = last + $2::int where environment_id = $1 returning last), made as (
      insert into event (environment_id, sequence, type, payload)
      select $1::uuid, taken.last - $2::int + place, 'record:updated', jsonb_build_object('record_id', place, 'before',
        repeat('b', 1500), 'after', repeat('a', 1500)) from taken, generate_series(1, $2::int) as place),
      sent as (insert into job (name, data) values ('fan-out', jsonb_build_object('environmentId', $1)))
    select pg_notify('rollcall_jobs_' || left(encode(sha256($3::bytea), 'hex'), 32), 'fan-out')`,
    [environmentId, EVENTS, SCHEMA],
  )

async function measureServer(server, receiver, environmentId) {
  receiver.seen.count = 0
  receiver.seen.bodies = []
  const before = await server.usage()
  const startedAt = performance.now()
  await appendEvents(environmentId)
  await until(() => receiver.seen.count >= EVENTS * WEBHOOKS)
  const seconds = (performance.now() - startedAt) / 1000
  const after = await server.usage()
  const cpuSeconds = (after.cpuMicroseconds - before.cpuMicroseconds) / 1e6
  return { perSecond: (EVENTS * WEBHOOKS) / seconds, perCpuSecond: (EVENTS * WEBHOOKS) / cpuSeconds }
}

/** The same bytes, signed the same way, with nothing remembered. */
async function measureBare(receiver, bodies) {
  const pool = new Pool(receiver.url, { connections: WEBHOOKS })
  const sign = (...parts) => {
    const hmac = createHmac("sha256", "5f0c9d3e-0000-4000-8000-000000000000")
    for (const part of parts) hmac.update(part)
    return hmac
  }
  const post = async (path, body) => {
    const seconds = String(Math.floor(Date.now() / 1000))
    const headers = {
      "content-type": "application/json",
      "user-agent": "bare",
      "x-truto-signature": `format=sha256,v=${sign(body).digest("hex")}`,
      "webhook-id": "5f0c9d3e-0000-4000-8000-000000000000",
      "webhook-timestamp": seconds,
      "webhook-signature": `v1,${sign(`id.${seconds}.`, body).digest("base64")}`,
    }
    const answer = await pool.request({ method: "POST", path, headers, body })
    await answer.body.dump()
  }
  const sendAll = async (_, at) => {
    for (const body of bodies) await post(`/${at + 1}`, body)
  }
  const [startedAt, cpu] = [performance.now(), process.cpuUsage()]
  await Promise.all(Array.from({ length: WEBHOOKS }, sendAll))
  const { user, system } = process.cpuUsage(cpu)
  const seconds = (performance.now() - startedAt) / 1000
  await pool.close()
  return {
    perSecond: (bodies.length * WEBHOOKS) / seconds,
    perCpuSecond: (bodies.length * WEBHOOKS * 1e6) / (user + system),
  }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

await query(`create schema ${SCHEMA}`)
const receiver = await startReceiver()
const databaseUrl = `${POSTGRES_URL}?options=-c%20search_path%3D${SCHEMA}`
const server = await launch("rollcall", { upstream: "http://127.0.0.1:9", apiKey: "none", databaseUrl })
const headers = { authorization: `Bearer ${server.token}` }
let environmentId = ""
for (let at = 0; at < WEBHOOKS; at++) {
  const body = JSON.stringify({ target_url: `${receiver.url}/${at}`, event_types: ["record:*"] })
  const made = await fetch(`${server.url}/webhook`, { method: "POST", headers, body }).then((answer) => answer.json())
  environmentId = made.environment_id
}
const [ours, bare] = [[], []]
await measureServer(server, receiver, environmentId)
for (let round = 0; round < ROUNDS; round++) {
  ours.push(await measureServer(server, receiver, environmentId))
  bare.push(await measureBare(receiver, receiver.seen.bodies.slice(0, EVENTS)))
}
const { peakRssBytes } = await server.usage()
const of = (rounds, name) => median(rounds.map((round) => round[name]))
const [rate, bareRate] = [of(ours, "perSecond"), of(bare, "perSecond")]
const lines = [
  [`${EVENTS} events of 3 kB to ${WEBHOOKS} webhooks`, `${rate.toFixed(0)} deliveries/s, kept and in order`],
  ["  the same bytes in a bare loop", `${bareRate.toFixed(0)} posts/s; ours is ${(rate / bareRate).toFixed(2)} of it`],
  ["  per CPU second of the server process", `${of(ours, "perCpuSecond").toFixed(0)} deliveries`],
  ["  memory, peak of the server", `${(peakRssBytes / 1e6).toFixed(0)} MB`],
]
for (const [what, value] of lines) process.stdout.write(`${what.padEnd(50)}${value}\n`)
server.stop()
receiver.close()
await query(`drop schema ${SCHEMA} cascade`)
process.exit(0)
