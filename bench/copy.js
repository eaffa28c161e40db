// The synced copy by itself, in one database with several accounts whose statistics are from before the last account's
// rows came: rows written a CPU second against raw SQL of the same rows, and synced reads against their floor. CPU is that
// of the server process and PostgreSQL's together. Usage: node bench/copy.js [--people 1000,20000] [--rounds 5]
import { randomUUID } from "node:crypto"
import pg from "pg"
import { Agent, request } from "undici"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { createClock } from "../server/dist/clock.js"
import { openDatabase } from "../server/dist/db/index.js"
import { filterKeysOf } from "../server/dist/gateway/filter-keys.js"
import { createRecords } from "../server/dist/records/index.js"
import { launch } from "./launch.js"
import { postgresCpu } from "./postgres-cpu.js"

const argument = (name, fallback) => {
  const at = process.argv.indexOf(name)
  return at < 0 ? fallback : process.argv[at + 1]
}
const SIZES = argument("--people", "1000,20000").split(",").map(Number)
const ROUNDS = Number(argument("--rounds", 5))
const PAGE = 100
const RESOURCE = "employees"
const database = `rollcall_bench_copy_${process.pid}`
const databaseUrl = Object.assign(new URL(POSTGRES_URL), { pathname: `/${database}` }).href

const onServer = async (text) => {
  const client = new pg.Client({ connectionString: POSTGRES_URL })
  await client.connect()
  await client.query(text)
  await client.end()
}
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]
const say = (what, value, aim = "") => process.stdout.write(`${what.padEnd(62)}${value.padStart(10)}   ${aim}\n`)

await onServer(`create database ${database}`)
const sandbox = await launch("sandbox", { size: 300 })
const server = await launch("rollcall", { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl })
const agent = new Agent({ connections: 8 })
const client = new pg.Client({ connectionString: databaseUrl })
await client.connect()
const read = async (url) => {
  const { statusCode, body } = await request(url, {
    dispatcher: agent,
    headers: { authorization: `Bearer ${server.token}` },
  })
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`${statusCode} ${text.slice(0, 300)}`)
  return text
}

/** CPU microseconds of some work in this process and PostgreSQL. */
async function cpuOf(work) {
  const [own, theirs] = [process.cpuUsage(), await postgresCpu(client)]
  await work()
  const { user, system } = process.cpuUsage(own)
  return user + system + (await postgresCpu(client)) - theirs
}

/** Unified rows as a live list answers them, over and over under other ids. */
const page = `${server.url}/unified/hris/${RESOURCE}?integrated_account_id=${server.accountId}&limit=100`
const live = []
for (let cursor = ""; cursor !== null && live.length < 300; ) {
  const { result, next_cursor } = JSON.parse(await read(`${page}&truto_ignore_remote_data=true${cursor}`))
  live.push(...result)
  cursor = next_cursor && `&next_cursor=${encodeURIComponent(next_cursor)}`
}
function* pagesOf(people) {
  for (let at = 0; at < people; at += PAGE)
    yield Array.from({ length: PAGE }, (_, index) => {
      const row = { ...live[(at + index) % live.length], id: String(1_000_000 + at + index) }
      return { id: row.id, view: "people", text: JSON.stringify(row), keys: filterKeysOf(RESOURCE, row) }
    })
}

const { db, close } = await openDatabase({ url: databaseUrl }, createClock())
const records = createRecords({ db })
const { environment_id: environmentId } = (await client.query("select environment_id from integrated_account")).rows[0]

/** Another account of the same environment. */
async function newAccount() {
  const accountId = randomUUID()
  const columns = "environment_id, environment_integration_id, integration, tenant_id, status, authentication_method"
  await client.query(
    `insert into integrated_account (id, ${columns}, secrets) select $1, ${columns}, secrets from integrated_account limit 1`,
    [accountId],
  )
  return { environmentId, accountId, resource: RESOURCE }
}

const apply = async (place, pages) => {
  for (const rows of pages)
    await db.transaction().execute((tx) => records.apply(tx, place, { rows, readAt: new Date() }))
}

/** A statement a page, a parameter a cell, by one connection. */
async function writeRaw({ accountId }, pages) {
  for (const rows of pages) {
    const places = rows.map((_, at) => `(${[1, 2, 3, 4, 5, 6, 7, 8].map((cell) => `$${at * 8 + cell}`).join()})`)
    const hash = Buffer.alloc(32)
    await client.query(
      `insert into by_hand (environment_id, account_id, resource, id, view, row, keys, hash) values ${places.join()}`,
      rows.flatMap(({ id, view, text, keys }) => [
        environmentId,
        accountId,
        RESOURCE,
        id,
        view,
        text,
        JSON.stringify(keys),
        hash,
      ]),
    )
  }
}

await client.query("create table by_hand (like record including all)")
await client.query("alter table record set (autovacuum_enabled = false)")
await client.query("alter table by_hand set (autovacuum_enabled = false)")
await apply(await newAccount(), pagesOf(5_000))
await writeRaw(await newAccount(), pagesOf(5_000))
await client.query("analyze")

const written = []
for (const people of SIZES) {
  const pages = [...pagesOf(people)]
  const [fresh, same, raw] = [[], [], []]
  for (let round = 0; round < (people > 5_000 ? 1 : ROUNDS); round++) {
    const place = await newAccount()
    fresh.push(await cpuOf(() => apply(place, pages)))
    same.push(await cpuOf(() => apply(place, pages)))
    raw.push(await cpuOf(() => writeRaw(place, pages)))
  }
  const [a, b, c] = [fresh, same, raw].map((times) => people / median(times))
  written.push([a, b])
  const each = (rate) => `${(1 / rate).toFixed(0)} us`
  say(`${people} people, a new row / raw SQL of it (${each(a)}, ${each(c)})`, (a / c).toFixed(2), ">= 0.5")
  say(`${people} people, an unchanged row / raw SQL of it (${each(b)})`, (b / c).toFixed(2), ">= 1")
}
if (written.length > 1) {
  const [first, last] = [written[0], written.at(-1)]
  say("new rows a CPU second, the last size / the first", (last[0] / first[0]).toFixed(2), ">= 0.9")
  say("unchanged rows a CPU second, the last size / the first", (last[1] / first[1]).toFixed(2), ">= 0.9")
}

// The server's own account is the last one to get rows.
const place = { environmentId, accountId: server.accountId, resource: RESOURCE }
await apply(place, pagesOf(1_000))
const now = new Date()
await records.recordAttempt(db, place, {
  result: "completed",
  completeAsOf: now,
  isWhole: true,
  timeZone: "Europe/Madrid",
})
await close()
const floor = await launch("floor", { databaseUrl, accountId: server.accountId, resource: RESOURCE })

async function readCpu(side, { path, times }) {
  const usage = async () => (await side.usage()).cpuMicroseconds + (await postgresCpu(client))
  const before = await usage()
  let left = times
  const caller = async () => {
    while (left-- > 0) await read(side.url + path)
  }
  await Promise.all(Array.from({ length: 8 }, caller))
  return ((await usage()) - before) / times
}
const list = `/unified/hris/${RESOURCE}?integrated_account_id=${server.accountId}&source=synced`
for (const [what, path, times] of [
  ["synced get", list.replace("?", "/1000500?"), 2_000],
  ["synced list of 10", `${list}&limit=10`, 1_000],
  ["synced list of 100", `${list}&limit=100`, 300],
]) {
  const [ours, bare] = [[], []]
  for (const side of [server, floor]) await readCpu(side, { path, times })
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await readCpu(server, { path, times }))
    bare.push(await readCpu(floor, { path, times }))
  }
  const [a, b] = [median(ours), median(bare)]
  say(`${what} / one statement and its text (${a.toFixed(0)} us, ${b.toFixed(0)} us)`, (a / b).toFixed(2), "<= 1.3")
}
for (const one of [server, floor, sandbox]) one.stop()
await client.end()
await agent.close()
await onServer(`drop database ${database} with (force)`)
process.exit(0)
