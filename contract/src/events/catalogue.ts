/** Every event: what it tells, the schema of its payload, and a made-up payload for trying a receiver out. */
import { z } from "zod"
import { integratedAccount } from "../operations/account-row.js"
import { context, moment } from "../operations/shared.js"

const day = () => z.string().meta({ format: "date" })
const ID = "00000000-0000-4000-8000-000000000001"
const DAY = "2026-01-01"
const MOMENT = `${DAY}T09:00:00.000Z`

/** Of the HR system's row: with `name` null where it is not known. */
const reference = z.object({ id: z.string(), name: z.string().nullable() }).nullable()
const group = z.object({ id: z.string(), name: z.string().nullable(), type: z.string().nullable() })
const pay = z
  .object({ amount: z.number(), currency: z.string().nullable(), period: z.string().nullable() })
  .nullable()
  .meta({ description: "Null: nothing is said about pay." })

const ADA = { id: "1", name: "Ada Byron" }
const CREW = { id: "7", name: "Crew", type: "team" }
const payOf = (amount: number) => ({ amount, currency: "EUR", period: "annually" })

type Entry<P extends z.ZodType> = {
  /** When it is told. */
  summary: string
  payload: P
  sample: z.input<P>
  /** Which day its `effective_date` is. */
  effectiveDate?: string
}
const event = <P extends z.ZodType>(entry: Entry<P>): Entry<P> => entry

const accountPayload = integratedAccount
  .omit({ unified_model_override: true, integration_override: true })
  .extend({ changed: z.array(z.string()).readonly().optional().meta({ description: "What `updated` tells of." }) })
  .meta({ id: "AccountEvent" })

const account = (summary: string, more: { status?: "validation_error" | "needs_reauth"; changed?: string[] } = {}) =>
  event({ summary, payload: accountPayload, sample: { ...ACCOUNT, ...more } })

const ACCOUNT: z.input<typeof accountPayload> = {
  id: ID,
  tenant_id: "customer-1",
  environment_id: ID,
  environment_integration_id: ID,
  context: {},
  status: "active",
  last_error: null,
  last_action_run_result: null,
  last_action_result: null,
  last_forbidden_error: null,
  is_sandbox: false,
  authentication_method: "oauth2",
  region: "default",
  features: {},
  integration: { id: "acme", name: "Acme", category: "hris" },
  environment_integration: { id: ID },
  created_at: MOMENT,
  updated_at: MOMENT,
}

/** A row of the synced copy that came, changed or went. */
const recordPayload = z
  .object({
    resource: z.string().meta({ description: "For example `hris/employees`." }),
    record_id: z.string(),
    integrated_account_id: z.string(),
    before: context().nullable().meta({ description: "The unified row; null when it is new." }),
    after: context().nullable().meta({ description: "The unified row; null when it is gone." }),
    changed_fields: z.array(z.string()),
    unknown_fields: z.array(z.string()).optional().meta({
      description:
        "Fields of which something is not known any more, because the connection has lost a right. They have not changed.",
    }),
    effective_date: day().nullable().meta({ description: "Day from which it holds; null: not known." }),
    changed_at: moment(),
    cause: z.enum(["mapping"]).optional().meta({ description: "Why, when nothing changed in the HR system." }),
  })
  .meta({ id: "RecordEvent" })

const record = (summary: string, change: { before: object | null; after: object | null }) =>
  event({ summary, payload: recordPayload, sample: { ...recordOf("hris/employees", "1"), ...rowsOf(change) } })

const recordOf = (resource: string, id: string) => ({
  resource,
  record_id: id,
  integrated_account_id: ID,
  changed_fields: ["job_title"],
  effective_date: DAY,
  changed_at: MOMENT,
})
const rowsOf = ({ before, after }: { before: object | null; after: object | null }) => ({
  before: before && { ...before },
  after: after && { ...after },
})
const [ANALYST, ENGINEER] = [
  { ...ADA, job_title: "Analyst" },
  { ...ADA, job_title: "Engineer" },
]

/** What a change means for people. Its payload is the record's, with details of its own. */
function person<D extends z.ZodRawShape>(
  summary: string,
  details: D,
  { effectiveDate, ...sample }: { effectiveDate: string; details: z.input<z.ZodObject<D>>; before?: object | null },
) {
  const payload = recordPayload.extend({ details: z.object({ employee: reference, ...details }) })
  const rows = rowsOf({ before: sample.before === undefined ? ANALYST : sample.before, after: ENGINEER })
  const given = { ...recordOf("hris/employees", "1"), ...rows, details: { employee: ADA, ...sample.details } }
  return event({ summary, effectiveDate, payload, sample: given as z.input<typeof payload> }) // its parts are of these types
}

const leaveDetails = z.object({
  employee: reference,
  type: reference,
  from: z.string().nullable(),
  to: z.string().nullable(),
  start_time: z.string().nullable(),
  end_time: z.string().nullable(),
})
const leavePayload = recordPayload.extend({ details: leaveDetails })

function leave(summary: string, { from, to }: { from: string | null; to: string }) {
  const row = (status: string) => ({ id: "9", employee: ADA, status })
  const details = { employee: ADA, type: { id: "5", name: "Holidays" }, from, to, start_time: DAY, end_time: DAY }
  const change = rowsOf({ before: from === null ? null : row(from), after: row(to) })
  const of = { ...recordOf("hris/timeoff_requests", "9"), changed_fields: ["status"] }
  const effectiveDate = "first day off"
  return event({ summary, effectiveDate, payload: leavePayload, sample: { ...of, ...change, details } })
}

export const EVENTS = {
  "integrated_account:created": account("a customer has given credentials, or an account was imported"),
  "integrated_account:updated": account("somebody has changed the account", { changed: ["tenant_id"] }),
  "integrated_account:deleted": event({
    summary: "the account was removed",
    payload: z.object({ id: z.string() }),
    sample: { id: ID },
  }),
  "integrated_account:active": account("the connection works"),
  "integrated_account:post_install_error": account("the checks of a new connection could not be made"),
  "integrated_account:validation_error": account("the checks of a new connection failed", {
    status: "validation_error",
  }),
  "integrated_account:authentication_error": account("the HR system refuses the credential: the customer must act", {
    status: "needs_reauth",
  }),
  "integrated_account:forbidden_error": account("the HR system refuses a call for lack of a permission"),
  "integrated_account:reactivated": account("a refused credential is accepted again"),
  "employee:hired": person(
    "a person is first seen who has not left, also before the first day; again only after they were taken away",
    { employment_status: z.string().nullable() },
    { effectiveDate: "first day", details: { employment_status: "active" }, before: null },
  ),
  "employee:terminated": person(
    "`employment_status` becomes `inactive`: the day after the last day, in the company's time zone; or the person is taken away before that",
    { last_day: day().nullable(), reason: z.string().nullable(), is_removed: z.boolean() },
    { effectiveDate: "last day, else today", details: { last_day: DAY, reason: "resigned", is_removed: false } },
  ),
  "employee:rehired": person(
    "back from `inactive`, also when the termination was a mistake",
    { last_day_before: day().nullable() },
    { effectiveDate: "first day of the new contract, else today", details: { last_day_before: "2025-06-30" } },
  ),
  "employee:manager_changed": person(
    "another manager, or none",
    { from: reference, to: reference },
    { effectiveDate: "today", details: { from: null, to: { id: "2", name: "Grace Hopper" } } },
  ),
  "employee:group_joined": person(
    "one for each group; a hire joins its groups",
    { group },
    { effectiveDate: "today", details: { group: CREW } },
  ),
  "employee:group_left": person("one for each group", { group }, { effectiveDate: "today", details: { group: CREW } }),
  "employee:location_changed": person(
    "another place of work, or none",
    { from: reference, to: reference },
    { effectiveDate: "today", details: { from: { id: "3", name: "Madrid" }, to: { id: "4", name: "Porto" } } },
  ),
  "employee:job_changed": person(
    "another title, on the day it holds",
    { from: z.string().nullable(), to: z.string().nullable() },
    { effectiveDate: "first day of the title", details: { from: "Analyst", to: "Engineer" } },
  ),
  "compensation:changed": person(
    "pay is recorded, corrected or taken back, also ahead of its day",
    { source: z.string(), description: z.string().nullable().optional(), from: pay, to: pay, until: day().nullable() },
    {
      effectiveDate: "day from which it holds",
      details: { source: "salary", from: payOf(50_000), to: payOf(55_000), until: null },
    },
  ),
  "timeoff_request:requested": leave("a request that waits for a decision", { from: null, to: "pending" }),
  "timeoff_request:approved": leave("it was approved; also when first seen so", { from: "pending", to: "approved" }),
  "timeoff_request:rejected": leave("it was rejected; also when first seen so", { from: "pending", to: "rejected" }),
  "timeoff_request:cancelled": leave("it was cancelled, or taken away", { from: "approved", to: "cancelled" }),
  "timeoff_request:changed": leave("other days, amount, session or type while it counts; or back to waiting", {
    from: "approved",
    to: "pending",
  }),
  "record:created": record("a row of any resource is new in the copy", { before: null, after: ENGINEER }),
  "record:updated": record("a row has changed", { before: ANALYST, after: ENGINEER }),
  "record:deleted": record("a row is gone", { before: ENGINEER, after: null }),
  "webhook:disabled": event({
    summary: "Rollcall has switched off a webhook whose target failed for three days, or answered 410",
    payload: z.looseObject({ id: z.string(), target_url: z.string(), is_active: z.boolean(), reason: z.string() }),
    sample: {
      id: ID,
      target_url: "https://example.com/hook",
      is_active: false,
      reason: "the target answered 410 Gone",
    },
  }),
}

/** What a delivery says besides its payload. */
export const delivery = z.object({
  id: z
    .string()
    .meta({ description: "Of the event; the same in every attempt, to every webhook and in `GET /changes`." }),
  event: z.string(),
  event_type: z.string().meta({ description: "The same as `event`." }),
  environment_id: z.string(),
  webhook_id: z.string(),
  sequence: z.number().int(),
  created_at: moment(),
})
export type Delivery = z.infer<typeof delivery> & { payload: unknown }

/** `integrated_account:active`, `employee:hired`, `record:updated` and so on. */
export type EventType = keyof typeof EVENTS
/** What a change means for people. */
export type NamedEventType = Extract<EventType, `${"employee" | "compensation" | "timeoff_request"}:${string}`>
type NameIn<Type> = Type extends `integrated_account:${infer Name}` ? Name : never
/** Changes of an account's state that the caller is told about. */
export type AccountEvent = NameIn<EventType>

/** The payload of an account's event; `deleted` has the id alone. */
export type AccountPayload = z.infer<typeof accountPayload>

export const isEventType = (type: string): type is EventType => Object.hasOwn(EVENTS, type)

/** A made-up payload, for trying a receiver out: with every key that a real one has. `test` has one of its own. */
export const samplePayload = (type: string): Readonly<Record<string, unknown>> =>
  isEventType(type) ? EVENTS[type].sample : { foo: "bar" }
