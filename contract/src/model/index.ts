/**
 * The unified model `hris` as data: one file a resource with its row schema and its filters.
 * Everything else (routes, documentation, filters of the gateway) is derived from this table.
 */
import { z } from "zod"
import { mappingErrors } from "../mapping.js"
import { type Attendance, attendance, attendanceFilters } from "./attendance.js"
import { type Company, company, companyFilters } from "./companies.js"
import { type Document, document, documentFilters } from "./documents.js"
import {
  type EmployeeCompensation,
  employeeCompensation,
  employeeCompensationFilters,
} from "./employee-compensations.js"
import { type Employee, employee, employeeFilters } from "./employees.js"
import { type Employment, employment, employmentFilters } from "./employments.js"
import { type Field, field, fieldFilters } from "./fields.js"
import type { Filters } from "./filter.js"
import { type Group, group, groupFilters } from "./groups.js"
import { type Holiday, holiday, holidayFilters } from "./holidays.js"
import { type JobRole, jobRole, jobRoleFilters } from "./job-roles.js"
import { type Location, location, locationFilters } from "./locations.js"
import { type TimeoffBalance, timeoffBalance, timeoffBalanceFilters } from "./timeoff-balances.js"
import { type TimeoffPolicy, timeoffPolicy, timeoffPolicyFilters } from "./timeoff-policies.js"
import { type TimeoffRequest, timeoffRequest, timeoffRequestFilters } from "./timeoff-requests.js"
import { type TimeoffType, timeoffType, timeoffTypeFilters } from "./timeoff-types.js"

/** Unified rows by resource name. */
export type Rows = {
  employees: Employee
  employments: Employment
  employee_compensations: EmployeeCompensation
  fields: Field
  groups: Group
  locations: Location
  timeoff_policies: TimeoffPolicy
  timeoff_requests: TimeoffRequest
  timeoff_types: TimeoffType
  timeoff_balances: TimeoffBalance
  companies: Company
  job_roles: JobRole
  holidays: Holiday
  attendance: Attendance
  documents: Document
}
export type ResourceName = keyof Rows

export type ResourceModel = {
  label: string
  description: string
  row: z.ZodObject
  filters: Filters
}

export const MODEL_NAME = "hris"

const resources: Record<ResourceName, ResourceModel> = {
  employees: {
    label: "Employees",
    description: "The people of the company, past, present and coming.",
    row: employee,
    filters: employeeFilters,
  },
  employments: {
    label: "Employments",
    description: "Effective-dated versions of a person's job: title, pay, hours, dates.",
    row: employment,
    filters: employmentFilters,
  },
  employee_compensations: {
    label: "Employee compensations",
    description: "What a person is paid: salary versions and further pay elements of the contract.",
    row: employeeCompensation,
    filters: employeeCompensationFilters,
  },
  fields: {
    label: "Fields",
    description: "Definitions of the company's own fields.",
    row: field,
    filters: fieldFilters,
  },
  groups: {
    label: "Groups",
    description: "Teams of the company, nested where the company nests them.",
    row: group,
    filters: groupFilters,
  },
  locations: {
    label: "Locations",
    description: "Workplaces of the company.",
    row: location,
    filters: locationFilters,
  },
  timeoff_policies: {
    label: "Time-off policies",
    description: "Sets of rules on how much time off people have.",
    row: timeoffPolicy,
    filters: timeoffPolicyFilters,
  },
  timeoff_requests: {
    label: "Time-off requests",
    description: "Absences: requested, approved, rejected, cancelled.",
    row: timeoffRequest,
    filters: timeoffRequestFilters,
  },
  timeoff_types: {
    label: "Time-off types",
    description: "Kinds of absence.",
    row: timeoffType,
    filters: timeoffTypeFilters,
  },
  timeoff_balances: {
    label: "Time-off balances",
    description: "What each person has left of each counter of time off.",
    row: timeoffBalance,
    filters: timeoffBalanceFilters,
  },
  companies: {
    label: "Companies",
    description: "The company, or the legal entities that employ its people.",
    row: company,
    filters: companyFilters,
  },
  job_roles: {
    label: "Job roles",
    description: "The company's catalogue of jobs.",
    row: jobRole,
    filters: jobRoleFilters,
  },
  holidays: {
    label: "Holidays",
    description: "Days on which a workplace, or the whole company, is closed.",
    row: holiday,
    filters: holidayFilters,
  },
  attendance: {
    label: "Attendance",
    description: "The time that people have worked, by day.",
    row: attendance,
    filters: attendanceFilters,
  },
  documents: {
    label: "Documents",
    description: "Files of people and of the company: what is known of each, and a download.",
    row: document,
    filters: documentFilters,
  },
}

/** Overrides give rows fields of their own, and say what failed. */
const withOverrides = ({ row, ...resource }: ResourceModel): ResourceModel => ({
  ...resource,
  row: row
    .extend({ mapping_errors: mappingErrors() })
    .catchall(z.unknown())
    .meta({ ...row.meta() }),
})

export const model = Object.fromEntries(
  Object.entries(resources).map(([name, resource]) => [name, withOverrides(resource)]),
) as Record<ResourceName, ResourceModel> // names of the literal above

export const RESOURCES = Object.keys(model) as ResourceName[] // keys of the literal above

export const isResourceName = (name: string): name is ResourceName => Object.hasOwn(model, name)

export * from "./attendance.js"
export * from "./companies.js"
export * from "./documents.js"
export * from "./employee-compensations.js"
export * from "./employees.js"
export * from "./employments.js"
export * from "./fields.js"
export * from "./filter.js"
export * from "./groups.js"
export * from "./holidays.js"
export * from "./job-roles.js"
export * from "./locations.js"
export { UNITS } from "./shared.js"
export * from "./timeoff-balances.js"
export * from "./timeoff-policies.js"
export * from "./timeoff-requests.js"
export * from "./timeoff-types.js"
export { ACTIONS, type Action, type WriteModel } from "./write.js"
export * from "./writes.js"
