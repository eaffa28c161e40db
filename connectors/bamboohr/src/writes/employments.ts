import {
  day,
  defined,
  idsOf,
  type Lookups,
  money,
  type Remote,
  refuseInput,
  type Step,
  type Table,
  text,
  write,
} from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import * as tables from "../tables.js"
import { byDate } from "../timeline.js"
import { listed, optionName } from "./options.js"
import { payIn, payRow } from "./pay.js"
import { ofPerson, statusFor } from "./people.js"
import type { Values } from "./person.js"

type Body = WriteBody<"employments", "create">

/** A row in each of the tables that something is said of. What is left out goes on as it is on that day. */
export const createEmployment = write("employments", "create", {
  takes: [
    "employee",
    "effective_date",
    "job_title",
    "pay_rate",
    "pay_period",
    "pay_currency",
    "employment_type",
    "remote_data",
  ],
  references: { options: tables.options },
  reads: ({ body: { employee } }) => ({
    jobs: { table: tables.jobs, column: "employeeId", value: employee.id },
    pays: { table: tables.pays, column: "employeeId", value: employee.id },
  }),
  // Of several rows of one date the job's names the version, then the pay's.
  view: ({ body }) => (body.job_title !== undefined ? "jobs" : body.pay_rate !== undefined ? "pay" : "statuses"),
  plan({ body }, lookups) {
    const steps = [...job(body, lookups), ...pay(body, lookups), ...status(body, lookups)]
    const [first, ...rest] = steps
    if (!first) return refuseInput("job_title", "is required, or pay_rate, or employment_type")
    return [
      stepOf(body, { ...first, values: { ...first.values, ...body.remote_data } }),
      ...rest.map((one) => stepOf(body, one)),
    ]
  },
})

/** `date` is the column of the day, and `shows` the columns that tell the row from others of that day. */
type Row = { name: string; table: Table; alias: string; date: string; values: Values; shows: readonly string[] }

function stepOf({ employee, effective_date }: Body, { name, table, alias, date, values, shows }: Row): Step {
  return {
    name,
    request: { method: "POST", path: `v1/employees/${segmentOf(employee.id)}/tables/${alias}`, body: values },
    // It answers nothing, so the new row is looked for.
    row: table,
    settled: {
      table,
      query: { employeeId: employee.id },
      isLike: (row) =>
        day(row, date) === effective_date && shows.every((column) => isShown(row, column, values[column])),
    },
    touches: () => ofPerson(employee.id),
  }
}

/** Amounts are compared as amounts, whatever form they are shown in. What may not be read is no difference. */
function isShown(row: Remote, column: string, value: unknown): boolean {
  if (value === undefined || row[column] === undefined) return true
  const [shown, wanted] = [money(row, column), money({ value }, "value")]
  if (wanted?.currency) return shown?.amount === wanted.amount && shown.currency === wanted.currency
  return text(row, column) === value
}

/** `0` would be the credential's own person, and what is no number may be another path. */
const segmentOf = (id: string): string =>
  /^[1-9]\d{0,14}$/.test(id)
    ? id
    : refuseInput("employee.id", "is no id of an employee here: give the id of a row of employees")

function inForce(
  rows: readonly Remote[] | undefined,
  { path, column, at }: { path: string; column: string; at: string },
) {
  if (rows === undefined)
    return refuseInput(path, "can't be written: this connection may not read the version before, which it goes on from")
  return byDate(rows, column).findLast(({ date }) => date <= at)?.row
}

const JOB = ["jobTitle", "location", "department", "division", "reportsTo"]
const PAY = ["rate", "type", "paidPer", "paySchedule", "exempt", "overtimeRate"]

function job({ job_title: title, effective_date: from }: Body, { options = [], jobs }: Lookups): Row[] {
  if (title === undefined) return []
  const before = inForce(jobs, { path: "job_title", column: "date", at: from }) ?? {}
  const kept = (column: string) => text(before, column) ?? undefined
  const teams = idsOf(before, "teams")
  const values = defined({
    date: from,
    jobTitle: optionName(listed(options, "jobTitle"), title, "job_title"),
    location: kept("location"),
    department: kept("department"),
    division: kept("division"),
    reportsTo: kept("reportsTo"),
    teams: teams.length > 0 ? teams : undefined,
  })
  return [{ name: "add_job", table: tables.jobs, alias: "jobInfo", date: "date", values, shows: JOB }]
}

function pay(body: Body, { pays }: Lookups): Row[] {
  const path = (["pay_rate", "pay_period", "pay_currency"] as const).find((name) => body[name] !== undefined)
  if (path === undefined) return []
  const base = inForce(pays, { path, column: "startDate", at: body.effective_date })
  const said = payIn(body, { base, path: "" })
  if (said === undefined) return []
  const values = payRow(said, body.effective_date, base)
  return [{ name: "add_pay", table: tables.pays, alias: "compensation", date: "startDate", values, shows: PAY }]
}

function status({ employment_type: type, effective_date: date }: Body, { options = [] }: Lookups): Row[] {
  if (type === undefined) return []
  const values = { date, employmentStatus: statusFor(type, options, "employment_type") }
  const shows = ["employmentStatus"]
  return [{ name: "add_status", table: tables.statuses, alias: "employmentStatus", date: "date", values, shows }]
}
