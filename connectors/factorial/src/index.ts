/**
 * The whole of Factorial (factorialhr.com), API version 2026-10-01: how to speak to it, and one file for each
 * resource with its mapping. Data and pure functions; requests, paging and retries belong to the connector kit.
 */
import { defineConnector } from "@rollcall/connector-kit"
import { api } from "./api.js"
import { apiKey, companyOAuth } from "./auth.js"
import { catalogue } from "./catalogue.js"
import { connect } from "./connect.js"
import { attendance } from "./resources/attendance.js"
import { companies } from "./resources/companies.js"
import { documents } from "./resources/documents.js"
import { employeeCompensations } from "./resources/employee-compensations.js"
import { employees } from "./resources/employees.js"
import { employments } from "./resources/employments.js"
import { fields } from "./resources/fields.js"
import { groups } from "./resources/groups.js"
import { holidays } from "./resources/holidays.js"
import { roles } from "./resources/job-roles.js"
import { companyDay, locations } from "./resources/locations.js"
import { timeoffBalances } from "./resources/timeoff-balances.js"
import { timeoffPolicies } from "./resources/timeoff-policies.js"
import { timeoffRequests } from "./resources/timeoff-requests.js"
import { timeoffTypes } from "./resources/timeoff-types.js"
import { webhooks } from "./webhooks.js"

export const factorial = defineConnector({
  id: "factorial",
  name: "Factorial",
  category: "hris",
  auth: { api_key: apiKey, oauth2: companyOAuth },
  api,
  version: "1",
  connect,
  companyDay,
  resources: {
    employees,
    employments,
    employee_compensations: employeeCompensations,
    fields,
    groups,
    locations,
    timeoff_policies: timeoffPolicies,
    timeoff_requests: timeoffRequests,
    timeoff_types: timeoffTypes,
    timeoff_balances: timeoffBalances,
    companies,
    job_roles: roles,
    holidays,
    attendance,
    documents,
  },
  proxy: catalogue,
  webhooks,
})
