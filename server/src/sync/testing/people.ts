/** An HR system on loopback, read by the gateway's own reader: people with columns by name, their jobs, and a feed. */
import {
  type Api,
  bareRows,
  type ChangeFeed,
  type Connector,
  createUpstream,
  get,
  idOf,
  isRemote,
  many,
  number,
  objectOf,
  onePage,
  type Remote,
  resource,
  rowsById,
  table,
  text,
  view,
} from "@rollcall/connector-kit"
import { accessOf, json, api as plain, startLocal } from "@rollcall/connector-kit/testing"
import { createClock } from "../../clock.js"
import { createTableReader } from "../../gateway/index.js"

const api: Api = {
  ...plain,
  ...{ maxIdsPerCall: 100, maxQueryBytes: 3_000 },
  classify: (answer) => (answer.status === 403 ? "skip" : plain.classify(answer)),
}

/** What it has, as a test changes it. */
export type People = {
  people: Remote[]
  fields: Remote[]
  jobs: Remote[]
  /** What the feed answers. */
  feed: unknown
  /** Columns that it does not give, and does not name. */
  withheld: Set<string>
  /** Paths that answer 403. */
  refused: Set<string>
}

const fields = table({
  ...{ name: "fields", list: (ask) => get("fields", ask), page: onePage(), rows: bareRows },
  ...{ columns: ["alias"], by: {}, isSmall: true },
})

/** Whose rows have changed: people by their ids. */
const feedOf = (column: string): ChangeFeed => ({
  column,
  request: (since) => get("changed", { since: since.toISOString() }),
  read(body) {
    if (!isRemote(body) || !Array.isArray(body.ids)) return undefined
    const latest = text(body, "latest")
    return { values: body.ids.map(String), ...(latest ? { latest: new Date(latest) } : {}) }
  },
})

const OWN = ["id", "name", "pay", "status"]

const people = table({
  name: "people",
  references: { fields },
  list: ({ ids, ...ask }, { fields: rows = [] }) => {
    const names = [...OWN, ...rows.flatMap((row) => text(row, "alias") ?? [])]
    return get("people", { ...ask, fields: names.join(), ...(ids ? { ids } : {}) })
  },
  page: onePage({ maxSize: 100 }),
  rows: (body) => isRemote(body) && Array.isArray(body.rows) && body.rows.filter(isRemote).map(nestCustom),
  columns: ["name", "pay", "status", "custom"],
  by: { id: "ids" },
  granted: (body) =>
    isRemote(body) && Array.isArray(body.fields) ? [...body.fields.map(String), "custom"] : undefined,
  changes: feedOf("id"),
})

function nestCustom(row: Remote): Remote {
  const entries = Object.entries(row)
  const isOwn = ([name]: [string, unknown]) => OWN.includes(name)
  return {
    ...Object.fromEntries(entries.filter(isOwn)),
    custom: Object.fromEntries(entries.filter((one) => !isOwn(one))),
  }
}

const jobs = table({
  name: "jobs",
  list: ({ person }) => get(person ? `people/${person}/jobs` : "jobs"),
  page: onePage({ maxSize: 100 }),
  rows: rowsById(),
  columns: ["person_id", "title"],
  by: { person_id: { parameter: "person", atOnce: 1 } },
  changes: feedOf("person_id"),
})

const connector: Connector = {
  ...{ id: "people", name: "People", category: "hris", auth: {}, api, version: "1", proxy: new Map() },
  connect: { identity: { request: get("me"), fields: [], read: () => undefined }, checks: [] },
  resources: {
    employees: resource("employees", {
      people: view({
        from: people,
        relations: { jobs: many(jobs, { person_id: "id" }, { fields: ["job_title", "employments"] }) },
        map: (row, { jobs: own }) => ({
          id: idOf(row) ?? "",
          name: text(row, "name"),
          employment_status: text(row, "status") as "active", // as a test writes it
          custom_fields: objectOf(row, "custom") as Record<string, string>, // whatever it is
          job_title:
            own &&
            (own
              .map(({ title }) => String(title))
              .sort()
              .at(-1) ??
              null),
          employments: own?.map((job) => ({
            id: String(job.id),
            pay_rate: number(row, "pay"),
            effective_date: "2026-01-01",
          })),
        }),
      }),
    }),
  },
}

/** Begins with `count` people, each with one job. `calls`: what was asked, without the time of the feed. */
export async function startPeople(count: number) {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1))
  const has: People = {
    people: ids.map((id) => ({ id, name: `P${id}`, pay: 10, status: "active", shoe: "42" })),
    fields: [],
    jobs: ids.map((id) => ({ id: `j${id}`, person_id: id, title: "Cook" })),
    feed: { ids: [] },
    withheld: new Set(),
    refused: new Set(),
  }
  const local = await startLocal()
  local.answer((response, request) => {
    const url = new URL(request.url ?? "", "http://x")
    const path = url.pathname.slice("/api/".length)
    const body = has.refused.has(path) ? undefined : answerOf(has, path, url.searchParams)
    json(body ?? {}, { status: body === undefined ? 403 : 200 })(response, request)
  })
  const clock = createClock()
  const { baseUrl, now } = local.transport
  const accounts = { upstream: () => ({ ...createUpstream(api, local.transport, accessOf()), baseUrl, now }) }
  const reader = createTableReader({ accounts, now: clock.elapsedMs, connectorOf: () => connector })
  /** What was asked since the last time. */
  const takeCalls = () => local.requests.splice(0).map(({ url }) => decodeURIComponent(url.slice("/api/".length)))
  return { has, takeCalls, close: local.close, hr: { reader, connectorOf: () => connector } }
}

function answerOf(has: People, path: string, query: URLSearchParams): unknown {
  if (path === "fields") return has.fields
  if (path === "changed") return has.feed
  const [, of] = /^people\/(.+)\/jobs$/.exec(path) ?? []
  if (path === "jobs" || of !== undefined) {
    const rows = has.jobs.filter(({ person_id }) => of === undefined || person_id === of)
    return Object.fromEntries(rows.map(({ id, ...row }) => [id, row]))
  }
  const asked = (query.get("fields") ?? "").split(",")
  const names = asked.filter((name) => !has.withheld.has(name))
  const ids = query.getAll("ids")
  const rows = has.people.filter(({ id }) => ids.length === 0 || ids.includes(String(id)))
  const shown = (row: Remote) =>
    Object.fromEntries(
      asked.filter((name) => name in row).map((name) => [name, names.includes(name) ? row[name] : null]),
    )
  return { fields: names, rows: rows.map(shown) }
}
