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
import { groupsOf, optionOf, payGroupOf } from "../groups.js"
import { type Found, nameOf, shownNameOf } from "../names.js"
import * as tables from "../tables.js"
import { byDate, type Rows, withStatus } from "../timeline.js"
import { terminateEmployee, unterminateEmployee } from "../writes/departures.js"
import { createEmployee, updateEmployee } from "../writes/people.js"

/** Unified fields that come from the report. */
const REPORTED = [
  ...["employee_number", "name", "groups", "employments", "home_location", "manager", "pay_group", "gender"],
  ...["gender_source", "date_of_birth", "nationality", "start_date", "termination_date", "termination_reason"],
  ...["employment_status", "employment_status_source", "weekly_hours", "ssn", "custom_fields", "updated_at"],
]
const ofPerson = { employeeId: "employeeId" }

export const employees = resource(
  "employees",
  {
    people: view({
      from: tables.employees,
      relations: {
        report: one(tables.report, { id: "employeeId" }, { fields: REPORTED }),
        jobs: many(tables.jobs, ofPerson, { fields: ["employments", "job_title", "groups", "work_location"] }),
        pays: many(tables.pays, ofPerson, { fields: ["employments"] }),
        statuses: many(tables.statuses, ofPerson, {
          fields: ["employments", "termination_reason", "employment_type", "employment_type_source"],
        }),
        manager: one(tables.employees, { employeeId: via("report", "supervisorEId") }, { fields: ["manager"] }),
        places: many(tables.places, { label: "locationName" }, { fields: ["work_location"] }),
        departments: many(tables.options, { name: via("jobs", "department") }, { fields: ["groups"] }),
        divisions: many(tables.options, { name: via("jobs", "division") }, { fields: ["groups"] }),
        locations: many(tables.options, { name: via("jobs", "location") }, { fields: ["work_location"] }),
        sites: many(tables.places, { label: via("jobs", "location") }, { fields: ["work_location"] }),
        teams: many(tables.options, { name: via("report", "teams") }, { fields: ["groups"] }),
        payGroups: many(tables.options, { name: via("report", "payGroup") }, { fields: ["pay_group"] }),
        fields: all(tables.fields, { fields: ["custom_fields"] }),
        columns: all(tables.columns, { fields: ["custom_fields"] }),
      },
      unsupported: ["company", "created_at"],
      followsToday: true,
      map: (row, related, { today }) => toEmployee(row, { ...related, statuses: withStatus(related.statuses) }, today),
      // Not pushed: status, which is by dates here, and names, whose comparison is not known.
      push: { id: toList("filter[ids]") },
    }),
  },
  {
    writes: {
      create: createEmployee,
      update: updateEmployee,
      terminate: terminateEmployee,
      unterminate: unterminateEmployee,
    },
    lacks: {
      invite: "BambooHR's API sends no invitations: give the person access in BambooHR, in the settings of the person.",
    },
  },
)

type Facts = {
  report?: Found
  jobs?: Rows
  pays?: Rows
  statuses?: Rows
  manager?: Found
  places?: Rows
  departments?: Rows
  divisions?: Rows
  locations?: Rows
  sites?: Rows
  teams?: Rows
  payGroups?: Rows
  fields?: Rows
  columns?: Rows
}

function toEmployee(row: Remote, related: Facts, today: string): Employee {
  const { report, statuses, departments, divisions, teams } = related
  const coming = comingJob(row, related.jobs, today)
  return {
    id: idOf(row, "employeeId") ?? "",
    first_name: text(row, "firstName"),
    middle_name: text(row, "middleName"),
    last_name: text(row, "lastName"),
    name: nameOf(row, report),
    preferred_name: text(row, "preferredName"),
    job_title: titleOf(row, coming),
    groups: groupsOf(row, {
      report,
      teams,
      coming,
      listed: departments && divisions && [...departments, ...divisions],
    }),
    emails: emailsOf(row),
    phones: phonesOf(row),
    employments: historyOf(row, related, today),
    work_location: workplaceOf(row, coming, related),
    manager: managerOf(row, related),
    ...employmentStatusOf(row, { report, statuses }, today),
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

/**
 * The list has what holds today. Of somebody who has no title there, or whose title is out of sight and who has no job
 * yet, it is the first job ahead; null: there is none, or it is not needed. Undefined: not known.
 */
function comingJob(row: Remote, jobs: Rows, today: string): Found {
  const title = text(row, "jobTitleName")
  if (title) return null
  const dated = jobs && byDate(jobs, "date")
  if (title === undefined && dated?.some(({ date }) => date <= today)) return null
  return dated && (dated.find(({ date }) => date > today)?.row ?? null)
}

function titleOf(row: Remote, coming: Found): string | null | undefined {
  const current = text(row, "jobTitleName")
  if (current !== null) return current
  return coming ? text(coming, "jobTitle") : coming
}

/** Both lists have it, and either of them may withhold it. */
function birthOf(row: Remote, report: Remote): string | null | undefined {
  const [own, reported] = [day(row, "birthDate"), day(report, "dateOfBirth")]
  return own ?? reported ?? (own === undefined && reported === undefined ? undefined : null)
}

/** Whole, or not at all: what a table tells that may not be read any more has not changed. */
function historyOf(row: Remote, { jobs, pays, statuses, report }: Facts, today: string): Employee["employments"] {
  if (!(jobs && pays && statuses)) return undefined
  return employmentsOf({ jobs, pays, statuses, person: row, report, today })
}

/**
 * `supervisorId` is the manager's number, so it is never looked at. Of people who are to come only the report knows the
 * manager. Nobody is their own manager.
 */
function managerOf(row: Remote, { report, manager }: Facts): Employee["manager"] {
  const own = idOf(row, "reportsToId")
  const id = own ?? (report ? idOf(report, "supervisorEId") : undefined)
  const isReported = report ? report.supervisorEId !== undefined : false
  if (id === undefined || id === "0") return isReported ? null : undefined
  if (id === idOf(row, "employeeId")) return null
  // The name in the row is as old as the row: it does not change with the manager.
  if (manager && idOf(manager, "employeeId") === id) return { id, name: shownNameOf(manager) }
  return { id, name: own ? text(row, "reportsToName") : undefined }
}

function workplaceOf(row: Remote, coming: Found, { places, locations, sites }: Facts): Employee["work_location"] {
  const id = idOf(row, "locationId")
  if (id !== undefined) return withAddress({ id, name: text(row, "locationName") }, places)
  if (row.locationId === undefined || coming === undefined) return undefined
  const name = coming && text(coming, "location")
  if (!name) return null
  const option = locations && optionOf(locations, "location", name)
  return option ? withAddress({ id: idOf(option) ?? "", name }, sites) : undefined
}

function withAddress(workplace: NonNullable<Employee["work_location"]>, places: Rows): Employee["work_location"] {
  const place = places && placeOf(places, workplace.id)
  return { ...workplace, ...(place ? addressOf(place) : {}) }
}
