/**
 * The suite on an HR system of another kind than those that there are: a host for each customer, a key in Basic
 * authentication, a company that only a setting names, and one signed subscription for all events.
 */
import type { Api } from "../api.js"
import type { AuthField } from "../auth.js"
import type { Connector } from "../connector.js"
import { listAt } from "../http/pages.js"
import { whole } from "../http/testing.js"
import { onePage } from "../paging/index.js"
import { idOf, isRemote, objectOf, text } from "../remote.js"
import { get } from "../request.js"
import { hmacSha256, isSameSecret } from "../signature.js"
import type { Table } from "../table.js"
import { isTimeZone } from "../time-zone.js"
import type { Webhooks } from "../webhooks.js"
import { describeAuth } from "./describe-auth.js"
import { describeConnect } from "./describe-connect.js"
import { describeWebhooks } from "./describe-webhooks.js"
import { samplesOf } from "./samples.js"

const company: AuthField = {
  name: "company_domain",
  label: "Company domain",
  isSecret: false,
  isRequired: true,
  pattern: /[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?/,
  normalise: (given) =>
    given
      .trim()
      .replace(/^https?:\/\//i, "")
      .split(/[./]/)[0]
      ?.toLowerCase() ?? "",
}
const zone: AuthField = {
  name: "time_zone",
  label: "Time zone",
  isSecret: false,
  isRequired: false,
  pattern: /[A-Za-z0-9_+/-]+/,
  accepts: isTimeZone,
}
const key: AuthField = { name: "key", label: "API key", isSecret: true, isRequired: true, pattern: /[\x21-\x7e]+/ }

const api: Api = {
  version: "1",
  hosts: { production: "https://{company_domain}.hr.example" },
  root: "/api",
  headers: {},
  authorize: (one) => ({
    authorization:
      one.method === "api_key"
        ? `Basic ${Buffer.from(`${one.secrets.key}:x`).toString("base64")}`
        : `Bearer ${one.accessToken}`,
  }),
  writeQuery: () => "",
  lists: { page: onePage(), rows: (body) => body },
  classify: () => "stop",
  readErrorMessage: () => undefined,
  maxIdsPerCall: 100,
  maxQueryBytes: 1_000,
}

const people: Table = {
  ...api.lists,
  name: "people",
  list: (ask) => get("people", ask),
  columns: [],
  by: { id: "ids" },
}

const webhooks: Webhooks = {
  events: ["employee.created", "employee.updated"].map((type) => ({
    type,
    touches: [{ table: people, column: "id", values: (row) => [idOf(row, "employeeId") ?? []].flat() }],
  })),
  partlyTold: [people],
  eventsOfOne: "all",
  // What a subscription is made under may be a setting.
  list: (_companyId, settings) => listAt(api, `webhooks/${encodeURIComponent(settings.company_domain ?? "")}`),
  read(row) {
    const id = idOf(row)
    return id === undefined ? undefined : { id }
  },
  subscribe: ({ events, targetUrl: url }) => ({ method: "POST", path: "webhooks", body: { url, events } }),
  unsubscribe: (id) => ({ method: "DELETE", path: `webhooks/${id}` }),
  secretOf: (answer) => text(answer, "privateKey") ?? undefined,
  verify({ header, body, secret, now }) {
    const stamp = header("x-timestamp") ?? ""
    const isFresh = Math.abs(now.getTime() / 1000 - Number(stamp)) <= 300
    return isFresh && isSameSecret(hmacSha256(secret, body, stamp), header("x-signature") ?? "")
  },
  eventOf: (body) => (isRemote(body) ? (text(body, "type") ?? undefined) : undefined),
  rowsOf: (body) => (isRemote(body) ? [objectOf(body, "data") ?? []].flat() : []),
}

const connector: Connector = {
  id: "second",
  name: "Second",
  category: "hris",
  version: "1",
  api,
  auth: {
    api_key: { format: "api_key", fields: [company, zone, key] },
    oauth2: {
      format: "oauth2",
      fields: [company, zone],
      authorizePath: "/authorize.php?request=authorize",
      tokenPath: "/token.php?request=token",
      scopes: ["people"],
      scopeSeparator: " ",
      authorizeParams: {},
    },
  },
  connect: {
    identity: {
      request: get("me"),
      fields: ["company_id"],
      mayBeForbidden: true,
      read(body, { company_domain: companyId }) {
        if (companyId === undefined) return undefined
        const companyName = (isRemote(body) && text(body, "name")) || null
        return { companyId, companyName, context: { company_id: companyId } }
      },
    },
    checks: [{ data: "people", label: "People", request: get("people"), permission: "People", isRequired: true }],
  },
  companyDay: { setting: "time_zone" },
  resources: {},
  proxy: new Map(),
  webhooks,
}

const samples = samplesOf(connector, {
  send: async ({ path }) => whole(path.endsWith("/me") ? { name: "Acme" } : [{ id: "1" }]),
  today: "2026-11-23",
  settings: { company_domain: "acme" },
  sign({ body, secret, now }) {
    const stamp = String(now.getTime() / 1000)
    return { "x-timestamp": stamp, "x-signature": hmacSha256(secret, body, stamp) }
  },
})

describeAuth(connector)
describeConnect(connector, samples)
describeWebhooks(connector, samples)
