import { randomBytes } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { Sandbox, SandboxOptions } from "@rollcall/sandbox-factorial"
import { type App, type AppSettings, createApp, readConfig } from "@rollcall/server"
import { Agent, request } from "undici"
import { expect, vi } from "vitest"
import { hasServer, serverDatabase, testClock } from "../server/src/db/testing.js"
import { expectDescribed } from "./described.js"
import { factorial, startFactorial } from "./systems/factorial.js"
import type { Company, CompanyOptions, System } from "./systems.js"

export type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: any; text: string }
export type Call = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE"
  body?: unknown
  headers?: Record<string, string>
  token?: string | null
}

/** Rollcall and a company in a local HR system, wired and connected, over real sockets. */
export type Connected = {
  url: string
  token: string
  accountId: string
  app: App
  system: System
  company: Company
  /** `ACC` in a path stands for `integrated_account_id=...`. */
  call(path: string, options?: Call): Promise<Answer>
  /** Every row of a unified list. */
  readAll(resource: string, options?: { limit?: number; query?: string }): Promise<any[]>
  close(): Promise<void>
}

/** For journeys about Factorial's own meaning. */
export type Rollcall = Connected & { sandbox: Sandbox }

type Options = {
  env?: Record<string, string>
  /** `context.sync` of the account. Off unless told: a schedule of its own would disturb tests that count calls. */
  sync?: Record<string, unknown>
  log?: AppSettings["log"]
  /** For tests with a second process on the same database. */
  key?: Buffer
}
type OnFactorial = Options & { sandbox?: SandboxOptions }
type OnSystem = Options & { system: System; sandbox?: CompanyOptions }

/** Journeys run on PostgreSQL when there is one, and some of them on the embedded database too. */
export const isEmbedded = process.env.JOURNEYS_ON === "embedded" || !hasServer

export async function makeDatabase(): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const made = isEmbedded ? null : await serverDatabase()
  if (!made) return { env: {}, drop: async () => {} }
  return { env: { DATABASE_URL: made.url }, drop: made.drop }
}

export const silent = { info() {}, error() {} }

/** A zone that has the same day as another, and noon: no midnight may come between two answers that are compared. */
export function noonZone(sameDayAs = "Europe/Madrid"): string {
  const now = new Date()
  const [hour, utcHour] = [hourIn(sameDayAs, now), now.getUTCHours()]
  const ahead = ((hour - utcHour + 24) % 24) + 12 - hour
  return `Etc/GMT${ahead > 0 ? "-" : "+"}${Math.abs(ahead)}`
}
const hourIn = (timeZone: string, at: Date): number =>
  Number(new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", hourCycle: "h23" }).format(at))

export async function startRollcall(options: OnSystem): Promise<Connected>
export async function startRollcall(options?: OnFactorial): Promise<Rollcall>
export async function startRollcall(options: OnFactorial | OnSystem = {}): Promise<Connected> {
  if ("system" in options) {
    const company = await options.system.start(options.sandbox ?? {})
    return connect({ ...options, company })
  }
  const company = await startFactorial(options.sandbox)
  const connected = await connect({ ...options, system: factorial, company })
  return Object.assign(connected, { sandbox: company.sandbox })
}

async function connect({
  system,
  company,
  env = {},
  log = silent,
  sync = { enabled: false, time_zone: noonZone() },
  key = randomBytes(32),
}: Options & { system: System; company: Company }): Promise<Connected> {
  const database = await makeDatabase()
  const token = "test-token-0123456789"
  const config = readConfig({
    ROLLCALL_DATA_DIR: ":memory:",
    ROLLCALL_API_TOKEN: token,
    ROLLCALL_ALLOW_PRIVATE_NETWORK: "true",
    ROLLCALL_TOKEN_RATE: "1000000/1",
    ROLLCALL_ACCOUNT_RATE: "1000000/1",
    ...company.env,
    ...database.env,
    ...env,
  })
  const app = await createApp({ config, keys: [{ id: "test", secret: key }], log, clock: testClock() })
  const url = config.publicUrl ?? (await app.listen({ port: 0, host: "127.0.0.1" }))
  if (config.publicUrl !== null) await app.listen({ port: config.port, host: "127.0.0.1" })
  company.allowRedirect(`${url}/connect-account/callback`)
  const made = await app.accounts.admin.create(app.environmentId, {
    tenantId: "acme",
    context: { ...company.context, sync },
    authenticationMethod: "api_key",
    integration: system.id,
  })
  // Without a worker here, whoever starts one waits for it.
  if (config.roles.includes("worker")) await untilChecked(app, made.id)
  const agent = new Agent({ connections: 64 })
  const call = (path: string, options: Call = {}) =>
    send(agent, { url: url + path.replace("ACC", `integrated_account_id=${made.id}`), token, ...options })
  const readAll = async (resource: string, { limit = 500, query = "" }: { limit?: number; query?: string } = {}) => {
    const rows: any[] = []
    let cursor = ""
    do {
      const { status, body, text } = await call(
        `/unified/hris/${resource}?ACC&limit=${limit}${query}&next_cursor=${encodeURIComponent(cursor)}`,
      )
      if (status !== 200) throw new Error(`${resource}: ${status} ${text.slice(0, 300)}`)
      if (body.result_count !== body.result.length) throw new Error("result_count is not the page's length")
      if (body.next_cursor !== null && body.result.length < limit)
        throw new Error(`a page of ${body.result.length} with a next one`)
      rows.push(...body.result)
      cursor = body.next_cursor ?? ""
    } while (cursor !== "")
    return rows
  }
  const close = async () => {
    await agent.close()
    await app.close()
    await company.close()
    await database.drop()
  }
  return { url, token, accountId: made.id, app, system, company, call, readAll, close }
}

/** What is imported is checked by a job. */
export const untilChecked = ({ accounts, environmentId }: App, id: string): Promise<void> =>
  vi.waitFor(async () => expect((await accounts.admin.get(environmentId, id))?.status).not.toBe("validating"), {
    timeout: 60_000,
    interval: 10,
  })

/** Time goes faster while Rollcall waits to ask again, and not while the HR system is being asked. */
export async function hurry<T>({ app, company }: Pick<Connected, "app" | "company">, work: Promise<T>): Promise<T> {
  let isDone = false
  const answer = work.finally(() => {
    isDone = true
  })
  answer.catch(() => {})
  while (!isDone) {
    if (company.inFlight() === 0) await app.moveClock(250)
    await sleep(10)
  }
  return answer
}

async function send(
  agent: Agent,
  { url, method = "GET", body, headers = {}, token }: Call & { url: string },
): Promise<Answer> {
  const answer = await request(url, {
    dispatcher: agent,
    method,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    body: body === undefined ? null : typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  })
  const text = await answer.body.text()
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    parsed = undefined
  }
  const type = String(answer.headers["content-type"] ?? "")
  const { pathname, searchParams: query } = new URL(url)
  const path = pathname.replace(/^\/+/, "/")
  expectDescribed({ method, path, query, status: answer.statusCode, type, body: parsed, text })
  return { status: answer.statusCode, headers: answer.headers, body: parsed, text }
}
