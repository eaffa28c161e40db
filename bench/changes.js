// Milliseconds of GET /changes in an environment with a million events: what is rare is found without a walk through the
// rest. Statistics are from before the events came, as after a first sync. Usage: node bench/changes.js [--events 1000000]
import { randomUUID } from "node:crypto"
import pg from "pg"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { launch } from "./launch.js"

const given = process.argv.indexOf("--events")
const EVENTS = given < 0 ? 1_000_000 : Number(process.argv[given + 1])
const CALLS = 51
const SCHEMA = `rollcall_bench_changes_${process.pid}`
const databaseUrl = `${POSTGRES_URL}?options=-c%20search_path%3D${SCHEMA}`

const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
await client.query(`create schema ${SCHEMA}`)
const server = await launch("rollcall", { upstream: "http://127.0.0.1:9", apiKey: "none", databaseUrl })
await client.query("alter table event set (autovacuum_enabled = false)")
await client.query("analyze event")
const { rows } = await client.query("select environment_id as id, last from event_counter")
const [{ id, last }] = rows
const silent = randomUUID()
await client.query(
  `insert into event (environment_id, sequence, type, account_id, resource, record_id, payload)
    select $1, $2::bigint + place, 'record:updated', $3, 'hris/employees', place % 5000,
      jsonb_build_object('before', repeat('b', 300), 'after', repeat('a', 300)) from generate_series(1, $4::int) as place`,
  [id, last, server.accountId, EVENTS],
)
await client.query("update event_counter set last = last + $1", [EVENTS])

async function measure(query) {
  const times = []
  for (let call = 0; call < CALLS; call++) {
    const startedAt = performance.now()
    const answer = await fetch(`${server.url}/changes?${query}`, {
      headers: { authorization: `Bearer ${server.token}` },
    })
    await answer.text()
    times.push(performance.now() - startedAt)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(CALLS / 2)].toFixed(1)
}
const account = `integrated_account_id=${server.accountId}`
const lines = [
  ["where new ones follow (no events read)", "after=latest", ""],
  ["a type without events", "event_type=employee:terminated", "< 10"],
  ["the same of one account", `event_type=employee:terminated&${account}`, "< 10"],
  ["a group of 8 types, none of them there", "event_type=employee:*", "< 10"],
  ["an account id without events (a 404)", `integrated_account_id=${silent}`, "< 10"],
  ["100 events of a frequent type", "event_type=record:updated&limit=100", ""],
]
process.stdout.write(`/changes among ${EVENTS} events, milliseconds a call (median of ${CALLS})\n`)
for (const [what, query, aim] of lines)
  process.stdout.write(`  ${what.padEnd(48)}${(await measure(query)).padStart(7)}   ${aim}\n`)
server.stop()
await client.query(`drop schema ${SCHEMA} cascade`)
await client.end()
process.exit(0)
