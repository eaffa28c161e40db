/** An HR system on loopback that tells worked days only by days and for two people at a time, and balances one by one. */
import {
  type Api,
  bareRows,
  type Connector,
  createUpstream,
  type Days,
  get,
  idOf,
  number,
  onePage,
  pageNumber,
  type Remote,
  resource,
  table,
  text,
  view,
  windows,
} from "@rollcall/connector-kit"
import { accessOf, json, api as plain, startLocal } from "@rollcall/connector-kit/testing"
import { addDays } from "@rollcall/contract"
import { createClock } from "../../clock.js"
import { createTableReader } from "../../gateway/index.js"

const api: Api = {
  ...plain,
  ...{ maxIdsPerCall: 100, maxQueryBytes: 3_000 },
  classify: (answer) => (answer.status === 403 ? "skip" : plain.classify(answer)),
}

const people = table({
  ...{ name: "people", list: (ask) => get("people", ask), page: onePage(), rows: bareRows },
  ...{ columns: ["name", "end"], by: {} },
})
const idsOf = (rows: readonly Remote[]) => rows.flatMap((row) => idOf(row) ?? [])

/** Nobody is asked for who had left before these days. */
const whoWorks = (rows: readonly Remote[], { first }: Partial<Days> = {}) =>
  idsOf(rows.filter((row) => (text(row, "end") ?? "9999-12-31") >= (first ?? "")))

export const BACK = 10
const parameters = { from: "from", to: "to" }

const days = table({
  name: "days",
  list: (ask) => get("days", ask),
  rows: bareRows,
  page: windows({
    parameters,
    every: 400,
    startOf: (row) => text(row, "day"),
    page: pageNumber({ parameters: { page: "page", size: "size" }, maxSize: 100 }),
  }),
  columns: ["person", "day", "minutes"],
  by: {},
  days: { parameters, column: "day", back: BACK, ahead: 0, recent: 3 },
  perValue: { column: "person", parameter: "person", of: people, atOnce: 2, values: whoWorks },
  locate: (id) => ({ person: [id.split("_")[0] ?? ""], from: id.slice(-10), to: id.slice(-10) }),
})

const balances = table({
  name: "balances",
  list: ({ person = "none" }) => get(`people/${person}/balances`),
  page: onePage(),
  rows: bareRows,
  id: (row) => (idOf(row, "person") ? `${row.person}-${row.kind}` : undefined),
  columns: ["person", "left"],
  by: {},
  perValue: { column: "person", parameter: "person", of: people, values: idsOf },
  locate: (id) => ({ person: [id.split("-")[0] ?? ""] }),
  restHours: 24,
})

const connector: Connector = {
  ...{ id: "clockings", name: "Clockings", category: "hris", auth: {}, api, version: "1", proxy: new Map() },
  connect: { identity: { request: get("me"), fields: [], read: () => undefined }, checks: [] },
  resources: {
    attendance: resource("attendance", {
      days: view({
        from: days,
        relations: {},
        map: (row) => ({ id: idOf(row) ?? "", date: text(row, "day"), worked_minutes: number(row, "minutes") }),
      }),
    }),
    timeoff_balances: resource("timeoff_balances", {
      balances: view({
        from: balances,
        relations: {},
        map: (row) => ({ id: idOf(row) ?? "", balance: number(row, "left") }),
      }),
    }),
  },
}

/** `days`: by the number of days before the clock's first day. */
export async function startClockings(count: number) {
  const ids = Array.from({ length: count }, (_, index) => String(index + 1))
  const clock = createClock()
  const today = clock.now().toISOString().slice(0, 10)
  const dayAgo = (ago: number) => addDays(today, -ago) ?? ""
  const rowOf = (person: string, ago: number) => ({
    id: `${person}_${dayAgo(ago)}`,
    person,
    day: dayAgo(ago),
    minutes: 480,
  })
  const has = {
    days: ids.flatMap((id) => [rowOf(id, 8), rowOf(id, 1)]),
    /** People without balances, and the status with which it is answered. */
    without: new Map<string, number>(),
    /** The last days of people. */
    ended: new Map<string, string>(),
  }
  const local = await startLocal()
  local.answer((response, request) => {
    const url = new URL(request.url ?? "", "http://x")
    const [path, query] = [url.pathname.slice("/api/".length), url.searchParams]
    const [, of] = /^people\/(.+)\/balances$/.exec(path) ?? []
    if (of !== undefined)
      return json(has.without.has(of) ? [] : [{ kind: "rest", left: 3 }], { status: has.without.get(of) ?? 200 })(
        response,
        request,
      )
    const wanted = query.getAll("person")
    const within = (day: string) => day >= String(query.get("from")) && day <= String(query.get("to"))
    const isFirst = query.get("page") === "1"
    const found = has.days.filter((row) => isFirst && wanted.includes(row.person) && within(row.day))
    const everybody = ids.map((id) => ({ id, name: `P${id}`, end: has.ended.get(id) ?? null }))
    json(path === "people" ? everybody : found)(response, request)
  })
  const { baseUrl, now } = local.transport
  const accounts = { upstream: () => ({ ...createUpstream(api, local.transport, accessOf()), baseUrl, now }) }
  const reader = createTableReader({ accounts, now: clock.elapsedMs, connectorOf: () => connector })
  const takeCalls = () => local.requests.splice(0).map(({ url }) => decodeURIComponent(url.slice("/api/".length)))
  return { has, dayAgo, takeCalls, close: local.close, hr: { reader, connectorOf: () => connector } }
}
