import {
  all,
  day,
  idOf,
  instant,
  many,
  number,
  one,
  type Remote,
  resource,
  text,
  toList,
  via,
  view,
} from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import { addressOf, countryOf, homeOf, placeOf } from "../address.js"
import { emailsOf, genderOf, phonesOf } from "../contact.js"
import { customFieldsOf } from "../custom-fields.js"
import { employmentsOf } from "../employment.js"
import { employmentStatusOf, firstDayOf } from "../employment-status.js"
import { currentTypeOf, terminationReasonOf } from "../employment-type.js"
import { groupsOf, payGroupOf } from "../groups.js"
import { type Found, nameOf } from "../names.js"
import * as tables from "../tables.js"
import { byDate, type Rows } from "../timeline.js"

/** Unified fields that come from the report. */
const REPORTED = [
  ...["employee_number", "name", "groups", "employments", "home_location", "manager", "pay_group", "gender"],
  ...["gender_source", "date_of_birth", "nationality", "start_date", "termination_date", "termination_reason"],
  ...["employment_status", "employment_status_source", "weekly_hours", "ssn", "custom_fields", "updated_at"],
]
const ofPerson = { employeeId: "employeeId" }

export const employees = resource("employees", {
  people: view({
    from: tables.employees,
    relations: {
      report: one(tables.report, { id: "employeeId" }, { fields: REPORTED }),
      jobs: many(tables.jobs, ofPerson, { fields: ["employments", "job_title"] }),
      pays: many(tables.pays, ofPerson, { fields: ["employments"] }),
      statuses: many(tables.statuses, ofPerson, {
        fields: ["employments", "termination_reason", "employment_type", "employment_type_source"],
      }),
      places: many(tables.places, { label: "locationName" }, { fields: ["work_location"] }),
      teams: many(tables.options, { name: via("report", "teams") }, { fields: ["groups"] }),
      payGroups: many(tables.options, { name: via("report", "payGroup") }, { fields: ["pay_group"] }),
      fields: all(tables.fields, { fields: ["custom_fields"] }),
      columns: all(tables.columns, { fields: ["custom_fields"] }),
    },
    unsupported: ["company", "created_at"],
    followsToday: true,
    map: (row, related, { today }) => toEmployee(row, related, today),
    // Not pushed: status, which is by dates here, and names, whose comparison is not known.
    push: { id: toList("filter[ids]") },
  }),
})

type Facts = {
  report?: Found
  jobs?: Rows
  pays?: Rows
  statuses?: Rows
  places?: Rows
  teams?: Rows
  payGroups?: Rows
  fields?: Rows
  columns?: Rows
}

function toEmployee(row: Remote, related: Facts, today: string): Employee {
  const { report, statuses } = related
  return {
    id: idOf(row, "employeeId") ?? "",
    first_name: text(row, "firstName"),
    middle_name: text(row, "middleName"),
    last_name: text(row, "lastName"),
    name: nameOf(row, report),
    preferred_name: text(row, "preferredName"),
    job_title: titleOf(row, related.jobs, today),
    groups: groupsOf(row, report, related.teams),
    emails: emailsOf(row),
    phones: phonesOf(row),
    employments: historyOf(row, related, today),
    work_location: workplaceOf(row, related.places),
    manager: managerOf(row, report),
    ...employmentStatusOf(row, report, today),
    ...currentTypeOf(row, statuses, today),
    avatar: text(row, "photoUrl"),
    ...(report ? reported(row, report, related) : { date_of_birth: day(row, "birthDate") ?? undefined }),
  }
}

/** What only the report has. */
function reported(row: Remote, report: Remote, { statuses, payGroups, fields, columns }: Facts): Partial<Employee> {
  const leftOn = day(report, "terminationDate")
  return {
    employee_number: text(report, "employeeNumber"),
    home_location: homeOf(report),
    pay_group: payGroupOf(report, payGroups),
    ...genderOf(report),
    date_of_birth: birthOf(row, report),
    nationality: countryOf(report, "nationality"),
    start_date: firstDayOf(row, report),
    termination_date: leftOn,
    termination_reason: terminationReasonOf(leftOn, statuses),
    weekly_hours: number(report, "standardHoursPerWeek"),
    ssn: text(report, "ssn"),
    custom_fields: customFieldsOf(report, fields, columns),
    updated_at: instant(report, "lastChanged"),
  }
}

/** The list has what holds today. Of people who are to come it is the first title ahead. */
function titleOf(row: Remote, jobs: Rows, today: string): string | null | undefined {
  const current = text(row, "jobTitleName")
  if (current || jobs === undefined) return current ?? undefined
  const coming = byDate(jobs, "date").find(({ date }) => date > today)
  return coming ? text(coming.row, "jobTitle") : current
}

/** Both lists have it, and either of them may withhold it. */
function birthOf(row: Remote, report: Remote): string | null | undefined {
  const [own, reported] = [day(row, "birthDate"), day(report, "dateOfBirth")]
  return own ?? reported ?? (own === undefined && reported === undefined ? undefined : null)
}

function historyOf(row: Remote, { jobs, pays, statuses, report }: Facts, today: string): Employee["employments"] {
  if (jobs === undefined && pays === undefined && statuses === undefined) return undefined
  return employmentsOf({ jobs, pays, statuses, person: row, report, today })
}

/**
 * `supervisorId` is the manager's number, so it is never looked at. Of people who are to come only the report knows the
 * manager. Nobody is their own manager.
 */
function managerOf(row: Remote, report: Found): Employee["manager"] {
  const own = idOf(row, "reportsToId")
  const id = own ?? (report ? idOf(report, "supervisorEId") : undefined)
  const isReported = report ? report.supervisorEId !== undefined : false
  if (id === undefined || id === "0") return isReported ? null : undefined
  return id === idOf(row, "employeeId") ? null : { id, name: own ? text(row, "reportsToName") : undefined }
}

function workplaceOf(row: Remote, places: Rows): Employee["work_location"] {
  const id = idOf(row, "locationId")
  if (id === undefined) return row.locationId === undefined ? undefined : null
  const place = places && placeOf(places, id)
  return { id, name: text(row, "locationName"), ...(place ? addressOf(place) : {}) }
}
