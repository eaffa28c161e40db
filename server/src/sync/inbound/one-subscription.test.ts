import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import {
  type Auth,
  type AuthField,
  type Connector,
  hmacSha256,
  idOf,
  isRemote,
  isSameSecret,
  listAt,
  objectOf,
  onePage,
  resource,
  type Settings,
  type Table,
  text as textOf,
  type Webhooks,
} from "@rollcall/connector-kit"
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest"
import type { Account, Accounts } from "../../accounts/index.js"
import { accountsOn, factsAt } from "../../accounts/testing.js"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { describeOnBoth, insertEnvironment, testVault } from "../../db/testing.js"
import { createEgress } from "../../egress/index.js"
import { createJobs, type Jobs } from "../../jobs/index.js"
import { createInbound, type Inbound } from "./index.js"
import { liveness } from "./poll-factor.js"

const NOW = new Date("2026-11-23T09:00:00Z")
const PLACE = "http://rollcall.test"
const people: Table = {
  name: "people",
  list: () => ({ method: "GET", path: "people" }),
  page: onePage(),
  rows: { rows: "data", meta: "meta" },
  columns: [],
  by: { id: "ids" },
}
const person = { table: people, column: "id", values: (row: object) => [idOf({ ...row }, "employeeId") ?? []].flat() }

/** A setting of the account, under which its subscriptions are. */
const REGION: AuthField = { name: "region", label: "Region", isSecret: false, isRequired: true, pattern: /[a-z]+/ }
const pathIn = ({ region }: Settings, id?: string) => ["regions", region, "webhooks", ...(id ? [id] : [])].join("/")

/** One subscription for all events; its key is told once and signs what is posted; the list shows an address and nothing else. */
const webhooksOf = (api: Connector["api"], types: readonly string[]): Webhooks => ({
  events: types.map((type) => ({ type, touches: [person] })),
  partlyTold: [],
  eventsOfOne: "all",
  list: (_companyId, settings) => listAt(api, pathIn(settings)),
  read(row) {
    const [id, targetUrl] = [idOf(row), textOf(row, "url")]
    return id === undefined ? undefined : { id, ...(targetUrl ? { targetUrl } : {}) }
  },
  references: { offered: listAt(api, "offered") },
  subscribe: ({ events, targetUrl: url, settings, references }) => ({
    method: "POST",
    path: pathIn(settings),
    body: { url, events, watched: references.offered?.map((row) => idOf(row)) },
  }),
  replace: (id, { events, targetUrl: url, settings }) => ({
    method: "PUT",
    path: pathIn(settings, id),
    body: { url, events },
  }),
  unsubscribe: (id, settings) => ({ method: "DELETE", path: pathIn(settings, id) }),
  secretOf: (answer) => textOf(answer, "privateKey") ?? undefined,
  verify({ header, body, secret, now }) {
    const stamp = header("x-timestamp") ?? ""
    const isFresh = Math.abs(now.getTime() / 1000 - Number(stamp)) < 300
    return isFresh && isSameSecret(hmacSha256(secret, body, stamp), header("x-signature") ?? "")
  },
  eventOf: (body) => (isRemote(body) ? (textOf(body, "type") ?? undefined) : undefined),
  rowsOf: (body) => (isRemote(body) ? [objectOf(body, "data") ?? []].flat() : []),
})

const withRegion = ({ api_key }: Auth): Auth => ({
  api_key: { format: "api_key", fields: [REGION, ...(api_key?.fields ?? [])] },
})

type There = { id: string; url: string; events: string[]; privateKey: string }

describeOnBoth("One subscription for all events", (openDb) => {
  const egress = createEgress({ allowPrivateNetwork: true })
  const there: There[] = []
  let made = 0
  /** The next answers to a POST get lost on the way. */
  let losing = 0
  /** What may be watched. Undefined: that is a secret. */
  let offered: { id: string }[] | undefined
  let server: Server
  let db: Db
  let jobs: Jobs
  let accounts: Accounts
  let account: Account
  let inbound: Inbound
  let connector: Connector
  const calls: string[] = []

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { method = "", url = "" } = request
    const body = JSON.parse((await text(request)) || "{}")
    const id = url.split("/").at(-1)
    if (method !== "GET") calls.push(method)
    const say = (given: unknown) => response.end(JSON.stringify(given))
    if (url.endsWith("/me")) return say({ data: [{ id: "1" }] })
    if (url.startsWith("/api/offered"))
      return void (offered ? say({ data: offered, meta: {} }) : response.writeHead(403).end())
    if (!url.startsWith("/api/regions/eu/webhooks")) return void response.writeHead(404).end("{}")
    if (method === "GET") return say({ data: there.map((one) => ({ id: one.id, url: one.url })), meta: {} })
    if (method === "DELETE") there.splice(0, there.length, ...there.filter((one) => one.id !== id))
    if (method === "PUT") Object.assign(there.find((one) => one.id === id) ?? {}, body)
    if (method !== "POST") return say({ id })
    there.push({ ...body, id: String(++made), privateKey: `key-${made}` })
    if (losing > 0) return void (losing-- && response.destroy())
    say(there.at(-1))
  }
  beforeAll(async () => {
    const database = await openDb()
    db = database.db
    jobs = await createJobs({ database, clock: createClock(), isWorker: false, onError: () => {} })
    server = createServer((request, response) => void answer(request, response))
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  })
  afterAll(async () => {
    server.closeAllConnections()
    server.close()
    await Promise.all([jobs.close(), egress.close()])
  })
  beforeEach(async () => {
    const facts = factsAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`) // it listens on TCP
    accounts = accountsOn(db, { egress, facts: { ...facts, auth: withRegion(facts.auth) } })
    const environmentId = await insertEnvironment(db)
    const context = { api_key: "k", region: "eu" }
    const { id } = await accounts.admin.create(environmentId, {
      tenantId: "t",
      context,
      authenticationMethod: "api_key",
    })
    await accounts.link.check({ environmentId, accountId: id })
    account = (await accounts.find(environmentId, id)) as Account // it was just made
    begin(["employee.created", "employee.updated"])
  })
  afterEach(() => {
    there.length = 0
    calls.length = 0
    offered = undefined
  })
  const begin = (types: readonly string[]) => {
    const facts = factsAt("http://127.0.0.1:1")
    const { api, connect } = facts
    const auth = withRegion(facts.auth)
    const webhooks = webhooksOf(api, types)
    const view = { from: people, relations: {}, map: () => ({ id: "1" }) }
    const resources = { groups: resource("groups", { people: view as never }) } // nobody reads them here
    connector = {
      ...{ id: "acme", name: "Acme", category: "hris", version: "1", auth, api, connect },
      ...{ resources, proxy: new Map(), webhooks },
    }
    const connectors = new Map([["acme", connector]])
    const clock = { ...createClock(), now: () => NOW }
    const parts = { db, vault: testVault(), jobs, connectors, accounts, clock }
    inbound = createInbound({ ...parts, publicUrl: PLACE, allowPrivateNetwork: true, follow: async () => [] })
  }
  const place = () => ({ environmentId: account.environmentId, accountId: account.id })
  const look = () => inbound.subscribe(place())
  const rows = () => db.selectFrom("inbound_subscription").selectAll().where("account_id", "=", account.id).execute()
  const hints = async () =>
    (await db.selectFrom("inbound_hint").selectAll().where("account_id", "=", account.id).execute()).map(
      ({ value }) => value,
    )
  type Changes = { signature?: string; stamp?: number; body?: string }
  const post = async (type: string, { signature, stamp = NOW.getTime() / 1000, body }: Changes = {}) => {
    const { url = "", privateKey = "" } = there[0] ?? {}
    const written = JSON.stringify({ type, data: { employeeId: "4" } })
    const headers: Record<string, string> = {
      "x-timestamp": String(stamp),
      "x-signature": signature ?? hmacSha256(privateKey, written, String(stamp)),
    }
    const [, accountId = "", key = ""] = new URL(url).pathname.slice(1).split("/")
    const header = (name: string) => headers[name]
    return inbound.receive({ accountId, key, header, body: Buffer.from(body ?? written) })
  }

  it("is made once, with the secret that the HR system tells, which is sealed", async () => {
    await look()
    await look()
    expect(calls).toEqual(["POST"])
    expect(there).toMatchObject([{ events: ["employee.created", "employee.updated"] }])
    const [row] = await rows()
    expect(row).toMatchObject({ name: "*", events: there[0]?.events, remote_id: there[0]?.id, error: null })
    expect(Buffer.from(row?.secret ?? []).toString("latin1")).not.toContain(there[0]?.privateKey)
  })

  it("is built from what the HR system offers, and made all the same where that is refused", async () => {
    await look()
    expect(there).toMatchObject([{ watched: [] }])
    offered = [{ id: "name" }, { id: "pay" }]
    there.length = 0
    await look()
    expect(there).toMatchObject([{ watched: ["name", "pay"] }])
  })

  it("takes what is signed, by the event and the row that the body names", async () => {
    await look()
    expect(await post("employee.updated")).toBe(true)
    expect(await hints()).toEqual(["4"])
    const [row] = await rows()
    const delivered = { isTold: true, liveSince: row?.created_at, deliveredAt: row?.last_delivery_at }
    expect(liveness(connector, "people", await rows())).toEqual(delivered)
    expect(row?.last_delivery_at).toBeInstanceOf(Date)
  })

  it("takes an event that nobody waits for, and reads nothing for it", async () => {
    await look()
    expect(await post("company.updated")).toBe(true)
    expect(await hints()).toEqual([])
  })

  it.each<[string, Changes]>([
    ["without a signature", { signature: "" }],
    ["with a wrong one", { signature: "0".repeat(64) }],
    ["with another body than was signed", { body: '{"type":"employee.updated","data":{"employeeId":"5"}}' }],
    ["that is old", { stamp: NOW.getTime() / 1000 - 3_600 }],
    ["that is not yet", { stamp: NOW.getTime() / 1000 + 3_600 }],
  ])("knows nothing of what is posted %s", async (_, changes) => {
    await look()
    expect(await post("employee.updated", changes)).toBeUndefined()
    expect([await hints(), (await rows())[0]?.last_delivery_at]).toEqual([[], null])
  })

  it("whose secret was lost on the way is ended, and another one is made", async () => {
    losing = 1
    await expect(look()).rejects.toThrow()
    expect(await rows()).toMatchObject([{ remote_id: null, secret: null }])
    expect(await post("employee.updated"), "nobody can tell who posted it").toBeUndefined()
    await look()
    expect(calls).toEqual(["POST", "DELETE", "POST"])
    expect(there).toHaveLength(1)
    expect(await post("employee.updated")).toBe(true)
  })

  it("ends with the account", async () => {
    await look()
    await db.updateTable("integrated_account").set({ status: "active" }).where("id", "=", account.id).execute()
    await inbound.unsubscribe(account.environmentId, { ids: [account.id] })
    expect([calls, there]).toEqual([["POST", "DELETE"], []])
  })

  it("that nobody remembers is ended too, and those of others stay", async () => {
    await look()
    there.push({ id: "foreign", url: "https://other.example/hook", events: [], privateKey: "" })
    await db.deleteFrom("inbound_subscription").where("account_id", "=", account.id).execute()
    await look()
    expect(calls).toEqual(["POST", "DELETE", "POST"])
    expect(there.map(({ url }) => url.split("/")[2])).toEqual(["other.example", "rollcall.test"])
  })

  it("is changed when other events are known, and keeps its address and secret", async () => {
    await look()
    const [before] = there.map((one) => ({ ...one }))
    begin(["employee.created", "employee.updated", "employee.deleted"])
    await look()
    await look()
    expect(calls).toEqual(["POST", "PUT"])
    expect(there).toEqual([{ ...before, events: ["employee.created", "employee.updated", "employee.deleted"] }])
    expect(await post("employee.deleted")).toBe(true)
    expect(await hints()).toEqual(["4"])
  })
})
