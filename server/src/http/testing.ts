import type { Caller, IdempotentStart, StoredAnswer } from "../access/index.js"
import type { Account } from "../accounts/index.js"
import { createClock } from "../clock.js"
import type { Reply } from "../gateway/index.js"
import type { Incoming } from "./incoming.js"
import { createServer } from "./index.js"
import { Life } from "./life.js"
import { serve } from "./pipeline.js"
import type { Route } from "./route.js"
import { routes } from "./routes/index.js"
import type { Services } from "./services.js"

export const ACCOUNT_ID = "00000000-0000-4000-8000-000000000001"
const ALL = { environmentId: "e", scopes: ["all"] }
export const API_CALLER: Caller = {
  ...{ ...ALL, kind: "api_token", tokenId: "t", isDefaultEnvironment: true, rate: null, expiresAt: null },
}
export const OWN_CALLER: Caller = { ...ALL, kind: "account_token", tokenId: "o", rate: null, accountId: ACCOUNT_ID }

const account = { id: ACCOUNT_ID, environmentId: "e", integration: "acme" } as Account // what the door reads of one
const ALLOWED = { isAllowed: true, limit: 500, remaining: 499, resetSeconds: 1 }

/** Idempotency keys in memory, with the states that the database keeps. */
export function memoryKeys(): Services["access"]["idempotency"] & { lose(): void } {
  const keys = new Map<string, { fingerprint: Buffer; answer?: StoredAnswer; isLost?: boolean }>()
  return {
    lose() {
      for (const one of keys.values()) one.isLost = true
    },
    async begin(at, fingerprint): Promise<IdempotentStart> {
      const name = JSON.stringify(at)
      const there = keys.get(name)
      if (!there) {
        keys.set(name, { fingerprint })
        const finish = async (answer: StoredAnswer) => void keys.set(name, { fingerprint, answer })
        return { kind: "started", finish, abandon: async () => void keys.delete(name) }
      }
      if (!there.fingerprint.equals(fingerprint)) return { kind: "mismatch" }
      if (there.answer) return { kind: "replay", answer: there.answer }
      return { kind: there.isLost ? "unknown_outcome" : "running" }
    },
  }
}

/** What stands behind the door, as far as a test needs it: two tokens, one account, no limits. */
export function servicesWith(given: { [K in keyof Services]?: object } = {}): Services {
  const access = {
    authenticate: async (token: string) => ({ api: API_CALLER, own: OWN_CALLER })[token],
    recall: async (token: string) => ({ api: API_CALLER, own: OWN_CALLER })[token],
    limits: { take: async () => ALLOWED },
    idempotency: memoryKeys(),
    ...given.access,
  }
  const accounts = {
    find: async (_: string, id: string) => (id === ACCOUNT_ID ? account : undefined),
    ...given.accounts,
  }
  const log = { info() {}, error() {} }
  const metrics = { recordRequest() {}, contentType: "text/plain", write: async () => "" }
  const own = {
    isApi: true,
    clock: createClock(),
    log,
    requestLog: { record() {} },
    guesses: { guard: (_: object, find: () => unknown) => find() },
    metrics,
    version: "1.2.3",
    publicUrl: () => "http://rollcall.test",
  }
  return { ...own, ...given, access, accounts } as unknown as Services // the rest would be a mistake of the test
}

/** Answers by the dotted name of a service's function. */
export type Answers = Record<string, unknown>
export type Called = [name: string, ...given: unknown[]]

/** Services that give the answers they are told, and remember what they were asked. */
export function recording(answers: Answers): { services: Services; calls: Called[] } {
  const calls: Called[] = []
  const all: Record<string, object> = {}
  for (const [name, answer] of Object.entries(answers)) {
    const steps = name.split(".")
    const last = steps.pop() ?? ""
    let place: object = all
    for (const step of steps) {
      if (!Reflect.has(place, step)) Reflect.set(place, step, {})
      place = Reflect.get(place, step)
    }
    Reflect.set(place, last, (...given: unknown[]) => {
      calls.push([name, ...given])
      return answer
    })
  }
  return { services: servicesWith(all), calls }
}

/** One request through the whole door, such as `GET /ping`, with services that give these answers. */
export async function call(text: string, body: object | undefined, answers: Answers, token = "api") {
  const { services, calls } = recording(answers)
  const app = createServer(services)
  const [method, url] = text.split(" ") as ["GET", string] // the verb is the test's
  const headers = { authorization: `Bearer ${token}` }
  const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
  await app.close()
  return { status: answer.statusCode, body: answer.json(), calls }
}

export type Sent = {
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer
  params?: Record<string, string>
  token?: string | null
  requestId?: string
  life?: Life
}

export function incomingOf(url: string, sent: Sent = {}): Incoming {
  const { method = "GET", headers = {}, body, params = {}, token = "api", life = new Life(), requestId = "r" } = sent
  return {
    requestId,
    httpMethod: method,
    url,
    params,
    headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
    readBody: async () => (body === undefined ? undefined : Buffer.from(body)),
    address: "192.0.2.1",
    life,
  }
}

export const routeOf = (id: string): Route => {
  const found = routes.find((route) => route.operation.id === id)
  if (found) return found
  throw new Error(`there is no operation ${id}`)
}

/** One request through the pipeline, without a port. */
export const ask = (route: Route | string, services: Services, [url, sent]: [string, Sent?]): Promise<Reply> =>
  serve(typeof route === "string" ? routeOf(route) : route, services, { incoming: incomingOf(url, sent), trace: {} })
