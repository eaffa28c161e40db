const ID = "00000000-0000-4000-8000-000000000001"

/** A made-up payload of an event type, for trying a receiver out. */
export function samplePayload(type: string): Record<string, unknown> {
  const [group = "", name = ""] = type.split(":")
  if (type === "test") return { foo: "bar" }
  if (group === "integrated_account") {
    return name === "deleted" ? { id: ID } : { id: ID, tenant_id: "customer-1", status: "active", last_error: null }
  }
  if (group === "webhook") return { id: ID, target_url: "https://example.com/hook", is_active: false, reason: "sample" }
  if (group === "sync_job_run") return { id: ID, integrated_account_id: ID, status: name }
  return sampleChange(group, name)
}

function sampleChange(group: string, name: string): Record<string, unknown> {
  const resources: Readonly<Record<string, string>> = {
    compensation: "hris/employee_compensations",
    timeoff_request: "hris/timeoff_requests",
  }
  const row = { id: "1", name: "Ada Byron", job_title: "Engineer" }
  return {
    integrated_account_id: ID,
    tenant_id: "customer-1",
    resource: resources[group] ?? "hris/employees",
    record_id: "1",
    before: name === "created" || name === "hired" ? null : { ...row, job_title: "Analyst" },
    after: name === "deleted" ? null : row,
    changed_fields: ["job_title"],
    effective_date: "2026-01-01",
  }
}
