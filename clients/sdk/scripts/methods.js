// Where each operation of the API stands in the SDK: `namespace: { method: operation id }`.

/** Resources of the unified model have a namespace each, named as they are: `timeoff_requests` is `timeoffRequests`. */
const platform = {
  environments: "list_environments get_environment create_environment update_environment",
  integrations:
    "list_integrations get_integration tools=list_integration_tools capabilities=get_integration_capabilities",
  environmentIntegrations:
    "list_environment_integrations get_environment_integration create_environment_integration update_environment_integration",
  integratedAccounts: `list_integrated_accounts get_integrated_account create_integrated_account update_integrated_account
    delete_integrated_account me=get_own_account updateMe=update_own_account bulkDelete=bulk_delete_integrated_accounts
    updateCredentials=update_integrated_account_credentials refreshCredentials=refresh_credentials
    runPostInstallActions=run_post_install_actions createToken=create_integrated_account_token tools=list_account_tools
    capabilities=get_account_capabilities coverage=get_account_coverage`,
  linkTokens: "create_link_token revoke_link_token",
  apiTokens: "list_api_tokens get_api_token create_api_token update_api_token delete_api_token rotate_api_token",
  mcpTokens: "list_mcp_tokens get_mcp_token create_mcp_token update_mcp_token delete_mcp_token",
  webhooks:
    "list_webhooks get_webhook create_webhook update_webhook delete_webhook test_webhook rotateSecret=rotate_webhook_secret",
  webhookDeliveries: "list_webhook_deliveries get_webhook_delivery replay_webhook_deliveries",
  changes: "list_changes",
  syncRuns: "list_sync_runs get_sync_run create_sync_run confirm_sync_run",
  syncJobs: "list_sync_jobs get_sync_job create_sync_job update_sync_job delete_sync_job",
  syncJobRuns: "list_sync_job_runs get_sync_job_run create_sync_job_run",
  syncJobCronTriggers: `list_sync_job_cron_triggers get_sync_job_cron_trigger create_sync_job_cron_trigger
    update_sync_job_cron_trigger delete_sync_job_cron_trigger schedule_sync_job_cron_trigger`,
  writes: "list_writes get_write",
  log: "list_log get_log_entry",
  exports: "read=export_resource",
  mappingOverrides:
    "list_mapping_overrides get_mapping_override put_mapping_override delete_mapping_override preview_mapping_override",
  unifiedModels: "list_unified_models get_unified_model",
  environmentUnifiedModels:
    "list_environment_unified_models get_environment_unified_model create_environment_unified_model",
  environmentUnifiedModelResourceMethods: `list_environment_unified_model_resource_methods
    get_environment_unified_model_resource_method create_environment_unified_model_resource_method
    update_environment_unified_model_resource_method delete_environment_unified_model_resource_method`,
  descriptions: "model=describe_model method=describe_method integrationMethod=describe_integration_method",
  proxy: "list=proxy_list get=proxy_get create=proxy_create update=proxy_update delete=proxy_delete call=proxy_method",
  custom: "get=custom_get post=custom_post put=custom_put patch=custom_patch delete=custom_delete",
  batches: "run=batch_request",
  teams: "list_teams get_team",
  users: "list_users get_user",
  categories: "list_categories",
  documentation: "list_documentation get_documentation",
  server: "ping=ping health=health metrics=metrics openapi=openapi",
}

/** Not in the SDK, and why. */
const LEFT_OUT = {
  error_docs: "a page for people",
  receive_inbound_webhook: "called by HR systems",
  call_mcp: "for agents",
  call_mcp_server: "for agents",
  terminate_employee: "Truto's name of employees.terminate",
}

const camel = (text) => text.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())

function entry(text) {
  const [name, id] = text.split("=")
  return id ? [name, id] : [text.split("_")[0], text]
}

/** All of them, by namespace. Throws when an operation has no place, or more than one. */
export function placeMethods({ ids, resources }) {
  const placed = Object.entries(platform).map(([name, text]) => [
    name,
    Object.fromEntries(text.trim().split(/\s+/).map(entry)),
  ])
  const unified = resources.map((resource) => {
    const own = ids.filter((id) => id.endsWith(`_${resource}`) && !isOfAnother(id, resource, resources))
    const methods = own.map((id) => [camel(id.slice(0, -resource.length - 1)), id])
    const more = resource === "documents" ? [["download", "download_document"]] : []
    return [camel(resource), Object.fromEntries([...methods, ...more])]
  })
  const namespaces = Object.fromEntries([...unified, ...placed])
  assertWhole(ids, Object.values(namespaces).flatMap(Object.values))
  return namespaces
}

const isOfAnother = (id, resource, resources) =>
  resources.some((other) => other.length > resource.length && id.endsWith(`_${other}`))

function assertWhole(ids, placed) {
  const missing = ids.filter((id) => !placed.includes(id) && !(id in LEFT_OUT))
  const unknown = placed.filter((id) => !ids.includes(id))
  const doubled = placed.filter((id, index) => placed.indexOf(id) !== index)
  if (missing.length + unknown.length + doubled.length > 0)
    throw new Error(`scripts/methods.js: no place: ${missing}; not there: ${unknown}; twice: ${doubled}`)
}
