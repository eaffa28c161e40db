// A first sync, a second one without changes, and the same rows written by hand in SQL. Memory is the peak of the
// server process alone. Usage: node bench/sync.js [--sizes 300,1000] [--embedded]
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { launch } from "./launch.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : process.argv[at + 1]
}
const SIZES = argument("--sizes", "300,1000").split(",").map(Number)
const isEmbedded = process.argv.includes("--embedded")
const SCHEMA = `rollcall_bench_sync_${process.pid}`

const query = async (text, values) => {
  const client = new pg.Client({ connectionString: POSTGRES_URL, options: `-c search_path=${SCHEMA}` })
  await client.connect()
  const answer = await client.query(text, values)
  await client.end()
  return answer.rows
}

async function runSync(server) {
  const headers = { authorization: `Bearer ${server.token}` }
  const startedAt = performance.now()
  const body = JSON.stringify({ integrated_account_id: server.accountId })
  const made = await fetch(`${server.url}/sync-run`, { method: "POST", headers, body }).then((answer) => answer.json())
  for (;;) {
    const run = await fetch(`${server.url}/sync-run/${made.id}`, { headers }).then((answer) => answer.json())
    if (["completed", "failed", "held"].includes(run.status)) {
      if (run.status !== "completed") throw new Error(JSON.stringify(run))
      const sum = (name) => Object.values(run.progress).reduce((total, one) => total + one[name], 0)
      const seconds = (performance.now() - startedAt) / 1000
      return {
        seconds,
        rows: sum("rows"),
        created: sum("created"),
        updated: sum("updated"),
        calls: sum("upstream_calls"),
      }
    }
    await sleep(250)
  }
}

const logOf = (sandbox) => `${sandbox.url}/_sandbox/requests`

/** The upstream calls of the sync, once more, in turn, by a client that does nothing with them. Undefined: too many to tell. */
async function readBare(sandbox, calls) {
  const { requests } = await fetch(logOf(sandbox)).then((answer) => answer.json())
  const reads = requests.filter(({ url }) => url.startsWith("/api/"))
  if (reads.length < calls) return undefined
  const startedAt = performance.now()
  for (const { url } of reads) {
    const answer = await fetch(sandbox.url + url, { headers: { "x-api-key": sandbox.apiKey } })
    await answer.arrayBuffer()
  }
  return (performance.now() - startedAt) / 1000
}

/** The rows that the sync has left, written once more into a table like it, a hundred at a time, by one connection. */
async function writeByHand() {
  const client = new pg.Client({ connectionString: POSTGRES_URL, options: `-c search_path=${SCHEMA}` })
  await client.connect()
  await client.query("create table by_hand (like record including all)")
  const [{ account_id: account }] = (await client.query("select distinct account_id from record")).rows
  let last = ["", ""]
  let count = 0
  let ms = 0
  for (;;) {
    const { rows } = await client.query({
      text: `select environment_id, account_id, resource, id, source, row::text, keys::text, hash from record
        where account_id = $1 and (resource, id) > ($2, $3) order by resource, id limit 100`,
      values: [account, ...last],
    })
    if (rows.length === 0) break
    last = [rows.at(-1).resource, rows.at(-1).id]
    const startedAt = performance.now()
    const places = rows.map(
      (_row, at) =>
        `($${at * 8 + 1},$${at * 8 + 2},$${at * 8 + 3},$${at * 8 + 4},$${at * 8 + 5},$${at * 8 + 6},$${at * 8 + 7},$${at * 8 + 8})`,
    )
    await client.query(
      `insert into by_hand (environment_id, account_id, resource, id, source, row, keys, hash) values ${places.join(",")}`,
      rows.flatMap((row) => [
        row.environment_id,
        row.account_id,
        row.resource,
        row.id,
        row.source,
        row.row,
        row.keys,
        row.hash,
      ]),
    )
    ms += performance.now() - startedAt
    count += rows.length
  }
  await client.end()
  return { seconds: ms / 1000, count }
}

const say = (what, value) => process.stdout.write(`${what.padEnd(50)}${value}\n`)
const peaks = []
for (const size of SIZES) {
  const sandbox = await launch("sandbox", { size })
  if (!isEmbedded) await query(`create schema ${SCHEMA}`)
  const databaseUrl = isEmbedded ? null : `${POSTGRES_URL}?options=-c%20search_path%3D${SCHEMA}`
  const server = await launch("rollcall", { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl })
  const idle = await server.usage()
  await fetch(logOf(sandbox), { method: "DELETE" })
  const first = await runSync(server)
  const afterFirst = await server.usage()
  const bareSeconds = await readBare(sandbox, first.calls)
  const second = await runSync(server)
  const afterSecond = await server.usage()
  peaks.push(afterSecond.peakRssBytes)
  const perSecond = first.rows / first.seconds
  say(
    `${size} people, first sync`,
    `${first.rows} rows, ${first.calls} calls, ${first.seconds.toFixed(1)} s, ${perSecond.toFixed(0)} rows/s`,
  )
  if (bareSeconds !== undefined)
    say(
      "  its calls alone, in turn, by a bare client",
      `${bareSeconds.toFixed(1)} s; the sync took ${(first.seconds / bareSeconds).toFixed(2)} of it`,
    )
  say(
    "  memory: idle, peak of the first, peak of both",
    [idle.rssBytes, afterFirst.peakRssBytes, afterSecond.peakRssBytes]
      .map((bytes) => `${(bytes / 1e6).toFixed(0)} MB`)
      .join(", "),
  )
  say("  second sync", `${second.seconds.toFixed(1)} s, created ${second.created}, updated ${second.updated}`)
  if (!isEmbedded) {
    const hand = await writeByHand()
    const handPerSecond = hand.count / hand.seconds
    say(
      "  the same rows by hand in SQL",
      `${hand.count} rows, ${handPerSecond.toFixed(0)} rows/s; the sync's rate is ${(perSecond / handPerSecond).toFixed(2)} of it`,
    )
    const cpu = (afterFirst.cpuMicroseconds - idle.cpuMicroseconds) / 1e6
    say(
      "  CPU of the server in the first sync",
      `${cpu.toFixed(1)} s, ${(first.rows / cpu).toFixed(0)} rows per CPU second`,
    )
  }
  server.stop()
  sandbox.stop()
  if (!isEmbedded) await query(`drop schema ${SCHEMA} cascade`)
}
if (peaks.length > 1) say("peak against the smallest company", (peaks.at(-1) / peaks[0]).toFixed(2))
process.exit(0)
