import { isObject } from "@rollcall/sandbox-kit"
import { type Field, findField } from "../fields/index.js"
import { nameOf, WATCHED } from "../fields/watched.js"
import type { AccessLevel, Rights } from "../permissions/index.js"
import type { Json, Row } from "../world.js"

/** A row of `webhooks`. Each belongs to the user of the credential that made it. */
export type Subscription = {
  id: string
  ownerId: string | null
  /** Of a grant: what its scopes opened. Null: made by a key, whose level of the moment counts. */
  level: AccessLevel | null
  name: string
  url: string
  format: "json" | "form-encoded"
  events: string[]
  /** As they were given: aliases or ids. */
  monitorFields: string[]
  /** Name of a field, and under which name its value is sent. */
  postFields: { [field: string]: string }
  includeCompanyDomain: boolean
  created: string
  lastSent: string | null
  privateKey: string
}

export type Wish = Pick<
  Subscription,
  "name" | "url" | "format" | "events" | "monitorFields" | "postFields" | "includeCompanyDomain"
>

export const TABLE = "webhooks"
export const subscriptionOf = (row: Row): Subscription => row as unknown as Subscription // we wrote it

const LEGACY = ["created", "updated", "deleted"].map((action) => `employee_with_fields.${action}`)
const EVENTS = [
  ...["employee.created", "employee.updated", "employee.deleted"],
  ...["company.updated", "company.deleted", "company-integrations.updated"],
]

/** Leaving shows in the employment status. */
const UNMONITORED = ["terminationDate"]

/** Those of `meta/fields`: columns of the company's own tables are none. */
export const MONITORABLE: readonly Field[] = WATCHED.filter((field) => {
  return field.id !== null && !UNMONITORED.includes(nameOf(field))
})

/** A complaint about what was asked for. */
export type Complaint = { error: string; [detail: string]: Json }

export type Read = { wish: Wish } | { complaints: Complaint[] }

/** What its owner may not see he may not have watched either. */
export function readWish(given: Json, rights: Rights): Read {
  if (!isObject(given)) return { complaints: [{ error: "The body must be a JSON object" }] }
  const { name, url, format, events = ["employee_with_fields.updated"] } = given
  const { monitorFields = [], postFields = {}, includeCompanyDomain = false } = given
  const complaints = [
    ...sayIf(typeof name !== "string" || name === "", "name is required"),
    ...sayIf(!isAllowed(url), "url must be an https address"),
    ...sayIf(format !== "json" && format !== "form-encoded", "format must be json or form-encoded"),
    ...sayIf(typeof includeCompanyDomain !== "boolean", "includeCompanyDomain must be true or false"),
    ...checkEvents(events),
    ...checkMonitored(monitorFields, events, rights),
    ...checkPosted(postFields),
  ]
  if (complaints.length > 0) return { complaints }
  const whole = { name, url, format, events, postFields, includeCompanyDomain }
  const texts = Array.isArray(monitorFields) ? monitorFields.map(String) : []
  return { wish: { ...whole, monitorFields: texts } as Wish } // checked above
}

const sayIf = (isWrong: boolean, error: string): Complaint[] => (isWrong ? [{ error }] : [])

/** Plain HTTP only on this machine, where the original would never call. */
function isAllowed(url: Json | undefined): boolean {
  if (typeof url !== "string" || !URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  const isHere = ["localhost", "127.0.0.1", "[::1]"].includes(hostname)
  return protocol === "https:" || (protocol === "http:" && isHere)
}

function checkEvents(events: Json): Complaint[] {
  if (!Array.isArray(events) || events.length === 0) return [{ error: "events must be a list of events" }]
  const unknown = events.filter((event) => ![...LEGACY, ...EVENTS].includes(String(event)))
  const legacy = events.filter((event) => LEGACY.includes(String(event)))
  return [
    ...sayIf(unknown.length > 0, `Unknown events: ${unknown.join(", ")}`),
    ...sayIf(
      legacy.length > 0 && legacy.length < events.length,
      "employee_with_fields events can't be mixed with others",
    ),
  ]
}

function checkMonitored(monitored: Json, events: Json, rights: Rights): Complaint[] {
  if (!Array.isArray(monitored)) return [{ error: "monitorFields must be a list" }]
  const needsThem = Array.isArray(events) && events.some((event) => /^employee.*\.updated$/.test(String(event)))
  if (monitored.length === 0) return sayIf(needsThem, "monitorFields is required for updates")
  const unknown = monitored.filter((name) => !findField(String(name)))
  const refused = monitored.flatMap((name) => {
    const field = findField(String(name))
    const isOffered = MONITORABLE.some((one) => one.id === field?.id && rights.seesField(one))
    return field && !isOffered ? [{ id: field.id ?? "", name: field.name }] : []
  })
  const named = unknown.map((name) => ({ id: null, name: String(name) }))
  return [
    ...(unknown.length > 0 ? [{ error: "Unknown fields", unknownFields: named }] : []),
    ...(refused.length > 0 ? [{ error: "These fields can't be monitored", monitorFields: refused }] : []),
  ]
}

function checkPosted(posted: Json): Complaint[] {
  // An empty object as PHP writes it.
  if (Array.isArray(posted) && posted.length === 0) return []
  if (!isObject(posted)) return [{ error: "postFields must be an object: a name for each field" }]
  const labels = Object.values(posted)
  const unknown = Object.keys(posted).filter((name) => !findField(name))
  const twice = labels.filter((label, index) => labels.indexOf(label) !== index)
  return [
    ...sayIf(
      labels.some((label) => typeof label !== "string" || label === ""),
      "Names of postFields must be text",
    ),
    ...(unknown.length > 0
      ? [{ error: "Unknown fields", unknownFields: unknown.map((name) => ({ id: null, name })) }]
      : []),
    ...(twice.length > 0 ? [{ error: "Names are there twice", duplicatePostString: twice }] : []),
  ]
}
