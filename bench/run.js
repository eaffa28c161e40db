// Numbers as ratios side by side in one run: absolute times on a shared machine say little. CPU time is the server
// process's own, so the load and the local Factorial don't count. Then the scripts that are named at the end, which have sizes of
// their own. Usage: npm run bench [-- --rounds 5]
import { spawnSync } from "node:child_process"
import { rmSync } from "node:fs"
import { fileURLToPath } from "node:url"
import pg from "pg"
import { Agent, request } from "undici"
import { POSTGRES_URL } from "../scripts/postgres.js"
import { launch } from "./launch.js"

const ROUNDS = Number(process.argv[process.argv.indexOf("--rounds") + 1]) || 5
const agent = new Agent({ connections: 16 })

async function read(url, headers) {
  const { statusCode, body } = await request(url, { dispatcher: agent, headers })
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`${statusCode} ${text.slice(0, 300)}`)
  return text
}

/** CPU microseconds of one server for `times` repetitions of a set of calls. */
async function cpuOf(server, { urls, headers, times, callers = 8 }) {
  const before = await server.usage()
  let left = times
  const worker = async () => {
    while (left-- > 0) for (const url of urls) await read(url, headers)
  }
  await Promise.all(Array.from({ length: callers }, worker))
  const after = await server.usage()
  return (after.cpuMicroseconds - before.cpuMicroseconds) / times
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]

/** Rounds of both in turn, so that both meet the same machine. */
async function compare(name, a, b) {
  for (const side of [a, b]) await cpuOf(side.server, { ...side, times: 100 })
  const [left, right] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    left.push(await cpuOf(a.server, a))
    right.push(await cpuOf(b.server, b))
  }
  return { name, a: median(left), b: median(right) }
}

async function findPostgres() {
  const connectionString = POSTGRES_URL
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 1000 })
  try {
    await client.connect()
    await client.query("drop schema if exists rollcall_bench cascade")
    await client.query("create schema rollcall_bench")
    await client.end()
    return `${connectionString}?options=-c%20search_path%3Drollcall_bench`
  } catch {
    return null
  }
}

const sandbox = await launch("sandbox", { size: 1000 })
const databaseUrl = await findPostgres()
const bare = await launch("bare", { upstream: sandbox.url, apiKey: sandbox.apiKey })
const rollcall = await launch("rollcall", { upstream: sandbox.url, apiKey: sandbox.apiKey, databaseUrl })
const idle = await rollcall.usage()
const headers = { authorization: `Bearer ${rollcall.token}` }
const root = "/api/2026-10-01/resources"
const account = `integrated_account_id=${rollcall.accountId}`
const firstId = JSON.parse(await read(`${bare.url}${root}/employees/employees?limit=1`)).data[0].id

const lines = []
const proxyList = await compare(
  "proxy, a list of 100 rows",
  { server: bare, urls: [`${bare.url}${root}/employees/employees?limit=100`], times: 400 },
  { server: rollcall, headers, urls: [`${rollcall.url}/proxy/employees-employees?${account}&limit=100`], times: 400 },
)
const proxyGet = await compare(
  "proxy, one row",
  { server: bare, urls: [`${bare.url}${root}/employees/employees/${firstId}`], times: 2000 },
  { server: rollcall, headers, urls: [`${rollcall.url}/proxy/employees-employees/${firstId}?${account}`], times: 2000 },
)

// The upstream calls of one warm unified page, sent once more through the proxy. One caller, so that nothing is shared.
const page = `${rollcall.url}/unified/hris/employees?${account}&limit=100`
await read(page, headers)
await request(`${sandbox.url}/_sandbox/requests`, { method: "DELETE" }).then(({ body }) => body.dump())
await read(page, headers)
const { requests } = JSON.parse(await read(`${sandbox.url}/_sandbox/requests`))
const asProxy = requests
  .filter(({ url }) => url.startsWith(root))
  .map(({ url }) => {
    const [path, query] = url.slice(root.length + 1).split("?")
    return `${rollcall.url}/proxy/${path.replace("/", "-")}?${account}&${query.replace(/limit=\d+/, "limit=100")}`
  })
const unified = await compare(
  "unified page of 100 employees",
  { server: rollcall, headers, urls: asProxy, times: 60, callers: 1 },
  { server: rollcall, headers, urls: [page], times: 60, callers: 1 },
)

const dataDir = `${process.env.TMPDIR ?? "/tmp"}/rollcall-bench-${process.pid}`
const startEmbedded = async () => {
  const embedded = await launch("rollcall", { upstream: sandbox.url, apiKey: sandbox.apiKey, dataDir })
  await embedded.stop()
  return embedded.launchMs
}
const [firstMs, nextMs] = [await startEmbedded(), await startEmbedded()]
rmSync(dataDir, { recursive: true })

lines.push([
  "proxy, a list of 100 rows",
  "throughput against bare node:http + undici",
  (proxyList.a / proxyList.b).toFixed(2),
  ">= 0.8",
])
lines.push([
  "proxy, one row",
  "throughput against bare node:http + undici",
  (proxyGet.a / proxyGet.b).toFixed(2),
  ">= 0.9",
])
lines.push([
  "unified page of 100 employees",
  `CPU against its ${asProxy.length} calls through the proxy`,
  (unified.b / unified.a).toFixed(2),
  "<= 2",
])
const place = databaseUrl ? "PostgreSQL" : "an embedded database (no PostgreSQL here)"
const starts = [
  [`ready on ${place}`, "seconds from process start", rollcall.launchMs, "< 2"],
  [`ready on ${place}`, "CPU seconds of the server process", idle.cpuMicroseconds / 1000, databaseUrl ? "<= 1.2" : ""],
  ["ready on a first embedded start", "seconds from process start", firstMs, "< 5"],
  ["ready on an embedded start after a kill", "seconds from process start", nextMs, ""],
]
for (const [what, measured, ms, aim] of starts) lines.push([what, measured, (ms / 1000).toFixed(2), aim])
lines.push([
  `idle on ${databaseUrl ? "PostgreSQL" : "an embedded database"}`,
  "MB of memory",
  (idle.rssBytes / 1e6).toFixed(0),
  databaseUrl ? "< 200" : "",
])
process.stdout.write(`\n${"what".padEnd(44)}${"measured".padEnd(50)}${"value".padStart(7)}   aim\n`)
for (const [what, measured, value, aim] of lines)
  process.stdout.write(`${what.padEnd(44)}${measured.padEnd(50)}${value.padStart(7)}   ${aim}\n`)
for (const one of [sandbox, bare, rollcall]) one.stop()
await agent.close()

// These count what PostgreSQL does.
const more = databaseUrl ? ["copy.js", "export.js", "sync.js", "lag.js", "deliveries.js", "changes.js"] : []
for (const script of more) {
  process.stdout.write("\n")
  const path = fileURLToPath(new URL(script, import.meta.url))
  const { status } = spawnSync(process.execPath, [path], { stdio: "inherit" })
  if (status !== 0) process.exit(status ?? 1)
}
process.exit(0)
