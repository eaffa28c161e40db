import { many, one, resource, toText, view } from "@rollcall/connector-kit"
import { employmentOf, PREFIXES } from "../employment.js"
import * as tables from "../tables.js"
import { createEmployment } from "../writes/employments.js"

/** What ends a version, and whose stint it is of, may stand in any of the tables. */
const LIFE = ["start_date", "end_date", "end_reason", "pay_group"]
const PAY = [
  ...["pay_rate", "pay_currency", "pay_period", "pay_period_source", "pay_frequency", "pay_frequency_source"],
  "flsa_status",
]
const TYPE = ["employment_type", "employment_type_source"]

const ofPerson = { employeeId: "employeeId" }
const jobs = many(tables.jobs, ofPerson, { fields: ["job_title", ...LIFE], decides: true })
const statuses = many(tables.statuses, ofPerson, { fields: [...TYPE, ...LIFE], decides: true })
const pays = { fields: [...PAY, ...LIFE] }
const person = one(tables.employees, ofPerson, { fields: ["employee", "start_date"] })
const report = one(tables.report, { id: "employeeId" }, { fields: ["employee", "start_date", "pay_group"] })
/** When the person was changed says nothing of a row of history, and rows have no times of their own. */
const unsupported = ["weekly_hours", "created_at", "updated_at"]
const push = { employee_id: toText("employeeId"), "employee[id]": toText("employeeId") }

/**
 * BambooHR keeps the history of jobs, of pay and of status apart. A version begins on each date of any of them, and its
 * row is that of the first of these tables that has one of the date.
 */
export const employments = resource(
  "employments",
  {
    jobs: view({
      from: tables.jobs,
      relations: { jobs, pays: many(tables.pays, ofPerson, pays), statuses, person, report },
      idPrefix: PREFIXES.jobs,
      followsToday: true,
      unsupported,
      push,
      map: (row, related, { today }) => employmentOf("jobs", row, { ...related, today }),
    }),
    pay: view({
      from: tables.pays,
      relations: { jobs, pays: many(tables.pays, ofPerson, { ...pays, decides: true }), statuses, person, report },
      idPrefix: PREFIXES.pays,
      mayBeRefused: true,
      followsToday: true,
      unsupported,
      push,
      map: (row, related, { today }) => employmentOf("pays", row, { ...related, today }),
    }),
    statuses: view({
      from: tables.statuses,
      relations: { jobs, pays: many(tables.pays, ofPerson, { ...pays, decides: true }), statuses, person, report },
      idPrefix: PREFIXES.statuses,
      mayBeRefused: true,
      followsToday: true,
      unsupported,
      push,
      map: (row, related, { today }) => employmentOf("statuses", row, { ...related, today }),
    }),
  },
  { writes: { create: createEmployment } },
)
