/** An HR system whose employments are made of three tables, each with dates of its own. */
import {
  type Connector,
  day,
  get,
  idOf,
  listAt,
  many,
  number,
  type Related,
  type Remote,
  resource,
  table,
  text,
  view,
} from "@rollcall/connector-kit"
import { api } from "@rollcall/connector-kit/testing"
import type { Employment } from "@rollcall/contract"

const tableOf = (name: string, columns: readonly string[]) =>
  table({
    ...listAt(api, name),
    columns,
    by: { id: "ids[]", ...(columns.includes("person") ? { person: "persons[]" } : {}) },
    one: (id) => get(`${name}/${id}`),
  })

export const people = tableOf("people", ["name"])
export const jobs = tableOf("jobs", ["person", "day", "title"])
export const pay = tableOf("pay", ["person", "day", "rate"])
export const statuses = tableOf("statuses", ["person", "day", "status"])

const RANKS = ["job", "pay", "status"] as const
type Rank = (typeof RANKS)[number]
type Rows = Readonly<Record<Rank, readonly Remote[] | undefined>>

const dayOf = (row: Remote): string => day(row, "day") ?? ""
const newest = (rows: readonly Remote[]): Remote | undefined =>
  rows.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)) || Number(idOf(a)) - Number(idOf(b))).at(-1)
const inForce = (rows: readonly Remote[] | undefined, on: string) =>
  rows && newest(rows.filter((row) => dayOf(row) <= on))

/** Undefined: a row of a greater table has the same day, or a later row of the same one. */
function versionOf(rank: Rank, row: Remote, rows: Rows): Employment | undefined {
  const since = dayOf(row)
  const greater = RANKS.slice(0, RANKS.indexOf(rank)).flatMap((one) => rows[one] ?? [])
  if (greater.some((one) => dayOf(one) === since)) return undefined
  const siblings = rows[rank]
  if (siblings && idOf(inForce(siblings, since) ?? {}) !== idOf(row)) return undefined
  const [job, paid] = [
    inForce(rank === "job" ? [row] : rows.job, since),
    inForce(rank === "pay" ? [row] : rows.pay, since),
  ]
  return {
    id: `${rank}-${idOf(row)}`,
    employee: { id: idOf(row, "person") ?? "" },
    effective_date: since,
    job_title: rows.job || rank === "job" ? (job ? text(job, "title") : null) : undefined,
    pay_rate: rows.pay || rank === "pay" ? (paid ? number(paid, "rate") : null) : undefined,
  }
}

type Found = Related & Partial<Rows>
const rowsIn = ({ job, pay: paid, status }: Found): Rows => ({ job, pay: paid, status })

const FIELDS = ["job_title", "pay_rate", "employments", "employment_status"]
const relations = (on: string) => ({
  job: many(jobs, { person: on }, { fields: FIELDS, decides: true }),
  pay: many(pay, { person: on }, { fields: FIELDS, decides: true }),
  status: many(statuses, { person: on }, { fields: FIELDS, decides: true }),
})

export const employments = resource("employments", {
  jobs: view({
    from: jobs,
    idPrefix: "job-",
    relations: relations("person"),
    map: (row, related) => versionOf("job", row, rowsIn(related)),
  }),
  pay: view({
    from: pay,
    idPrefix: "pay-",
    relations: relations("person"),
    map: (row, related) => versionOf("pay", row, rowsIn(related)),
  }),
  statuses: view({
    from: statuses,
    idPrefix: "status-",
    relations: relations("person"),
    map: (row, related) => versionOf("status", row, rowsIn(related)),
  }),
})

const employees = resource("employees", {
  people: view({
    from: people,
    relations: relations("id"),
    followsToday: true,
    map(row, related, { today }) {
      const rows = rowsIn(related)
      const all = RANKS.flatMap((rank) => (rows[rank] ?? []).flatMap((one) => versionOf(rank, one, rows) ?? []))
      const [job, status] = [inForce(rows.job, today), inForce(rows.status, today)]
      const hasLeft = status && text(status, "status") === "Terminated"
      return {
        id: idOf(row) ?? "",
        name: text(row, "name"),
        job_title: rows.job && (job ? text(job, "title") : null),
        employment_status: rows.status && (hasLeft ? "inactive" : status ? "active" : "pending"),
        termination_date: rows.status && (hasLeft ? dayOf(status) : null),
        employments: all,
      }
    },
  }),
})

/** With the company's day in UTC. */
export const timeline = {
  version: "1",
  resources: { employees, employments },
} as Pick<Connector, "version" | "resources"> as Connector // what sync reads of one
