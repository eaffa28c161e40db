const ID = "00000000-0000-4000-8000-000000000001"
const DAY = "2026-01-01"

/** A made-up payload of an event type, for trying a receiver out: with every key that a real one has. */
export function samplePayload(type: string): Record<string, unknown> {
  const [group = "", name = ""] = type.split(":")
  if (type === "test") return { foo: "bar" }
  if (group === "integrated_account") {
    return name === "deleted" ? { id: ID } : { id: ID, tenant_id: "customer-1", status: "active", last_error: null }
  }
  if (group === "webhook") return { id: ID, target_url: "https://example.com/hook", is_active: false, reason: "sample" }
  return sampleChange(type)
}

const ADA = { id: "1", name: "Ada Byron" }
const BOSS = { id: "2", name: "Grace Hopper" }
const pay = (amount: number) => ({ amount, currency: "EUR", period: "annually" })

/** What each named event says besides whom it is about. */
const DETAILS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  "employee:hired": { employment_status: "active" },
  "employee:terminated": { last_day: DAY, reason: "resigned", is_removed: false },
  "employee:rehired": { last_day_before: "2025-06-30" },
  "employee:manager_changed": { from: null, to: BOSS },
  "employee:group_joined": { group: { id: "7", name: "Crew", type: "team" } },
  "employee:group_left": { group: { id: "7", name: "Crew", type: "team" } },
  "employee:location_changed": { from: { id: "3", name: "Madrid" }, to: { id: "4", name: "Porto" } },
  "employee:job_changed": { from: "Analyst", to: "Engineer" },
  "compensation:changed": { source: "salary", from: pay(50_000), to: pay(55_000), until: null },
}

function sampleChange(type: string): Record<string, unknown> {
  const [group = "", name = ""] = type.split(":")
  const isLeave = group === "timeoff_request"
  const row = isLeave ? { id: "9", employee: ADA, status: statusOf(name) } : { ...ADA, job_title: "Engineer" }
  const before = isLeave ? { ...row, status: "pending" } : { ...row, job_title: "Analyst" }
  const isNew = ["created", "hired", "requested"].includes(name)
  const details = isLeave ? leaveDetails(name) : DETAILS[type]
  return {
    resource: isLeave ? "hris/timeoff_requests" : "hris/employees",
    record_id: row.id,
    integrated_account_id: ID,
    before: isNew ? null : before,
    after: name === "deleted" ? null : row,
    changed_fields: [isLeave ? "status" : "job_title"],
    effective_date: DAY,
    changed_at: `${DAY}T09:00:00.000Z`,
    ...(details ? { details: { employee: ADA, ...details } } : {}),
  }
}

const statusOf = (name: string) => (name === "requested" || name === "changed" ? "pending" : name)

const leaveDetails = (name: string) => ({
  type: { id: "5", name: "Holidays" },
  from: name === "requested" ? null : "pending",
  to: statusOf(name),
  start_time: DAY,
  end_time: DAY,
})
