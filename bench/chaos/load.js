import { setTimeout as sleep } from "node:timers/promises"
import { RESOURCES } from "@rollcall/contract"
import { seeded } from "./seeded.js"

/** What a caller has to expect while servers are killed: no connection (0), a look before the first sync, "come back". */
const EXPECTED = [0, 200, 409, 429, 502, 503, 504]
const GIVES_UP_MS = 60_000
const SLOW_MS = 8_000

/** Mixed load until `stop()`, which resolves when everything that was begun has ended. */
export function startLoad(world) {
  const facts = { reads: 0, syncedReads: 0, syncRuns: 0, companyChanges: 0, expiries: 0, creates: [], odd: [] }
  Object.assign(facts, { connections: 0, slowestMs: 0, slow: [] })
  const context = { ...world, facts, isOver: false }
  const loops = [
    loop(context, { name: "reads", pause: [20, 150], act: readLive }),
    loop(context, { name: "more reads", pause: [20, 150], act: readLive }),
    loop(context, { name: "further reads", pause: [20, 150], act: readLive }),
    loop(context, { name: "synced reads", pause: [20, 100], act: readCopy }),
    loop(context, { name: "creates", pause: [100, 400], act: create }),
    loop(context, { name: "more creates", pause: [100, 400], act: create }),
    loop(context, { name: "further creates", pause: [100, 400], act: create }),
    loop(context, { name: "yet other creates", pause: [100, 400], act: create }),
    loop(context, { name: "company", pause: [300, 1_200], act: changeCompany }),
    loop(context, { name: "sync runs", pause: [4_000, 9_000], act: orderSync }),
    loop(context, { name: "connections", pause: [6_000, 12_000], act: connectOne }),
    loop(context, { name: "expiries", pause: [15_000, 25_000], act: expireTokens }),
  ]
  const stop = async () => {
    context.isOver = true
    await Promise.all(loops)
  }
  return { facts, stop }
}

async function loop(context, { name, pause, act }) {
  const random = seeded(context.seed, name)
  for (let count = 0; !context.isOver; count++) {
    await act(context, random, `${name.replaceAll(" ", "-")}-${count}`)
    await sleep(random.between(...pause))
  }
}

/** Status 0: no answer came. */
export async function send(url, { token, method = "GET", body, headers = {} }) {
  try {
    const answer = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(45_000),
    })
    const text = await answer.text()
    return { status: answer.status, text, isReplayed: answer.headers.has("idempotency-replayed") }
  } catch (error) {
    return { status: 0, text: String(error), isReplayed: false }
  }
}

function noteOdd({ facts }, what, { status, text }) {
  if (!EXPECTED.includes(status)) facts.odd.push(`${new Date().toISOString()} ${what}: ${status} ${text.slice(0, 200)}`)
}

/** Reads; what took long and was answered is kept. */
async function read(context, random, path) {
  const startedAt = Date.now()
  const answer = await send(random.pick(context.servers).url + path, context)
  const { facts } = context
  const ms = Date.now() - startedAt
  noteOdd(context, path, answer)
  if (answer.status === 0) return
  facts.slowestMs = Math.max(facts.slowestMs, ms)
  if (ms > SLOW_MS) facts.slow.push({ what: path, ms, at: new Date().toISOString() })
}

/** Another connection, whose checks a kill may break off. It is not synced; its events go to the subscribers. */
async function connectOne(context, random) {
  const settings = { api_key: context.sandbox.apiKey, sync: { enabled: false } }
  const body = { tenant_id: "more", integration: "factorial", authentication_method: "api_key", context: settings }
  const answer = await send(`${random.pick(context.servers).url}/integrated-account`, {
    ...context,
    method: "POST",
    body,
  })
  noteOdd(context, "POST /integrated-account", answer)
  if (answer.status === 200) context.facts.connections++
}

async function readLive(context, random) {
  const path = `/unified/hris/${random.pick(RESOURCES)}?integrated_account_id=${random.pick(context.accounts)}&limit=50`
  context.facts.reads++
  await read(context, random, path)
}

async function readCopy(context, random) {
  const account = random.pick(context.accounts)
  const path = `/unified/hris/${random.pick(RESOURCES)}?integrated_account_id=${account}&limit=50&source=synced`
  context.facts.syncedReads++
  await read(context, random, path)
}

/** One create under one key, sent again to the other process until there is an answer that stays. */
async function create(context, random, key) {
  const { servers, facts, company } = context
  const day = new Date(Date.UTC(2030, 0, 1 + facts.creates.length)).toISOString().slice(0, 10)
  const body = {
    employee: { id: random.pick(company.people) },
    timeoff_type: company.type,
    start_time: day,
    end_time: day,
    remote_data: { description: key },
  }
  const one = { key, tries: 0, status: 0, ms: 0, at: new Date().toISOString() }
  facts.creates.push(one)
  const path = `/unified/hris/timeoff_requests?integrated_account_id=${random.pick(context.accounts)}`
  const startedAt = Date.now()
  let at = random.between(0, servers.length - 1)
  do {
    const options = { ...context, method: "POST", body, headers: { "idempotency-key": key } }
    const answer = await send(servers[at++ % servers.length].url + path, options)
    Object.assign(one, { tries: one.tries + 1, status: answer.status, text: answer.text, ms: Date.now() - startedAt })
    noteOdd(context, `create ${key}`, answer)
    if (answer.status === 200 || (answer.status >= 400 && answer.isReplayed)) return
    await sleep(100)
  } while (Date.now() - startedAt < GIVES_UP_MS)
}

const ACTIONS = [
  ({ company }, random) => [
    "raise",
    { employee_id: random.pick(company.people), salary_amount: random.between(2e6, 9e6) },
  ],
  ({ company }, random) => ["move", { employee_id: random.pick(company.people), manager_id: company.boss }],
  (_context, _random, key) => ["hire", { first_name: "Nova", last_name: key, job_title: "Baker", salary_amount: 3e6 }],
  ({ company }, random) => {
    const [employee_id] = company.leavers.splice(random.between(0, company.leavers.length - 1), 1)
    return employee_id === undefined ? ["hire", { last_name: "Late" }] : ["terminate", { employee_id }]
  },
]

/** What Factorial tells Rollcall of by its webhooks. */
async function changeCompany(context, random, key) {
  const [action, body] = random.pick(ACTIONS)(context, random, key)
  const answer = await send(`${context.sandbox.url}/_sandbox/${action}`, { token: "", method: "POST", body })
  if (answer.status === 200) context.facts.companyChanges++
  else if (answer.status !== 422) context.facts.odd.push(`${action}: ${answer.status} ${answer.text.slice(0, 200)}`)
}

async function orderSync(context, random) {
  const body = { integrated_account_id: random.pick(context.accounts) }
  const answer = await send(`${random.pick(context.servers).url}/sync-run`, { ...context, method: "POST", body })
  if (answer.status === 200) context.facts.syncRuns++
  noteOdd(context, "POST /sync-run", answer)
}

async function expireTokens({ sandbox, facts }) {
  sandbox.running.oauth.expireAll()
  facts.expiries++
}
