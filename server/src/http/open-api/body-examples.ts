import { UUID } from "./sample-values.js"

/**
 * Bodies of which the required fields alone would show nothing, or which no schema tells: by the operation's id. Their schemas
 * take them (`sample.test.ts`).
 */
export const BODY_EXAMPLES: Readonly<Record<string, unknown>> = {
  update_environment: { name: "Production" },
  update_environment_integration: { is_enabled: false },
  create_api_token: { name: "Reporting", scopes: ["read:employees"] },
  update_api_token: { scopes: ["read:employees", "read:groups"] },
  update_own_account: { context: { region: "eu" } },
  create_integrated_account: {
    tenant_id: "customer-1",
    integration: "acme",
    authentication_method: "api_key",
    context: { api_key: "the customer's key" },
  },
  update_integrated_account: { tenant_id: "customer-2" },
  update_integrated_account_credentials: { context: { api_key: "the customer's new key" } },
  bulk_delete_integrated_accounts: { ids: [UUID] },
  create_link_token: { tenant_id: "customer-1" },
  create_webhook: { target_url: "https://app.example.com/webhooks", event_types: ["employee:*"] },
  update_webhook: { is_active: true },
  test_webhook: { id: UUID, event_type: "employee:hired" },
  replay_webhook_deliveries: {
    webhook_id: UUID,
    from: "2026-03-01T00:00:00.000Z",
    to: "2026-03-02T00:00:00.000Z",
  },
  put_mapping_override: {
    integration: "acme",
    resource: "employees",
    add: { badge: "remote.badge_number" },
  },
  preview_mapping_override: {
    integrated_account_id: UUID,
    resource: "employees",
    add: { badge: "remote.badge_number" },
  },
  create_environment_unified_model_resource_method: {
    environment_unified_model_id: "hris",
    resource_name: "employees",
    integration_name: "acme",
    method_name: "list",
    config: { add: { badge: "remote.badge_number" } },
  },
  update_environment_unified_model_resource_method: { config: { add: { badge: "remote.badge_number" } } },
  create_employees: {
    first_name: "Ada",
    last_name: "Byron",
    start_date: "2026-03-01",
    emails: [{ email: "ada@example.com", type: "work" }],
    employment: { job_title: "Engineer" },
  },
  update_employees: { preferred_name: "Ada", home_location: { city: "Barcelona", country: "ES" } },
  create_employments: { employee: { id: "1042" }, effective_date: "2026-03-01", job_title: "Engineer" },
  update_groups: { name: "Platform" },
  create_locations: { name: "Barcelona office", country: "ES", timezone: "Europe/Madrid" },
  update_locations: { street_1: "Carrer de Mallorca 2" },
  create_timeoff_requests: {
    employee: { id: "1042" },
    start_time: "2026-08-03",
    end_time: "2026-08-07",
    timeoff_type: "Holidays",
  },
  update_timeoff_requests: { end_time: "2026-08-10" },
  update_mcp_token: { name: "Assistant" },
  call_mcp_server: { jsonrpc: "2.0", id: 1, method: "tools/list" },
  call_mcp: { jsonrpc: "2.0", id: 1, method: "tools/list" },
  create_sync_job: { label: "People", resources: [{ resource: "hris/employees" }] },
  update_sync_job: { label: "People and teams" },
  create_sync_job_cron_trigger: { cron_expression: "0 6 * * *", sync_job_id: UUID },
  update_sync_job_cron_trigger: { cron_expression: "0 7 * * *" },
  batch_request: {
    integrated_account_id: UUID,
    resources: [{ resource: "hris/employees", query: { limit: 5 } }],
  },
}
