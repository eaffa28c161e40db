import {
  type CatalogueMethod,
  type CatalogueResource,
  type Connector,
  createUpstream,
  get,
  isRemote,
  listAt,
  onePage,
  pageNumber,
  postToRead,
  resource,
  rowsById,
  type Table,
  type Transport,
  view,
} from "@rollcall/connector-kit"
import { accessOf, api, json, type LocalServer, startLocal } from "@rollcall/connector-kit/testing"
import type { Account } from "../../accounts/index.js"
import { createClock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import { AppError } from "../../errors.js"
import { createRecords } from "../../records/index.js"
import {
  createGateway,
  createTableReader,
  type Gateway,
  type GatewayDeps,
  type QueryObject,
  type Reply,
  type SentAnswer,
  type TableSession,
} from "../index.js"

const method = (name: string, httpMethod: CatalogueMethod["httpMethod"], more: Partial<CatalogueMethod> = {}) => ({
  ...{ name, httpMethod, path: "places/places", answer: "object" as const, description: name, scopes: [] },
  ...more,
})

const places: CatalogueResource = {
  name: "places-places",
  path: "places/places",
  methods: [
    method("list", "GET", { answer: "page", byId: "ids[]", query: { properties: { "ids[]": {} } } }),
    method("get", "GET", { path: "places/places/{id}", standIns: ["mine"] }),
    method("create", "POST"),
    method("update", "PUT", { path: "places/places/{id}" }),
    method("delete", "DELETE", { path: "places/places/{id}" }),
    method("report", "GET", { path: "places/report" }),
  ],
}

const table: Table = {
  ...listAt(api, "places/places"),
  ...{ name: "places", columns: ["id"], by: { id: "ids[]" }, one: (id: string) => get(`places/places/${id}`) },
}

/** A list that comes whole, by POST. */
export const teams: Table = {
  name: "teams",
  list: (ask) => postToRead("reports/teams", ask),
  page: onePage({ maxSize: 3 }),
  rows: rowsById(),
  columns: ["name"],
  by: {},
}

const teamReports: CatalogueResource = {
  name: "reports-teams",
  path: "reports/teams",
  methods: [method("list", "GET", { answer: "page", path: "reports/teams", style: teams })],
}

/** Rows of a person, with more in their path than an id, and a list that is asked with a body. */
const personRows: CatalogueResource = {
  name: "people-rows",
  path: "people/rows",
  methods: [
    method("list", "GET", { answer: "page", path: "v1/people/{personId}/rows" }),
    method("update", "POST", { answer: "empty", path: "v1/people/{personId}/rows/{id}" }),
    method("delete", "DELETE", { answer: "empty", path: "v1/people/{personId}/rows/{id}" }),
    method("file", "GET", { answer: "binary", path: "v1/people/{personId}/files/{fileId}" }),
    method("options", "POST", { path: "v1/options", reads: true }),
    method("search", "POST", {
      ...{ answer: "page", path: "v2/sets/{set}/data", pagedIn: "body" },
      style: {
        rows: api.lists.rows,
        page: pageNumber({ parameters: { page: "page", size: "pageSize" }, maxSize: 2 }),
      },
      body: { properties: { fields: { type: "array" }, filter: {}, page: { type: "integer" } } },
    }),
  ],
}

/** One step of a write, as a plan would have it. */
const createPlace = (body: Record<string, unknown>) => ({
  name: "create_place",
  request: { method: "POST", path: "places/places", body } as const,
  row: table,
  echoes: ["owner_id"],
  settled: { askPerson: "see in the list of places whether it is there" },
})

const own: Connector = {
  ...{ id: "acme", name: "Acme", category: "hris", auth: {}, api },
  connect: { identity: { request: { method: "GET", path: "me" }, fields: [], read: () => undefined }, checks: [] },
  version: "1",
  companyDay: { table: { ...table, ...listAt(api, "zones") }, timeZone: () => "Europe/Madrid" },
  resources: {
    groups: resource("groups", {
      teams: view({ from: teams, relations: {}, map: (row) => ({ id: String(row.id), name: String(row.name) }) }),
    }),
    locations: resource(
      "locations",
      { places: view({ from: table, relations: {}, map: (row) => ({ id: String(row.id), name: String(row.name) }) }) },
      { download: { request: (row) => get(`places/${row.id}/file`), nameOf: (row) => String(row.name) } },
    ),
    documents: resource(
      "documents",
      { files: view({ from: table, relations: {}, map: (row) => ({ id: String(row.id) }) }) },
      {
        download: {
          request: (row) => get(`places/${row.id}/address`),
          addressIn: (body) => (isRemote(body) ? String(body.url) : undefined),
          nameOf: (row) => String(row.name),
        },
      },
    ),
  },
  proxy: new Map([places, teamReports, personRows].map((one) => [one.name, one])),
}

export const ACCOUNT: Account = {
  ...{ id: "account-1", tenantId: "t", environmentId: "e", environmentIntegrationId: "i", integration: "acme" },
  ...{ host: null, status: "active", authenticationMethod: "api_key", isSandbox: false, scopes: null },
  ...{ heldUntil: null, forbidden: null, context: { sync: { time_zone: "Europe/Madrid" } } },
}

export type LocalGateway = LocalServer & {
  gateway: Gateway
  /** Reading for the mirror. */
  tables(): TableSession
  /** What accounts were told: holds and refusals. */
  told: string[]
  /** Which methods the HR system is said to take. */
  accepted: string[]
  proxy(method: string, more?: Partial<Parameters<Gateway["proxy"]>[0]>): Promise<Reply>
  custom(
    httpMethod: "GET" | "POST" | "DELETE",
    path: string,
    more?: Partial<Parameters<Gateway["custom"]>[0]>,
  ): Promise<Reply>
  unified(query?: Record<string, unknown>, life?: AbortController): Promise<Reply>
  /** The file of a row: of locations it comes from the HR system, of documents from where that says. */
  download(resource: "locations" | "documents"): Promise<Reply>
  /** A list that comes whole. */
  groups(query?: Record<string, unknown>): Promise<Reply>
  /** A step that makes a row; answers the row. */
  create(body: Record<string, unknown>, life?: AbortController): Promise<SentAnswer>
}

/** A gateway to an HR system on loopback that answers what a test says. */
export async function startGateway(more: Partial<Transport> = {}): Promise<LocalGateway> {
  const local = await startLocal(more)
  const told: string[] = []
  const accepted: string[] = []
  const { baseUrl, now } = local.transport
  const access = accessOf()
  const accounts: GatewayDeps["accounts"] = {
    upstream: () => ({ ...createUpstream(api, local.transport, access), baseUrl, now }),
    filesAt: (_account, origin) => {
      told.push(`files at ${origin}`)
      return { ...createUpstream(api, { ...local.transport, baseUrl: origin }, accessOf()), baseUrl: origin, now }
    },
    recordAccepted: async (_account, { resource, method: name }) => void accepted.push(`${name} ${resource}`),
    recordForbidden: async (_account, { resource }) => void told.push(`forbidden ${resource}`),
  }
  const [clock, connectorOf] = [createClock(), () => own]
  const gateway = createGateway({
    accounts,
    records: createRecords({ db: {} as Db }), // nothing here is synced
    clock,
    connectorOf,
    signer: { sign: (text) => `s${text.length}`, verify: (text, signature) => signature === `s${text.length}` },
  })
  const life = new AbortController()
  const query: QueryObject = {}
  return {
    ...local,
    gateway,
    tables: () =>
      createTableReader({ accounts, now: clock.elapsedMs, connectorOf }).open(ACCOUNT, {
        priority: "sync",
        signal: life.signal,
      }),
    told,
    accepted,
    proxy: (name, given = {}) =>
      gateway.proxy({ account: ACCOUNT, life, resource: "places-places", method: name, query, ...given }),
    custom: (httpMethod, path, given = {}) =>
      gateway.custom({ account: ACCOUNT, life, httpMethod, path, query, ...given }),
    unified: (asked = {}, gone = life) =>
      gateway.list({ account: ACCOUNT, life: gone, resource: "locations", query: asked }),
    download: (of) => gateway.download({ account: ACCOUNT, life, resource: of, query: {}, id: "1" }),
    groups: (asked = {}) => gateway.list({ account: ACCOUNT, life, resource: "groups", query: asked }),
    create: (body, gone = life) =>
      gateway.write({ account: ACCOUNT, life: gone, resource: "locations", method: "create" }, (session) => {
        const step = createPlace(body)
        return session.send(step, { request: step.request, wire: session.wire(step.request, undefined) })
      }),
  }
}

/** The failure of a call that has to fail, as the caller sees it. */
export async function failureOf(call: Promise<unknown>): Promise<AppError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof AppError)) throw new Error(`expected a failure, got ${String(error)}`)
  return error
}

export { json }
