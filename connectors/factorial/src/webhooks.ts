import {
  flag,
  idOf,
  idsOf,
  isSameSecret,
  listAt,
  type NewSubscription,
  type Table,
  type Touch,
  text,
  type WebhookEvent,
  type Webhooks,
} from "@rollcall/connector-kit"
import { api } from "./api.js"
import {
  attributions,
  contractVersions,
  leavePolicies,
  leaves,
  leaveTypes,
  memberships,
  people,
  places,
  teams,
} from "./tables.js"

const SUBSCRIPTIONS = "api_public/webhook_subscriptions"

/**
 * One subscription for each event and company; a second one is a 422. A delivery is the bare row, without the event's
 * name, so each event has an address of its own. The challenge comes in a header of every delivery, and a subscription
 * never shows it. Deliveries may be doubled, late and out of order.
 */
export const webhooks: Webhooks = {
  eventsOfOne: "one",
  list: (companyId) => listAt(api, SUBSCRIPTIONS, { company_id: companyId }),
  read(row) {
    const [id, event, targetUrl] = [idOf(row), text(row, "type"), text(row, "target_url")]
    const isEnabled = flag(row, "enabled") !== false
    return id && event && targetUrl ? { id, events: [event], targetUrl, isEnabled } : undefined
  },
  subscribe: (wanted) => ({
    method: "POST",
    path: SUBSCRIPTIONS,
    body: { ...bodyOf(wanted), subscription_type: wanted.events[0], company_id: wanted.companyId },
  }),
  replace: (id, wanted) => ({ method: "PUT", path: `${SUBSCRIPTIONS}/${id}`, body: { id, ...bodyOf(wanted) } }),
  unsubscribe: (id) => ({ method: "DELETE", path: `${SUBSCRIPTIONS}/${id}` }),
  verify: ({ header, secret }) => isSameSecret(secret, header("x-factorial-wh-challenge") ?? ""),
  events: [
    ...employeeEvents(),
    ...contractEvents(),
    ...leaveEvents(),
    ...teamEvents(),
    ...["create", "update", "delete"].map((action) => event(`locations/location/${action}`, named(places))),
  ],
  // No event tells that a person or a type was deleted, nor which teams were below one that was.
  partlyTold: [people, leaveTypes, teams],
}

const bodyOf = ({ targetUrl, secret }: NewSubscription) => ({
  target_url: targetUrl,
  challenge: secret,
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

/** Rows whose column has what one of the posted row's columns says. */
function named(table: Table, column = "id", posted = "id"): Touch {
  return { table, column, values: (row) => [idOf(row, posted) ?? []].flat() }
}

function employeeEvents(): WebhookEvent[] {
  const person = named(people)
  const contracts = named(contractVersions, "employee_id")
  const withContracts = ["create_with_contract", "terminate", "unterminate"]
  return [
    ...withContracts.map((action) => event(`employees/employee/${action}`, person, contracts)),
    event("employees/employee/update", person),
    event("employees/employee/invite", person),
    event("employees/employee/set_regular_access_start_date", person),
  ]
}

/** A version changes where the one before it ends, so all versions of the person are read again. */
function contractEvents(): WebhookEvent[] {
  const siblings = named(contractVersions, "employee_id", "employee_id")
  const alone: Touch = {
    table: contractVersions,
    column: "id",
    values: (row) => (idOf(row, "employee_id") === undefined ? [idOf(row) ?? []].flat() : []),
  }
  const versions = "contracts/contract_version"
  return [
    ...["create", "update", "delete"].map((action) => event(`${versions}/${action}`, siblings, alone)),
    event("contracts/contract_version_request/approve", siblings),
  ]
}

function leaveEvents(): WebhookEvent[] {
  const actions = ["approve", "create", "delete", "reject", "update"]
  const leave = named(leaves)
  return [
    ...actions.map((action) => event(`timeoff/leave/${action}`, leave)),
    inferred(event("timeoff/leave/bulk_delete", leave)),
    ...["create", "update"].map((action) => event(`timeoff/leave_type/${action}`, named(leaveTypes))),
    ...["create", "update", "delete"].map((action) => event(`timeoff/policy/${action}`, named(leavePolicies))),
  ]
}

function teamEvents(): WebhookEvent[] {
  const team = named(teams)
  // A team that moves or ends takes its people out of the teams above it and puts them into others.
  const members: Touch[] = [
    named(memberships, "team_id"),
    { table: memberships, column: "employee_id", values: (row) => idsOf(row, "employee_ids") },
    named(attributions, "team_id"),
    named(attributions, "team_id", "parent_team_id"),
  ]
  const ofPerson = [
    named(memberships, "employee_id", "employee_id"),
    named(attributions, "team_id", "team_id"),
    named(teams, "id", "team_id"),
  ]
  const ofMember = (action: string) => event(`teams/membership/${action}`, ...ofPerson)
  return [
    event("teams/team/create", team),
    ...["project", "update", "delete"].map((action) => event(`teams/team/${action}`, team, ...members)),
    inferred(event("teams/team/move", team, ...members)),
    ...["create", "update", "delete", "bulk_upsert"].map(ofMember),
    inferred(ofMember("move")),
  ]
}
