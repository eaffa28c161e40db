/**
 * The suite on lists of other kinds than one HR system has: cursors in nested parameters, a report by POST that comes
 * whole, with columns by name and a right to some of them, history without ids of its own for one person at a time, a feed, options nested in lists, a map by id, and requests by windows of days.
 */
import type { Api } from "../api.js"
import type { Connector } from "../connector.js"
import { whole } from "../http/testing.js"
import type { WireRequest } from "../http/transport.js"
import { bareRows, rowsById } from "../list.js"
import { cursor, onePage, windows, yearsFrom } from "../paging/index.js"
import { day, idOf, idsOf, instant, isRemote, money, objectOf, type Remote, text } from "../remote.js"
import { get, postToRead } from "../request.js"
import { type ChangeFeed, table } from "../table.js"
import { many, one, resource, view } from "../view.js"
import { write } from "../writes.js"
import { describeConnector } from "./describe-connector.js"

const rowsIn =
  (key: string) =>
  (body: unknown): unknown =>
    isRemote(body) ? body[key] : undefined

const api: Api = {
  version: "1",
  hosts: { production: "https://hr.example" },
  root: "/api",
  headers: { accept: "application/json" },
  authorize: (one) => ({
    authorization: one.method === "api_key" ? `Basic ${btoa(`${one.secrets.key}:x`)}` : `Bearer ${one.accessToken}`,
  }),
  writeQuery: (query) =>
    new URLSearchParams(
      Object.entries(query).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, String(value)] as [string, string]],
      ),
    ).toString(),
  lists: { page: onePage(), rows: bareRows },
  classify: ({ status }) =>
    status === 401
      ? "reconnect"
      : status === 429
        ? "limit"
        : status >= 500
          ? "retry"
          : status === 422
            ? "stop"
            : "skip",
  readErrorMessage: () => undefined,
  maxIdsPerCall: 100,
  maxQueryBytes: 1_000,
}

const people = table({
  name: "people",
  list: (ask) => get("v1/employees", ask),
  page: cursor({
    parameters: { after: "page[after]", before: "page[before]", size: "page[limit]" },
    maxSize: 500,
    read({ body }) {
      const meta = (isRemote(body) && objectOf(body, "meta")) || {}
      const page = objectOf(meta, "page") ?? {}
      const total = typeof meta.total === "number" ? meta.total : undefined
      return { next: text(page, "nextCursor"), previous: text(page, "prevCursor"), total }
    },
  }),
  rows: rowsIn("data"),
  id: "employeeId",
  columns: ["firstName"],
  by: { employeeId: "filter[ids]" },
})

/** Whose rows have changed, whatever it is that has. */
const changed = (column: string): ChangeFeed => ({
  column,
  request: (since) => get("v1/employees/changed", { since: since.toISOString() }),
  read(body) {
    const people = isRemote(body) ? objectOf(body, "employees") : undefined
    const latest = isRemote(body) && instant(body, "latest")
    return people && { values: Object.keys(people), ...(latest ? { latest: new Date(latest) } : {}) }
  },
})

const fields = table({
  ...api.lists,
  ...{ name: "fields", list: (ask) => get("v1/meta/fields", ask), columns: ["alias"], by: {}, isSmall: true },
})

const OWN = ["id", "lastName", "shoeSize"]

/** Custom columns are asked for by their names. */
const report = table({
  name: "report",
  references: { fields },
  list({ ids, ...ask }, { fields: named = [] }) {
    const columns = [...OWN.slice(1), ...named.flatMap((row) => text(row, "alias") ?? [])]
    return postToRead("v1/reports/custom", { fields: columns, ...(ids ? { filters: { employeeIds: ids } } : {}) }, ask)
  },
  page: onePage(),
  rows(body) {
    const rows = isRemote(body) ? body.employees : undefined
    return Array.isArray(rows) ? rows.filter(isRemote).map(nestCustom) : undefined
  },
  columns: ["lastName", "shoeSize", "custom"],
  by: { id: "ids" },
  granted: (body) =>
    isRemote(body) && Array.isArray(body.fields) ? ["custom", ...body.fields.map(String)] : undefined,
  changes: changed("id"),
})

function nestCustom(row: Remote): Remote {
  const [own, custom] = [true, false].map((isOwn) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => OWN.includes(name) === isOwn)),
  )
  return { ...own, custom }
}

const history = table({
  ...api.lists,
  name: "history",
  list: ({ person, ...ask }) => get(`v1/employees/${person ?? "all"}/tables/jobInfo`, ask),
  id: (row) => `${idOf(row, "employeeId")}-${day(row, "date")}`,
  columns: ["employeeId", "date", "jobTitle", "rate"],
  by: { employeeId: { parameter: "person", atOnce: 1 } },
  changes: changed("employeeId"),
})

/** Rows with dates of their own, for the same people. */
const pay = table({
  ...api.lists,
  name: "pay",
  list: (ask) => get("v1/employees/all/tables/compensation", ask),
  columns: ["employeeId", "startDate", "rate"],
  by: {},
})

/** Options of lists, with the list that each is of. */
const options = table({
  name: "options",
  list: (ask) => get("v1/meta/lists", ask),
  page: onePage(),
  rows: (body) =>
    Array.isArray(body)
      ? body.filter(isRemote).flatMap((list) => {
          const { options: own } = list
          return Array.isArray(own)
            ? own.map((option) => (isRemote(option) ? { ...option, list: list.alias } : option))
            : []
        })
      : undefined,
  columns: ["name", "list"],
  by: {},
  isSmall: true,
})

const users = table({
  name: "users",
  list: (ask) => get("v1/meta/users", ask),
  page: onePage(),
  rows: rowsById("userId"),
  id: "userId",
  columns: ["firstName"],
  by: {},
  isSmall: true,
  mirrored: false,
})

const requests = table({
  name: "requests",
  list: (ask) => get("v1/time_off/requests", ask),
  page: windows({
    parameters: { from: "start", to: "end" },
    begins: yearsFrom(2024, 2027),
    last: "2100-12-31",
    startOf: (row) => day(row, "start"),
  }),
  rows: bareRows,
  columns: ["start"],
  by: {},
})

/** What it answers is another shape than a row's, or only a place. */
const create = write("timeoff_requests", "create", {
  takes: ["employee", "start_time", "end_time", "remote_data"],
  view: "requests",
  plan: ({ body: { employee, start_time: start, remote_data } }) => [
    {
      name: "request",
      request: {
        method: "PUT",
        path: `v1/employees/${employee.id}/time_off/request`,
        body: { start, ...remote_data },
      },
      row: requests,
      answered({ body, headers: { location } }) {
        const [, placed] = /\/(\d+)$/.exec(typeof location === "string" ? location : "") ?? []
        const id = placed ?? (isRemote(body) ? idOf(body) : undefined)
        return id === undefined ? undefined : { id }
      },
      settled: { table: requests, query: {}, isLike: (row) => day(row, "start") === start },
    },
  ],
})

/** Columns that there is no right to are left out. */
function customOf(row: Remote): Record<string, string | null> {
  const custom = objectOf(row, "custom") ?? {}
  const size = text(row, "shoeSize")
  const named = Object.keys(custom).map((name) => [name, text(custom, name) ?? null])
  return { ...Object.fromEntries(named), ...(size === undefined ? {} : { shoeSize: size }) }
}

const connector: Connector = {
  ...{ id: "other", name: "Other", category: "hris", version: "1", api, proxy: new Map() },
  auth: {
    api_key: {
      format: "api_key",
      fields: [{ name: "key", label: "Key", isSecret: true, isRequired: true, pattern: /[\x21-\x7e]+/ }],
    },
  },
  connect: {
    identity: {
      request: get("me"),
      fields: [],
      read: (body) => {
        const id = isRemote(body) ? idOf(body) : undefined
        return id === undefined ? undefined : { companyId: id, companyName: null, context: {} }
      },
    },
    checks: [],
  },
  resources: {
    employees: resource("employees", {
      people: view({
        from: people,
        relations: {
          report: one(report, { id: "employeeId" }, { fields: ["last_name", "custom_fields"] }),
          department: many(options, { id: "departmentId" }, { fields: ["groups"] }),
        },
        map: (row, { report: found, department }) => ({
          id: idOf(row, "employeeId") ?? "",
          first_name: text(row, "firstName"),
          last_name: found ? text(found, "lastName") : found,
          custom_fields: found ? customOf(found) : undefined,
          groups: department?.map((option) => ({
            id: idOf(option) ?? "",
            name: text(option, "name"),
            type: "department" as const,
          })),
        }),
      }),
    }),
    employments: resource("employments", {
      history: view({
        from: history,
        relations: {},
        map(row) {
          const rate = money(row, "rate")
          return {
            id: idOf(row) ?? "",
            job_title: text(row, "jobTitle"),
            employee: { id: idOf(row, "employeeId") ?? "" },
            effective_date: day(row, "date"),
            pay_rate: rate === null ? null : rate?.amount,
            pay_currency: rate === null ? null : rate?.currency,
          }
        },
      }),
      raises: view({
        from: pay,
        idPrefix: "pay-",
        relations: { jobs: many(history, { employeeId: "employeeId" }, { fields: ["job_title"], decides: true }) },
        map(row, { jobs }) {
          const since = day(row, "startDate")
          if (since && jobs?.some((job) => day(job, "date") === since)) return undefined
          const rate = money(row, "rate")
          const before = jobs
            ?.filter((job) => (day(job, "date") ?? "") < (since ?? ""))
            .map((job) => text(job, "jobTitle"))
          return {
            id: `pay-${idOf(row)}`,
            employee: { id: idOf(row, "employeeId") ?? "" },
            job_title: before && (before.sort().at(-1) ?? null),
            effective_date: since,
            pay_rate: rate === null ? null : rate?.amount,
          }
        },
      }),
    }),
    groups: resource("groups", {
      departments: view({
        from: options,
        relations: {},
        where: (row) => text(row, "list") === "department",
        map: (row) => ({ id: idOf(row) ?? "", name: text(row, "name"), type: "department" as const }),
      }),
    }),
    timeoff_requests: resource(
      "timeoff_requests",
      {
        requests: view({
          from: requests,
          relations: { user: one(users, { userId: "userId" }, { fields: ["approver"] }) },
          map: (row, { user }) => ({
            id: idOf(row) ?? "",
            start_time: day(row, "start"),
            approver: user && text(user, "firstName"),
          }),
        }),
      },
      { writes: { create } },
    ),
  },
}

const PEOPLE = Array.from({ length: 30 }, (_, index) => ({
  employeeId: String(index + 4),
  firstName: `First ${index}`,
  departmentId: index % 2 ? 70 : 71,
}))
const REQUESTS = Array.from({ length: 40 }, (_, index) => ({
  id: String(900 - index),
  start: `${2022 + (index % 8)}-12-2${index % 10}`,
  end: `${2023 + (index % 8)}-01-05`,
  userId: 1 + (index % 2),
}))

const JOBS = PEOPLE.flatMap(({ employeeId }, index) =>
  ["2020-01-01", "2023-07-01"].map((date) => ({
    ...{ id: String(index), employeeId, date, jobTitle: "Cook", rate: index % 3 ? "65000.00 USD" : " USD" },
  })),
)

const answers: Record<string, (query: URLSearchParams, body: Remote) => unknown> = {
  me: () => ({ id: "acme" }),
  "v1/employees"(query) {
    const ids = query.get("filter[ids]")?.split(",")
    const all = ids ? PEOPLE.filter(({ employeeId }) => ids.includes(employeeId)) : PEOPLE
    const from = all.findIndex(({ employeeId }) => employeeId === query.get("page[after]")) + 1
    const data = all.slice(from, from + Number(query.get("page[limit]") ?? 500))
    const hasMore = from + data.length < all.length
    return { data, meta: { total: all.length, page: { nextCursor: hasMore ? data.at(-1)?.employeeId : null } } }
  },
  "v1/meta/fields": () => [
    { id: 4001, alias: "customTeam" },
    { id: 4002, alias: "customDesk" },
  ],
  "v1/employees/changed": () => ({ latest: "2026-11-20T10:00:00Z", employees: { 4: { id: "4" }, 5: { id: "5" } } }),
  "v1/reports/custom"(_query, body) {
    const ids = idsOf(objectOf(body, "filters") ?? {}, "employeeIds")
    const asked = PEOPLE.filter(({ employeeId }) => ids.length === 0 || ids.includes(employeeId))
    const names = idsOf(body, "fields")
    const cells = (id: string) => Object.fromEntries(names.map((name) => [name, `${name} ${id}`]))
    return { fields: names, employees: asked.map(({ employeeId: id }) => ({ id, ...cells(id) })) }
  },
  "v1/employees/all/tables/compensation": () =>
    PEOPLE.flatMap(({ employeeId }, index) =>
      ["2020-01-01", "2024-01-01"].map((startDate, at) => ({
        ...{ id: String(2 * index + at), employeeId, startDate, rate: { value: "65000.00", currency: "USD" } },
      })),
    ),
  "v1/employees/all/tables/jobInfo": () => JOBS,
  "v1/meta/lists": () => [
    {
      alias: "department",
      options: [
        { id: 70, name: "Sales" },
        { id: 71, name: "Kitchen" },
      ],
    },
    { alias: "division", options: [{ id: 72, name: "North" }] },
  ],
  "v1/meta/users": () => ({ 1: { id: 1, firstName: "Zoe" }, 2: { id: 2, firstName: "Max" } }),
  "v1/time_off/requests": (query) =>
    REQUESTS.filter(({ start, end }) => start <= (query.get("end") ?? "") && end >= (query.get("start") ?? "")),
}

async function send({ path, body }: WireRequest) {
  const { pathname, searchParams } = new URL(path, "https://hr.example")
  const name = pathname.replace("/api/", "")
  const [, person] = /^v1\/employees\/(\d+)\/tables\/jobInfo$/.exec(name) ?? []
  if (person) return whole(JOBS.filter(({ employeeId }) => employeeId === person))
  const answer = answers[name]
  if (!answer) return { ...whole("no such list"), status: 404 }
  return whole(answer(searchParams, body === undefined ? {} : JSON.parse(String(body))))
}

describeConnector(connector, { send, today: "2026-11-23" })
