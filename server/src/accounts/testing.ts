import { randomUUID } from "node:crypto"
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { isRemote, onePage } from "@rollcall/connector-kit"
import { createClock } from "../clock.js"
import type { Db } from "../db/index.js"
import { testVault } from "../db/testing.js"
import { createEgress, type Egress } from "../egress/index.js"
import { createBuckets } from "../rates/index.js"
import type { AccountCalls } from "./account.js"
import { type Accounts, type AccountsDeps, assembleAccounts, baseUrlOf, type IntegrationFacts } from "./index.js"

export type TokenPair = { access_token: string; refresh_token: string; expires_in: number }
export type TokenEndpoint = {
  url: string
  /** A new grant, as if a customer had just connected. */
  grant(): TokenPair
  /** True while the HR system would take the token. */
  accepts(accessToken: string): boolean
  /** Whose a credential is from now on; null: it is refused. Company 1's unless said. */
  setCompany(credential: string, companyId: string | null): void
  /** How reads of a list are answered from now on. */
  setStatus(list: string, status: number): void
  /** Answers the next refreshes with these statuses before it works again. */
  failNext(...statuses: number[]): void
  /** Answers the next refresh with a success of another shape; the new pair is good and the old one spent. */
  succeedOddlyNext(shape: OddAnswer): void
  /** The next refresh is refused with 429 and this `Retry-After`, or another header. */
  limitNext(said: string, header?: string): void
  /** Refreshes wait, after they were counted, until the returned function is called. */
  holdRefreshes(): () => void
  /** Refreshes seen, failed ones included. */
  calls(): number
  /** Resolves when that many refreshes were seen. */
  seen(count: number): Promise<void>
  revokeAll(): void
  close(): Promise<void>
}

/** `cut`: only the first bytes of the answer come. */
export type OddAnswer = { status?: number; body(pair: TokenPair): unknown; cut?: boolean }

type Grant = { access: string; refresh: string; isAlive: boolean }

/**
 * A token endpoint on loopback that rotates, and kills the whole grant when a refresh token comes a second time: what
 * a second refresh at once would cost a customer.
 */
export async function startTokenEndpoint(): Promise<TokenEndpoint> {
  const grantOf = new Map<string, Grant>()
  const failures: number[] = []
  const limits: Record<string, string>[] = []
  const odd: OddAnswer[] = []
  const companies = new Map<string, string | null>()
  const statuses = new Map<string, number>()
  let calls = 0
  let waiting: { count: number; done(): void }[] = []
  let gate = Promise.resolve()

  const issue = (grant: Grant): TokenPair => {
    grant.access = `access-${randomUUID()}`
    grant.refresh = `refresh-${randomUUID()}`
    grantOf.set(grant.refresh, grant)
    return { access_token: grant.access, refresh_token: grant.refresh, expires_in: 3_600 }
  }
  const answer = (response: ServerResponse, status: number, body: { error: string } | Record<string, unknown>) => {
    // As many OAuth servers do.
    const challenge = { "www-authenticate": `Bearer realm="here", error="${body.error}"` }
    const headers = { "content-type": "application/json", ...("error" in body ? challenge : {}) }
    response.writeHead(status, headers).end(JSON.stringify(body))
  }
  const refresh = async (request: IncomingMessage, response: ServerResponse) => {
    const form = new URLSearchParams(await text(request))
    calls++
    waiting = waiting.filter(({ count, done }) => calls < count || done())
    await gate
    const limit = limits.shift()
    if (limit !== undefined) return void response.writeHead(429, limit).end("{}")
    const failure = failures.shift()
    if (failure !== undefined) return answer(response, failure, { error: "temporarily_unavailable" })
    const isClient = form.get("client_id") === CLIENT.id && form.get("client_secret") === CLIENT.secret
    if (!isClient) return answer(response, 401, { error: "invalid_client" })
    const used = form.get("refresh_token") ?? ""
    const grant = grantOf.get(used)
    if (grant && grant.refresh !== used) grant.isAlive = false
    if (!grant?.isAlive) return answer(response, 400, { error: "invalid_grant" })
    const shape = odd.shift()
    if (shape) return answerOddly(response, shape, issue(grant))
    answer(response, 200, { ...issue(grant), token_type: "Bearer" })
  }
  const identify = (request: IncomingMessage, response: ServerResponse) => {
    const credential = String(request.headers.authorization)
    const company = companies.get(credential) ?? (companies.has(credential) ? null : "1")
    const list = new URL(request.url ?? "", "http://here").pathname.split("/").at(-1) ?? ""
    if (company === null) return answer(response, 401, { error: "unauthorized" })
    const status = statuses.get(list) ?? 200
    if (status !== 200) return answer(response, status, { error: "not here" })
    answer(response, 200, { data: [{ id: company }], meta: {} })
  }
  const server = createServer((request, response) =>
    request.method === "GET" ? identify(request, response) : void refresh(request, response),
  )
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    setCompany: (credential, companyId) => void companies.set(credential, companyId),
    setStatus: (list, status) => void statuses.set(list, status),
    grant: () => issue({ access: "", refresh: "", isAlive: true }),
    accepts: (token) => [...grantOf.values()].some(({ access, isAlive }) => isAlive && access === token),
    failNext: (...statuses) => void failures.push(...statuses),
    succeedOddlyNext: (shape) => void odd.push(shape),
    limitNext: (said, header = "retry-after") => void limits.push({ [header]: said }),
    holdRefreshes() {
      let open = () => {}
      gate = new Promise((resolve) => {
        open = resolve
      })
      return () => open()
    },
    calls: () => calls,
    seen: (count) => (calls >= count ? Promise.resolve() : new Promise((done) => waiting.push({ count, done }))),
    revokeAll() {
      for (const grant of grantOf.values()) grant.isAlive = false
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

function answerOddly(response: ServerResponse, { status = 200, body, cut = false }: OddAnswer, pair: TokenPair): void {
  const given = body(pair)
  const text = typeof given === "string" ? given : JSON.stringify(given)
  const headers = { "content-type": "application/json", ...(cut ? { "content-length": text.length + 100 } : {}) }
  response.writeHead(status, headers)
  if (cut) response.write(text, () => response.destroy())
  else response.end(text)
}

const CLIENT = { id: "the-client", secret: "the-client-secret" }

export const factsAt = (baseUrl: string): IntegrationFacts => ({
  id: "acme",
  name: "Acme",
  category: "hris",
  hosts: { production: baseUrl },
  api: API,
  connect: {
    identity: {
      request: { method: "GET", path: "me" },
      fields: ["company_id", "company_name"],
      read: (body) => {
        const [row] = isRemote(body) && Array.isArray(body.data) ? body.data : []
        const companyId = String(row?.id)
        return row ? { companyId, companyName: null, context: { company_id: companyId } } : undefined
      },
    },
    checks: [],
  },
  client: CLIENT,
  auth: {
    api_key: { format: "api_key", fields: [KEY_FIELD] },
    oauth2: {
      format: "oauth2",
      authorizePath: "/oauth/authorize",
      tokenPath: "/oauth/token",
      revokePath: "/oauth/revoke",
      scopes: [],
      scopeSeparator: " ",
      authorizeParams: {},
      refreshIdleDays: 7,
    },
  },
})

const KEY_FIELD = { name: "api_key", label: "Key", isSecret: true, isRequired: true, pattern: /[\x21-\x7e]+/ }

const API: IntegrationFacts["api"] = {
  version: "1",
  hosts: { production: "http://127.0.0.1:1" },
  root: "/api",
  headers: {},
  authorize: (one) => ({ authorization: one.method === "api_key" ? (one.secrets.api_key ?? "") : one.accessToken }),
  writeQuery: () => "",
  lists: { rows: { rows: "data", meta: "meta" }, page: onePage() },
  classify: ({ status }) => (status === 401 ? "reconnect" : "stop"),
  readErrorMessage: () => undefined,
  maxIdsPerCall: 100,
  maxQueryBytes: 1_000,
}

const SETTINGS = {
  name: "Test",
  logoUrl: null,
  accentColor: null,
  allowedOrigins: [],
  redirectUris: [],
  locale: null,
}

type Parts = { egress?: Egress; facts?: IntegrationFacts; others?: readonly IntegrationFacts[] } & Partial<
  Pick<AccountsDeps, "jobs" | "events" | "wait" | "after" | "elapsedMs" | "now" | "onError" | "recordRefresh">
>

export type LocalAccounts = Accounts & AccountCalls

/** One process' accounts with the parts of their calls; several may share a database. */
export function accountsOn(
  db: Db,
  { egress, facts = factsAt("http://127.0.0.1:1"), others = [], ...given }: Parts = {},
): LocalAccounts {
  const way = egress ?? createEgress({ allowPrivateNetwork: true })
  const clock = createClock()
  const { accounts, calls } = assembleAccounts({
    db,
    vault: testVault(),
    egress: way,
    integrations: [facts, ...others],
    events: async () => {},
    jobs: { send: async () => {} },
    transportOf: ({ integration, context }) => ({
      dispatcher: way.dispatcher,
      baseUrl: baseUrlOf(others.find(({ id }) => id === integration) ?? facts, context),
      now: Date.now,
      random: () => 0.5,
      sleep: async () => {},
      after: clock.after,
    }),
    buckets: createBuckets(db, clock),
    linkSettings: async () => SETTINGS,
    loadOverrides: async () => undefined,
    prepareOverrides:
      async ({ id }, given) =>
      async (tx) => {
        await tx
          .updateTable("integrated_account")
          .set({ unified_model_override: JSON.stringify(given) })
          .where("id", "=", id)
          .execute()
      },
    ...clock,
    wait: clock.sleep,
    onError: () => {},
    recordRefresh: () => {},
    ...given,
  })
  return { ...calls, ...accounts }
}
