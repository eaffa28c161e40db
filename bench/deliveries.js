// Deliveries: a server with PostgreSQL sends events to endpoints of a receiver on loopback, side by side with a bare loop
// that signs and posts the same bytes, one at a time for each endpoint. By the clock, which needs a quiet machine, and by
// CPU seconds, of the server process and PostgreSQL together. Usage: node bench/deliveries.js [--webhooks 10] [--events 300]
// [--rounds 3]
import { once } from "node:events"
import { createServer } from "node:http"
import { createDatabase } from "./database.js"
import { launch } from "./launch.js"
import { postgresCpu } from "./postgres-cpu.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const WEBHOOKS = argument("--webhooks", 10)
const EVENTS = argument("--events", 300)
const ROUNDS = argument("--rounds", 3)
const database = await createDatabase("deliveries")
const query = async (text, values) => (await database.client.query(text, values)).rows

/** Counts what arrives. */
async function startReceiver() {
  const seen = { count: 0 }
  const server = createServer((request, response) => {
    request.resume()
    request.on("end", () => {
      response.end()
      seen.count++
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
    [environmentId, EVENTS, "public"],
  )

async function measureServer(server, receiver, environmentId) {
  receiver.seen.count = 0
  const [before, postgres] = [await server.usage(), await postgresCpu(database.client)]
  const startedAt = performance.now()
  await appendEvents(environmentId)
  await until(() => receiver.seen.count >= EVENTS * WEBHOOKS)
  const seconds = (performance.now() - startedAt) / 1000
  const after = await server.usage()
  const own = (after.cpuMicroseconds - before.cpuMicroseconds) / 1e6
  const cpuSeconds = own + ((await postgresCpu(database.client)) - postgres) / 1e6
  const count = EVENTS * WEBHOOKS
  return { perSecond: count / seconds, perOwnCpuSecond: count / own, perCpuSecond: count / cpuSeconds }
}

async function measureBare(bare) {
  const before = await bare.usage()
  const startedAt = performance.now()
  await bare.run()
  const seconds = (performance.now() - startedAt) / 1000
  const { cpuMicroseconds } = await bare.usage()
  const count = EVENTS * WEBHOOKS
  return { perSecond: count / seconds, perCpuSecond: (count * 1e6) / (cpuMicroseconds - before.cpuMicroseconds) }
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

const receiver = await startReceiver()
const server = await launch("rollcall", { upstream: "http://127.0.0.1:9", apiKey: "none", databaseUrl: database.url })
const headers = { authorization: `Bearer ${server.token}` }
let environmentId = ""
for (let at = 0; at < WEBHOOKS; at++) {
  const body = JSON.stringify({ target_url: `${receiver.url}/${at}`, event_types: ["record:*"] })
  const made = await fetch(`${server.url}/webhook`, { method: "POST", headers, body }).then((answer) => answer.json())
  environmentId = made.environment_id
}
const [ours, bare] = [[], []]
await measureServer(server, receiver, environmentId)
const settings = { url: receiver.url, webhooks: WEBHOOKS, events: EVENTS, databaseUrl: database.url }
const bareLoop = await launch("bare-deliveries", settings)
await measureBare(bareLoop)
for (let round = 0; round < ROUNDS; round++) {
  ours.push(await measureServer(server, receiver, environmentId))
  bare.push(await measureBare(bareLoop))
}
const { peakRssBytes } = await server.usage()
const of = (rounds, name) => median(rounds.map((round) => round[name]))
const [rate, bareRate] = [of(ours, "perSecond"), of(bare, "perSecond")]
const cpuText = (own, theirs) => `${(own / theirs).toFixed(2)}  (${own.toFixed(0)} / ${theirs.toFixed(0)})`
const lines = [
  [`${EVENTS} events of 3 kB to ${WEBHOOKS} webhooks`, `${rate.toFixed(0)} deliveries/s, kept and in order`],
  ["  the same bytes in a bare loop", `${bareRate.toFixed(0)} posts/s; ours is ${(rate / bareRate).toFixed(2)} of it`],
  ["  per CPU second, with PostgreSQL / the bare loop's", cpuText(of(ours, "perCpuSecond"), of(bare, "perCpuSecond"))],
  ["  per CPU second of the server process / the same", cpuText(of(ours, "perOwnCpuSecond"), of(bare, "perCpuSecond"))],
  ["  memory, peak of the server", `${(peakRssBytes / 1e6).toFixed(0)} MB`],
]
for (const [what, value] of lines) process.stdout.write(`${what.padEnd(50)}${value}\n`)
for (const one of [server, bareLoop]) one.stop()
receiver.close()
await database.drop()
process.exit(0)
