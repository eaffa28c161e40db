// Made from the contract by clients/sdk/scripts/generate.js: `npm run generate:sdk` writes it anew.
import type { Answer, Body, Call, DryCall, NewCall, Own, PageOf, Pages, Query, RowOf } from "../types.js"
import type { components } from "./api.js"

/**
 * Every method: HTTP method, path, then what it is: `cursor`, `admin` or `sequence` how a list goes on, `account` it takes
 * the client's account in its query and `own` in its body, `key` it takes an idempotency key, `body` a body comes after the
 * path's values, `file` it answers a file.
 */
export const METHODS = {
  employees: {
    list: "GET /unified/hris/employees cursor account",
    create: "POST /unified/hris/employees account key body",
    get: "GET /unified/hris/employees/{id} account",
    update: "PATCH /unified/hris/employees/{id} account key body",
    terminate: "POST /unified/hris/employees/{id}/terminate account key body",
    unterminate: "POST /unified/hris/employees/{id}/unterminate account key",
    invite: "POST /unified/hris/employees/{id}/invite account key",
  },
  employments: {
    list: "GET /unified/hris/employments cursor account",
    create: "POST /unified/hris/employments account key body",
    get: "GET /unified/hris/employments/{id} account",
  },
  employeeCompensations: {
    list: "GET /unified/hris/employee_compensations cursor account",
    get: "GET /unified/hris/employee_compensations/{id} account",
  },
  fields: {
    list: "GET /unified/hris/fields cursor account",
    get: "GET /unified/hris/fields/{id} account",
  },
  groups: {
    list: "GET /unified/hris/groups cursor account",
    create: "POST /unified/hris/groups account key body",
    get: "GET /unified/hris/groups/{id} account",
    update: "PATCH /unified/hris/groups/{id} account key body",
    delete: "DELETE /unified/hris/groups/{id} account key",
    addMembers: "POST /unified/hris/groups/{id}/add_members account key body",
    removeMembers: "POST /unified/hris/groups/{id}/remove_members account key body",
  },
  locations: {
    list: "GET /unified/hris/locations cursor account",
    create: "POST /unified/hris/locations account key body",
    get: "GET /unified/hris/locations/{id} account",
    update: "PATCH /unified/hris/locations/{id} account key body",
    delete: "DELETE /unified/hris/locations/{id} account key",
  },
  timeoffPolicies: {
    list: "GET /unified/hris/timeoff_policies cursor account",
    get: "GET /unified/hris/timeoff_policies/{id} account",
  },
  timeoffRequests: {
    list: "GET /unified/hris/timeoff_requests cursor account",
    create: "POST /unified/hris/timeoff_requests account key body",
    get: "GET /unified/hris/timeoff_requests/{id} account",
    update: "PATCH /unified/hris/timeoff_requests/{id} account key body",
    delete: "DELETE /unified/hris/timeoff_requests/{id} account key",
    approve: "POST /unified/hris/timeoff_requests/{id}/approve account key body",
    reject: "POST /unified/hris/timeoff_requests/{id}/reject account key body",
    cancel: "POST /unified/hris/timeoff_requests/{id}/cancel account key body",
  },
  timeoffTypes: {
    list: "GET /unified/hris/timeoff_types cursor account",
    get: "GET /unified/hris/timeoff_types/{id} account",
  },
  timeoffBalances: {
    list: "GET /unified/hris/timeoff_balances cursor account",
    get: "GET /unified/hris/timeoff_balances/{id} account",
  },
  companies: {
    list: "GET /unified/hris/companies cursor account",
    get: "GET /unified/hris/companies/{id} account",
  },
  jobRoles: {
    list: "GET /unified/hris/job_roles cursor account",
    get: "GET /unified/hris/job_roles/{id} account",
  },
  holidays: {
    list: "GET /unified/hris/holidays cursor account",
    get: "GET /unified/hris/holidays/{id} account",
  },
  attendance: {
    list: "GET /unified/hris/attendance cursor account",
    get: "GET /unified/hris/attendance/{id} account",
  },
  documents: {
    list: "GET /unified/hris/documents cursor account",
    get: "GET /unified/hris/documents/{id} account",
    download: "GET /unified/hris/documents/{id}/download account file",
  },
  environments: {
    list: "GET /environment admin",
    get: "GET /environment/{id}",
    create: "POST /environment key body",
    update: "PATCH /environment/{id} key body",
  },
  integrations: {
    list: "GET /integration admin",
    get: "GET /integration/{id}",
    tools: "GET /integration/{id}/tools",
    capabilities: "GET /integration/{id}/capabilities",
  },
  environmentIntegrations: {
    list: "GET /environment-integration admin",
    get: "GET /environment-integration/{id}",
    create: "POST /environment-integration key body",
    update: "PATCH /environment-integration/{id} key body",
  },
  integratedAccounts: {
    list: "GET /integrated-account admin",
    get: "GET /integrated-account/{id}",
    create: "POST /integrated-account key body",
    update: "PATCH /integrated-account/{id} key body",
    delete: "DELETE /integrated-account/{id} key",
    me: "GET /integrated-account/me",
    updateMe: "PATCH /integrated-account/me key body",
    bulkDelete: "POST /integrated-account/bulk-delete key body",
    updateCredentials: "PATCH /integrated-account/{id}/credentials key body",
    refreshCredentials: "POST /integrated-account/refresh-credentials key body",
    runPostInstallActions: "POST /integrated-account/run-post-install-actions key body",
    createToken: "POST /integrated-account/token own key body",
    tools: "GET /integrated-account/{id}/tools",
    capabilities: "GET /integrated-account/{id}/capabilities",
    coverage: "GET /integrated-account/{id}/coverage",
  },
  linkTokens: {
    create: "POST /link-token key body",
    revoke: "DELETE /link-token/{link_token} key",
  },
  apiTokens: {
    list: "GET /api-token admin",
    get: "GET /api-token/{id}",
    create: "POST /api-token key body",
    update: "PATCH /api-token/{id} key body",
    delete: "DELETE /api-token/{id} key",
    rotate: "POST /api-token/{id}/rotate key body",
  },
  mcpTokens: {
    list: "GET /integrated-account/{id}/mcp admin",
    get: "GET /integrated-account/{id}/mcp/{token_id}",
    create: "POST /integrated-account/{id}/mcp key body",
    update: "PATCH /integrated-account/{id}/mcp/{token_id} key body",
    delete: "DELETE /integrated-account/{id}/mcp/{token_id} key",
  },
  webhooks: {
    list: "GET /webhook admin",
    get: "GET /webhook/{id}",
    create: "POST /webhook key body",
    update: "PATCH /webhook/{id} key body",
    delete: "DELETE /webhook/{id} key",
    test: "POST /webhook/test key body",
    rotateSecret: "POST /webhook/{id}/rotate-secret key body",
  },
  webhookDeliveries: {
    list: "GET /webhook-delivery admin",
    get: "GET /webhook-delivery/{id}",
    replay: "POST /webhook-delivery/replay key body",
  },
  changes: {
    list: "GET /changes sequence account",
  },
  syncRuns: {
    list: "GET /sync-run admin account",
    get: "GET /sync-run/{id}",
    create: "POST /sync-run own key body",
    confirm: "POST /sync-run/{id}/confirm key",
  },
  syncJobs: {
    list: "GET /sync-job admin",
    get: "GET /sync-job/{id}",
    create: "POST /sync-job key body",
    update: "PATCH /sync-job/{id} key body",
    delete: "DELETE /sync-job/{id} key",
  },
  syncJobRuns: {
    list: "GET /sync-job-run admin account",
    get: "GET /sync-job-run/{id}",
    create: "POST /sync-job-run key body",
  },
  syncJobCronTriggers: {
    list: "GET /sync-job-cron-trigger admin account",
    get: "GET /sync-job-cron-trigger/{id}",
    create: "POST /sync-job-cron-trigger key body",
    update: "PATCH /sync-job-cron-trigger/{id} key body",
    delete: "DELETE /sync-job-cron-trigger/{id} key",
    schedule: "POST /sync-job-cron-trigger/{id}/schedule key",
  },
  writes: {
    list: "GET /write admin account",
    get: "GET /write/{id}",
  },
  log: {
    list: "GET /log admin account",
    get: "GET /log/{id}",
  },
  exports: {
    read: "GET /export/{resource} account file",
  },
  mappingOverrides: {
    list: "GET /mapping-override admin account",
    get: "GET /mapping-override/{id}",
    put: "PUT /mapping-override key body",
    delete: "DELETE /mapping-override/{id} key",
    preview: "POST /mapping-override/preview own body",
  },
  unifiedModels: {
    list: "GET /unified-model admin",
    get: "GET /unified-model/{id}",
  },
  environmentUnifiedModels: {
    list: "GET /environment-unified-model admin",
    get: "GET /environment-unified-model/{id}",
    create: "POST /environment-unified-model key body",
  },
  environmentUnifiedModelResourceMethods: {
    list: "GET /environment-unified-model-resource-method admin",
    get: "GET /environment-unified-model-resource-method/{id}",
    create: "POST /environment-unified-model-resource-method key body",
    update: "PATCH /environment-unified-model-resource-method/{id} key body",
    delete: "DELETE /environment-unified-model-resource-method/{id} key",
  },
  descriptions: {
    model: "GET /unified/meta/{model}/{integration}",
    method: "GET /unified/{model}/{resource}/meta/{method} account",
    integrationMethod: "GET /unified/{model}/{resource}/{integration}/meta/{method}",
  },
  proxy: {
    list: "GET /proxy/{resource} cursor account",
    get: "GET /proxy/{resource}/{id} account",
    create: "POST /proxy/{resource} account key body",
    update: "PATCH /proxy/{resource}/{id} account key body",
    delete: "DELETE /proxy/{resource}/{id} account key body",
    call: "POST /proxy/{resource}/{id} account key body",
  },
  custom: {
    get: "GET /custom/{path} account",
    post: "POST /custom/{path} account key body",
    put: "PUT /custom/{path} account key body",
    patch: "PATCH /custom/{path} account key body",
    delete: "DELETE /custom/{path} account key body",
  },
  batches: {
    run: "POST /batch-request own key body",
  },
  teams: {
    list: "GET /team admin",
    get: "GET /team/{id}",
  },
  users: {
    list: "GET /user admin",
    get: "GET /user/{id}",
  },
  categories: {
    list: "GET /category admin",
  },
  documentation: {
    list: "GET /documentation admin",
    get: "GET /documentation/{id}",
  },
  server: {
    ping: "GET /ping",
    health: "GET /health",
    metrics: "GET /metrics file",
    openapi: "GET /openapi.json",
  },
} as const

/** Errors after which the same request may do. */
export const RETRIED: readonly string[] = [
  "request.rate_limited",
  "request.abandoned",
  "idempotency.in_progress",
  "account.not_synced",
  "upstream.rate_limited",
  "upstream.failed",
  "upstream.timeout",
  "write.unknown",
  "server.internal",
  "server.unavailable",
]

/** Every code with which a server refuses. */
export type ErrorCode =
  | "request.invalid"
  | "request.method_not_allowed"
  | "request.too_large"
  | "request.unsupported_media_type"
  | "request.rate_limited"
  | "request.abandoned"
  | "filter.unsupported"
  | "filter.not_permitted"
  | "filter.too_slow"
  | "cursor.invalid"
  | "cursor.expired"
  | "idempotency.mismatch"
  | "idempotency.in_progress"
  | "operation.unknown"
  | "operation.not_offered"
  | "operation.not_supported"
  | "resource.not_found"
  | "resource.conflict"
  | "changes.expired"
  | "webhook.test_failed"
  | "mapping.invalid"
  | "token.missing"
  | "token.invalid"
  | "token.forbidden"
  | "account.not_found"
  | "account.needs_reauth"
  | "account.read_only"
  | "account.not_synced"
  | "upstream.refused"
  | "upstream.forbidden"
  | "upstream.not_found"
  | "upstream.rate_limited"
  | "upstream.failed"
  | "upstream.timeout"
  | "upstream.address_refused"
  | "batch.limit_reached"
  | "write.partial"
  | "write.unknown"
  | "integration.not_installed"
  | "server.internal"
  | "server.unavailable"

type Schemas = components["schemas"]
/** The rows of each resource, by the name that events have for it. */
export type UnifiedRows = {
  "hris/employees": Schemas["Employee"]
  "hris/employments": Schemas["Employment"]
  "hris/employee_compensations": Schemas["EmployeeCompensation"]
  "hris/fields": Schemas["Field"]
  "hris/groups": Schemas["Group"]
  "hris/locations": Schemas["Location"]
  "hris/timeoff_policies": Schemas["TimeoffPolicy"]
  "hris/timeoff_requests": Schemas["TimeoffRequest"]
  "hris/timeoff_types": Schemas["TimeoffType"]
  "hris/timeoff_balances": Schemas["TimeoffBalance"]
  "hris/companies": Schemas["Company"]
  "hris/job_roles": Schemas["JobRole"]
  "hris/holidays": Schemas["Holiday"]
  "hris/attendance": Schemas["Attendance"]
  "hris/documents": Schemas["Document"]
}

export interface Employees {
  /** List employees. The people of the company, past, present and coming. `GET /unified/hris/employees` */
  list(query?: Query<"list_employees">, options?: Call): Pages<RowOf<"list_employees">, PageOf<"list_employees">>
  /** Add a person, with a first contract where its terms are given. `POST /unified/hris/employees` */
  create(body: Body<"create_employees">, options: DryCall<Query<"create_employees">>): Promise<Schemas["DryRun"]>
  create(
    body: Body<"create_employees">,
    options?: NewCall<Query<"create_employees">>,
  ): Promise<Answer<"create_employees">>
  /** Read one row of employees. `GET /unified/hris/employees/{id}` */
  get(id: string, query?: Query<"get_employees">, options?: Call): Promise<Answer<"get_employees">>
  /** Change what is known of a person, also values of the company's own fields. `PATCH /unified/hris/employees/{id}` */
  update(
    id: string,
    body: undefined | Body<"update_employees">,
    options: DryCall<Query<"update_employees">>,
  ): Promise<Schemas["DryRun"]>
  update(
    id: string,
    body?: Body<"update_employees">,
    options?: NewCall<Query<"update_employees">>,
  ): Promise<Answer<"update_employees">>
  /** End a person's employment. `POST /unified/hris/employees/{id}/terminate` */
  terminate(
    id: string,
    body: Body<"terminate_employees">,
    options: DryCall<Query<"terminate_employees">>,
  ): Promise<Schemas["DryRun"]>
  terminate(
    id: string,
    body: Body<"terminate_employees">,
    options?: NewCall<Query<"terminate_employees">>,
  ): Promise<Answer<"terminate_employees">>
  /** Take the end of a person's employment back. `POST /unified/hris/employees/{id}/unterminate` */
  unterminate(id: string, options: DryCall<Query<"unterminate_employees">>): Promise<Schemas["DryRun"]>
  unterminate(id: string, options?: NewCall<Query<"unterminate_employees">>): Promise<Answer<"unterminate_employees">>
  /** Invite a person to use the HR system. `POST /unified/hris/employees/{id}/invite` */
  invite(id: string, options: DryCall<Query<"invite_employees">>): Promise<Schemas["DryRun"]>
  invite(id: string, options?: NewCall<Query<"invite_employees">>): Promise<Answer<"invite_employees">>
}

export interface Employments {
  /** List employments. Effective-dated versions of a person's job: title, pay, hours, dates. `GET /unified/hris/employments` */
  list(query?: Query<"list_employments">, options?: Call): Pages<RowOf<"list_employments">, PageOf<"list_employments">>
  /** Make a new version of a person's job, which holds from a day on. `POST /unified/hris/employments` */
  create(body: Body<"create_employments">, options: DryCall<Query<"create_employments">>): Promise<Schemas["DryRun"]>
  create(
    body: Body<"create_employments">,
    options?: NewCall<Query<"create_employments">>,
  ): Promise<Answer<"create_employments">>
  /** Read one row of employments. `GET /unified/hris/employments/{id}` */
  get(id: string, query?: Query<"get_employments">, options?: Call): Promise<Answer<"get_employments">>
}

export interface EmployeeCompensations {
  /** List employee compensations. What a person is paid: salary versions and further pay elements of the contract. `GET /unified/hris/employee_compensations` */
  list(
    query?: Query<"list_employee_compensations">,
    options?: Call,
  ): Pages<RowOf<"list_employee_compensations">, PageOf<"list_employee_compensations">>
  /** Read one row of employee compensations. `GET /unified/hris/employee_compensations/{id}` */
  get(
    id: string,
    query?: Query<"get_employee_compensations">,
    options?: Call,
  ): Promise<Answer<"get_employee_compensations">>
}

export interface Fields {
  /** List fields. Definitions of the company's own fields. `GET /unified/hris/fields` */
  list(query?: Query<"list_fields">, options?: Call): Pages<RowOf<"list_fields">, PageOf<"list_fields">>
  /** Read one row of fields. `GET /unified/hris/fields/{id}` */
  get(id: string, query?: Query<"get_fields">, options?: Call): Promise<Answer<"get_fields">>
}

export interface Groups {
  /** List groups. Teams of the company, nested where the company nests them. `GET /unified/hris/groups` */
  list(query?: Query<"list_groups">, options?: Call): Pages<RowOf<"list_groups">, PageOf<"list_groups">>
  /** Make a group. `POST /unified/hris/groups` */
  create(body: Body<"create_groups">, options: DryCall<Query<"create_groups">>): Promise<Schemas["DryRun"]>
  create(body: Body<"create_groups">, options?: NewCall<Query<"create_groups">>): Promise<Answer<"create_groups">>
  /** Read one row of groups. `GET /unified/hris/groups/{id}` */
  get(id: string, query?: Query<"get_groups">, options?: Call): Promise<Answer<"get_groups">>
  /** Change a group. `PATCH /unified/hris/groups/{id}` */
  update(
    id: string,
    body: undefined | Body<"update_groups">,
    options: DryCall<Query<"update_groups">>,
  ): Promise<Schemas["DryRun"]>
  update(
    id: string,
    body?: Body<"update_groups">,
    options?: NewCall<Query<"update_groups">>,
  ): Promise<Answer<"update_groups">>
  /** Delete a group. `DELETE /unified/hris/groups/{id}` */
  delete(id: string, options: DryCall<Query<"delete_groups">>): Promise<Schemas["DryRun"]>
  delete(id: string, options?: NewCall<Query<"delete_groups">>): Promise<Answer<"delete_groups">>
  /** Put people into a group. `POST /unified/hris/groups/{id}/add_members` */
  addMembers(
    id: string,
    body: Body<"add_members_groups">,
    options: DryCall<Query<"add_members_groups">>,
  ): Promise<Schemas["DryRun"]>
  addMembers(
    id: string,
    body: Body<"add_members_groups">,
    options?: NewCall<Query<"add_members_groups">>,
  ): Promise<Answer<"add_members_groups">>
  /** Take people out of a group. `POST /unified/hris/groups/{id}/remove_members` */
  removeMembers(
    id: string,
    body: Body<"remove_members_groups">,
    options: DryCall<Query<"remove_members_groups">>,
  ): Promise<Schemas["DryRun"]>
  removeMembers(
    id: string,
    body: Body<"remove_members_groups">,
    options?: NewCall<Query<"remove_members_groups">>,
  ): Promise<Answer<"remove_members_groups">>
}

export interface Locations {
  /** List locations. Workplaces of the company. `GET /unified/hris/locations` */
  list(query?: Query<"list_locations">, options?: Call): Pages<RowOf<"list_locations">, PageOf<"list_locations">>
  /** Add a workplace. `POST /unified/hris/locations` */
  create(body: Body<"create_locations">, options: DryCall<Query<"create_locations">>): Promise<Schemas["DryRun"]>
  create(
    body: Body<"create_locations">,
    options?: NewCall<Query<"create_locations">>,
  ): Promise<Answer<"create_locations">>
  /** Read one row of locations. `GET /unified/hris/locations/{id}` */
  get(id: string, query?: Query<"get_locations">, options?: Call): Promise<Answer<"get_locations">>
  /** Change a workplace. `PATCH /unified/hris/locations/{id}` */
  update(
    id: string,
    body: undefined | Body<"update_locations">,
    options: DryCall<Query<"update_locations">>,
  ): Promise<Schemas["DryRun"]>
  update(
    id: string,
    body?: Body<"update_locations">,
    options?: NewCall<Query<"update_locations">>,
  ): Promise<Answer<"update_locations">>
  /** Delete a workplace. `DELETE /unified/hris/locations/{id}` */
  delete(id: string, options: DryCall<Query<"delete_locations">>): Promise<Schemas["DryRun"]>
  delete(id: string, options?: NewCall<Query<"delete_locations">>): Promise<Answer<"delete_locations">>
}

export interface TimeoffPolicies {
  /** List time-off policies. Sets of rules on how much time off people have. `GET /unified/hris/timeoff_policies` */
  list(
    query?: Query<"list_timeoff_policies">,
    options?: Call,
  ): Pages<RowOf<"list_timeoff_policies">, PageOf<"list_timeoff_policies">>
  /** Read one row of time-off policies. `GET /unified/hris/timeoff_policies/{id}` */
  get(id: string, query?: Query<"get_timeoff_policies">, options?: Call): Promise<Answer<"get_timeoff_policies">>
}

export interface TimeoffRequests {
  /** List time-off requests. Absences: requested, approved, rejected, cancelled. `GET /unified/hris/timeoff_requests` */
  list(
    query?: Query<"list_timeoff_requests">,
    options?: Call,
  ): Pages<RowOf<"list_timeoff_requests">, PageOf<"list_timeoff_requests">>
  /** Ask for time off. `POST /unified/hris/timeoff_requests` */
  create(
    body: Body<"create_timeoff_requests">,
    options: DryCall<Query<"create_timeoff_requests">>,
  ): Promise<Schemas["DryRun"]>
  create(
    body: Body<"create_timeoff_requests">,
    options?: NewCall<Query<"create_timeoff_requests">>,
  ): Promise<Answer<"create_timeoff_requests">>
  /** Read one row of time-off requests. `GET /unified/hris/timeoff_requests/{id}` */
  get(id: string, query?: Query<"get_timeoff_requests">, options?: Call): Promise<Answer<"get_timeoff_requests">>
  /** Change a request for time off. `PATCH /unified/hris/timeoff_requests/{id}` */
  update(
    id: string,
    body: undefined | Body<"update_timeoff_requests">,
    options: DryCall<Query<"update_timeoff_requests">>,
  ): Promise<Schemas["DryRun"]>
  update(
    id: string,
    body?: Body<"update_timeoff_requests">,
    options?: NewCall<Query<"update_timeoff_requests">>,
  ): Promise<Answer<"update_timeoff_requests">>
  /** Delete a request for time off. `DELETE /unified/hris/timeoff_requests/{id}` */
  delete(id: string, options: DryCall<Query<"delete_timeoff_requests">>): Promise<Schemas["DryRun"]>
  delete(id: string, options?: NewCall<Query<"delete_timeoff_requests">>): Promise<Answer<"delete_timeoff_requests">>
  /** Approve a request for time off. `POST /unified/hris/timeoff_requests/{id}/approve` */
  approve(
    id: string,
    body: undefined | Body<"approve_timeoff_requests">,
    options: DryCall<Query<"approve_timeoff_requests">>,
  ): Promise<Schemas["DryRun"]>
  approve(
    id: string,
    body?: Body<"approve_timeoff_requests">,
    options?: NewCall<Query<"approve_timeoff_requests">>,
  ): Promise<Answer<"approve_timeoff_requests">>
  /** Reject a request for time off. `POST /unified/hris/timeoff_requests/{id}/reject` */
  reject(
    id: string,
    body: undefined | Body<"reject_timeoff_requests">,
    options: DryCall<Query<"reject_timeoff_requests">>,
  ): Promise<Schemas["DryRun"]>
  reject(
    id: string,
    body?: Body<"reject_timeoff_requests">,
    options?: NewCall<Query<"reject_timeoff_requests">>,
  ): Promise<Answer<"reject_timeoff_requests">>
  /** Cancel a request for time off, whether it is approved or not. `POST /unified/hris/timeoff_requests/{id}/cancel` */
  cancel(
    id: string,
    body: undefined | Body<"cancel_timeoff_requests">,
    options: DryCall<Query<"cancel_timeoff_requests">>,
  ): Promise<Schemas["DryRun"]>
  cancel(
    id: string,
    body?: Body<"cancel_timeoff_requests">,
    options?: NewCall<Query<"cancel_timeoff_requests">>,
  ): Promise<Answer<"cancel_timeoff_requests">>
}

export interface TimeoffTypes {
  /** List time-off types. Kinds of absence. `GET /unified/hris/timeoff_types` */
  list(
    query?: Query<"list_timeoff_types">,
    options?: Call,
  ): Pages<RowOf<"list_timeoff_types">, PageOf<"list_timeoff_types">>
  /** Read one row of time-off types. `GET /unified/hris/timeoff_types/{id}` */
  get(id: string, query?: Query<"get_timeoff_types">, options?: Call): Promise<Answer<"get_timeoff_types">>
}

export interface TimeoffBalances {
  /** List time-off balances. What each person has left of each counter of time off. `GET /unified/hris/timeoff_balances` */
  list(
    query?: Query<"list_timeoff_balances">,
    options?: Call,
  ): Pages<RowOf<"list_timeoff_balances">, PageOf<"list_timeoff_balances">>
  /** Read one row of time-off balances. `GET /unified/hris/timeoff_balances/{id}` */
  get(id: string, query?: Query<"get_timeoff_balances">, options?: Call): Promise<Answer<"get_timeoff_balances">>
}

export interface Companies {
  /** List companies. The company, or the legal entities that employ its people. `GET /unified/hris/companies` */
  list(query?: Query<"list_companies">, options?: Call): Pages<RowOf<"list_companies">, PageOf<"list_companies">>
  /** Read one row of companies. `GET /unified/hris/companies/{id}` */
  get(id: string, query?: Query<"get_companies">, options?: Call): Promise<Answer<"get_companies">>
}

export interface JobRoles {
  /** List job roles. The company's catalogue of jobs. `GET /unified/hris/job_roles` */
  list(query?: Query<"list_job_roles">, options?: Call): Pages<RowOf<"list_job_roles">, PageOf<"list_job_roles">>
  /** Read one row of job roles. `GET /unified/hris/job_roles/{id}` */
  get(id: string, query?: Query<"get_job_roles">, options?: Call): Promise<Answer<"get_job_roles">>
}

export interface Holidays {
  /** List holidays. Days on which a workplace, or the whole company, is closed. `GET /unified/hris/holidays` */
  list(query?: Query<"list_holidays">, options?: Call): Pages<RowOf<"list_holidays">, PageOf<"list_holidays">>
  /** Read one row of holidays. `GET /unified/hris/holidays/{id}` */
  get(id: string, query?: Query<"get_holidays">, options?: Call): Promise<Answer<"get_holidays">>
}

export interface Attendance {
  /** List attendance. The time that people have worked, by day. `GET /unified/hris/attendance` */
  list(query?: Query<"list_attendance">, options?: Call): Pages<RowOf<"list_attendance">, PageOf<"list_attendance">>
  /** Read one row of attendance. `GET /unified/hris/attendance/{id}` */
  get(id: string, query?: Query<"get_attendance">, options?: Call): Promise<Answer<"get_attendance">>
}

export interface Documents {
  /** List documents. Files of people and of the company: what is known of each, and a download. `GET /unified/hris/documents` */
  list(query?: Query<"list_documents">, options?: Call): Pages<RowOf<"list_documents">, PageOf<"list_documents">>
  /** Read one row of documents. `GET /unified/hris/documents/{id}` */
  get(id: string, query?: Query<"get_documents">, options?: Call): Promise<Answer<"get_documents">>
  /** The file of a document, streamed as the HR system has it. `GET /unified/hris/documents/{id}/download` */
  download(id: string, query?: Query<"download_document">, options?: Call): Promise<Response>
}

export interface Environments {
  /** List: environments. `GET /environment` */
  list(
    query?: Query<"list_environments">,
    options?: Call,
  ): Pages<RowOf<"list_environments">, PageOf<"list_environments">>
  /** Read one: environments. `GET /environment/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_environment">>
  /** Create an isolated environment; answers its first API token once. Only for tokens of the default one. `POST /environment` */
  create(
    body: Body<"create_environment">,
    options?: NewCall<Query<"create_environment">>,
  ): Promise<Answer<"create_environment">>
  /** Rename an environment, or change how its link page looks; settings left out keep their value. `PATCH /environment/{id}` */
  update(
    id: string,
    body?: Body<"update_environment">,
    options?: NewCall<Query<"update_environment">>,
  ): Promise<Answer<"update_environment">>
}

export interface Integrations {
  /** List: integrations. `GET /integration` */
  list(
    query?: Query<"list_integrations">,
    options?: Call,
  ): Pages<RowOf<"list_integrations">, PageOf<"list_integrations">>
  /** Read one: integrations. `GET /integration/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_integration">>
  /** The integration's methods as tools for an agent. `GET /integration/{id}/tools` */
  tools(id: string, query?: Query<"list_integration_tools">, options?: Call): Promise<Answer<"list_integration_tools">>
  /** Every proxy and unified method of the integration. `GET /integration/{id}/capabilities` */
  capabilities(
    id: string,
    query?: Query<"get_integration_capabilities">,
    options?: Call,
  ): Promise<Answer<"get_integration_capabilities">>
}

export interface EnvironmentIntegrations {
  /** List: installed integrations. `GET /environment-integration` */
  list(
    query?: Query<"list_environment_integrations">,
    options?: Call,
  ): Pages<RowOf<"list_environment_integrations">, PageOf<"list_environment_integrations">>
  /** Read one: installed integrations. `GET /environment-integration/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_environment_integration">>
  /** Install an integration in the environment. `POST /environment-integration` */
  create(
    body: Body<"create_environment_integration">,
    options?: NewCall<Query<"create_environment_integration">>,
  ): Promise<Answer<"create_environment_integration">>
  /** Change an installed integration; `override` is replaced whole, its secrets are write-only. `PATCH /environment-integration/{id}` */
  update(
    id: string,
    body?: Body<"update_environment_integration">,
    options?: NewCall<Query<"update_environment_integration">>,
  ): Promise<Answer<"update_environment_integration">>
}

export interface IntegratedAccounts {
  /** List the connections of your customers. `GET /integrated-account` */
  list(
    query?: Query<"list_integrated_accounts">,
    options?: Call,
  ): Pages<RowOf<"list_integrated_accounts">, PageOf<"list_integrated_accounts">>
  /** Read one connection. `GET /integrated-account/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_integrated_account">>
  /** Import a connection: `context.api_key`, or `context.oauth.token {access_token, refresh_token, expires_in}`. It is `validating` until the HR system has taken them. `POST /integrated-account` */
  create(
    body: Body<"create_integrated_account">,
    options?: NewCall<Query<"create_integrated_account">>,
  ): Promise<Answer<"create_integrated_account">>
  /** Change a connection; secrets may be replaced, never read. `PATCH /integrated-account/{id}` */
  update(
    id: string,
    body?: Body<"update_integrated_account">,
    options?: NewCall<Query<"update_integrated_account">>,
  ): Promise<Answer<"update_integrated_account">>
  /** Remove a connection with everything kept for it. `DELETE /integrated-account/{id}` */
  delete(
    id: string,
    options?: NewCall<Query<"delete_integrated_account">>,
  ): Promise<Answer<"delete_integrated_account">>
  /** The connection of the integrated account token that calls. `GET /integrated-account/me` */
  me(options?: Call): Promise<Answer<"get_own_account">>
  /** Merge `context` into the connection of the calling token. `PATCH /integrated-account/me` */
  updateMe(
    body: Body<"update_own_account">,
    options?: NewCall<Query<"update_own_account">>,
  ): Promise<Answer<"update_own_account">>
  /** Remove connections by `ids`, or all of one `tenant_id`. `POST /integrated-account/bulk-delete` */
  bulkDelete(
    body?: Body<"bulk_delete_integrated_accounts">,
    options?: NewCall<Query<"bulk_delete_integrated_accounts">>,
  ): Promise<Answer<"bulk_delete_integrated_accounts">>
  /** Replace the credentials: `{context: {...}}`, or the credential fields themselves. `PATCH /integrated-account/{id}/credentials` */
  updateCredentials(
    id: string,
    body?: Body<"update_integrated_account_credentials">,
    options?: NewCall<Query<"update_integrated_account_credentials">>,
  ): Promise<Answer<"update_integrated_account_credentials">>
  /** Refresh the OAuth token of a connection now. `POST /integrated-account/refresh-credentials` */
  refreshCredentials(
    body: Body<"refresh_credentials">,
    options?: NewCall<Query<"refresh_credentials">>,
  ): Promise<Answer<"refresh_credentials">>
  /** Check a connection again: whose it is and what it may read. Its status says the result. `POST /integrated-account/run-post-install-actions` */
  runPostInstallActions(
    body: Body<"run_post_install_actions">,
    options?: NewCall<Query<"run_post_install_actions">>,
  ): Promise<Answer<"run_post_install_actions">>
  /** A token that can only use one connection, for 15 minutes unless `expires_in` says otherwise. `POST /integrated-account/token` */
  createToken(
    body?: Own<Body<"create_integrated_account_token">>,
    options?: NewCall<Query<"create_integrated_account_token">>,
  ): Promise<Answer<"create_integrated_account_token">>
  /** The connection's methods as tools for an agent. `GET /integrated-account/{id}/tools` */
  tools(id: string, query?: Query<"list_account_tools">, options?: Call): Promise<Answer<"list_account_tools">>
  /** Every proxy and unified method of the connection. `GET /integrated-account/{id}/capabilities` */
  capabilities(
    id: string,
    query?: Query<"get_account_capabilities">,
    options?: Call,
  ): Promise<Answer<"get_account_capabilities">>
  /** What each field of each resource holds for this connection, and what the customer has not allowed. `GET /integrated-account/{id}/coverage` */
  coverage(id: string, query?: Query<"get_account_coverage">, options?: Call): Promise<Answer<"get_account_coverage">>
}

export interface LinkTokens {
  /** A token with which a customer connects, or reconnects, on the link page. It works once. `POST /link-token` */
  create(
    body?: Body<"create_link_token">,
    options?: NewCall<Query<"create_link_token">>,
  ): Promise<Answer<"create_link_token">>
  /** Make an unused link token worthless. `DELETE /link-token/{link_token}` */
  revoke(linkToken: string, options?: NewCall<Query<"revoke_link_token">>): Promise<Answer<"revoke_link_token">>
}

export interface ApiTokens {
  /** List: api tokens. `GET /api-token` */
  list(query?: Query<"list_api_tokens">, options?: Call): Pages<RowOf<"list_api_tokens">, PageOf<"list_api_tokens">>
  /** Read one: api tokens. `GET /api-token/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_api_token">>
  /** Create an API token; the secret is shown once. It can do no more than the token that makes it. `POST /api-token` */
  create(
    body: Body<"create_api_token">,
    options?: NewCall<Query<"create_api_token">>,
  ): Promise<Answer<"create_api_token">>
  /** Change what an API token may do, its limit, its end or its name. What is left out stays. `PATCH /api-token/{id}` */
  update(
    id: string,
    body?: Body<"update_api_token">,
    options?: NewCall<Query<"update_api_token">>,
  ): Promise<Answer<"update_api_token">>
  /** Revoke an API token, with the integrated account tokens that it made. `DELETE /api-token/{id}` */
  delete(id: string, options?: NewCall<Query<"delete_api_token">>): Promise<Answer<"delete_api_token">>
  /** Make a new secret, shown once. Earlier ones work for `grace_seconds` (a day unless given); 0 ends them now. `POST /api-token/{id}/rotate` */
  rotate(
    id: string,
    body?: Body<"rotate_api_token">,
    options?: NewCall<Query<"rotate_api_token">>,
  ): Promise<Answer<"rotate_api_token">>
}

export interface McpTokens {
  /** List the MCP tokens of a connection. `GET /integrated-account/{id}/mcp` */
  list(
    id: string,
    query?: Query<"list_mcp_tokens">,
    options?: Call,
  ): Pages<RowOf<"list_mcp_tokens">, PageOf<"list_mcp_tokens">>
  /** Read one MCP token, without its secret. `GET /integrated-account/{id}/mcp/{token_id}` */
  get(id: string, tokenId: string, options?: Call): Promise<Answer<"get_mcp_token">>
  /** Make a token with which an agent calls tools of one connection; token and url are shown once. `POST /integrated-account/{id}/mcp` */
  create(
    id: string,
    body: Body<"create_mcp_token">,
    options?: NewCall<Query<"create_mcp_token">>,
  ): Promise<Answer<"create_mcp_token">>
  /** Rename a token, replace its config, or change when it ends; `expires_at: null` lets it last. `PATCH /integrated-account/{id}/mcp/{token_id}` */
  update(
    id: string,
    tokenId: string,
    body?: Body<"update_mcp_token">,
    options?: NewCall<Query<"update_mcp_token">>,
  ): Promise<Answer<"update_mcp_token">>
  /** Revoke an MCP token. `DELETE /integrated-account/{id}/mcp/{token_id}` */
  delete(id: string, tokenId: string, options?: NewCall<Query<"delete_mcp_token">>): Promise<Answer<"delete_mcp_token">>
}

export interface Webhooks {
  /** List: webhooks. `GET /webhook` */
  list(query?: Query<"list_webhooks">, options?: Call): Pages<RowOf<"list_webhooks">, PageOf<"list_webhooks">>
  /** Read one: webhooks. `GET /webhook/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_webhook">>
  /** Register an endpoint for events from now on; the secret is shown once. `POST /webhook` */
  create(body: Body<"create_webhook">, options?: NewCall<Query<"create_webhook">>): Promise<Answer<"create_webhook">>
  /** Change an endpoint. Switched on again, it goes on where it stopped. `PATCH /webhook/{id}` */
  update(
    id: string,
    body?: Body<"update_webhook">,
    options?: NewCall<Query<"update_webhook">>,
  ): Promise<Answer<"update_webhook">>
  /** Remove an endpoint with its deliveries. `DELETE /webhook/{id}` */
  delete(id: string, options?: NewCall<Query<"delete_webhook">>): Promise<Answer<"delete_webhook">>
  /** Send a test event now; `event_type` sends a made-up event of that type. The answer says what the target did; 422 when it was not accepted. `POST /webhook/test` */
  test(body: Body<"test_webhook">, options?: NewCall<Query<"test_webhook">>): Promise<Answer<"test_webhook">>
  /** Make a new secret, shown once. Both sign for `overlap_seconds` (a day unless given). `POST /webhook/{id}/rotate-secret` */
  rotateSecret(
    id: string,
    body?: Body<"rotate_webhook_secret">,
    options?: NewCall<Query<"rotate_webhook_secret">>,
  ): Promise<Answer<"rotate_webhook_secret">>
}

export interface WebhookDeliveries {
  /** List deliveries, the newest first. `GET /webhook-delivery` */
  list(
    query?: Query<"list_webhook_deliveries">,
    options?: Call,
  ): Pages<RowOf<"list_webhook_deliveries">, PageOf<"list_webhook_deliveries">>
  /** Read one delivery with the body that was sent and its last ten attempts. `GET /webhook-delivery/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_webhook_delivery">>
  /** Send deliveries again: some by `ids`, or those of `webhook_id` made `from` (inclusive) `to` (exclusive). `POST /webhook-delivery/replay` */
  replay(
    body?: Body<"replay_webhook_deliveries">,
    options?: NewCall<Query<"replay_webhook_deliveries">>,
  ): Promise<Answer<"replay_webhook_deliveries">>
}

export interface Changes {
  /** What happened, in order, after a sequence number; 410 when what comes after it is no longer kept, or it is of another log. `GET /changes` */
  list(query?: Query<"list_changes">, options?: Call): Pages<RowOf<"list_changes">, PageOf<"list_changes">>
}

export interface SyncRuns {
  /** List: sync runs. `GET /sync-run` */
  list(query?: Query<"list_sync_runs">, options?: Call): Pages<RowOf<"list_sync_runs">, PageOf<"list_sync_runs">>
  /** A run with its live progress. `GET /sync-run/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_sync_run">>
  /** Sync a connection now; answers at once, the run goes on in the background. `POST /sync-run` */
  create(
    body?: Own<Body<"create_sync_run">>,
    options?: NewCall<Query<"create_sync_run">>,
  ): Promise<Answer<"create_sync_run">>
  /** Let a held run delete the rows that are still missing. `POST /sync-run/{id}/confirm` */
  confirm(id: string, options?: NewCall<Query<"confirm_sync_run">>): Promise<Answer<"confirm_sync_run">>
}

export interface SyncJobs {
  /** List: sync jobs. `GET /sync-job` */
  list(query?: Query<"list_sync_jobs">, options?: Call): Pages<RowOf<"list_sync_jobs">, PageOf<"list_sync_jobs">>
  /** Read one: sync jobs. `GET /sync-job/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_sync_job">>
  /** Keep which unified lists a run reads. `POST /sync-job` */
  create(body: Body<"create_sync_job">, options?: NewCall<Query<"create_sync_job">>): Promise<Answer<"create_sync_job">>
  /** Change a job; what is left out stays. `PATCH /sync-job/{id}` */
  update(
    id: string,
    body?: Body<"update_sync_job">,
    options?: NewCall<Query<"update_sync_job">>,
  ): Promise<Answer<"update_sync_job">>
  /** Remove a job with its triggers; its runs end, and stay under /sync-run. `DELETE /sync-job/{id}` */
  delete(id: string, options?: NewCall<Query<"delete_sync_job">>): Promise<Answer<"delete_sync_job">>
}

export interface SyncJobRuns {
  /** List: sync job runs. `GET /sync-job-run` */
  list(
    query?: Query<"list_sync_job_runs">,
    options?: Call,
  ): Pages<RowOf<"list_sync_job_runs">, PageOf<"list_sync_job_runs">>
  /** Read one: sync job runs. `GET /sync-job-run/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_sync_job_run">>
  /** Run a job now: the lists that it names are read whole into the copy of one connection. `POST /sync-job-run` */
  create(
    body: Body<"create_sync_job_run">,
    options?: NewCall<Query<"create_sync_job_run">>,
  ): Promise<Answer<"create_sync_job_run">>
}

export interface SyncJobCronTriggers {
  /** List: sync job triggers. `GET /sync-job-cron-trigger` */
  list(
    query?: Query<"list_sync_job_cron_triggers">,
    options?: Call,
  ): Pages<RowOf<"list_sync_job_cron_triggers">, PageOf<"list_sync_job_cron_triggers">>
  /** Read one: sync job triggers. `GET /sync-job-cron-trigger/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_sync_job_cron_trigger">>
  /** Run a job again and again. It begins when it is scheduled. `POST /sync-job-cron-trigger` */
  create(
    body: Body<"create_sync_job_cron_trigger">,
    options?: NewCall<Query<"create_sync_job_cron_trigger">>,
  ): Promise<Answer<"create_sync_job_cron_trigger">>
  /** Change a trigger. With another expression it waits to be scheduled again. `PATCH /sync-job-cron-trigger/{id}` */
  update(
    id: string,
    body?: Body<"update_sync_job_cron_trigger">,
    options?: NewCall<Query<"update_sync_job_cron_trigger">>,
  ): Promise<Answer<"update_sync_job_cron_trigger">>
  /** Remove a trigger. `DELETE /sync-job-cron-trigger/{id}` */
  delete(
    id: string,
    options?: NewCall<Query<"delete_sync_job_cron_trigger">>,
  ): Promise<Answer<"delete_sync_job_cron_trigger">>
  /** Let a trigger run by its expression from now on. `POST /sync-job-cron-trigger/{id}/schedule` */
  schedule(
    id: string,
    options?: NewCall<Query<"schedule_sync_job_cron_trigger">>,
  ): Promise<Answer<"schedule_sync_job_cron_trigger">>
}

export interface Writes {
  /** List: writes. `GET /write` */
  list(query?: Query<"list_writes">, options?: Call): Pages<RowOf<"list_writes">, PageOf<"list_writes">>
  /** What became of a write. One that is not known is looked for once more; nothing is sent by that. `GET /write/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_write">>
}

export interface Log {
  /** What was asked of Rollcall and what that took at the HR system, the newest first. `GET /log` */
  list(query?: Query<"list_log">, options?: Call): Pages<RowOf<"list_log">, PageOf<"list_log">>
  /** One entry with its calls to the HR system: by its id, or by the id of a request (the newest one). `GET /log/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_log_entry">>
}

export interface Exports {
  /** Every row of a resource in the synced copy as it was at one moment, streamed. `GET /export/{resource}` */
  read(resource: string, query?: Query<"export_resource">, options?: Call): Promise<Response>
}

export interface MappingOverrides {
  /** List: mapping overrides. `GET /mapping-override` */
  list(
    query?: Query<"list_mapping_overrides">,
    options?: Call,
  ): Pages<RowOf<"list_mapping_overrides">, PageOf<"list_mapping_overrides">>
  /** Read one: mapping overrides. `GET /mapping-override/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_mapping_override">>
  /** Make or replace the override of a resource, for an integration or for one account. It is checked before it is kept. `PUT /mapping-override` */
  put(
    body: Body<"put_mapping_override">,
    options?: NewCall<Query<"put_mapping_override">>,
  ): Promise<Answer<"put_mapping_override">>
  /** Take an override away: rows are as they were without it. `DELETE /mapping-override/{id}` */
  delete(id: string, options?: NewCall<Query<"delete_mapping_override">>): Promise<Answer<"delete_mapping_override">>
  /** What an override would make of rows that the HR system has now. Nothing is kept. `POST /mapping-override/preview` */
  preview(
    body: Own<Body<"preview_mapping_override">>,
    options?: NewCall<Query<"preview_mapping_override">>,
  ): Promise<Answer<"preview_mapping_override">>
}

export interface UnifiedModels {
  /** List: unified models. `GET /unified-model` */
  list(
    query?: Query<"list_unified_models">,
    options?: Call,
  ): Pages<RowOf<"list_unified_models">, PageOf<"list_unified_models">>
  /** Read one: unified models. `GET /unified-model/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_unified_model">>
}

export interface EnvironmentUnifiedModels {
  /** List: installed unified models. `GET /environment-unified-model` */
  list(
    query?: Query<"list_environment_unified_models">,
    options?: Call,
  ): Pages<RowOf<"list_environment_unified_models">, PageOf<"list_environment_unified_models">>
  /** Read one: installed unified models. `GET /environment-unified-model/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_environment_unified_model">>
  /** Install a unified model: answers the one that every environment has. `POST /environment-unified-model` */
  create(
    body: Body<"create_environment_unified_model">,
    options?: NewCall<Query<"create_environment_unified_model">>,
  ): Promise<Answer<"create_environment_unified_model">>
}

export interface EnvironmentUnifiedModelResourceMethods {
  /** List: mapping overrides. `GET /environment-unified-model-resource-method` */
  list(
    query?: Query<"list_environment_unified_model_resource_methods">,
    options?: Call,
  ): Pages<
    RowOf<"list_environment_unified_model_resource_methods">,
    PageOf<"list_environment_unified_model_resource_methods">
  >
  /** Read one: mapping overrides. `GET /environment-unified-model-resource-method/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_environment_unified_model_resource_method">>
  /** Override the mapping of a resource for an integration, as Truto names it. `POST /environment-unified-model-resource-method` */
  create(
    body: Body<"create_environment_unified_model_resource_method">,
    options?: NewCall<Query<"create_environment_unified_model_resource_method">>,
  ): Promise<Answer<"create_environment_unified_model_resource_method">>
  /** Change an override: what is given is laid over what is there, and null takes away. `PATCH /environment-unified-model-resource-method/{id}` */
  update(
    id: string,
    body: Body<"update_environment_unified_model_resource_method">,
    options?: NewCall<Query<"update_environment_unified_model_resource_method">>,
  ): Promise<Answer<"update_environment_unified_model_resource_method">>
  /** Take an override away. `DELETE /environment-unified-model-resource-method/{id}` */
  delete(
    id: string,
    options?: NewCall<Query<"delete_environment_unified_model_resource_method">>,
  ): Promise<Answer<"delete_environment_unified_model_resource_method">>
}

export interface Descriptions {
  /** Documentation of every unified resource of an integration, as JSON, Markdown or HTML. `GET /unified/meta/{model}/{integration}` */
  model(
    model: string,
    integration: string,
    query?: Query<"describe_model">,
    options?: Call,
  ): Promise<Answer<"describe_model">>
  /** What a unified method takes and answers for one account. `GET /unified/{model}/{resource}/meta/{method}` */
  method(
    model: string,
    resource: string,
    method: string,
    query?: Query<"describe_method">,
    options?: Call,
  ): Promise<Answer<"describe_method">>
  /** What a unified method takes and answers for an integration. `GET /unified/{model}/{resource}/{integration}/meta/{method}` */
  integrationMethod(
    model: string,
    resource: string,
    integration: string,
    method: string,
    options?: Call,
  ): Promise<Answer<"describe_integration_method">>
}

export interface Proxy {
  /** List rows as the HR system has them. `GET /proxy/{resource}` */
  list(resource: string, query?: Query<"proxy_list">, options?: Call): Pages<RowOf<"proxy_list">, PageOf<"proxy_list">>
  /** Read one row as the HR system has it. `GET /proxy/{resource}/{id}` */
  get(resource: string, id: string, query?: Query<"proxy_get">, options?: Call): Promise<Answer<"proxy_get">>
  /** Create a row in the HR system. `POST /proxy/{resource}` */
  create(
    resource: string,
    body: undefined | Body<"proxy_create">,
    options: DryCall<Query<"proxy_create">>,
  ): Promise<Schemas["DryRun"]>
  create(
    resource: string,
    body?: Body<"proxy_create">,
    options?: NewCall<Query<"proxy_create">>,
  ): Promise<Answer<"proxy_create">>
  /** Update a row in the HR system. `PATCH /proxy/{resource}/{id}` */
  update(
    resource: string,
    id: string,
    body: undefined | Body<"proxy_update">,
    options: DryCall<Query<"proxy_update">>,
  ): Promise<Schemas["DryRun"]>
  update(
    resource: string,
    id: string,
    body?: Body<"proxy_update">,
    options?: NewCall<Query<"proxy_update">>,
  ): Promise<Answer<"proxy_update">>
  /** Delete a row in the HR system. `DELETE /proxy/{resource}/{id}` */
  delete(
    resource: string,
    id: string,
    body: undefined | Body<"proxy_delete">,
    options: DryCall<Query<"proxy_delete">>,
  ): Promise<Schemas["DryRun"]>
  delete(
    resource: string,
    id: string,
    body?: Body<"proxy_delete">,
    options?: NewCall<Query<"proxy_delete">>,
  ): Promise<Answer<"proxy_delete">>
  /** Call any other method of a resource. `POST /proxy/{resource}/{id}` */
  call(
    resource: string,
    id: string,
    body: undefined | Body<"proxy_method">,
    options: DryCall<Query<"proxy_method">>,
  ): Promise<Schemas["DryRun"]>
  call(
    resource: string,
    id: string,
    body?: Body<"proxy_method">,
    options?: NewCall<Query<"proxy_method">>,
  ): Promise<Answer<"proxy_method">>
}

export interface Custom {
  /** Any call to the HR system, with the account's credentials. `GET /custom/{path}` */
  get(path: string, query?: Query<"custom_get">, options?: Call): Promise<Answer<"custom_get">>
  /** Any call to the HR system, with the account's credentials. `POST /custom/{path}` */
  post(
    path: string,
    body?: Body<"custom_post">,
    options?: NewCall<Query<"custom_post">>,
  ): Promise<Answer<"custom_post">>
  /** Any call to the HR system, with the account's credentials. `PUT /custom/{path}` */
  put(path: string, body?: Body<"custom_put">, options?: NewCall<Query<"custom_put">>): Promise<Answer<"custom_put">>
  /** Any call to the HR system, with the account's credentials. `PATCH /custom/{path}` */
  patch(
    path: string,
    body?: Body<"custom_patch">,
    options?: NewCall<Query<"custom_patch">>,
  ): Promise<Answer<"custom_patch">>
  /** Any call to the HR system, with the account's credentials. `DELETE /custom/{path}` */
  delete(
    path: string,
    body?: Body<"custom_delete">,
    options?: NewCall<Query<"custom_delete">>,
  ): Promise<Answer<"custom_delete">>
}

export interface Batches {
  /** Several calls of one connection in one: lists to their end, requests that follow others, reads and writes, each with the rights and limits of the token. `POST /batch-request` */
  run(body: Own<Body<"batch_request">>, options?: NewCall<Query<"batch_request">>): Promise<Answer<"batch_request">>
}

export interface Teams {
  /** List: teams. `GET /team` */
  list(query?: Query<"list_teams">, options?: Call): Pages<RowOf<"list_teams">, PageOf<"list_teams">>
  /** Read one: teams. `GET /team/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_team">>
}

export interface Users {
  /** List: users. `GET /user` */
  list(query?: Query<"list_users">, options?: Call): Pages<RowOf<"list_users">, PageOf<"list_users">>
  /** Read one: users. `GET /user/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_user">>
}

export interface Categories {
  /** The kinds of systems that there are integrations of. `GET /category` */
  list(query?: Query<"list_categories">, options?: Call): Pages<RowOf<"list_categories">, PageOf<"list_categories">>
}

export interface Documentation {
  /** What the integrations and the unified model say of themselves. Give at least one filter. `GET /documentation` */
  list(
    query?: Query<"list_documentation">,
    options?: Call,
  ): Pages<RowOf<"list_documentation">, PageOf<"list_documentation">>
  /** Read one: documentation. `GET /documentation/{id}` */
  get(id: string, options?: Call): Promise<Answer<"get_documentation">>
}

export interface Server {
  /** Liveness: answers when the process is up, whatever its database does. `GET /ping` */
  ping(options?: Call): Promise<Answer<"ping">>
  /** Readiness: 200 when requests are served and the database answers within 2 seconds, else 503. `GET /health` */
  health(options?: Call): Promise<Answer<"health">>
  /** Numbers for Prometheus: requests, backlog and lag. With a token of the default environment. `GET /metrics` */
  metrics(options?: Call): Promise<Response>
  /** This API as an OpenAPI 3.1 document. `GET /openapi.json` */
  openapi(options?: Call): Promise<Answer<"openapi">>
}

export interface Namespaces {
  employees: Employees
  employments: Employments
  employeeCompensations: EmployeeCompensations
  fields: Fields
  groups: Groups
  locations: Locations
  timeoffPolicies: TimeoffPolicies
  timeoffRequests: TimeoffRequests
  timeoffTypes: TimeoffTypes
  timeoffBalances: TimeoffBalances
  companies: Companies
  jobRoles: JobRoles
  holidays: Holidays
  attendance: Attendance
  documents: Documents
  environments: Environments
  integrations: Integrations
  environmentIntegrations: EnvironmentIntegrations
  integratedAccounts: IntegratedAccounts
  linkTokens: LinkTokens
  apiTokens: ApiTokens
  mcpTokens: McpTokens
  webhooks: Webhooks
  webhookDeliveries: WebhookDeliveries
  changes: Changes
  syncRuns: SyncRuns
  syncJobs: SyncJobs
  syncJobRuns: SyncJobRuns
  syncJobCronTriggers: SyncJobCronTriggers
  writes: Writes
  log: Log
  exports: Exports
  mappingOverrides: MappingOverrides
  unifiedModels: UnifiedModels
  environmentUnifiedModels: EnvironmentUnifiedModels
  environmentUnifiedModelResourceMethods: EnvironmentUnifiedModelResourceMethods
  descriptions: Descriptions
  proxy: Proxy
  custom: Custom
  batches: Batches
  teams: Teams
  users: Users
  categories: Categories
  documentation: Documentation
  server: Server
}
