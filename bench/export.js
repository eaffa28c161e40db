// The copy as a whole: each format of the export against a walk through all pages of the synced list, and what the request
// log takes of a list. CPU is that of the server process and PostgreSQL's together.
// Usage: node bench/export.js [--size 1000] [--rounds 5]
import { Agent, request } from "undici"
import { createClock } from "../server/dist/clock.js"
import { openDatabase } from "../server/dist/db/index.js"
import { createRequestLog, Trail } from "../server/dist/log/index.js"
import { createDatabase } from "./database.js"
import { launch } from "./launch.js"
import { postgresCpu } from "./postgres-cpu.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : Number(process.argv[at + 1])
}
const SIZE = argument("--size", 1000)
const ROUNDS = argument("--rounds", 5)
const LISTS = 500
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const say = (what, value, aim = "") => process.stdout.write(`${what.padEnd(62)}${value.padStart(10)}   ${aim}\n`)

const { url: databaseUrl, client, drop } = await createDatabase("export")
const sandbox = await launch("sandbox", { size: SIZE })
const server = await launch("rollcall", { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl })
const agent = new Agent({ connections: 8 })
const headers = { authorization: `Bearer ${server.token}` }
const account = `integrated_account_id=${server.accountId}`

async function read(path) {
  const { statusCode, body } = await request(server.url + path, { dispatcher: agent, headers })
  if (statusCode !== 200) throw new Error(`${path}: ${statusCode} ${(await body.text()).slice(0, 300)}`)
  return body
}
const readJson = async (path) => (await read(path)).json()

const { body: begun } = await request(`${server.url}/sync-run`, {
  method: "POST",
  headers,
  body: JSON.stringify({ integrated_account_id: server.accountId, resources: ["employees"] }),
})
const { id } = await begun.json()
let run
do {
  await new Promise((resolve) => setTimeout(resolve, 500))
  run = await readJson(`/sync-run/${id}`)
} while (["queued", "running"].includes(run.status))
if (run.status !== "completed") throw new Error(JSON.stringify(run))

/** CPU microseconds of a process and PostgreSQL. */
async function cpuOf(usage, work) {
  const total = async () => (await usage()) + (await postgresCpu(client))
  const before = await total()
  await work()
  return (await total()) - before
}
const ofServer = async () => (await server.usage()).cpuMicroseconds
const ofThis = async () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

const list = `/unified/hris/employees?${account}&source=synced`
async function readPages() {
  let rows = 0
  for (let cursor = ""; cursor !== null; ) {
    const { result, next_cursor } = await readJson(`${list}&limit=100${cursor}`)
    rows += result.length
    cursor = next_cursor && `&next_cursor=${encodeURIComponent(next_cursor)}`
  }
  return rows
}
const exported = (format) => async () =>
  (await read(`/export/employees?${account}&format=${format}`)).dump({ limit: 1e9 })

const ways = [
  ["ndjson", exported("ndjson"), "<= 1"],
  ["csv", exported("csv"), ""],
  ["parquet", exported("parquet"), ""],
]
const rows = await readPages()
for (const [, work] of ways) await work()
const taken = { pages: [], ndjson: [], csv: [], parquet: [] }
for (let round = 0; round < ROUNDS; round++) {
  taken.pages.push(await cpuOf(ofServer, readPages))
  for (const [format, work] of ways) taken[format].push(await cpuOf(ofServer, work))
}
const pages = median(taken.pages)
const each = (microseconds) => `${(microseconds / rows).toFixed(0)} us`
for (const [format, , aim] of ways) {
  const ours = median(taken[format])
  const what = `${rows} people as ${format} / by ${Math.ceil(rows / 100)} pages (${each(ours)}, ${each(pages)} a row)`
  say(what, (ours / pages).toFixed(2), aim)
}

// The server's log can't be switched off: what the entries of the lists cost is taken off them.
const { db, close } = await openDatabase({ url: databaseUrl }, createClock())
const { rows: owners } = await client.query("select environment_id from integrated_account")
const entryOf = (startedAt) => ({
  ...{ environment_id: owners[0].environment_id, account_id: server.accountId, log_type: "unified_proxy_api" },
  ...{ request_type: "unified", request_id: "0f8fad5b-d9cb-469f-a165-70867728950e", operation: "list_employees" },
  ...{ resource: "employees", method: "list", http_method: "GET", path: list, status: 200, code: null },
  ...{ details: { token_id: server.accountId }, startedAt, durationMs: 5 },
})
async function recordAll() {
  const onLost = (count, error) => {
    throw new Error(`${count} entries were not written`, { cause: error })
  }
  const log = createRequestLog({ db, vault: undefined, clock: createClock(), keepDays: 7, onLost })
  for (let at = 0; at < LISTS; at++) log.record(entryOf(new Date()), new Trail())
  await log.close()
}
async function readLists(limit) {
  let left = LISTS
  const caller = async () => {
    while (left-- > 0) await readJson(`${list}&limit=${limit}`)
  }
  await Promise.all(Array.from({ length: 8 }, caller))
}
await recordAll()
for (const limit of [10, 100]) {
  const [lists, entries] = [[], []]
  await readLists(limit)
  for (let round = 0; round < ROUNDS; round++) {
    lists.push(await cpuOf(ofServer, () => readLists(limit)))
    entries.push(await cpuOf(ofThis, recordAll))
  }
  const [withLog, log] = [median(lists), median(entries)]
  const cost = `${(withLog / LISTS).toFixed(0)} us, of which ${(log / LISTS).toFixed(0)} us`
  say(`synced list of ${limit} with the request log / without it (${cost})`, (withLog / (withLog - log)).toFixed(2))
}

await close()
for (const one of [server, sandbox]) one.stop()
await agent.close()
await drop()
process.exit(0)
