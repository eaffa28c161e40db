import {
  flag,
  idOf,
  idsOf,
  type NewSubscription,
  type PartName,
  type Remote,
  type Touch,
  text,
  type WebhookEvent,
  type Webhooks,
} from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { api } from "./api.js"
import { SALARY } from "./resources/employee-compensations.js"

const SUBSCRIPTIONS = "api_public/webhook_subscriptions"

/**
 * One subscription for each event and company; a second one is a 422. A delivery is the bare row, without the event's
 * name, so each event has an address of its own. The challenge comes in a header of every delivery, and a subscription
 * never shows it. Deliveries may be doubled, late and out of order.
 */
export const webhooks: Webhooks = {
  company: {
    path: "api_public/credentials",
    idOf: ([row]) => row && idOf(row, "company_id"),
  },
  list: (companyId) => ({ path: SUBSCRIPTIONS, query: { company_id: companyId } }),
  read(row) {
    const [id, event, targetUrl] = [idOf(row), text(row, "type"), text(row, "target_url")]
    return id && event && targetUrl ? { id, event, targetUrl, isEnabled: flag(row, "enabled") !== false } : undefined
  },
  subscribe: (wanted) => ({
    method: "POST",
    path: SUBSCRIPTIONS,
    body: { ...bodyOf(wanted), subscription_type: wanted.event, company_id: wanted.companyId },
  }),
  replace: (id, wanted) => ({ method: "PUT", path: `${SUBSCRIPTIONS}/${id}`, body: { id, ...bodyOf(wanted) } }),
  unsubscribe: (id) => ({ method: "DELETE", path: `${SUBSCRIPTIONS}/${id}` }),
  challengeHeader: "x-factorial-wh-challenge",
  events: [
    ...employeeEvents(),
    ...contractEvents(),
    ...leaveEvents(),
    ...teamEvents(),
    ...["create", "update", "delete"].map((action) => event(`locations/location/${action}`, named("locations"))),
  ],
  polled: {
    employees: "values of custom fields, names of places, legal entities and the job catalogue",
    employments: "titles of the job catalogue, currencies of legal entities",
    employee_compensations: "pay elements besides the salary",
    fields: "definitions of custom fields",
    timeoff_policies: "allowances, which give the unit",
    timeoff_types: "allowances, which give the unit, and the deletion of a type",
  },
}

const bodyOf = ({ targetUrl, challenge }: NewSubscription) => ({
  target_url: targetUrl,
  challenge,
  name: "Rollcall",
  enabled: true,
  api_version: api.version,
})

function event(type: string, ...touches: Touch[]): WebhookEvent {
  return { type, touches }
}

/** The reference gives no exact name for these. */
function inferred(one: WebhookEvent): WebhookEvent {
  return { ...one, isOptional: true }
}

/** The record that the row is, or that one of its columns names. */
function named(resource: ResourceName, column = "id"): Touch {
  return { resource, by: "id", ids: (row) => [idOf(row, column) ?? []].flat() }
}

function partOf(part: PartName, touch: Touch): Touch {
  return { ...touch, part }
}

/** All records of the person that the row names. */
function ofPerson(resource: ResourceName, column: string): Touch {
  return { resource, by: "employee_id", ids: (row) => [idOf(row, column) ?? []].flat() }
}

function employeeEvents(): WebhookEvent[] {
  const person = named("employees")
  const contracts = [ofPerson("employments", "id"), ofPerson("employee_compensations", "id")]
  const whole = ["create_with_contract", "terminate", "unterminate"]
  return [
    ...whole.map((action) => event(`employees/employee/${action}`, person, ...contracts)),
    // Who decides on a person's requests is a column of the person.
    event("employees/employee/update", partOf("own", person), partOf("person", ofPerson("timeoff_requests", "id"))),
    event("employees/employee/invite", person),
    event("employees/employee/set_regular_access_start_date", person),
  ]
}

/** Where a version ends depends on the next one, so all versions of the person are read again. */
function contractEvents(): WebhookEvent[] {
  const person = partOf("contracts", named("employees", "employee_id"))
  const siblings = [ofPerson("employments", "employee_id"), ofPerson("employee_compensations", "employee_id")]
  const salary: Touch = {
    resource: "employee_compensations",
    by: "id",
    ids: (row) => [idOf(row) ?? []].flat().map((id) => `${SALARY}${id}`),
  }
  const versions = "contracts/contract_version"
  return [
    event(`${versions}/create`, person, ...siblings),
    event(`${versions}/update`, person, ...siblings),
    event(`${versions}/delete`, person, ...siblings, named("employments"), salary),
    event("contracts/contract_version_request/approve", person, ...siblings),
  ]
}

function leaveEvents(): WebhookEvent[] {
  const leaves = ["approve", "create", "delete", "reject", "update"]
  const request = named("timeoff_requests")
  return [
    ...leaves.map((action) => event(`timeoff/leave/${action}`, request)),
    inferred(event("timeoff/leave/bulk_delete", request)),
    ...["create", "update"].map((action) => event(`timeoff/leave_type/${action}`, named("timeoff_types"))),
    ...["create", "update", "delete"].map((action) => event(`timeoff/policy/${action}`, named("timeoff_policies"))),
  ]
}

function teamEvents(): WebhookEvent[] {
  const team = named("groups")
  const members: Touch = { resource: "employees", by: "id", ids: (row: Remote) => idsOf(row, "employee_ids") }
  const membership = [named("groups", "team_id"), named("employees", "employee_id")]
  const ofMember = (action: string) => event(`teams/membership/${action}`, ...membership)
  return [
    event("teams/team/create", team),
    event("teams/team/project", team, members),
    event("teams/team/update", team, members),
    event("teams/team/delete", team, members),
    inferred(event("teams/team/move", team, members)),
    ...["create", "update", "delete", "bulk_upsert"].map(ofMember),
    inferred(ofMember("move")),
  ]
}
