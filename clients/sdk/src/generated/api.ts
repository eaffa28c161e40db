// Made from the contract by clients/sdk/scripts/generate.js: `npm run generate:sdk` writes it anew.
export interface paths {
  "/environment": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_environments"]
    put?: never
    post: operations["create_environment"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/environment/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_environment"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations["update_environment"]
    trace?: never
  }
  "/integration": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_integrations"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integration/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_integration"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integration/{id}/tools": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_integration_tools"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integration/{id}/capabilities": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_integration_capabilities"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/environment-integration": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_environment_integrations"]
    put?: never
    post: operations["create_environment_integration"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/environment-integration/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_environment_integration"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations["update_environment_integration"]
    trace?: never
  }
  "/unified-model": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_unified_models"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified-model/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_unified_model"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/environment-unified-model": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_environment_unified_models"]
    put?: never
    post: operations["create_environment_unified_model"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/environment-unified-model/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_environment_unified_model"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/ping": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["ping"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/health": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["health"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/metrics": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["metrics"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/openapi.json": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["openapi"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/api-token": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_api_tokens"]
    put?: never
    post: operations["create_api_token"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/api-token/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_api_token"]
    put?: never
    post?: never
    delete: operations["delete_api_token"]
    options?: never
    head?: never
    patch: operations["update_api_token"]
    trace?: never
  }
  "/api-token/{id}/rotate": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["rotate_api_token"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_integrated_accounts"]
    put?: never
    post: operations["create_integrated_account"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/me": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_own_account"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations["update_own_account"]
    trace?: never
  }
  "/integrated-account/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_integrated_account"]
    put?: never
    post?: never
    delete: operations["delete_integrated_account"]
    options?: never
    head?: never
    patch: operations["update_integrated_account"]
    trace?: never
  }
  "/integrated-account/{id}/credentials": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations["update_integrated_account_credentials"]
    trace?: never
  }
  "/integrated-account/refresh-credentials": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["refresh_credentials"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/run-post-install-actions": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["run_post_install_actions"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/bulk-delete": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["bulk_delete_integrated_accounts"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/token": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["create_integrated_account_token"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/{id}/tools": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_account_tools"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/{id}/capabilities": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_account_capabilities"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/link-token": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["create_link_token"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/link-token/{link_token}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post?: never
    delete: operations["revoke_link_token"]
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/webhook": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_webhooks"]
    put?: never
    post: operations["create_webhook"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/webhook/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_webhook"]
    put?: never
    post?: never
    delete: operations["delete_webhook"]
    options?: never
    head?: never
    patch: operations["update_webhook"]
    trace?: never
  }
  "/webhook/test": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["test_webhook"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/webhook/{id}/rotate-secret": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["rotate_webhook_secret"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/webhook-delivery": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_webhook_deliveries"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/webhook-delivery/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_webhook_delivery"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/webhook-delivery/replay": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["replay_webhook_deliveries"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/mapping-override": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_mapping_overrides"]
    put: operations["put_mapping_override"]
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/mapping-override/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_mapping_override"]
    put?: never
    post?: never
    delete: operations["delete_mapping_override"]
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/mapping-override/preview": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["preview_mapping_override"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/environment-unified-model-resource-method": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_environment_unified_model_resource_methods"]
    put?: never
    post: operations["create_environment_unified_model_resource_method"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/environment-unified-model-resource-method/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_environment_unified_model_resource_method"]
    put?: never
    post?: never
    delete: operations["delete_environment_unified_model_resource_method"]
    options?: never
    head?: never
    patch: operations["update_environment_unified_model_resource_method"]
    trace?: never
  }
  "/log": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_log"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/log/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_log_entry"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/{model}/{resource}/meta/{method}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["describe_method"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/{model}/{resource}/{integration}/meta/{method}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["describe_integration_method"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/meta/{model}/{integration}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["describe_model"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employees": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_employees"]
    put?: never
    post: operations["create_employees"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employments": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_employments"]
    put?: never
    post: operations["create_employments"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employee_compensations": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_employee_compensations"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/fields": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_fields"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/groups": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_groups"]
    put?: never
    post: operations["create_groups"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/locations": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_locations"]
    put?: never
    post: operations["create_locations"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_policies": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_timeoff_policies"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_requests": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_timeoff_requests"]
    put?: never
    post: operations["create_timeoff_requests"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_types": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_timeoff_types"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_balances": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_timeoff_balances"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/companies": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_companies"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/job_roles": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_job_roles"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/holidays": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_holidays"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/attendance": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_attendance"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/documents": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_documents"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employees/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_employees"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch: operations["update_employees"]
    trace?: never
  }
  "/unified/hris/employments/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_employments"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employee_compensations/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_employee_compensations"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/fields/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_fields"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/groups/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_groups"]
    put?: never
    post?: never
    delete: operations["delete_groups"]
    options?: never
    head?: never
    patch: operations["update_groups"]
    trace?: never
  }
  "/unified/hris/locations/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_locations"]
    put?: never
    post?: never
    delete: operations["delete_locations"]
    options?: never
    head?: never
    patch: operations["update_locations"]
    trace?: never
  }
  "/unified/hris/timeoff_policies/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_timeoff_policies"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_requests/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_timeoff_requests"]
    put?: never
    post?: never
    delete: operations["delete_timeoff_requests"]
    options?: never
    head?: never
    patch: operations["update_timeoff_requests"]
    trace?: never
  }
  "/unified/hris/timeoff_types/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_timeoff_types"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_balances/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_timeoff_balances"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/companies/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_companies"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/job_roles/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_job_roles"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/holidays/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_holidays"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/attendance/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_attendance"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/documents/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_documents"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/documents/{id}/download": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["download_document"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employees/{id}/terminate": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["terminate_employees"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employees/{id}/unterminate": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["unterminate_employees"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/employees/{id}/invite": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["invite_employees"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/groups/{id}/add_members": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["add_members_groups"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/groups/{id}/remove_members": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["remove_members_groups"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_requests/{id}/approve": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["approve_timeoff_requests"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_requests/{id}/reject": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["reject_timeoff_requests"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/unified/hris/timeoff_requests/{id}/cancel": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["cancel_timeoff_requests"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/write": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_writes"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/write/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_write"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/sync-run": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_sync_runs"]
    put?: never
    post: operations["create_sync_run"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/sync-run/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_sync_run"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/sync-run/{id}/confirm": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["confirm_sync_run"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/changes": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_changes"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/export/{resource}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["export_resource"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/{id}/coverage": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_account_coverage"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/proxy/{resource}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["proxy_list"]
    put?: never
    post: operations["proxy_create"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/proxy/{resource}/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["proxy_get"]
    put?: never
    post: operations["proxy_method"]
    delete: operations["proxy_delete"]
    options?: never
    head?: never
    patch: operations["proxy_update"]
    trace?: never
  }
  "/custom/{path}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["custom_get"]
    put: operations["custom_put"]
    post: operations["custom_post"]
    delete: operations["custom_delete"]
    options?: never
    head?: never
    patch: operations["custom_patch"]
    trace?: never
  }
  "/team": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_teams"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/team/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_team"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/user": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_users"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/user/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_user"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/category": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_categories"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/documentation": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_documentation"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/documentation/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_documentation"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/{id}/mcp": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_mcp_tokens"]
    put?: never
    post: operations["create_mcp_token"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/integrated-account/{id}/mcp/{token_id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_mcp_token"]
    put?: never
    post?: never
    delete: operations["delete_mcp_token"]
    options?: never
    head?: never
    patch: operations["update_mcp_token"]
    trace?: never
  }
  "/sync-job": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_sync_jobs"]
    put?: never
    post: operations["create_sync_job"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/sync-job/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_sync_job"]
    put?: never
    post?: never
    delete: operations["delete_sync_job"]
    options?: never
    head?: never
    patch: operations["update_sync_job"]
    trace?: never
  }
  "/sync-job-run": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_sync_job_runs"]
    put?: never
    post: operations["create_sync_job_run"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/sync-job-run/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_sync_job_run"]
    put?: never
    post?: never
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/sync-job-cron-trigger": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["list_sync_job_cron_triggers"]
    put?: never
    post: operations["create_sync_job_cron_trigger"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/sync-job-cron-trigger/{id}": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get: operations["get_sync_job_cron_trigger"]
    put?: never
    post?: never
    delete: operations["delete_sync_job_cron_trigger"]
    options?: never
    head?: never
    patch: operations["update_sync_job_cron_trigger"]
    trace?: never
  }
  "/sync-job-cron-trigger/{id}/schedule": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["schedule_sync_job_cron_trigger"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "/batch-request": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["batch_request"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export interface webhooks {
  "integrated_account:created": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_created"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:updated": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_updated"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:deleted": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_deleted"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:active": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_active"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:post_install_error": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_post_install_error"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:validation_error": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_validation_error"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:authentication_error": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_authentication_error"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:forbidden_error": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_forbidden_error"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "integrated_account:reactivated": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_integrated_account_reactivated"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:hired": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_hired"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:terminated": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_terminated"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:rehired": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_rehired"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:manager_changed": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_manager_changed"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:group_joined": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_group_joined"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:group_left": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_group_left"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:location_changed": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_location_changed"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "employee:job_changed": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_employee_job_changed"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "compensation:changed": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_compensation_changed"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "timeoff_request:requested": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_timeoff_request_requested"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "timeoff_request:approved": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_timeoff_request_approved"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "timeoff_request:rejected": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_timeoff_request_rejected"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "timeoff_request:cancelled": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_timeoff_request_cancelled"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "timeoff_request:changed": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_timeoff_request_changed"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "record:created": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_record_created"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "record:updated": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_record_updated"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "record:deleted": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_record_deleted"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  "webhook:disabled": {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    get?: never
    put?: never
    post: operations["event_webhook_disabled"]
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export interface components {
  schemas: {
    /** @description Refused, or failed: says who must act and how. */
    Error: {
      /** @description The status of the answer. */
      statusCode: number
      /** @description Name of the status. */
      error: string
      /** @description What this failure is about. It may change: branch on the code. */
      message: string
      /**
       * @description Which failure it is; stable.
       * @enum {string}
       */
      code:
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
      /**
       * @description Who can do something about it.
       * @enum {string}
       */
      who_must_act: "caller" | "customer" | "hr_system" | "operator"
      /** @description What to do. */
      next_action: string
      /**
       * Format: uri
       * @description Where the code is explained.
       */
      docs_url: string
      /** @description Id of the request, which finds its entry by GET /log/{id}. */
      request_id: string
      /** @description What is wrong, place by place. */
      details?: {
        /** @description How many failures there are, when not all are listed. */
        failure_count?: number
        /** @description The first failures. */
        failures?: {
          /** @description Where it is, as the request wrote it. */
          path: string
          /** @description What is wrong. */
          message: string
        }[]
      }
      /** @description With changes.expired: the number from which reading goes on. */
      next_after?: number
      /** @description True: the HR system refused, or did not answer. */
      truto_is_remote_error?: boolean
      /** @description The HR system's answer as it came. */
      raw_response?: unknown
      /** @description What the HR system's refusal means, part by part. */
      truto_error_insight?: Record<string, unknown>
    }
    Environment: {
      /** @description Its id. */
      id: string
      /** @description Name as people read it. */
      name: string
      /** @description The team it belongs to. */
      team_id: string
      /** @description Whether it is the first environment. */
      is_default: boolean
      /** @description How the link page looks, and where it may send people. */
      link: {
        /** @description Your product's name; null: the environment's. */
        name: string | null
        /** @description Address of your logo. */
        logo_url: string | null
        /** @description Colour of the link page, as #rrggbb. */
        accent_color: string | null
        /** @description Where the page may be framed, and who is told the result. Empty: anywhere. */
        allowed_origins: string[]
        /** @description Where a link token's redirect_uri may point. Empty: anywhere. */
        redirect_uris: string[]
        /** @description Language of the link page; null: the browser's. */
        locale: ("en" | "es") | null
      }
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    Integration: {
      /** @description The integration's name. */
      id: string
      /** @description Name as people read it. */
      name: string
      /** @description What it is about, such as hris. */
      category: string
      /** @description Whether it is being tried. */
      is_beta: boolean
      /** @description Who may install it. */
      sharing: string
      /** @description Whether an environment may install it. */
      can_install: boolean
      /** @description How it is set up, and shown. */
      config: {
        /** @description Name as people read it. */
        label: string
        /** @description Address of a picture. */
        logo: string | null
        /** @description Address of a picture. */
        icon: string | null
      }
      /** @description Environments that have it. */
      installed_environment: string[]
      /** @description The team it belongs to. */
      team_id: string
      /** @description Its version. */
      version: number
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    EnvironmentIntegration: {
      /** @description Its id. */
      id: string
      /** @description The HR system, by its name. */
      integration_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description Whether it is in use. */
      is_enabled: boolean
      /** @description Whether it is in use. */
      is_active: boolean
      /** @description Whether customers see it on the link page. */
      show_in_catalog: boolean
      /** @description Own OAuth client and settings; secrets are never returned. */
      override: {
        [key: string]: unknown
      }
      /** @description The HR system. */
      integration: {
        /** @description Its id. */
        id: string
        /** @description Name as people read it. */
        name: string
        /** @description What it is about, such as hris. */
        category: string
      }
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    UnifiedModel: {
      /** @description Its id. */
      id: string
      /** @description Name as people read it. */
      name: string
      /** @description What it is about, such as hris. */
      category: string
      /** @description A sentence about it. */
      description: string
      /** @description Who may install it. */
      sharing: string
      /** @description Resources by name. */
      resources: {
        [key: string]: unknown
      }
      /** @description Nothing here; Truto has it. */
      scopes: {
        [key: string]: unknown
      }
      /** @description Environments that have it. */
      installed_environment: string[]
      /** @description The team it belongs to. */
      team: {
        /** @description Its id. */
        id: string
        /** @description Name as people read it. */
        name: string
      }
      /** @description The team it belongs to. */
      team_id: string
      /** @description Its version. */
      version: number
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    EnvironmentUnifiedModel: {
      /** @description Its id. */
      id: string
      /** @description The unified model: there is only hris. */
      unified_model_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description What the environment sets otherwise. */
      override: {
        [key: string]: unknown
      }
      /** @description The unified model. */
      unified_model: {
        /** @description Its id. */
        id: string
        /** @description Name as people read it. */
        name: string
        /** @description What it is about, such as hris. */
        category: string
      }
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    ApiToken: {
      /** @description The token's id. It stays when the secret is rotated. */
      id: string
      /** @description What it is for. */
      name: string
      /** @description The environment it works in. */
      environment_id: string
      /** @description Always null: there are no users here. */
      created_by: string | null
      /** @description What it may do: `all`, or what docs/tokens.md lists. */
      scopes: string[]
      /** @description The token's own limit; null: the server's. */
      rate_limit: {
        /** @description So many requests ... */
        requests: number
        /** @description ... in so many seconds. */
        seconds: number
      } | null
      /** @description When it ends; null: it does not. */
      expires_at: string | null
      /** @description Up to a minute late; null: never, or before this was kept. */
      last_used_at: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    MomentCondition: {
      /** @description Is this. */
      eq?: string
      /** @description Is after this, or more. */
      gt?: string
      /** @description Is this, or after it, or more. */
      gte?: string
      /** @description Is before this, or less. */
      lt?: string
      /** @description Is this, or before it, or less. */
      lte?: string
    }
    IntegratedAccount: {
      /** @description Its id. */
      id: string
      /** @description Your own key of the customer. */
      tenant_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description Id of the installed integration. */
      environment_integration_id: string
      /** @description Settings of the connection. Secrets are taken out and never returned. */
      context: {
        [key: string]: unknown
      }
      /**
       * @description How it stands.
       * @enum {string}
       */
      status: "active" | "connecting" | "validating" | "post_install_error" | "validation_error" | "needs_reauth"
      /** @description What went wrong last, in words. */
      last_error: string | null
      /** @description What the last check of the connection found. */
      last_action_run_result: unknown
      /** @description What the last check of the connection found. */
      last_action_result: unknown
      /** @description What the connection was last refused. */
      last_forbidden_error: unknown
      /** @description Whether the connection is for trying, and can only be read. */
      is_sandbox: boolean
      /**
       * @description How the connection is authorised.
       * @enum {string}
       */
      authentication_method: "oauth2" | "api_key"
      /** @description Kept as it is given; there is one region here. */
      region: string
      /** @description The account's own mapping overrides. */
      unified_model_override: {
        [key: string]: unknown
      }
      /** @description Nothing here; Truto has it. */
      integration_override: {
        [key: string]: unknown
      }
      /** @description Nothing here; Truto has it. */
      features: {
        [key: string]: unknown
      }
      /** @description The HR system. */
      integration: {
        /** @description Its id. */
        id: string
        /** @description Name as people read it. */
        name: string
        /** @description What it is about, such as hris. */
        category: string
      }
      /** @description The installed integration. */
      environment_integration: {
        /** @description Its id. */
        id: string
      } & {
        [key: string]: unknown
      }
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    Webhook: {
      /** @description Its id. */
      id: string
      /** @description Where events are posted to. */
      target_url: string
      /** @description Whether it is in use. */
      is_active: boolean
      /** @description Null: all. */
      event_types: string[] | null
      /** @description Those of event_types that Rollcall never sends: Truto's events of what there is not here. */
      event_types_not_sent: string[]
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description When the target began to fail; null while it works. */
      failing_since: string | null
      /** @description Why Rollcall switched it off. */
      disabled_reason: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    WebhookDelivery: {
      /** @description Its id. */
      id: string
      /** @description The endpoint it is for. */
      webhook_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description The `id` in the body, the same in every attempt. */
      event_id: string
      /** @description What happened. */
      event_type: string
      /** @description Goes up by one with every event of the environment. */
      sequence: number
      /**
       * @description failing: not accepted yet, tried again.
       * @enum {string}
       */
      status: "pending" | "failing" | "succeeded"
      /** @description How often it was tried. */
      attempt_count: number
      /** @description When it is tried again; null: not any more. */
      next_attempt_at: string | null
      /** @description Status of the answer; null: there was none. */
      response_status: number | null
      /** @description What went wrong, in words. */
      error: string | null
      /** @description When it was accepted. */
      succeeded_at: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    WebhookAttempt: {
      /** @description The number. */
      number: number
      /**
       * Format: date-time
       * @description When it was tried.
       */
      attempted_at: string
      /** @description Milliseconds it took. */
      duration_ms: number
      /** @description What was sent. */
      request: {
        /** @description Its address. */
        url: string
        /** @description Headers by name. */
        headers: {
          [key: string]: string
        }
      }
      /** @description What was answered. */
      response: {
        /** @description The status that the endpoint answered. */
        status: number
        /** @description Headers by name. */
        headers: {
          [key: string]: string
        }
        /** @description The first 4 kB. */
        body: string
      } | null
      /** @description What went wrong, in words. */
      error: string | null
    }
    MappingOverride: {
      /** @description Id of the override. */
      id: string
      /** @description Name of the integration. */
      integration: string
      /** @description The account that it is for; null: all of the environment's. */
      integrated_account_id: string | null
      /**
       * @description Resource of the unified model.
       * @enum {string}
       */
      resource:
        | "employees"
        | "employments"
        | "employee_compensations"
        | "fields"
        | "groups"
        | "locations"
        | "timeoff_policies"
        | "timeoff_requests"
        | "timeoff_types"
        | "timeoff_balances"
        | "companies"
        | "job_roles"
        | "holidays"
        | "attendance"
        | "documents"
      /** @description Fields with the path of their value. */
      add: {
        [key: string]: string | null
      }
      /** @description JSONata that makes the whole row. */
      response_mapping: string | null
      /** @description Goes up with each change. */
      version: number
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was changed last.
       */
      updated_at: string
    }
    MappingError: {
      /**
       * @description Whose override it is.
       * @enum {string}
       */
      scope: "environment" | "account"
      /** @description The field that it was for; null: the whole row. */
      field: string | null
      /**
       * @description failed: the expression says so; bad_value: the field can't have this value; timeout, memory: it takes too much; unavailable: it could not be run, and is tried again by the next read.
       * @enum {string}
       */
      code: "failed" | "bad_value" | "timeout" | "memory" | "unavailable"
      /** @description What is wrong, in words. */
      message: string
      /** @description Where in the expression, counted in characters. */
      position?: number
    }
    EnvironmentUnifiedModelResourceMethod: {
      /** @description Id of the override. */
      id: string
      /** @description The unified model as it is installed. */
      environment_unified_model_id: string
      /**
       * @description Resource of the unified model.
       * @enum {string}
       */
      resource_name:
        | "employees"
        | "employments"
        | "employee_compensations"
        | "fields"
        | "groups"
        | "locations"
        | "timeoff_policies"
        | "timeoff_requests"
        | "timeoff_types"
        | "timeoff_balances"
        | "companies"
        | "job_roles"
        | "holidays"
        | "attendance"
        | "documents"
      /** @description Name of the integration. */
      integration_name: string
      /**
       * @description list or get: both have one mapping.
       * @enum {string}
       */
      method_name: "list" | "get"
      /** @description What is changed. */
      config: {
        /** @description JSONata that makes the whole row. */
        response_mapping?: string
        /** @description Fields with the path of their value. */
        add?: {
          [key: string]: string
        }
      }
      /** @description Goes up with each change. */
      version: number
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was changed last.
       */
      updated_at: string
    }
    LogEntry: {
      /** @description The entry's id. */
      id: string
      /** @description The same, as Truto's TypeScript SDK calls it. */
      _id: string
      /** @description As in the answer's x-request-id and in errors; of a sync, the run's id. */
      request_id: string
      /** @description Which part of Rollcall it is of. */
      log_type: string
      /**
       * Format: date-time
       * @description When it began.
       */
      timestamp: string
      /** @description Always rollcall. */
      service: string
      /** @description The environment it was in. */
      environment_id: string
      /** @description The connection it was about, if it was about one. */
      integrated_account_id: string | null
      /** @description Your id of that customer. */
      tenant_id: string | null
      /** @description The HR system of the connection. */
      integration: string | null
      /** @description unified, proxy, custom, api, sync or webhook. */
      request_type: string
      /** @description The operation's id, as in /openapi.json. */
      operation: string
      /** @description The resource, where there is one. */
      resource: string | null
      /** @description What was done with it: list, get, create ... */
      method: string | null
      /** @description GET, POST ... */
      http_method: string | null
      /** @description The path and what was asked for, without values that may be about people: those are a *. */
      http_url: string | null
      /** @description What was answered; null: the caller had gone. */
      http_status_code: number | null
      /** @description 2xx, 4xx, 5xx ... */
      http_status_category: string | null
      /** @description The error's code. */
      code: string | null
      /** @description What the code means. */
      message: string | null
      /** @description Milliseconds from beginning to end. */
      duration: number
      /** @description Milliseconds of all calls to the HR system; they may overlap. */
      fetch_duration: number
      /** @description Of these, waited for the HR system's limits or before another attempt. */
      waited: number
      /** @description Calls to the HR system. One that several requests share is the first one's. */
      call_count: number
      /** @description Attempts of all these calls: more than call_count when some were tried again. */
      attempt_count: number
      /** @description Rows that were answered. */
      result_count?: number
      /** @description The API token that asked. */
      token_id?: string
      /** @description Of a sync or a delivery: how far it is. */
      status?: string
      /** @description Of a sync: what made it run. */
      trigger?: string
      /** @description Of a sync that a sync job began: the job's run, as GET /sync-job-run has it. */
      sync_job_run_id?: string
      /** @description Of a delivery: the event's type. */
      event?: string
      /** @description Of a delivery: the webhook. */
      webhook_id?: string
      /** @description Of a delivery: what the target said last. */
      webhook_endpoint_status?: number | null
      /** @description Of an agent: the MCP token. */
      mcp_server_id?: string
      /** @description Of an agent: what the MCP token was called. */
      mcp_server_name?: string
      /** @description Of an agent: the method of the protocol, such as tools/call. */
      mcp_method?: string
      /** @description Of a tool's call: the tool. */
      tool_name?: string
      /** @description Of an agent: what its program calls itself, if it said so in this request. */
      client_name?: string
      /** @description Of an agent: the version of that program. */
      client_version?: string
    }
    LogEntryWithCalls: {
      /** @description The entry's id. */
      id: string
      /** @description The same, as Truto's TypeScript SDK calls it. */
      _id: string
      /** @description As in the answer's x-request-id and in errors; of a sync, the run's id. */
      request_id: string
      /** @description Which part of Rollcall it is of. */
      log_type: string
      /**
       * Format: date-time
       * @description When it began.
       */
      timestamp: string
      /** @description Always rollcall. */
      service: string
      /** @description The environment it was in. */
      environment_id: string
      /** @description The connection it was about, if it was about one. */
      integrated_account_id: string | null
      /** @description Your id of that customer. */
      tenant_id: string | null
      /** @description The HR system of the connection. */
      integration: string | null
      /** @description unified, proxy, custom, api, sync or webhook. */
      request_type: string
      /** @description The operation's id, as in /openapi.json. */
      operation: string
      /** @description The resource, where there is one. */
      resource: string | null
      /** @description What was done with it: list, get, create ... */
      method: string | null
      /** @description GET, POST ... */
      http_method: string | null
      /** @description The path and what was asked for, without values that may be about people: those are a *. */
      http_url: string | null
      /** @description What was answered; null: the caller had gone. */
      http_status_code: number | null
      /** @description 2xx, 4xx, 5xx ... */
      http_status_category: string | null
      /** @description The error's code. */
      code: string | null
      /** @description What the code means. */
      message: string | null
      /** @description Milliseconds from beginning to end. */
      duration: number
      /** @description Milliseconds of all calls to the HR system; they may overlap. */
      fetch_duration: number
      /** @description Of these, waited for the HR system's limits or before another attempt. */
      waited: number
      /** @description Calls to the HR system. One that several requests share is the first one's. */
      call_count: number
      /** @description Attempts of all these calls: more than call_count when some were tried again. */
      attempt_count: number
      /** @description Rows that were answered. */
      result_count?: number
      /** @description The API token that asked. */
      token_id?: string
      /** @description Of a sync or a delivery: how far it is. */
      status?: string
      /** @description Of a sync: what made it run. */
      trigger?: string
      /** @description Of a sync that a sync job began: the job's run, as GET /sync-job-run has it. */
      sync_job_run_id?: string
      /** @description Of a delivery: the event's type. */
      event?: string
      /** @description Of a delivery: the webhook. */
      webhook_id?: string
      /** @description Of a delivery: what the target said last. */
      webhook_endpoint_status?: number | null
      /** @description Of an agent: the MCP token. */
      mcp_server_id?: string
      /** @description Of an agent: what the MCP token was called. */
      mcp_server_name?: string
      /** @description Of an agent: the method of the protocol, such as tools/call. */
      mcp_method?: string
      /** @description Of a tool's call: the tool. */
      tool_name?: string
      /** @description Of an agent: what its program calls itself, if it said so in this request. */
      client_name?: string
      /** @description Of an agent: the version of that program. */
      client_version?: string
      /** @description The first 60 calls, and up to 40 more that failed. */
      calls: {
        /**
         * Format: date-time
         * @description When it began.
         */
        at: string
        /** @description GET, POST ... */
        method: string
        /** @description Its path with the names of its parameters; what may be about people is a *. */
        path: string
        /** @description What the HR system answered last. */
        status: number | null
        /** @description Why there was no answer that could be used: timeout, connection, held ... */
        failure: string | null
        /** @description Milliseconds with all attempts and waits. */
        duration: number
        /** @description Of these, waited. */
        waited: number
        /** @description How often it was sent; 0: not at all. */
        attempts: number
      }[]
    }
    TextCondition: {
      /** @description Is this. */
      eq?: string
      /** @description Is not this. */
      ne?: string
      /** @description Is one of these. */
      in?: string | string[]
    }
    ChoiceCondition: {
      /** @description Is this. */
      eq?: string
      /** @description Is not this. */
      ne?: string
      /** @description Is one of these. */
      in?: string | string[]
    }
    TimeCondition: {
      /** @description Is this. */
      eq?: string
      /** @description Is not this. */
      ne?: string
      /** @description Is one of these. */
      in?: string | string[]
      /** @description Is after this, or more. */
      gt?: string
      /** @description Is this, or after it, or more. */
      gte?: string
      /** @description Is before this, or less. */
      lt?: string
      /** @description Is this, or before it, or less. */
      lte?: string
    }
    EmployeesPage: {
      /** @description The rows. */
      result: components["schemas"]["Employee"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Employee: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description The company's own number of the person. */
      employee_number?: string | null
      /** @description The legal entity that employs the person. */
      company?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Given name. */
      first_name?: string | null
      /** @description Names between the first and the last. */
      middle_name?: string | null
      /** @description Family name. */
      last_name?: string | null
      /** @description Name as people read it. */
      name?: string | null
      /** @description What the person wants to be called. */
      preferred_name?: string | null
      /** @description Name to sign in with. */
      username?: string | null
      /** @description What the person is called at work. */
      job_title?: string | null
      /** @description Groups the person belongs to. */
      groups?:
        | {
            /** @description Id of the row in the HR system, an opaque string. */
            id: string
            /** @description Name as people read it. */
            name?: string | null
            /** @description What kind it is. */
            type?: string | null
          }[]
        | null
      /** @description E-mail addresses. */
      emails?:
        | {
            /** @description E-mail address. */
            email: string
            /**
             * @description What kind it is.
             * @enum {string}
             */
            type?: "work" | "personal"
            /** @description Whether it is the one to use first. */
            is_primary: boolean
          }[]
        | null
      /** @description Telephone numbers. */
      phones?:
        | {
            /** @description The number. */
            number: string
            /** @description Extension of the number. */
            extension?: string | null
            /**
             * @description What kind it is.
             * @enum {string}
             */
            type?: "mobile" | "work"
          }[]
        | null
      /** @description The versions of the person's job. */
      employments?: components["schemas"]["Employment"][] | null
      /** @description Where the person lives. */
      home_location?: {
        /** @description Street and house number. */
        street_1?: string | null
        /** @description Second line of the street. */
        street_2?: string | null
        /** @description Town. */
        city?: string | null
        /** @description State or province. */
        state?: string | null
        /** @description Postal code. */
        postal_code?: string | null
        /** @description ISO 3166-1 alpha-2, upper case. */
        country?: string | null
      } | null
      /** @description Where the person works. */
      work_location?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
        /** @description Street and house number. */
        street_1?: string | null
        /** @description Second line of the street. */
        street_2?: string | null
        /** @description Town. */
        city?: string | null
        /** @description State or province. */
        state?: string | null
        /** @description Postal code. */
        postal_code?: string | null
        /** @description ISO 3166-1 alpha-2, upper case. */
        country?: string | null
      } | null
      /** @description The person's manager. */
      manager?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Those who are paid together. */
      pay_group?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Gender, as the HR system knows it. */
      gender?: ("female" | "male" | "non_binary" | "other") | null
      /** @description The HR system's own value. */
      gender_source?: string | null
      /** @description Day of birth. */
      date_of_birth?: string | null
      /** @description ISO 3166-1 alpha-2, upper case. */
      nationality?: string | null
      /** @description First day of the person's employment: of contracts that follow each other without a gap. */
      start_date?: string | null
      /** @description Last day of employment, also when it is ahead. */
      termination_date?: string | null
      /** @description Why the employment ends. */
      termination_reason?: string | null
      /** @description Whether the person works here today. */
      employment_status?: ("active" | "inactive" | "pending") | null
      /** @description The facts the status was derived from. */
      employment_status_source?: string | null
      /** @description Kind of contract. */
      employment_type?:
        | ("full_time" | "part_time" | "contract" | "internship" | "temporary" | "trainee" | "volunteer" | "per_diem")
        | null
      /** @description The HR system's own value. */
      employment_type_source?: string | null
      /** @description Hours a week by contract. */
      weekly_hours?: number | null
      /** @description Address of the person's picture. */
      avatar?: string | null
      /** @description Words it is marked with. */
      tags?: string[] | null
      /** @description Number in the social security system. */
      ssn?: string | null
      /** @description Values of the company's own fields, keyed by the `name` of the `fields` resource. */
      custom_fields?: {
        [key: string]: string | number | boolean | string[] | null
      } | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    Employment: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description The person it is about. */
      employee?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description What the person is called at work. */
      job_title?: string | null
      /** @description Decimal major units of `pay_currency` for one `pay_period`. */
      pay_rate?: number | null
      /** @description What the pay is for, such as a year or an hour. */
      pay_period?:
        | ("hourly" | "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "annually" | "fixed" | "one_time")
        | null
      /** @description The HR system's own value. */
      pay_period_source?: string | null
      /** @description How often pay is paid out. */
      pay_frequency?:
        | ("hourly" | "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "annually" | "fixed" | "one_time")
        | null
      /** @description The HR system's own value. */
      pay_frequency_source?: string | null
      /** @description ISO 4217 code of the pay. */
      pay_currency?: string | null
      /** @description Those who are paid together. */
      pay_group?: string | null
      /** @description Whether overtime is paid under the law of the United States. */
      flsa_status?: string | null
      /** @description First day on which this version of the job holds. */
      effective_date?: string | null
      /** @description Last day: the contract's end, or the day before the next version. */
      end_date?: string | null
      /** @description First day of the contract that this version belongs to. */
      start_date?: string | null
      /** @description Kind of contract. */
      employment_type?:
        | ("full_time" | "part_time" | "contract" | "internship" | "temporary" | "trainee" | "volunteer" | "per_diem")
        | null
      /** @description The HR system's own value. */
      employment_type_source?: string | null
      /** @description Hours a week by contract. */
      weekly_hours?: number | null
      /** @description Why it ended. */
      end_reason?: string | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    EmployeesKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Employee"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    NumberCondition: {
      /** @description Is this. */
      eq?: string
      /** @description Is not this. */
      ne?: string
      /** @description Is one of these. */
      in?: string | string[]
      /** @description Is after this, or more. */
      gt?: string
      /** @description Is this, or after it, or more. */
      gte?: string
      /** @description Is before this, or less. */
      lt?: string
      /** @description Is this, or before it, or less. */
      lte?: string
    }
    EmploymentsPage: {
      /** @description The rows. */
      result: components["schemas"]["Employment"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    EmploymentsKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Employment"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    EmployeeCompensationsPage: {
      /** @description The rows. */
      result: components["schemas"]["EmployeeCompensation"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    EmployeeCompensation: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description What kind it is. */
      type?: ("salary" | "hourly" | "commission" | "bonus" | "equity") | null
      /** @description The HR system's own value. */
      type_source?: string | null
      /** @description A sentence about it. */
      description?: string | null
      /** @description The person it is about. */
      employee?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Decimal major units of `currency` for one `period`. */
      amount?: number | null
      /** @description ISO 4217 code. */
      currency?: string | null
      /** @description What the amount is for, such as a year or an hour. */
      period?:
        | ("hourly" | "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "annually" | "fixed" | "one_time")
        | null
      /** @description The HR system's own value. */
      period_source?: string | null
      /** @description How often it is paid out. */
      payment_frequency?:
        | ("hourly" | "daily" | "weekly" | "biweekly" | "monthly" | "quarterly" | "annually" | "fixed" | "one_time")
        | null
      /** @description The HR system's own value. */
      payment_frequency_source?: string | null
      /** @description active: it holds on the company's day. */
      status?: ("active" | "inactive") | null
      /** @description First day. */
      start_date?: string | null
      /** @description Last day. */
      end_date?: string | null
      /** @description Why it ended. */
      end_reason?: string | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    EmployeeCompensationsKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["EmployeeCompensation"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    FlagCondition: {
      /**
       * @description Is this.
       * @enum {string}
       */
      eq?: "true" | "false"
    }
    FieldsPage: {
      /** @description The rows. */
      result: components["schemas"]["Field"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Field: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Machine name: the key of an employee's `custom_fields`. */
      name?: string | null
      /** @description Name as people read it. */
      label?: string | null
      /** @description The kind of row that carries the field: `employee`. */
      entity_type?: string | null
      /** @description What kind of value the field holds. */
      data_type?:
        | ("text" | "long_text" | "number" | "date" | "boolean" | "money" | "single_choice" | "multiple_choice")
        | null
      /** @description The HR system's own value. */
      data_type_source?: string | null
      /** @description Values that there are to choose from. */
      options?:
        | {
            /** @description Id of the row in the HR system, an opaque string. */
            id: string
            /** @description Name as people read it. */
            label?: string | null
            /** @description The value. */
            value?: string | null
            /** @description Whether it is in use. */
            is_active?: boolean | null
          }[]
        | null
      /** @description Whether it has to be given, or names of what has to be. */
      required?: boolean | null
      /** @description The legal entity it is limited to; null: the whole company. */
      company?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    FieldsKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Field"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    GroupsPage: {
      /** @description The rows. */
      result: components["schemas"]["Group"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Group: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Id of the group above; null at the top. */
      parent_group?: string | null
      /** @description Name as people read it. */
      name?: string | null
      /** @description A sentence about it. */
      description?: string | null
      /** @description What kind it is. */
      type?:
        | (
            | "team"
            | "department"
            | "group"
            | "cost_center"
            | "legal_entity"
            | "org_unit"
            | "office"
            | "division"
            | "business_unit"
            | "organization"
            | "org_location"
            | "pay_group"
            | "project_team"
            | "client_team"
            | "class"
          )
        | null
      /** @description The HR system's own value. */
      type_source?: string | null
      /** @description Employees who lead the group. */
      leads?:
        | {
            /** @description Id of the row in the HR system, an opaque string. */
            id: string
            /** @description Name as people read it. */
            name?: string | null
          }[]
        | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    GroupsKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Group"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    LocationsPage: {
      /** @description The rows. */
      result: components["schemas"]["Location"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Location: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Name as people read it. */
      name?: string | null
      /** @description Telephone number. */
      phone_number?: {
        /** @description The number. */
        number: string
        /** @description Extension of the number. */
        extension?: string | null
      } | null
      /** @description Street and house number. */
      street_1?: string | null
      /** @description Second line of the street. */
      street_2?: string | null
      /** @description Town. */
      city?: string | null
      /** @description State or province. */
      state?: string | null
      /** @description Postal code. */
      postal_code?: string | null
      /** @description ISO 3166-1 alpha-2, upper case. */
      country?: string | null
      /** @description What kind of place it is. */
      location_type?: string | null
      /** @description IANA name. */
      timezone?: string | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    LocationsKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Location"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffPoliciesPage: {
      /** @description The rows. */
      result: components["schemas"]["TimeoffPolicy"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffPolicy: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Name as people read it. */
      name?: string | null
      /** @description A sentence about it. */
      description?: string | null
      /** @description What it is counted in. */
      unit?: ("hours" | "days" | "weeks" | "months") | null
      /** @description The HR system's own value. */
      unit_source?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    TimeoffPoliciesKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["TimeoffPolicy"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffRequestsPage: {
      /** @description The rows. */
      result: components["schemas"]["TimeoffRequest"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffRequest: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description A sentence about it. */
      description?: string | null
      /** @description The kind of absence, as `type`; kept for compatibility. */
      reason?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description The person it is about. */
      employee?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Name of the person who approves; see `approver_reference`. */
      approver?: string | null
      /** @description Who approved or rejected it. */
      approver_reference?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description How it stands. */
      status?: ("pending" | "approved" | "rejected" | "cancelled") | null
      /** @description The HR system's own value. */
      status_source?: string | null
      /** @description What the person wrote. */
      employee_note?: string | null
      /** @description What the approver wrote. */
      approver_note?: string | null
      /** @description What the amount is counted in, such as days or hours. */
      units?: ("hours" | "days" | "weeks" | "months") | null
      /** @description The HR system's own value. */
      units_source?: string | null
      /** @description Quantity in `units`. */
      amount?: number | null
      /** @description Name of the type; see `type`. */
      timeoff_type?: string | null
      /** @description What kind it is. */
      type?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Which kind of rules the request falls under. */
      request_policy_type?: string | null
      /** @description Day `YYYY-MM-DD`, or local date-time for an absence of hours. */
      start_time?: string | null
      /** @description Last day, or local date-time; null while open ended. */
      end_time?: string | null
      /** @description Which part of the day. */
      session?: ("full" | "morning" | "afternoon") | null
      /** @description The HR system's own value. */
      session_source?: string | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description When it was deleted; null while it is there. */
      deleted_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    TimeoffRequestsKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["TimeoffRequest"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffTypesPage: {
      /** @description The rows. */
      result: components["schemas"]["TimeoffType"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffType: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Name as people read it. */
      name?: string | null
      /** @description A sentence about it. */
      description?: string | null
      /** @description What it is counted in. */
      unit?: ("hours" | "days" | "weeks" | "months") | null
      /** @description The HR system's own value. */
      unit_source?: string | null
      /** @description What kind of absence it is. */
      kind?: ("holiday" | "sick" | "parental" | "compassionate" | "overtime_compensation" | "other") | null
      /** @description The HR system's own value. */
      kind_source?: string | null
      /** @description Whether it is in use. */
      is_active?: boolean | null
      /** @description Whether it is paid. */
      is_paid?: boolean | null
      /** @description False: the person works on these days, for example at home. */
      is_absence?: boolean | null
      /** @description Whether somebody has to approve it. */
      requires_approval?: boolean | null
      /** @description `#rrggbb`. */
      color?: string | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    TimeoffTypesKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["TimeoffType"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffBalancesPage: {
      /** @description The rows. */
      result: components["schemas"]["TimeoffBalance"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    TimeoffBalance: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description The person it is about. */
      employee?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Name of the policy; see `policy`. */
      timeoff_policy?: string | null
      /** @description The rules it follows. */
      policy?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Name of the counter. */
      name?: string | null
      /** @description Kinds of absence that are taken from it. */
      types?:
        | {
            /** @description Id of the row in the HR system, an opaque string. */
            id: string
            /** @description Name as people read it. */
            name?: string | null
          }[]
        | null
      /** @description What is left, in `unit`. It may be below nothing. */
      balance?: number | null
      /** @description What there is in all, with what was carried over. */
      total?: number | null
      /** @description What was taken until the company's day. */
      used?: number | null
      /** @description What is approved and still to come. */
      planned?: number | null
      /** @description What it is counted in. */
      unit?: ("hours" | "days" | "weeks" | "months") | null
      /** @description The HR system's own value. */
      unit_source?: string | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    TimeoffBalancesKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["TimeoffBalance"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    CompaniesPage: {
      /** @description The rows. */
      result: components["schemas"]["Company"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Company: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description The name that people know, or the legal one. */
      name?: string | null
      /** @description Name in the register. */
      legal_name?: string | null
      /** @description Number that the tax authority knows it by. */
      tax_id?: string | null
      /** @description ISO 4217. */
      currency?: string | null
      /** @description Telephone number. */
      phone_number?: {
        /** @description The number. */
        number: string
        /** @description Extension of the number. */
        extension?: string | null
      } | null
      /** @description Street and house number. */
      street_1?: string | null
      /** @description Second line of the street. */
      street_2?: string | null
      /** @description Town. */
      city?: string | null
      /** @description State or province. */
      state?: string | null
      /** @description Postal code. */
      postal_code?: string | null
      /** @description ISO 3166-1 alpha-2, upper case. */
      country?: string | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    CompaniesKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Company"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    JobRolesPage: {
      /** @description The rows. */
      result: components["schemas"]["JobRole"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    JobRole: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Name as people read it. */
      name?: string | null
      /** @description A sentence about it. */
      description?: string | null
      /** @description What the role belongs to in the company's catalogue of jobs. */
      parent?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description Grades of the role. */
      levels?:
        | {
            /** @description Id of the row in the HR system, an opaque string. */
            id: string
            /** @description Name as people read it. */
            name?: string | null
          }[]
        | null
      /** @description False: it is kept for the past, and given to nobody. */
      is_active?: boolean | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    JobRolesKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["JobRole"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    HolidaysPage: {
      /** @description The rows. */
      result: components["schemas"]["Holiday"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Holiday: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Name as people read it. */
      name?: string | null
      /** @description A sentence about it. */
      description?: string | null
      /** @description The day, or the first one. */
      date?: string | null
      /** @description The last day. */
      end_date?: string | null
      /** @description The part of the day that is free. */
      session?: ("full" | "morning" | "afternoon") | null
      /** @description The HR system's own value. */
      session_source?: string | null
      /** @description The workplace that it is for; null: the whole company. */
      location?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    HolidaysKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Holiday"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    AttendancePage: {
      /** @description The rows. */
      result: components["schemas"]["Attendance"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Attendance: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description The person it is about. */
      employee?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description The day it is about. */
      date?: string | null
      /** @description What kind of day it is for the person. */
      day_type?: ("workday" | "saturday" | "sunday" | "holiday") | null
      /** @description The HR system's own value. */
      day_type_source?: string | null
      /** @description What counts as work. */
      worked_minutes?: number | null
      /** @description What was clocked. */
      tracked_minutes?: number | null
      /** @description What still waits for approval. */
      pending_minutes?: number | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    AttendanceKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Attendance"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    DocumentsPage: {
      /** @description The rows. */
      result: components["schemas"]["Document"][]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Document: {
      /** @description Id of the row in the HR system, an opaque string. */
      id: string
      /** @description Name of the file. */
      name?: string | null
      /** @description Whose it is; null: the company's. */
      employee?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description The folder it lies in. */
      folder?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description MIME type. */
      content_type?: string | null
      /** @description Bytes. */
      size?: number | null
      /** @description Whether the person, or for the company's everybody, may see it. */
      is_shared?: boolean | null
      /** @description The HR system's own word; null: nobody was asked to sign it. */
      signature_status?: string | null
      /** @description The absence that it belongs to. */
      timeoff_request?: {
        /** @description Id of the row in the HR system, an opaque string. */
        id: string
        /** @description Name as people read it. */
        name?: string | null
      } | null
      /** @description When it was made. */
      created_at?: string | null
      /** @description When it was last changed. */
      updated_at?: string | null
      /** @description When it was put into the bin. */
      deleted_at?: string | null
      /** @description What the HR system sent, unmapped. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Overrides that failed for this row, which is as it is without them. Absent: none did. */
      mapping_errors?: components["schemas"]["MappingError"][]
    } & {
      [key: string]: unknown
    }
    DocumentsKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: components["schemas"]["Document"]
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    NewEmployee: {
      /** @description Given name. */
      first_name: string
      /** @description Family name. */
      last_name: string
      /** @description Names between the first and the last. */
      middle_name?: string | null
      /** @description What the person wants to be called. */
      preferred_name?: string | null
      /** @description The company's own number of the person. */
      employee_number?: string | null
      /** @description What the person is called at work. */
      job_title?: string | null
      /** @description E-mail addresses. */
      emails?: {
        /** @description E-mail address. */
        email: string
        /**
         * @description What kind it is.
         * @enum {string}
         */
        type?: "work" | "personal"
      }[]
      /** @description Telephone numbers. */
      phones?: {
        /** @description The number. */
        number: string
        /** @description Extension of the number. */
        extension?: string
        /**
         * @description What kind it is.
         * @enum {string}
         */
        type?: "mobile" | "work"
      }[]
      /** @description Day of birth. */
      date_of_birth?: string | null
      /**
       * @description Gender, as the HR system knows it.
       * @enum {string}
       */
      gender?: "female" | "male" | "non_binary" | "other"
      /** @description ISO 3166-1 alpha-2, upper case. */
      nationality?: string | null
      /** @description Number in the social security system. */
      ssn?: string | null
      /** @description Where the person lives. */
      home_location?: {
        /** @description Street and house number. */
        street_1?: string | null
        /** @description Second line of the street. */
        street_2?: string | null
        /** @description Town. */
        city?: string | null
        /** @description State or province. */
        state?: string | null
        /** @description Postal code. */
        postal_code?: string | null
        /** @description ISO 3166-1 alpha-2, upper case. */
        country?: string | null
      }
      /** @description Where the person works. */
      work_location?: {
        /** @description As a list answered it. */
        id: string
      } | null
      /** @description The legal entity that employs the person. */
      company?: {
        /** @description As a list answered it. */
        id: string
      }
      /** @description The person's manager. */
      manager?: {
        /** @description As a list answered it. */
        id: string
      } | null
      /** @description Values of the company's own fields, by the `name` or `id` of the `fields` resource. */
      custom_fields?: {
        [key: string]: string | number | boolean | string[] | null
      }
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
      /**
       * Format: date
       * @description First day of work.
       */
      start_date?: string
      /** @description Groups the person belongs to. */
      groups?: {
        /** @description As a list answered it. */
        id: string
      }[]
      /** @description The terms of the first contract; `start_date` is its first day. */
      employment?: {
        /** @description What the person is called at work. */
        job_title?: string
        /** @description Decimal major units for one `pay_period`. */
        pay_rate?: number
        /**
         * @description What the pay is for, such as a year or an hour.
         * @enum {string}
         */
        pay_period?:
          | "hourly"
          | "daily"
          | "weekly"
          | "biweekly"
          | "monthly"
          | "quarterly"
          | "annually"
          | "fixed"
          | "one_time"
        /** @description ISO 4217 code. */
        pay_currency?: string
        /**
         * @description Kind of contract.
         * @enum {string}
         */
        employment_type?:
          | "full_time"
          | "part_time"
          | "contract"
          | "internship"
          | "temporary"
          | "trainee"
          | "volunteer"
          | "per_diem"
        /** @description Hours a week by contract. */
        weekly_hours?: number
        /**
         * Format: date
         * @description Last day of the contract.
         */
        end_date?: string
      }
    }
    DryRun: {
      /**
       * @description True: nothing was written.
       * @constant
       */
      dry_run: true
      /** @description Its calls of the HR system, in order. */
      steps: {
        /** @description What the step does. */
        name: string
        /** @description The HR system's own request; null: it depends on rows that will only be there then. */
        request: {
          /** @description A method of the resource, such as list. */
          method: string
          /** @description Its address. */
          url: string
          /** @description The body as it was sent. */
          body: unknown
        } | null
        /** @description Sending it twice is the same as sending it once. */
        is_repeatable: boolean
      }[]
    }
    EmployeeChange: {
      /** @description Given name. */
      first_name?: string
      /** @description Family name. */
      last_name?: string
      /** @description Names between the first and the last. */
      middle_name?: string | null
      /** @description What the person wants to be called. */
      preferred_name?: string | null
      /** @description The company's own number of the person. */
      employee_number?: string | null
      /** @description What the person is called at work. */
      job_title?: string | null
      /** @description E-mail addresses. */
      emails?: {
        /** @description E-mail address. */
        email: string
        /**
         * @description What kind it is.
         * @enum {string}
         */
        type?: "work" | "personal"
      }[]
      /** @description Telephone numbers. */
      phones?: {
        /** @description The number. */
        number: string
        /** @description Extension of the number. */
        extension?: string
        /**
         * @description What kind it is.
         * @enum {string}
         */
        type?: "mobile" | "work"
      }[]
      /** @description Day of birth. */
      date_of_birth?: string | null
      /**
       * @description Gender, as the HR system knows it.
       * @enum {string}
       */
      gender?: "female" | "male" | "non_binary" | "other"
      /** @description ISO 3166-1 alpha-2, upper case. */
      nationality?: string | null
      /** @description Number in the social security system. */
      ssn?: string | null
      /** @description Where the person lives. */
      home_location?: {
        /** @description Street and house number. */
        street_1?: string | null
        /** @description Second line of the street. */
        street_2?: string | null
        /** @description Town. */
        city?: string | null
        /** @description State or province. */
        state?: string | null
        /** @description Postal code. */
        postal_code?: string | null
        /** @description ISO 3166-1 alpha-2, upper case. */
        country?: string | null
      }
      /** @description Where the person works. */
      work_location?: {
        /** @description As a list answered it. */
        id: string
      } | null
      /** @description The legal entity that employs the person. */
      company?: {
        /** @description As a list answered it. */
        id: string
      }
      /** @description The person's manager. */
      manager?: {
        /** @description As a list answered it. */
        id: string
      } | null
      /** @description Values of the company's own fields, by the `name` or `id` of the `fields` resource. */
      custom_fields?: {
        [key: string]: string | number | boolean | string[] | null
      }
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    Termination: {
      /**
       * Format: date
       * @description Last day of employment.
       */
      termination_date: string
      /**
       * @description What kind it is.
       * @enum {string}
       */
      type?: "voluntary" | "dismissed" | "redundancy" | "end_of_contract" | "retirement" | "mutual"
      /** @description Why the employment ends. */
      termination_reason?: string
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    NoBody: {
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    NewEmployment: {
      /** @description The person it is about. */
      employee: {
        /** @description As a list answered it. */
        id: string
      }
      /**
       * Format: date
       * @description First day on which this version of the job holds.
       */
      effective_date: string
      /** @description What the person is called at work. */
      job_title?: string
      /** @description Decimal major units for one `pay_period`. */
      pay_rate?: number
      /**
       * @description What the pay is for, such as a year or an hour.
       * @enum {string}
       */
      pay_period?:
        | "hourly"
        | "daily"
        | "weekly"
        | "biweekly"
        | "monthly"
        | "quarterly"
        | "annually"
        | "fixed"
        | "one_time"
      /** @description ISO 4217 code. */
      pay_currency?: string
      /**
       * @description Kind of contract.
       * @enum {string}
       */
      employment_type?:
        | "full_time"
        | "part_time"
        | "contract"
        | "internship"
        | "temporary"
        | "trainee"
        | "volunteer"
        | "per_diem"
      /** @description Hours a week by contract. */
      weekly_hours?: number
      /**
       * Format: date
       * @description Last day of the contract.
       */
      end_date?: string
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    NewGroup: {
      /** @description Name as people read it. */
      name: string
      /**
       * @description What kind it is.
       * @enum {string}
       */
      type?:
        | "team"
        | "department"
        | "group"
        | "cost_center"
        | "legal_entity"
        | "org_unit"
        | "office"
        | "division"
        | "business_unit"
        | "organization"
        | "org_location"
        | "pay_group"
        | "project_team"
        | "client_team"
        | "class"
      /** @description A sentence about it. */
      description?: string | null
      /** @description Id of the group above. */
      parent_group?: string | null
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    GroupChange: {
      /** @description Name as people read it. */
      name?: string
      /**
       * @description What kind it is.
       * @enum {string}
       */
      type?:
        | "team"
        | "department"
        | "group"
        | "cost_center"
        | "legal_entity"
        | "org_unit"
        | "office"
        | "division"
        | "business_unit"
        | "organization"
        | "org_location"
        | "pay_group"
        | "project_team"
        | "client_team"
        | "class"
      /** @description A sentence about it. */
      description?: string | null
      /** @description Id of the group above. */
      parent_group?: string | null
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    GroupMembers: {
      /** @description Ids of the people. */
      employees: {
        /** @description As a list answered it. */
        id: string
      }[]
      /** @description They lead the group, where the HR system knows who does. */
      is_lead?: boolean
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    FormerGroupMembers: {
      /** @description Ids of the people. */
      employees: {
        /** @description As a list answered it. */
        id: string
      }[]
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    NewLocation: {
      /** @description Name as people read it. */
      name: string
      /** @description Street and house number. */
      street_1?: string | null
      /** @description Second line of the street. */
      street_2?: string | null
      /** @description Town. */
      city?: string | null
      /** @description State or province. */
      state?: string | null
      /** @description Postal code. */
      postal_code?: string | null
      /** @description ISO 3166-1 alpha-2, upper case. */
      country?: string | null
      /** @description Telephone number. */
      phone_number?: {
        /** @description The number. */
        number: string
        /** @description Extension of the number. */
        extension?: string
      } | null
      /** @description IANA name. */
      timezone?: string | null
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    LocationChange: {
      /** @description Name as people read it. */
      name?: string
      /** @description Street and house number. */
      street_1?: string | null
      /** @description Second line of the street. */
      street_2?: string | null
      /** @description Town. */
      city?: string | null
      /** @description State or province. */
      state?: string | null
      /** @description Postal code. */
      postal_code?: string | null
      /** @description ISO 3166-1 alpha-2, upper case. */
      country?: string | null
      /** @description Telephone number. */
      phone_number?: {
        /** @description The number. */
        number: string
        /** @description Extension of the number. */
        extension?: string
      } | null
      /** @description IANA name. */
      timezone?: string | null
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    NewTimeoffRequest: {
      /** @description The person it is about. */
      employee: {
        /** @description As a list answered it. */
        id: string
      }
      /** @description When it begins. */
      start_time: string
      /** @description When it ends. */
      end_time: string
      /** @description Id or name of the type. */
      timeoff_type?: string
      /** @description The type, by id. */
      reason?: {
        /** @description As a list answered it. */
        id: string
      }
      /**
       * @description Which part of the day.
       * @enum {string}
       */
      session?: "full" | "morning" | "afternoon"
      /**
       * @description What the amount is counted in, such as days or hours.
       * @enum {string}
       */
      units?: "days" | "hours"
      /** @description Hours, with `units: hours`. */
      amount?: number
      /** @description A sentence about it. */
      description?: string
      /** @description What the person wrote. */
      employee_note?: string
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    TimeoffRequestChange: {
      /** @description When it begins. */
      start_time?: string
      /** @description When it ends. */
      end_time?: string
      /** @description Id or name of the type. */
      timeoff_type?: string
      /** @description The type, by id. */
      reason?: {
        /** @description As a list answered it. */
        id: string
      }
      /**
       * @description Which part of the day.
       * @enum {string}
       */
      session?: "full" | "morning" | "afternoon"
      /**
       * @description What the amount is counted in, such as days or hours.
       * @enum {string}
       */
      units?: "days" | "hours"
      /** @description Hours, with `units: hours`. */
      amount?: number
      /** @description A sentence about it. */
      description?: string
      /** @description What the person wrote. */
      employee_note?: string
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    TimeoffDecision: {
      /** @description What the person who asked is told. */
      approver_note?: string
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
    }
    TerminationOfEmployee: {
      /**
       * Format: date
       * @description Last day of employment.
       */
      termination_date: string
      /**
       * @description What kind it is.
       * @enum {string}
       */
      type?: "voluntary" | "dismissed" | "redundancy" | "end_of_contract" | "retirement" | "mutual"
      /** @description Why the employment ends. */
      termination_reason?: string
      /** @description Goes into the HR system's own request as it is, over what is made of the other fields. */
      remote_data?: {
        [key: string]: unknown
      }
      /** @description Its id. */
      id: string
    }
    WriteOperation: {
      /** @description As the header `rollcall-write-id` says it. */
      id: string
      /** @description The connection that is meant; an account token implies its own. */
      integrated_account_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /**
       * @description A resource, such as employees.
       * @enum {string}
       */
      resource:
        | "employees"
        | "employments"
        | "employee_compensations"
        | "fields"
        | "groups"
        | "locations"
        | "timeoff_policies"
        | "timeoff_requests"
        | "timeoff_types"
        | "timeoff_balances"
        | "companies"
        | "job_roles"
        | "holidays"
        | "attendance"
        | "documents"
      /**
       * @description What was to be written, such as create.
       * @enum {string}
       */
      action:
        | "create"
        | "update"
        | "delete"
        | "approve"
        | "reject"
        | "cancel"
        | "terminate"
        | "unterminate"
        | "invite"
        | "add_members"
        | "remove_members"
      /** @description Id of the row it is done to; null for a create. */
      row_id: string | null
      /** @description Id of the row that it has made or changed. */
      result_id: string | null
      /**
       * @description failed: nothing happened. partial: some steps happened, the others did not. unknown: it is not known yet, and is looked for.
       * @enum {string}
       */
      state: "running" | "done" | "failed" | "partial" | "unknown"
      /** @description Its calls of the HR system, in order. */
      steps: {
        /** @description What the step does. */
        name: string
        /**
         * @description planned: not sent. sent: on its way. failed: nothing of it happened. unknown: nobody heard the answer yet.
         * @enum {string}
         */
        state: "planned" | "sent" | "done" | "failed" | "unknown"
        /** @description The call of the HR system; null until it is sent. */
        request: {
          /** @description GET, POST ... */
          method: string
          /** @description Its path in the HR system's API. */
          path: string
        } | null
        /** @description Why it has not happened, or is not known. */
        error: {
          /** @description Which failure it is; stable. */
          code: string
          /** @description What is wrong, in words. */
          message: string
          /** @description What the HR system answered; null: nothing. */
          status: number | null
        } | null
        /** @description How often it was sent. */
        tries: number
        /** @description When it was sent last. */
        sent_at: string | null
        /** @description When it was known to be done or failed. */
        ended_at: string | null
      }[]
      /** @description What a person has to look at in the HR system, where nothing else tells what has happened. */
      ask_person: string | null
      /** @description When Rollcall looks again by itself; null: it does not. */
      next_look_at: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    SyncRun: {
      /** @description Its id. */
      id: string
      /** @description The connection that is meant; an account token implies its own. */
      integrated_account_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /**
       * @description What began it.
       * @enum {string}
       */
      trigger: "connect" | "schedule" | "request" | "clock" | "hint" | "mapping"
      /**
       * @description held: a deletion of many rows waits to be confirmed.
       * @enum {string}
       */
      status: "queued" | "running" | "completed" | "failed" | "held"
      /** @description What went wrong, in words. */
      error: string | null
      /** @description Resources by name. */
      resources: (
        | "employees"
        | "employments"
        | "employee_compensations"
        | "fields"
        | "groups"
        | "locations"
        | "timeoff_policies"
        | "timeoff_requests"
        | "timeoff_types"
        | "timeoff_balances"
        | "companies"
        | "job_roles"
        | "holidays"
        | "attendance"
        | "documents"
      )[]
      /** @description By resource. Pages, rows and calls are those of the tables that feed it. */
      progress: {
        [key: string]: {
          /**
           * @description How it stands.
           * @enum {string}
           */
          status: "pending" | "reading" | "sweeping" | "deleting" | "deriving" | "done" | "skipped" | "failed" | "held"
          /** @description Every row, or only what may have changed. */
          mode: ("full" | "incremental") | null
          /** @description Pages that were read. */
          pages: number
          /** @description Rows that were read. */
          rows: number
          /** @description Rows that are new. */
          created: number
          /** @description Rows that changed. */
          updated: number
          /** @description Rows that are gone. */
          deleted: number
          /** @description Rows that could not be mapped; the first of them are in skipped_rows. */
          skipped: number
          /** @description Calls of the HR system. */
          upstream_calls: number
          /** @description Rows in all, as far as the HR system has said. */
          estimate: number | null
          /** @description The first rows that could not be mapped. */
          skipped_rows: {
            /** @description Its id. */
            id: string
            /** @description What is wrong, in words. */
            message: string
          }[]
          /** @description Columns of the HR system's list that the connection has no right to, of a resource with the list's name before each. Fields that need them are absent. */
          lacking_columns: string[]
          /** @description Values of the HR system, by list and row, in which a character that can't be kept was replaced. */
          replaced_values: {
            /** @description Its id. */
            id: string
            /** @description What is wrong, in words. */
            message: string
          }[]
          /** @description What went wrong, in words. */
          error: string | null
          /** @description When it began. */
          started_at: string | null
          /** @description When it ended. */
          finished_at: string | null
        }
      }
      /** @description By list of the HR system: each is read once, whatever it feeds. */
      tables: {
        [key: string]: {
          /**
           * @description How it stands.
           * @enum {string}
           */
          status: "pending" | "reading" | "sweeping" | "deleting" | "deriving" | "done" | "skipped" | "failed" | "held"
          /** @description Every row, or only what may have changed. */
          mode: ("full" | "incremental") | null
          /** @description Pages that were read. */
          pages: number
          /** @description Rows that were read. */
          rows: number
          /** @description Rows that are new. */
          created: number
          /** @description Rows that changed. */
          updated: number
          /** @description Rows that are gone. */
          deleted: number
          /** @description Rows that could not be mapped; the first of them are in skipped_rows. */
          skipped: number
          /** @description Calls of the HR system. */
          upstream_calls: number
          /** @description Rows in all, as far as the HR system has said. */
          estimate: number | null
          /** @description The first rows that could not be mapped. */
          skipped_rows: {
            /** @description Its id. */
            id: string
            /** @description What is wrong, in words. */
            message: string
          }[]
          /** @description Columns of the HR system's list that the connection has no right to, of a resource with the list's name before each. Fields that need them are absent. */
          lacking_columns: string[]
          /** @description Values of the HR system, by list and row, in which a character that can't be kept was replaced. */
          replaced_values: {
            /** @description Its id. */
            id: string
            /** @description What is wrong, in words. */
            message: string
          }[]
          /** @description What went wrong, in words. */
          error: string | null
          /** @description When it began. */
          started_at: string | null
          /** @description When it ended. */
          finished_at: string | null
        }
      }
      /** @description Until the tables are read, by the pace until now; null while nothing is known. */
      seconds_left: number | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /** @description When it began. */
      started_at: string | null
      /** @description When it ended. */
      finished_at: string | null
    }
    Change: {
      /** @description Goes up by one with every event of the environment. */
      sequence: number
      /** @description Its id. */
      id: string
      /** @description What happened. */
      event: string
      /** @description What is told of the event. */
      payload: {
        [key: string]: unknown
      }
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
    }
    ResourceCoverage: {
      /**
       * @description available: rows of the copy have it, be it null. not_supported: the HR system has none, or it is not mapped. not_permitted: the connection may not read what it is made of. unknown: not synced yet, or no row tells.
       * @enum {string}
       */
      status: "available" | "not_supported" | "not_permitted" | "unknown"
      /** @description Why it is not available. */
      reason: string | null
      /** @description Rows of the copy; null: it was not synced yet. */
      rows: number | null
      /** @description When a row of the copy, or what may be read, last changed. */
      measured_at: string | null
      /** @description By field. The company's own are told one by one, as `custom_fields.name`. */
      fields: {
        [key: string]: components["schemas"]["FieldCoverage"]
      }
    }
    FieldCoverage: {
      /**
       * @description available: rows of the copy have it, be it null. not_supported: the HR system has none, or it is not mapped. not_permitted: the connection may not read what it is made of. unknown: not synced yet, or no row tells.
       * @enum {string}
       */
      status: "available" | "not_supported" | "not_permitted" | "unknown"
      /** @description Why it is not available. */
      reason: string | null
      /** @description Share of the rows in which it has a value that is not empty; null: there is nothing to measure. */
      fill_rate: number | null
      /** @description Rows in which it has a value that is not empty. */
      filled: number | null
      /** @description Rows that don't have it: there it is not known. */
      absent: number | null
      /** @description Since when the status is what it is. */
      since: string | null
    }
    ProxyPage: {
      /** @description The rows. */
      result: unknown[]
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    ProxyKeyedPage: {
      /** @description The rows by the value of the field that truto_key_by names. */
      result: {
        [key: string]: unknown
      }
      /** @description Where to go on: send it as next_cursor; null at the end. */
      next_cursor: string | null
      /** @description Where the page before is: send it as next_cursor; null at the beginning. */
      prev_cursor: string | null
      /** @description Rows on this page. */
      result_count: number
      /** @description True: more rows may be found by going on. */
      is_partial_response?: boolean
      /** @description With truto_response_format=debug: the upstream call. */
      debug?: {
        [key: string]: unknown
      }
      /** @description All that happened before it is in the answer. */
      data_as_of?: string | null
      /** @description How the last sync ended. */
      last_attempt?: {
        /**
         * Format: date-time
         * @description When it was.
         */
        at: string
        /** @description The rows, or what was asked for. */
        result: string
        /** @description What went wrong, in words. */
        error?: string
      }
      /** @description The day the answer shows. */
      as_of?: string
      /**
       * @description What the past is told from.
       * @enum {string}
       */
      as_of_basis?: "recorded" | "effective_dates" | "first_sync"
    }
    Team: {
      /** @description Its id. */
      id: string
      /** @description Whoever runs this server. */
      name: string
      /** @description Domain of the company. */
      domain: string | null
      /** @description Address of a picture. */
      logo: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    User: {
      /** @description Its id. */
      id: string
      /** @description Name as people read it. */
      name: string
      /** @description E-mail address. */
      email: string
      /** @description Whether it is in use. */
      is_active: boolean
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    Category: {
      /** @description Its id. */
      id: string
      /** @description Name as people read it. */
      name: string
      /** @description Name as people read it. */
      label: string
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    Documentation: {
      /** @description Its id. */
      id: string
      /** @description What it is about, by id. */
      entity_id: string
      /**
       * @description What kind of thing it is about.
       * @enum {string}
       */
      entity_type: "integration" | "unified_model"
      /**
       * @description What kind it is.
       * @enum {string}
       */
      type: "description" | "query_schema" | "body_schema"
      /** @description Text, or a JSON Schema as JSON. */
      content: string
      /** @description The HR system, by its name. */
      integration_name: string | null
      /** @description A resource, such as employees. */
      resource: string
      /** @description A method of the resource, such as list. */
      method: string | null
      /** @description How the connection is authorised. */
      authentication_method: null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    McpToken: {
      /** @description Its id. */
      id: string
      /** @description Name as people read it. */
      name: string
      /** @description The connection that is meant; an account token implies its own. */
      integrated_account_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description How it is set up, and shown. */
      config: {
        /** @description Methods, or kinds of them. */
        methods: string[]
        /** @description Words it is marked with. */
        tags: string[]
        /**
         * @description What kind it is.
         * @enum {string}
         */
        type: "proxy" | "unified" | "all"
        /**
         * @description Which tools are shown.
         * @enum {string}
         */
        tool_exposure: "all" | "discovery"
        /** @description Whether calls need an API token besides. */
        require_api_token_auth: boolean
      }
      /** @description When it ends; null: never. */
      expires_at: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    SyncJob: {
      /** @description Its id. */
      id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description Name as people read it. */
      label: string
      /** @description The HR system, by its name. */
      integration_name: string
      /** @description Kept as it is given. */
      default_runtime_version: number
      /** @description JSON Schema of the arguments. */
      args_schema: {
        [key: string]: unknown
      }
      /** @description Resources by name. */
      resources: {
        [key: string]: unknown
      }[]
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    SyncJobRun: {
      /** @description Its id. */
      id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description Id of the sync job. */
      sync_job_id: string
      /** @description The connection that is meant; an account token implies its own. */
      integrated_account_id: string
      /** @description The run under /sync-run, with its live progress. */
      sync_run_id: string
      /**
       * @description How it stands.
       * @enum {string}
       */
      status: "created" | "running" | "rate_limited" | "completed" | "failed" | "stopped"
      /** @description What went wrong, in words. */
      error: string | null
      /** @description Values that the requests use. */
      args: {
        [key: string]: unknown
      }
      /** @description The endpoint it is for. */
      webhook_id: string | null
      /** @description When it began. */
      started_at: string | null
      /** @description When it ended. */
      finished_at: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    SyncJobCronTrigger: {
      /** @description Its id. */
      id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description Id of the sync job. */
      sync_job_id: string
      /** @description The connection that is meant; an account token implies its own. */
      integrated_account_id: string
      /** @description When it runs, in five fields. */
      cron_expression: string
      /** @description Values that the requests use. */
      args: {
        [key: string]: unknown
      }
      /** @description The endpoint it is for. */
      webhook_id: string | null
      /** @description Data of your own. */
      meta: {
        [key: string]: unknown
      }
      /** @description Whether it was scheduled since its expression was changed. */
      is_active: boolean
      /** @description When it runs next. */
      next_run_at: string | null
      /** @description What went wrong last, in words. */
      last_error: string | null
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
    }
    AccountEvent: {
      /** @description Its id. */
      id: string
      /** @description Your own key of the customer. */
      tenant_id: string
      /** @description The environment it belongs to. */
      environment_id: string
      /** @description Id of the installed integration. */
      environment_integration_id: string
      /** @description Settings of the connection. Secrets are taken out and never returned. */
      context: {
        [key: string]: unknown
      }
      /**
       * @description How it stands.
       * @enum {string}
       */
      status: "active" | "connecting" | "validating" | "post_install_error" | "validation_error" | "needs_reauth"
      /** @description What went wrong last, in words. */
      last_error: string | null
      /** @description What the last check of the connection found. */
      last_action_run_result: unknown
      /** @description What the last check of the connection found. */
      last_action_result: unknown
      /** @description What the connection was last refused. */
      last_forbidden_error: unknown
      /** @description Whether the connection is for trying, and can only be read. */
      is_sandbox: boolean
      /**
       * @description How the connection is authorised.
       * @enum {string}
       */
      authentication_method: "oauth2" | "api_key"
      /** @description Kept as it is given; there is one region here. */
      region: string
      /** @description Nothing here; Truto has it. */
      features: {
        [key: string]: unknown
      }
      /** @description The HR system. */
      integration: {
        /** @description Its id. */
        id: string
        /** @description Name as people read it. */
        name: string
        /** @description What it is about, such as hris. */
        category: string
      }
      /** @description The installed integration. */
      environment_integration: {
        /** @description Its id. */
        id: string
      } & {
        [key: string]: unknown
      }
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string
      /** @description What `updated` tells of. */
      readonly changed?: string[]
    }
    RecordEvent: {
      /** @description For example `hris/employees`. */
      resource: string
      /** @description Id of the row. */
      record_id: string
      /** @description The connection that is meant; an account token implies its own. */
      integrated_account_id: string
      /** @description The unified row; null when it is new. */
      before: {
        [key: string]: unknown
      } | null
      /** @description The unified row; null when it is gone. */
      after: {
        [key: string]: unknown
      } | null
      /** @description Names of the fields that changed. */
      changed_fields: string[]
      /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
      unknown_fields?: string[]
      /** @description Day from which it holds; null: not known. */
      effective_date: string | null
      /**
       * Format: date-time
       * @description When the change was seen.
       */
      changed_at: string
      /**
       * @description Why, when nothing changed in the HR system.
       * @enum {string}
       */
      cause?: "mapping"
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export interface operations {
  list_environments: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Name as people read it. */
        name?: string | string[]
        /** @description The team it belongs to. */
        team_id?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["Environment"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_environment: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Name as people read it. */
          name: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
            /** @description Name as people read it. */
            name: string
            /** @description The team it belongs to. */
            team_id: string
            /** @description Whether it is the first environment. */
            is_default: boolean
            /** @description How the link page looks, and where it may send people. */
            link: {
              /** @description Your product's name; null: the environment's. */
              name: string | null
              /** @description Address of your logo. */
              logo_url: string | null
              /** @description Colour of the link page, as #rrggbb. */
              accent_color: string | null
              /** @description Where the page may be framed, and who is told the result. Empty: anywhere. */
              allowed_origins: string[]
              /** @description Where a link token's redirect_uri may point. Empty: anywhere. */
              redirect_uris: string[]
              /** @description Language of the link page; null: the browser's. */
              locale: ("en" | "es") | null
            }
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description The first API token of the environment, shown this once. */
            api_token: string
          }
        }
      }
    }
  }
  get_environment: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Environment"]
        }
      }
    }
  }
  update_environment: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Name as people read it. */
          name?: string
          /** @description How the link page looks, and where it may send people. */
          link?: {
            /** @description Your product's name; null: the environment's. */
            name?: string | null
            /** @description Address of your logo. */
            logo_url?: string | null
            /** @description Colour of the link page, as #rrggbb. */
            accent_color?: string | null
            /** @description Where the page may be framed, and who is told the result. Empty: anywhere. */
            allowed_origins?: string[]
            /** @description Where a link token's redirect_uri may point. Empty: anywhere. */
            redirect_uris?: string[]
            /** @description Language of the link page; null: the browser's. */
            locale?: ("en" | "es") | null
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Environment"]
        }
      }
    }
  }
  list_integrations: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Name as people read it. */
        name?: string | string[]
        /** @description Who may install it. */
        sharing?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["Integration"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  get_integration: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Integration"]
        }
      }
    }
  }
  list_integration_tools: {
    parameters: {
      query?: {
        /** @description Methods, or kinds of them. */
        methods?: string | string[]
        /** @description Words it is marked with. */
        tags?: string | string[]
        /** @description proxy (unless given), unified, or all. */
        type?: "proxy" | "unified" | "all"
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description A resource, such as employees. */
            resource: string
            /** @description A method of the resource, such as list. */
            method: string
            /** @description Name as people read it. */
            name: string
            /**
             * @description What kind it is.
             * @enum {string}
             */
            type: "proxy" | "unified"
            /** @description A sentence about it. */
            description: string
            /** @description JSON Schema of the query. */
            query_schema: {
              [key: string]: unknown
            }
            /** @description JSON Schema of the body. */
            body_schema: {
              [key: string]: unknown
            }
            /** @description Whether it has to be given, or names of what has to be. */
            required: string[]
          }[]
        }
      }
    }
  }
  get_integration_capabilities: {
    parameters: {
      query?: {
        /** @description proxy, unified, or all (unless given). */
        type?: "proxy" | "unified" | "all"
        /** @description Methods, or kinds of them. */
        methods?: string | string[]
        /** @description A resource, such as employees. */
        resource?: string
        /** @description Only methods that have a description. */
        has_description?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The HR system. */
            integration: {
              /** @description Its id. */
              id: string
              /** @description Name as people read it. */
              name: string
              /** @description Name as people read it. */
              label: string
              /** @description What it is about, such as hris. */
              category: string
            }
            /** @description Methods in the HR system's own shapes. */
            proxy: {
              /** @description A resource, such as employees. */
              resource: string
              /** @description Methods, or kinds of them. */
              methods: ({
                /** @description A method of the resource, such as list. */
                method: string
                /** @description Name as people read it. */
                name: string
              } & {
                [key: string]: unknown
              })[]
            }[]
            /** @description Methods of the unified model. */
            unified: ({
              /** @description The unified model: hris. */
              model: string
              /** @description A resource, such as employees. */
              resource: string
              /** @description Methods, or kinds of them. */
              methods: string[]
            } & {
              [key: string]: unknown
            })[]
          } & {
            [key: string]: unknown
          }
        }
      }
    }
  }
  list_environment_integrations: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The environment it belongs to. */
        environment_id?: string | string[]
        /** @description The HR system, by its name. */
        integration_id?: string | string[]
        /** @description The HR system, by its name. */
        "integration.name"?: string | string[]
        /** @description Whether it is in use. */
        is_enabled?: boolean
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["EnvironmentIntegration"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_environment_integration: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description The HR system, by its name. */
          integration_id: string
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
          /** @description Whether it is in use. */
          is_enabled?: boolean
          /** @description Whether customers see it on the link page. */
          show_in_catalog?: boolean
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentIntegration"]
        }
      }
    }
  }
  get_environment_integration: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentIntegration"]
        }
      }
    }
  }
  update_environment_integration: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Whether it is in use. */
          is_enabled?: boolean
          /** @description Whether customers see it on the link page. */
          show_in_catalog?: boolean
          /** @description What the environment sets otherwise. */
          override?: {
            /** @description Credentials of your own. */
            credentials?: {
              /** @description For connections by OAuth. */
              oauth2?: {
                /** @description OAuth client of your own. */
                client?: {
                  /** @description Its id. */
                  id?: string
                  /** @description The secret; it is never shown again. */
                  secret?: string
                }
              }
              /** @description OAuth client of your own. */
              client?: {
                /** @description Its id. */
                id?: string
                /** @description The secret; it is never shown again. */
                secret?: string
              }
            }
            /** @description Which of the integration's hosts. */
            host?: string | null
            /** @description Parameters for the HR system's consent page. */
            authorize_params?: {
              [key: string]: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentIntegration"]
        }
      }
    }
  }
  list_unified_models: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Name as people read it. */
        name?: string | string[]
        /** @description Who may install it. */
        sharing?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["UnifiedModel"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  get_unified_model: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["UnifiedModel"]
        }
      }
    }
  }
  list_environment_unified_models: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The environment it belongs to. */
        environment_id?: string | string[]
        /** @description The unified model: there is only hris. */
        unified_model_id?: string | string[]
        /** @description The unified model, by its name. */
        "unified_model.name"?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["EnvironmentUnifiedModel"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_environment_unified_model: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description The unified model: there is only hris. */
          unified_model_id: string
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentUnifiedModel"]
        }
      }
    }
  }
  get_environment_unified_model: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentUnifiedModel"]
        }
      }
    }
  }
  ping: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description Always true.
             * @constant
             */
            pong: true
          }
        }
      }
    }
  }
  health: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description How it stands.
             * @constant
             */
            status: "ok"
            /** @description Its version. */
            version: string
            /** @description Kind of the database. */
            database: string
          }
        }
      }
    }
  }
  metrics: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "text/plain": string
        }
      }
    }
  }
  openapi: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            [key: string]: unknown
          }
        }
      }
    }
  }
  list_api_tokens: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Name as people read it. */
        name?: string | string[]
        /** @description The environment it belongs to. */
        environment_id?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["ApiToken"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_api_token: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description What it is for. */
          name: string
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
          /** @description What it may do; left out: what the token that asks may do. */
          scopes?: (
            | "all"
            | "read"
            | "write"
            | "admin"
            | "proxy"
            | "read:employees"
            | "read:employments"
            | "read:employee_compensations"
            | "read:fields"
            | "read:groups"
            | "read:locations"
            | "read:timeoff_policies"
            | "read:timeoff_requests"
            | "read:timeoff_types"
            | "read:timeoff_balances"
            | "read:companies"
            | "read:job_roles"
            | "read:holidays"
            | "read:attendance"
            | "read:documents"
            | "read:tokens"
            | "read:changes"
            | "read:environments"
            | "read:integrations"
            | "read:accounts"
            | "read:link"
            | "read:log"
            | "read:mapping"
            | "read:mcp"
            | "read:platform"
            | "read:sync"
            | "read:webhooks"
            | "read:writes"
            | "write:employees"
            | "write:employments"
            | "write:employee_compensations"
            | "write:fields"
            | "write:groups"
            | "write:locations"
            | "write:timeoff_policies"
            | "write:timeoff_requests"
            | "write:timeoff_types"
            | "write:timeoff_balances"
            | "write:companies"
            | "write:job_roles"
            | "write:holidays"
            | "write:attendance"
            | "write:documents"
            | "admin:tokens"
            | "admin:changes"
            | "admin:environments"
            | "admin:integrations"
            | "admin:accounts"
            | "admin:link"
            | "admin:log"
            | "admin:mapping"
            | "admin:mcp"
            | "admin:platform"
            | "admin:sync"
            | "admin:webhooks"
            | "admin:writes"
            | "proxy:read"
          )[]
          /** @description When it ends; null: it does not. */
          expires_at?: string | null
          /** @description The token's own limit; null: the server's. */
          rate_limit?: {
            /** @description So many requests ... */
            requests: number
            /** @description ... in so many seconds. */
            seconds: number
          } | null
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The token's id. It stays when the secret is rotated. */
            id: string
            /** @description What it is for. */
            name: string
            /** @description The environment it works in. */
            environment_id: string
            /** @description Always null: there are no users here. */
            created_by: string | null
            /** @description What it may do: `all`, or what docs/tokens.md lists. */
            scopes: string[]
            /** @description The token's own limit; null: the server's. */
            rate_limit: {
              /** @description So many requests ... */
              requests: number
              /** @description ... in so many seconds. */
              seconds: number
            } | null
            /** @description When it ends; null: it does not. */
            expires_at: string | null
            /** @description Up to a minute late; null: never, or before this was kept. */
            last_used_at: string | null
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description The secret, shown this once. */
            token: string
          }
        }
      }
    }
  }
  get_api_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["ApiToken"]
        }
      }
    }
  }
  delete_api_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  update_api_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description What it is for. */
          name?: string
          /** @description What it may do. */
          scopes?: (
            | "all"
            | "read"
            | "write"
            | "admin"
            | "proxy"
            | "read:employees"
            | "read:employments"
            | "read:employee_compensations"
            | "read:fields"
            | "read:groups"
            | "read:locations"
            | "read:timeoff_policies"
            | "read:timeoff_requests"
            | "read:timeoff_types"
            | "read:timeoff_balances"
            | "read:companies"
            | "read:job_roles"
            | "read:holidays"
            | "read:attendance"
            | "read:documents"
            | "read:tokens"
            | "read:changes"
            | "read:environments"
            | "read:integrations"
            | "read:accounts"
            | "read:link"
            | "read:log"
            | "read:mapping"
            | "read:mcp"
            | "read:platform"
            | "read:sync"
            | "read:webhooks"
            | "read:writes"
            | "write:employees"
            | "write:employments"
            | "write:employee_compensations"
            | "write:fields"
            | "write:groups"
            | "write:locations"
            | "write:timeoff_policies"
            | "write:timeoff_requests"
            | "write:timeoff_types"
            | "write:timeoff_balances"
            | "write:companies"
            | "write:job_roles"
            | "write:holidays"
            | "write:attendance"
            | "write:documents"
            | "admin:tokens"
            | "admin:changes"
            | "admin:environments"
            | "admin:integrations"
            | "admin:accounts"
            | "admin:link"
            | "admin:log"
            | "admin:mapping"
            | "admin:mcp"
            | "admin:platform"
            | "admin:sync"
            | "admin:webhooks"
            | "admin:writes"
            | "proxy:read"
          )[]
          /** @description When it ends; null: it does not. */
          expires_at?: string | null
          /** @description The token's own limit; null: the server's. */
          rate_limit?: {
            /** @description So many requests ... */
            requests: number
            /** @description ... in so many seconds. */
            seconds: number
          } | null
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["ApiToken"]
        }
      }
    }
  }
  rotate_api_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Seconds for which the secret of before still works; 86400 unless given. */
          grace_seconds?: number
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The token's id. It stays when the secret is rotated. */
            id: string
            /** @description What it is for. */
            name: string
            /** @description The environment it works in. */
            environment_id: string
            /** @description Always null: there are no users here. */
            created_by: string | null
            /** @description What it may do: `all`, or what docs/tokens.md lists. */
            scopes: string[]
            /** @description The token's own limit; null: the server's. */
            rate_limit: {
              /** @description So many requests ... */
              requests: number
              /** @description ... in so many seconds. */
              seconds: number
            } | null
            /** @description When it ends; null: it does not. */
            expires_at: string | null
            /** @description Up to a minute late; null: never, or before this was kept. */
            last_used_at: string | null
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description The secret, shown this once. */
            token: string
            /**
             * Format: date-time
             * @description When the last of the earlier secrets ends.
             */
            earlier_secrets_expire_at: string
          }
        }
      }
    }
  }
  list_integrated_accounts: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Your own key of the customer. */
        tenant_id?: string | string[]
        /** @description The environment it belongs to. */
        environment_id?: string | string[]
        /** @description Whether the connection is for trying, and can only be read. */
        is_sandbox?: boolean
        /** @description The HR system, by its name. */
        "integration.name"?: string | string[]
        /** @description How it stands. */
        status?:
          | ("active" | "connecting" | "validating" | "post_install_error" | "validation_error" | "needs_reauth")
          | ("active" | "connecting" | "validating" | "post_install_error" | "validation_error" | "needs_reauth")[]
        /** @description When it was made. */
        created_at?: string | components["schemas"]["MomentCondition"]
        /** @description When it was last changed. */
        updated_at?: string | components["schemas"]["MomentCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: {
              /** @description Its id. */
              id: string
              /** @description Your own key of the customer. */
              tenant_id: string
              /** @description The environment it belongs to. */
              environment_id: string
              /** @description Id of the installed integration. */
              environment_integration_id: string
              /** @description Settings of the connection. Secrets are taken out and never returned. */
              context: {
                [key: string]: unknown
              }
              /**
               * @description How it stands.
               * @enum {string}
               */
              status:
                | "active"
                | "connecting"
                | "validating"
                | "post_install_error"
                | "validation_error"
                | "needs_reauth"
              /** @description What went wrong last, in words. */
              last_error: string | null
              /** @description What the last check of the connection found. */
              last_action_run_result: unknown
              /** @description What the last check of the connection found. */
              last_action_result: unknown
              /** @description What the connection was last refused. */
              last_forbidden_error: unknown
              /** @description Whether the connection is for trying, and can only be read. */
              is_sandbox: boolean
              /**
               * @description How the connection is authorised.
               * @enum {string}
               */
              authentication_method: "oauth2" | "api_key"
              /** @description Kept as it is given; there is one region here. */
              region: string
              /** @description The account's own mapping overrides. */
              unified_model_override: {
                [key: string]: unknown
              }
              /** @description Nothing here; Truto has it. */
              integration_override: {
                [key: string]: unknown
              }
              /** @description Nothing here; Truto has it. */
              features: {
                [key: string]: unknown
              }
              /** @description The HR system. */
              integration: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string
                /** @description What it is about, such as hris. */
                category: string
              }
              /** @description The installed integration. */
              environment_integration: {
                /** @description Its id. */
                id: string
              } & {
                [key: string]: unknown
              }
              /**
               * Format: date-time
               * @description When it was made.
               */
              created_at: string
              /**
               * Format: date-time
               * @description When it was last changed.
               */
              updated_at: string
              /** @description By resource: how fresh the synced copy is, and what is wrong with it. */
              sync: {
                [key: string]: {
                  /** @description When the copy was whole for the first time. */
                  first_synced_at: string | null
                  /** @description All that happened before it is in the copy. */
                  data_as_of: string | null
                  /** @description How the last sync ended. */
                  last_attempt: {
                    /**
                     * Format: date-time
                     * @description When it was.
                     */
                    at: string
                    /** @description completed, incomplete (deletions are off, or rows are older), held ... */
                    result: string
                    /** @description What went wrong, in words. */
                    error: string | null
                  }
                }
              }
            }[]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_integrated_account: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Your own key of the customer. */
          tenant_id: string
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
          /** @description Id of the installed integration. */
          environment_integration_id?: string
          /** @description The HR system. */
          integration?: string
          /** @description Settings and credentials of the connection. */
          context?: {
            [key: string]: unknown
          }
          /**
           * @description How the connection is authorised.
           * @enum {string}
           */
          authentication_method: "oauth2" | "api_key"
          /** @description Kept as it is given; there is one region here. */
          region?: string
          /** @description Whether the connection is for trying, and can only be read. */
          is_sandbox?: boolean
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["IntegratedAccount"]
        }
      }
    }
  }
  get_own_account: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["IntegratedAccount"]
        }
      }
    }
  }
  update_own_account: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Settings and credentials of the connection. */
          context: {
            [key: string]: unknown
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["IntegratedAccount"]
        }
      }
    }
  }
  get_integrated_account: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
            /** @description Your own key of the customer. */
            tenant_id: string
            /** @description The environment it belongs to. */
            environment_id: string
            /** @description Id of the installed integration. */
            environment_integration_id: string
            /** @description Settings of the connection. Secrets are taken out and never returned. */
            context: {
              [key: string]: unknown
            }
            /**
             * @description How it stands.
             * @enum {string}
             */
            status: "active" | "connecting" | "validating" | "post_install_error" | "validation_error" | "needs_reauth"
            /** @description What went wrong last, in words. */
            last_error: string | null
            /** @description What the last check of the connection found. */
            last_action_run_result: unknown
            /** @description What the last check of the connection found. */
            last_action_result: unknown
            /** @description What the connection was last refused. */
            last_forbidden_error: unknown
            /** @description Whether the connection is for trying, and can only be read. */
            is_sandbox: boolean
            /**
             * @description How the connection is authorised.
             * @enum {string}
             */
            authentication_method: "oauth2" | "api_key"
            /** @description Kept as it is given; there is one region here. */
            region: string
            /** @description The account's own mapping overrides. */
            unified_model_override: {
              [key: string]: unknown
            }
            /** @description Nothing here; Truto has it. */
            integration_override: {
              [key: string]: unknown
            }
            /** @description Nothing here; Truto has it. */
            features: {
              [key: string]: unknown
            }
            /** @description The HR system. */
            integration: {
              /** @description Its id. */
              id: string
              /** @description Name as people read it. */
              name: string
              /** @description What it is about, such as hris. */
              category: string
            }
            /** @description The installed integration. */
            environment_integration: {
              /** @description Its id. */
              id: string
            } & {
              [key: string]: unknown
            }
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description By resource: how fresh the synced copy is, and what is wrong with it. */
            sync: {
              [key: string]: {
                /** @description When the copy was whole for the first time. */
                first_synced_at: string | null
                /** @description All that happened before it is in the copy. */
                data_as_of: string | null
                /** @description How the last sync ended. */
                last_attempt: {
                  /**
                   * Format: date-time
                   * @description When it was.
                   */
                  at: string
                  /** @description completed, incomplete (deletions are off, or rows are older), held ... */
                  result: string
                  /** @description What went wrong, in words. */
                  error: string | null
                }
              }
            }
          }
        }
      }
    }
  }
  delete_integrated_account: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  update_integrated_account: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Your own key of the customer. */
          tenant_id?: string
          /** @description Settings and credentials of the connection. */
          context?: {
            [key: string]: unknown
          }
          /**
           * @description How it stands.
           * @enum {string}
           */
          status?: "active" | "connecting" | "validating" | "post_install_error" | "validation_error" | "needs_reauth"
          /**
           * @description How the connection is authorised.
           * @enum {string}
           */
          authentication_method?: "oauth2" | "api_key"
          /** @description The account's mapping overrides, all of them: what is left out is taken away. */
          unified_model_override?: {
            /** @description By resource and method. */
            hris?: {
              [key: string]: {
                /** @description What is set for lists. */
                list?: {
                  /** @description A JSONata expression that makes the whole unified row of remote (or response, which is the same), related, unified and today. null drops the row. */
                  response_mapping?: string | null
                  /**
                   * @description An expression is run for each row.
                   * @constant
                   */
                  response_mapping_method?: "item"
                  /** @description Fields to add or to replace, each with the path of its value: into the row of the HR system (remote), rows it is related to (related), or the unified row (unified). */
                  add?: {
                    [key: string]: string | null
                  }
                }
                /** @description What is set for one row. */
                get?: {
                  /** @description A JSONata expression that makes the whole unified row of remote (or response, which is the same), related, unified and today. null drops the row. */
                  response_mapping?: string | null
                  /**
                   * @description An expression is run for each row.
                   * @constant
                   */
                  response_mapping_method?: "item"
                  /** @description Fields to add or to replace, each with the path of its value: into the row of the HR system (remote), rows it is related to (related), or the unified row (unified). */
                  add?: {
                    [key: string]: string | null
                  }
                }
              }
            }
          }
          /** @description Nothing here; Truto has it. */
          integration_override?: {
            [key: string]: unknown
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["IntegratedAccount"]
        }
      }
    }
  }
  update_integrated_account_credentials: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Settings and credentials of the connection. */
          context?: {
            [key: string]: unknown
          }
        } & {
          [key: string]: unknown
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["IntegratedAccount"]
        }
      }
    }
  }
  refresh_credentials: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description Its id.
           */
          id: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description Always true.
             * @constant
             */
            success: true
          }
        }
      }
    }
  }
  run_post_install_actions: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description Its id.
           */
          id: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description Always true.
             * @constant
             */
            success: true
          }
        }
      }
    }
  }
  bulk_delete_integrated_accounts: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Ids of those that are meant. */
          ids?: string[]
          /** @description Your own key of the customer. */
          tenant_id?: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description Always true.
             * @constant
             */
            success: true
          }
        }
      }
    }
  }
  create_integrated_account_token: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description The connection it is for.
           */
          integrated_account_id: string
          /** @description What it may do; left out: what the token that asks may do. */
          scopes?: (
            | "all"
            | "read"
            | "write"
            | "admin"
            | "proxy"
            | "read:employees"
            | "read:employments"
            | "read:employee_compensations"
            | "read:fields"
            | "read:groups"
            | "read:locations"
            | "read:timeoff_policies"
            | "read:timeoff_requests"
            | "read:timeoff_types"
            | "read:timeoff_balances"
            | "read:companies"
            | "read:job_roles"
            | "read:holidays"
            | "read:attendance"
            | "read:documents"
            | "read:tokens"
            | "read:changes"
            | "read:environments"
            | "read:integrations"
            | "read:accounts"
            | "read:link"
            | "read:log"
            | "read:mapping"
            | "read:mcp"
            | "read:platform"
            | "read:sync"
            | "read:webhooks"
            | "read:writes"
            | "write:employees"
            | "write:employments"
            | "write:employee_compensations"
            | "write:fields"
            | "write:groups"
            | "write:locations"
            | "write:timeoff_policies"
            | "write:timeoff_requests"
            | "write:timeoff_types"
            | "write:timeoff_balances"
            | "write:companies"
            | "write:job_roles"
            | "write:holidays"
            | "write:attendance"
            | "write:documents"
            | "admin:tokens"
            | "admin:changes"
            | "admin:environments"
            | "admin:integrations"
            | "admin:accounts"
            | "admin:link"
            | "admin:log"
            | "admin:mapping"
            | "admin:mcp"
            | "admin:platform"
            | "admin:sync"
            | "admin:webhooks"
            | "admin:writes"
            | "proxy:read"
          )[]
          /** @description Seconds it works; 900 unless given. It ends with the token that made it. */
          expires_in?: number
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The secret, shown this once. */
            integrated_account_token: string
            /** @description What it may do. */
            scopes: string[]
            /**
             * Format: date-time
             * @description When it ends.
             */
            expires_at: string
          }
        }
      }
    }
  }
  list_account_tools: {
    parameters: {
      query?: {
        /** @description Methods, or kinds of them. */
        methods?: string | string[]
        /** @description Words it is marked with. */
        tags?: string | string[]
        /** @description proxy (unless given), unified, or all. */
        type?: "proxy" | "unified" | "all"
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: {
              /** @description A resource, such as employees. */
              resource: string
              /** @description A method of the resource, such as list. */
              method: string
              /** @description Name as people read it. */
              name: string
              /**
               * @description What kind it is.
               * @enum {string}
               */
              type: "proxy" | "unified"
              /** @description A sentence about it. */
              description: string
              /** @description JSON Schema of the query. */
              query_schema: {
                [key: string]: unknown
              }
              /** @description JSON Schema of the body. */
              body_schema: {
                [key: string]: unknown
              }
              /** @description Whether it has to be given, or names of what has to be. */
              required: string[]
            }[]
          }
        }
      }
    }
  }
  get_account_capabilities: {
    parameters: {
      query?: {
        /** @description proxy, unified, or all (unless given). */
        type?: "proxy" | "unified" | "all"
        /** @description Methods, or kinds of them. */
        methods?: string | string[]
        /** @description A resource, such as employees. */
        resource?: string
        /** @description Only methods that have a description. */
        has_description?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The HR system. */
            integration: {
              /** @description Its id. */
              id: string
              /** @description Name as people read it. */
              name: string
              /** @description Name as people read it. */
              label: string
              /** @description What it is about, such as hris. */
              category: string
            }
            /** @description Methods in the HR system's own shapes. */
            proxy: {
              /** @description A resource, such as employees. */
              resource: string
              /** @description Methods, or kinds of them. */
              methods: ({
                /** @description A method of the resource, such as list. */
                method: string
                /** @description Name as people read it. */
                name: string
              } & {
                [key: string]: unknown
              })[]
            }[]
            /** @description Methods of the unified model. */
            unified: ({
              /** @description The unified model: hris. */
              model: string
              /** @description A resource, such as employees. */
              resource: string
              /** @description Methods, or kinds of them. */
              methods: string[]
            } & {
              [key: string]: unknown
            })[]
          } & {
            [key: string]: unknown
          }
        }
      }
    }
  }
  create_link_token: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Your key of the customer. Required for a new connection, left out for a reconnect. */
          tenant_id?: string
          /**
           * Format: uuid
           * @description The connection to reconnect; it keeps its id.
           */
          integrated_account_id?: string
          /** @description Permissions to ask the HR system for, instead of the usual ones. */
          scopes?: string[]
          /** @description The installed unified model: there is only hris. */
          environment_unified_model_id?: string | string[]
          /** @description The unified model: there is only hris. */
          unified_model_id?: string | string[]
          /** @description Beats what the customer types. */
          context?: {
            [key: string]: unknown
          }
          /** @description Where the customer is sent at the end. */
          redirect_uri?: string
          /** @description Reconnect: keep what the old context has besides. */
          persist_previous_context?: boolean
          /**
           * @description Kept as it is given; there is one region here.
           * @enum {string}
           */
          region?: "wnam" | "enam" | "apac" | "eu"
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
          /** @description Whether the connection is for trying, and can only be read. */
          is_sandbox?: boolean
          /** @description Seconds the token can be used; 3600 unless given. */
          expires_in?: number
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The link token. */
            link_token: string
          }
        }
      }
    }
  }
  revoke_link_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The link token. */
        link_token: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description Always true.
             * @constant
             */
            success: true
          }
        }
      }
    }
  }
  list_webhooks: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Whether it is in use. */
        is_active?: boolean
        /** @description The environment it belongs to. */
        environment_id?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["Webhook"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_webhook: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Where events are posted to. */
          target_url: string
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
          /** @description Whether it is in use. */
          is_active?: boolean
          /** @description Events to be told of, or groups such as `employee:*`; null: all. */
          event_types?: string[] | null
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
            /** @description Where events are posted to. */
            target_url: string
            /** @description Whether it is in use. */
            is_active: boolean
            /** @description Null: all. */
            event_types: string[] | null
            /** @description Those of event_types that Rollcall never sends: Truto's events of what there is not here. */
            event_types_not_sent: string[]
            /** @description The environment it belongs to. */
            environment_id: string
            /** @description When the target began to fail; null while it works. */
            failing_since: string | null
            /** @description Why Rollcall switched it off. */
            disabled_reason: string | null
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description Shown this once. */
            secret: string
          }
        }
      }
    }
  }
  get_webhook: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Webhook"]
        }
      }
    }
  }
  delete_webhook: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  update_webhook: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Where events are posted to. */
          target_url?: string
          /** @description Whether it is in use. */
          is_active?: boolean
          /** @description Events to be told of, or groups such as `employee:*`; null: all. */
          event_types?: string[] | null
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Webhook"]
        }
      }
    }
  }
  test_webhook: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description Its id.
           */
          id: string
          /** @description What happened. */
          event_type?: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description Always true.
             * @constant
             */
            success: true
            /** @description Milliseconds it took. */
            duration_ms: number
            /** @description What was answered. */
            response: {
              /** @description The status that the endpoint answered. */
              status: number
              /** @description Headers by name. */
              headers: {
                [key: string]: string
              }
              /** @description The first 4 kB. */
              body: string
            }
          }
        }
      }
    }
  }
  rotate_webhook_secret: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description For so long the old secret signs too. */
          overlap_seconds?: number
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
            /** @description Where events are posted to. */
            target_url: string
            /** @description Whether it is in use. */
            is_active: boolean
            /** @description Null: all. */
            event_types: string[] | null
            /** @description Those of event_types that Rollcall never sends: Truto's events of what there is not here. */
            event_types_not_sent: string[]
            /** @description The environment it belongs to. */
            environment_id: string
            /** @description When the target began to fail; null while it works. */
            failing_since: string | null
            /** @description Why Rollcall switched it off. */
            disabled_reason: string | null
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description Shown this once. */
            secret: string
            /**
             * Format: date-time
             * @description When the old secret ends.
             */
            previous_secret_expires_at: string
          }
        }
      }
    }
  }
  list_webhook_deliveries: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The endpoint it is for. */
        webhook_id?: string | string[]
        /** @description How it stands. */
        status?: ("pending" | "failing" | "succeeded") | ("pending" | "failing" | "succeeded")[]
        /** @description What happened. */
        event_type?: string | string[]
        /** @description When it was made. */
        created_at?: string | components["schemas"]["MomentCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["WebhookDelivery"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  get_webhook_delivery: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
            /** @description The endpoint it is for. */
            webhook_id: string
            /** @description The environment it belongs to. */
            environment_id: string
            /** @description The `id` in the body, the same in every attempt. */
            event_id: string
            /** @description What happened. */
            event_type: string
            /** @description Goes up by one with every event of the environment. */
            sequence: number
            /**
             * @description failing: not accepted yet, tried again.
             * @enum {string}
             */
            status: "pending" | "failing" | "succeeded"
            /** @description How often it was tried. */
            attempt_count: number
            /** @description When it is tried again; null: not any more. */
            next_attempt_at: string | null
            /** @description Status of the answer; null: there was none. */
            response_status: number | null
            /** @description What went wrong, in words. */
            error: string | null
            /** @description When it was accepted. */
            succeeded_at: string | null
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description The body as it was sent. */
            body: string
            /** @description The last attempts, the newest first. */
            attempts: components["schemas"]["WebhookAttempt"][]
          }
        }
      }
    }
  }
  replay_webhook_deliveries: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Ids of those that are meant. */
          ids?: string[]
          /**
           * Format: uuid
           * @description The endpoint it is for.
           */
          webhook_id?: string
          /**
           * Format: date-time
           * @description What it was before, or the first moment.
           */
          from?: string
          /**
           * Format: date-time
           * @description What it is now, or the end of the time that is meant.
           */
          to?: string
          /**
           * @description How it stands.
           * @enum {string}
           */
          status?: "pending" | "failing" | "succeeded"
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description How many are sent again. */
            replayed: number
          }
        }
      }
    }
  }
  list_mapping_overrides: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The HR system. */
        integration?: string | string[]
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string | string[]
        /** @description A resource, such as employees. */
        resource?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["MappingOverride"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  put_mapping_override: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Name of the integration: for all of its accounts. */
          integration?: string
          /**
           * Format: uuid
           * @description Instead of an integration: for this account only.
           */
          integrated_account_id?: string
          /**
           * @description Resource of the unified model.
           * @enum {string}
           */
          resource:
            | "employees"
            | "employments"
            | "employee_compensations"
            | "fields"
            | "groups"
            | "locations"
            | "timeoff_policies"
            | "timeoff_requests"
            | "timeoff_types"
            | "timeoff_balances"
            | "companies"
            | "job_roles"
            | "holidays"
            | "attendance"
            | "documents"
          /** @description Fields to add or to replace, each with the path of its value: into the row of the HR system (remote), rows it is related to (related), or the unified row (unified). */
          add?: {
            [key: string]: string | null
          }
          /** @description A JSONata expression that makes the whole unified row of remote (or response, which is the same), related, unified and today. null drops the row. */
          response_mapping?: string | null
          /** @description Refused with a conflict when the override has another version by now. */
          version?: number
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Id of the override. */
            id: string
            /** @description Name of the integration. */
            integration: string
            /** @description The account that it is for; null: all of the environment's. */
            integrated_account_id: string | null
            /**
             * @description Resource of the unified model.
             * @enum {string}
             */
            resource:
              | "employees"
              | "employments"
              | "employee_compensations"
              | "fields"
              | "groups"
              | "locations"
              | "timeoff_policies"
              | "timeoff_requests"
              | "timeoff_types"
              | "timeoff_balances"
              | "companies"
              | "job_roles"
              | "holidays"
              | "attendance"
              | "documents"
            /** @description Fields with the path of their value. */
            add: {
              [key: string]: string | null
            }
            /** @description JSONata that makes the whole row. */
            response_mapping: string | null
            /** @description Goes up with each change. */
            version: number
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            updated_at: string
            /** @description Lists of the HR system that the next run reads once more, because columns that the override looks at were not kept. All else is made again without a call. */
            rereads: string[]
            /** @description What may not be meant. */
            warnings: string[]
          }
        }
      }
    }
  }
  get_mapping_override: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["MappingOverride"]
        }
      }
    }
  }
  delete_mapping_override: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  preview_mapping_override: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description The account whose rows are read.
           */
          integrated_account_id: string
          /**
           * @description Whose override it would be (account, unless said); the other one goes on to count.
           * @enum {string}
           */
          scope?: "environment" | "account"
          /**
           * @description Resource of the unified model.
           * @enum {string}
           */
          resource:
            | "employees"
            | "employments"
            | "employee_compensations"
            | "fields"
            | "groups"
            | "locations"
            | "timeoff_policies"
            | "timeoff_requests"
            | "timeoff_types"
            | "timeoff_balances"
            | "companies"
            | "job_roles"
            | "holidays"
            | "attendance"
            | "documents"
          /** @description Fields to add or to replace, each with the path of its value: into the row of the HR system (remote), rows it is related to (related), or the unified row (unified). */
          add?: {
            [key: string]: string | null
          }
          /** @description A JSONata expression that makes the whole unified row of remote (or response, which is the same), related, unified and today. null drops the row. */
          response_mapping?: string | null
          /** @description Rows to try (5). */
          limit?: number
          /** @description Ids of the rows to try; unless said, the first ones of the list. */
          ids?: string[]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows that were tried. */
            rows: {
              /** @description Id of the row. */
              id: string
              /** @description As it is answered now; null: it is no row now. */
              before: {
                [key: string]: unknown
              } | null
              /** @description As it would be answered; null: it would be no row any more. */
              after: {
                [key: string]: unknown
              } | null
              /** @description Fields with another value. */
              changed_fields: string[]
              /** @description What failed for the row. */
              mapping_errors: components["schemas"]["MappingError"][]
            }[]
            /** @description Rows of them for which something failed. */
            failed: number
            /** @description Lists of the HR system that the next run reads once more, because columns that the override looks at were not kept. All else is made again without a call. */
            rereads: string[]
            /** @description What may not be meant. */
            warnings: string[]
          }
        }
      }
    }
  }
  list_environment_unified_model_resource_methods: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The installed unified model: there is only hris. */
        environment_unified_model_id?: string | string[]
        /** @description A resource, such as employees. */
        resource_name?: string | string[]
        /** @description The HR system, by its name. */
        integration_name?: string | string[]
        /** @description A method of the resource, such as list. */
        method_name?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["EnvironmentUnifiedModelResourceMethod"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_environment_unified_model_resource_method: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description The unified model as it is installed. */
          environment_unified_model_id: string
          /**
           * @description Resource of the unified model.
           * @enum {string}
           */
          resource_name:
            | "employees"
            | "employments"
            | "employee_compensations"
            | "fields"
            | "groups"
            | "locations"
            | "timeoff_policies"
            | "timeoff_requests"
            | "timeoff_types"
            | "timeoff_balances"
            | "companies"
            | "job_roles"
            | "holidays"
            | "attendance"
            | "documents"
          /** @description Name of the integration. */
          integration_name: string
          /**
           * @description list or get: both have one mapping.
           * @enum {string}
           */
          method_name: "list" | "get"
          /** @description What is changed. */
          config: {
            /** @description A JSONata expression that makes the whole unified row of remote (or response, which is the same), related, unified and today. null drops the row. */
            response_mapping?: string | null
            /**
             * @description An expression is run for each row.
             * @constant
             */
            response_mapping_method?: "item"
            /** @description Fields to add or to replace, each with the path of its value: into the row of the HR system (remote), rows it is related to (related), or the unified row (unified). */
            add?: {
              [key: string]: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentUnifiedModelResourceMethod"]
        }
      }
    }
  }
  get_environment_unified_model_resource_method: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentUnifiedModelResourceMethod"]
        }
      }
    }
  }
  delete_environment_unified_model_resource_method: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  update_environment_unified_model_resource_method: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description What is changed. */
          config: {
            /** @description A JSONata expression that makes the whole unified row of remote (or response, which is the same), related, unified and today. null drops the row. */
            response_mapping?: string | null
            /**
             * @description An expression is run for each row.
             * @constant
             */
            response_mapping_method?: "item"
            /** @description Fields to add or to replace, each with the path of its value: into the row of the HR system (remote), rows it is related to (related), or the unified row (unified). */
            add?: {
              [key: string]: string | null
            }
          }
          /** @description Refused with a conflict when it is another one by now. */
          version?: number
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EnvironmentUnifiedModelResourceMethod"]
        }
      }
    }
  }
  list_log: {
    parameters: {
      query?: {
        /** @description Entries of a page; 100 unless given. */
        limit?: number
        /** @description As it was answered. */
        next_cursor?: string
        /** @description Left out: all but webhook, which are answered from the deliveries. */
        log_type?: "unified_proxy_api" | "rapid_bridge" | "webhook" | "sync_job_cron_trigger" | "mcp" | "api"
        /** @description Truto's filters, such as log_type_filter[resource]=employees. */
        log_type_filter?: {
          /** @description The connection that is meant; an account token implies its own. */
          integrated_account_id?: string
          /** @description Which part of the API was called. */
          request_type?: string
          /** @description A resource, such as employees. */
          resource?: string
          /** @description A method of the resource, such as list. */
          method?: string
          /** @description GET, POST and so on. */
          http_method?: string
          /** @description Id of the run of a sync job, as GET /sync-job-run has it. */
          sync_job_run_id?: string
          /** @description What happened. */
          event?: string
          /** @description The endpoint it is for. */
          webhook_id?: string
          /** @description The MCP token that was used. */
          mcp_server_id?: string
          /** @description The tool that was called. */
          tool_name?: string
        }
        /** @description When it began: created_at[gt]=..., [gte], [lt], [lte]. */
        created_at?: string | components["schemas"]["MomentCondition"]
        /** @description Of one connection. */
        integrated_account_id?: string
        /** @description A status, or all that begin alike: 4xx. */
        status?: string
        /** @description An error's code. */
        code?:
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
        /** @description An operation's id. */
        operation?: string
        /** @description Of one request, or of one run of a sync. */
        request_id?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The entries. */
            result: components["schemas"]["LogEntry"][]
            /** @description Send it to go on; null: there are no more. */
            next_cursor: string | null
            /** @description Most entries of a page. */
            limit: number
          }
        }
      }
    }
  }
  get_log_entry: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["LogEntryWithCalls"]
        }
      }
    }
  }
  describe_method: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
      }
      header?: never
      path: {
        /** @description The unified model: hris. */
        model: string
        /** @description A resource, such as employees. */
        resource: string
        /** @description A method of the resource, such as list. */
        method: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            [key: string]: unknown
          }
        }
      }
    }
  }
  describe_integration_method: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description The unified model: hris. */
        model: string
        /** @description A resource, such as employees. */
        resource: string
        /** @description The HR system. */
        integration: string
        /** @description A method of the resource, such as list. */
        method: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            [key: string]: unknown
          }
        }
      }
    }
  }
  describe_model: {
    parameters: {
      query?: {
        /** @description How the answer is written. */
        format?: "json" | "md" | "html"
        /** @description The environment it belongs to. */
        environment_id?: string
      }
      header?: never
      path: {
        /** @description The unified model: hris. */
        model: string
        /** @description The HR system. */
        integration: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": unknown
          "text/markdown": string
          "text/html": string
        }
      }
    }
  }
  list_employees: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employee_number?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employment_status?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employment_type?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        first_name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        last_name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        job_title?: string | components["schemas"]["TextCondition"]
        /** @description E-mail addresses. */
        emails?:
          | (string | components["schemas"]["TextCondition"])
          | {
              /** @description Only rows that meet it. Takes eq, ne, in. */
              email?: string | components["schemas"]["TextCondition"]
            }
        /** @description Telephone numbers. */
        phones?:
          | (string | components["schemas"]["TextCondition"])
          | {
              /** @description Only rows that meet it. Takes eq, ne, in. */
              number?: string | components["schemas"]["TextCondition"]
            }
        /** @description Only rows that meet it. Takes eq, ne, in. */
        gender?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        start_date?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        termination_date?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        date_of_birth?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
        /** @description The person's manager. */
        manager?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
          /** @description Only rows that meet it. Takes eq, ne, in. */
          name?: string | components["schemas"]["TextCondition"]
        }
        /** @description Groups the person belongs to. */
        groups?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
          /** @description Only rows that meet it. Takes eq, ne, in. */
          name?: string | components["schemas"]["TextCondition"]
          /** @description Only rows that meet it. Takes eq, ne, in. */
          type?: string | components["schemas"]["TextCondition"]
        }
        /** @description The legal entity it belongs to. */
        company?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
        /** @description Where the person works. */
        work_location?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
          /** @description Only rows that meet it. Takes eq, ne, in. */
          name?: string | components["schemas"]["TextCondition"]
          /** @description Only rows that meet it. Takes eq, ne, in. */
          country?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EmployeesPage"] | components["schemas"]["EmployeesKeyedPage"]
        }
      }
    }
  }
  create_employees: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewEmployee"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employee"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  list_employments: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employee_id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        job_title?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employment_type?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        pay_currency?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        pay_rate?: string | components["schemas"]["NumberCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        effective_date?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        start_date?: string | components["schemas"]["TimeCondition"]
        /** @description Rows without an end meet every lower bound. Takes eq, ne, in, gt, gte, lt, lte. */
        end_date?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
        /** @description The person it is about. */
        employee?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EmploymentsPage"] | components["schemas"]["EmploymentsKeyedPage"]
        }
      }
    }
  }
  create_employments: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewEmployment"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employment"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  list_employee_compensations: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employee_id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        type?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        status?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        period?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        currency?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        amount?: string | components["schemas"]["NumberCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        start_date?: string | components["schemas"]["TimeCondition"]
        /** @description Rows without an end meet every lower bound. Takes eq, ne, in, gt, gte, lt, lte. */
        end_date?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
        /** @description The person it is about. */
        employee?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json":
            | components["schemas"]["EmployeeCompensationsPage"]
            | components["schemas"]["EmployeeCompensationsKeyedPage"]
        }
      }
    }
  }
  list_fields: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        label?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        entity_type?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        data_type?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq. */
        required?: ("true" | "false") | components["schemas"]["FlagCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["FieldsPage"] | components["schemas"]["FieldsKeyedPage"]
        }
      }
    }
  }
  list_groups: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        parent_group?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        type?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["GroupsPage"] | components["schemas"]["GroupsKeyedPage"]
        }
      }
    }
  }
  create_groups: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewGroup"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Group"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  list_locations: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        postal_code?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        city?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        country?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["LocationsPage"] | components["schemas"]["LocationsKeyedPage"]
        }
      }
    }
  }
  create_locations: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewLocation"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Location"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  list_timeoff_policies: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        unit?: string | components["schemas"]["ChoiceCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json":
            | components["schemas"]["TimeoffPoliciesPage"]
            | components["schemas"]["TimeoffPoliciesKeyedPage"]
        }
      }
    }
  }
  list_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employee_id?: string | components["schemas"]["TextCondition"]
        /** @description Name or id of the type. Takes eq, ne, in. */
        timeoff_type?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        status?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        session?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        start_time?: string | components["schemas"]["TimeCondition"]
        /** @description Rows without an end meet every lower bound. Takes eq, ne, in, gt, gte, lt, lte. */
        end_time?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
        /** @description The person it is about. */
        employee?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
          /** @description Only rows that meet it. Takes eq, ne, in. */
          name?: string | components["schemas"]["TextCondition"]
        }
        /** @description What kind it is. */
        type?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json":
            | components["schemas"]["TimeoffRequestsPage"]
            | components["schemas"]["TimeoffRequestsKeyedPage"]
        }
      }
    }
  }
  create_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NewTimeoffRequest"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffRequest"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  list_timeoff_types: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        kind?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        unit?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq. */
        is_active?: ("true" | "false") | components["schemas"]["FlagCondition"]
        /** @description Only rows that meet it. Takes eq. */
        is_paid?: ("true" | "false") | components["schemas"]["FlagCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffTypesPage"] | components["schemas"]["TimeoffTypesKeyedPage"]
        }
      }
    }
  }
  list_timeoff_balances: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employee_id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        timeoff_policy?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        unit?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        balance?: string | components["schemas"]["NumberCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
        /** @description The person it is about. */
        employee?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
        /** @description The rules it follows. */
        policy?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
        /** @description The kinds of absence it counts. */
        types?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json":
            | components["schemas"]["TimeoffBalancesPage"]
            | components["schemas"]["TimeoffBalancesKeyedPage"]
        }
      }
    }
  }
  list_companies: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        legal_name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        country?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        currency?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["CompaniesPage"] | components["schemas"]["CompaniesKeyedPage"]
        }
      }
    }
  }
  list_job_roles: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq. */
        is_active?: ("true" | "false") | components["schemas"]["FlagCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
        /** @description The one above. */
        parent?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["JobRolesPage"] | components["schemas"]["JobRolesKeyedPage"]
        }
      }
    }
  }
  list_holidays: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        date?: string | components["schemas"]["TimeCondition"]
        /** @description Rows without an end meet every lower bound. Takes eq, ne, in, gt, gte, lt, lte. */
        end_date?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        session?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        location_id?: string | components["schemas"]["TextCondition"]
        /** @description The workplace it is about. */
        location?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["HolidaysPage"] | components["schemas"]["HolidaysKeyedPage"]
        }
      }
    }
  }
  list_attendance: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employee_id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        date?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        day_type?: string | components["schemas"]["ChoiceCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        worked_minutes?: string | components["schemas"]["NumberCondition"]
        /** @description The person it is about. */
        employee?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["AttendancePage"] | components["schemas"]["AttendanceKeyedPage"]
        }
      }
    }
  }
  list_documents: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description With source=synced: rows that were created or changed in the copy since then. */
        updated_since?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Answer the rows as an object, by the value of this field. */
        truto_key_by?: string
        /** @description All rows at once, as far as one call can read them. */
        truto_ignore_limit?: boolean
        /** @description As Truto's clients ask for the synced copy: whatever it names, it is source=synced. */
        truto_super_query?: "wnam" | "enam" | "apac" | "eu" | "true"
        /** @description Only rows that meet it. Takes eq, ne, in. */
        id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        name?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        employee_id?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in. */
        content_type?: string | components["schemas"]["TextCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        size?: string | components["schemas"]["NumberCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        created_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        updated_at?: string | components["schemas"]["TimeCondition"]
        /** @description Only rows that meet it. Takes eq, ne, in, gt, gte, lt, lte. */
        deleted_at?: string | components["schemas"]["TimeCondition"]
        /** @description The person it is about. */
        employee?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
        /** @description The folder it lies in. */
        folder?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
        /** @description The absence it belongs to. */
        timeoff_request?: {
          /** @description Only rows that meet it. Takes eq, ne, in. */
          id?: string | components["schemas"]["TextCondition"]
        }
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["DocumentsPage"] | components["schemas"]["DocumentsKeyedPage"]
        }
      }
    }
  }
  get_employees: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employee"]
        }
      }
    }
  }
  update_employees: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["EmployeeChange"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employee"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  get_employments: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employment"]
        }
      }
    }
  }
  get_employee_compensations: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["EmployeeCompensation"]
        }
      }
    }
  }
  get_fields: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Field"]
        }
      }
    }
  }
  get_groups: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Group"]
        }
      }
    }
  }
  delete_groups: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NoBody"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json":
            | {
                /** @description Its id. */
                id: string
              }
            | components["schemas"]["DryRun"]
        }
      }
    }
  }
  update_groups: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["GroupChange"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Group"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  get_locations: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Location"]
        }
      }
    }
  }
  delete_locations: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NoBody"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json":
            | {
                /** @description Its id. */
                id: string
              }
            | components["schemas"]["DryRun"]
        }
      }
    }
  }
  update_locations: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["LocationChange"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Location"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  get_timeoff_policies: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffPolicy"]
        }
      }
    }
  }
  get_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffRequest"]
        }
      }
    }
  }
  delete_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NoBody"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json":
            | {
                /** @description Its id. */
                id: string
              }
            | components["schemas"]["DryRun"]
        }
      }
    }
  }
  update_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["TimeoffRequestChange"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffRequest"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  get_timeoff_types: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffType"]
        }
      }
    }
  }
  get_timeoff_balances: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffBalance"]
        }
      }
    }
  }
  get_companies: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Company"]
        }
      }
    }
  }
  get_job_roles: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["JobRole"]
        }
      }
    }
  }
  get_holidays: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Holiday"]
        }
      }
    }
  }
  get_attendance: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Attendance"]
        }
      }
    }
  }
  get_documents: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description Where it is answered from: live, or the synced copy. */
        source?: "live" | "synced"
        /** @description The synced copy as it was at the end of that day, in the company's time zone. */
        as_of?: string
        /** @description Its id. */
        id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Document"]
        }
      }
    }
  }
  download_document: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "*/*": string
        }
      }
    }
  }
  terminate_employees: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["Termination"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employee"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  unterminate_employees: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NoBody"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employee"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  invite_employees: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["NoBody"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Employee"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  add_members_groups: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["GroupMembers"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Group"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  remove_members_groups: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["FormerGroupMembers"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Group"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  approve_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["TimeoffDecision"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffRequest"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  reject_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["TimeoffDecision"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffRequest"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  cancel_timeoff_requests: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description raw: the HR system's own answer; debug: with the upstream call; normalized: every field, null where unknown; stream: row by row. */
        truto_response_format?: "unified" | "raw" | "normalized" | "stream" | "debug"
        /** @description True: rows have no remote_data. */
        truto_ignore_remote_data?: boolean
        /** @description Fields to leave out; relations that only they need are not read. */
        truto_exclude_fields?: string | string[]
        /** @description Parameters that go to the HR system as they are. */
        remote_query?: {
          [key: string]: unknown
        }
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
        /** @description With `truto_response_format=debug`: the first call is answered and not made. `dry_run` shows all of them. */
        truto_skip_api_call?: boolean
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": components["schemas"]["TimeoffDecision"]
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["TimeoffRequest"] | components["schemas"]["DryRun"]
        }
      }
    }
  }
  list_writes: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string | string[]
        /** @description How far it is. */
        state?:
          | ("running" | "done" | "failed" | "partial" | "unknown")
          | ("running" | "done" | "failed" | "partial" | "unknown")[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["WriteOperation"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  get_write: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["WriteOperation"]
        }
      }
    }
  }
  list_sync_runs: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string | string[]
        /** @description How it stands. */
        status?:
          | ("queued" | "running" | "completed" | "failed" | "held")
          | ("queued" | "running" | "completed" | "failed" | "held")[]
        /** @description What began it. */
        trigger?:
          | ("connect" | "schedule" | "request" | "clock" | "hint" | "mapping")
          | ("connect" | "schedule" | "request" | "clock" | "hint" | "mapping")[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["SyncRun"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_sync_run: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description The connection that is meant; an account token implies its own.
           */
          integrated_account_id: string
          /** @description Resources by name. */
          resources?: (
            | "employees"
            | "employments"
            | "employee_compensations"
            | "fields"
            | "groups"
            | "locations"
            | "timeoff_policies"
            | "timeoff_requests"
            | "timeoff_types"
            | "timeoff_balances"
            | "companies"
            | "job_roles"
            | "holidays"
            | "attendance"
            | "documents"
          )[]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncRun"]
        }
      }
    }
  }
  get_sync_run: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncRun"]
        }
      }
    }
  }
  confirm_sync_run: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncRun"]
        }
      }
    }
  }
  list_changes: {
    parameters: {
      query?: {
        /** @description `latest`: no rows, only the `next_after` from which new ones follow. */
        after?: string
        /** @description The `log` of the answer that `after` is the `next_after` of: the two belong together. When the log is another one by now, e.g. restored, that is a 410. */
        log?: string
        /** @description Most rows of the answer. */
        limit?: number
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description One or more types or groups such as `employee:*`, joined by commas. */
        event_type?: string
        /** @description For example hris/employees; leaves out events that are not of a record. */
        resource?: string
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["Change"][]
            /** @description Send it as `after` to go on; past events that were not asked for. */
            next_after: number
            /** @description Identity of the log up to `next_after`, another one in each answer: send the two together. */
            log: string | null
            /** @description Whether there are more at this moment. */
            has_more: boolean
          }
        }
      }
    }
  }
  export_resource: {
    parameters: {
      query?: {
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string
        /** @description ndjson unless told: one JSON object a line. */
        format?: "ndjson" | "csv" | "parquet"
        /** @description The `rollcall-export-cursor` header of an export: it goes on with that one, as of the same moment. */
        cursor?: string
        /** @description With `cursor`: the id of the last whole row that you have; rows after it follow. */
        after?: string
        /** @description Most rows of this answer; all unless told. */
        limit?: number
      }
      header?: never
      path: {
        /** @description A resource of the unified model. */
        resource:
          | "employees"
          | "employments"
          | "employee_compensations"
          | "fields"
          | "groups"
          | "locations"
          | "timeoff_policies"
          | "timeoff_requests"
          | "timeoff_types"
          | "timeoff_balances"
          | "companies"
          | "job_roles"
          | "holidays"
          | "attendance"
          | "documents"
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/x-ndjson": string
          "text/csv": string
          "application/vnd.apache.parquet": string
        }
      }
    }
  }
  get_account_coverage: {
    parameters: {
      query?: {
        /** @description One resource; all of them unless told. */
        resource?:
          | "employees"
          | "employments"
          | "employee_compensations"
          | "fields"
          | "groups"
          | "locations"
          | "timeoff_policies"
          | "timeoff_requests"
          | "timeoff_types"
          | "timeoff_balances"
          | "companies"
          | "job_roles"
          | "holidays"
          | "attendance"
          | "documents"
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The connection. */
            integrated_account_id: string
            /** @description By resource. */
            resources: {
              [key: string]: components["schemas"]["ResourceCoverage"]
            }
          }
        }
      }
    }
  }
  proxy_list: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description A resource, such as employees. */
        resource: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["ProxyPage"] | components["schemas"]["ProxyKeyedPage"]
        }
      }
    }
  }
  proxy_create: {
    parameters: {
      query?: {
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
      }
      header?: never
      path: {
        /** @description A resource, such as employees. */
        resource: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["DryRun"] | unknown
        }
      }
    }
  }
  proxy_get: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description A resource, such as employees. */
        resource: string
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": unknown
        }
      }
    }
  }
  proxy_method: {
    parameters: {
      query?: {
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
      }
      header?: never
      path: {
        /** @description A resource, such as employees. */
        resource: string
        /** @description A method of the resource, such as list. */
        id: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["DryRun"] | unknown
        }
      }
    }
  }
  proxy_delete: {
    parameters: {
      query?: {
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
      }
      header?: never
      path: {
        /** @description A resource, such as employees. */
        resource: string
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["DryRun"] | unknown
        }
      }
    }
  }
  proxy_update: {
    parameters: {
      query?: {
        /** @description True: the calls that the write would be are answered, and nothing is written. */
        dry_run?: boolean
      }
      header?: never
      path: {
        /** @description A resource, such as employees. */
        resource: string
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["DryRun"] | unknown
        }
      }
    }
  }
  custom_get: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Where it is, as the request wrote it. */
        path: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": unknown
        }
      }
    }
  }
  custom_put: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Where it is, as the request wrote it. */
        path: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": unknown
        }
      }
    }
  }
  custom_post: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Where it is, as the request wrote it. */
        path: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": unknown
        }
      }
    }
  }
  custom_delete: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Where it is, as the request wrote it. */
        path: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": unknown
        }
      }
    }
  }
  custom_patch: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Where it is, as the request wrote it. */
        path: string
      }
      cookie?: never
    }
    /** @description Goes to the HR system as it is. */
    requestBody?: {
      content: {
        "application/json": unknown
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": unknown
        }
      }
    }
  }
  list_teams: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Name as people read it. */
        name?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["Team"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  get_team: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Team"]
        }
      }
    }
  }
  list_users: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Name as people read it. */
        name?: string | string[]
        /** @description E-mail address. */
        email?: string | string[]
        /** @description The team it belongs to. */
        team_id?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["User"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  get_user: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["User"]
        }
      }
    }
  }
  list_categories: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Name as people read it. */
        name?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["Category"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  list_documentation: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description What it is about, by id. */
        entity_id?: string | string[]
        /** @description What kind of thing it is about. */
        entity_type?:
          | ("integration" | "unified_model" | "environment_integration" | "environment_unified_model")
          | ("integration" | "unified_model" | "environment_integration" | "environment_unified_model")[]
        /** @description The HR system, by its name. */
        integration_id?: string | string[]
        /** @description The unified model: there is only hris. */
        unified_model_id?: string | string[]
        /** @description Id of the installed integration. */
        environment_integration_id?: string | string[]
        /** @description The installed unified model: there is only hris. */
        environment_unified_model_id?: string | string[]
        /** @description What kind it is. */
        type?:
          | ("description" | "query_schema" | "body_schema" | "readme" | "note" | "end_user_guide" | "response_schema")
          | (
              | "description"
              | "query_schema"
              | "body_schema"
              | "readme"
              | "note"
              | "end_user_guide"
              | "response_schema"
            )[]
        /** @description A resource, such as employees. */
        resource?: string | string[]
        /** @description A method of the resource, such as list. */
        method?: string | string[]
        /** @description The HR system, by its name. */
        integration_name?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["Documentation"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  get_documentation: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["Documentation"]
        }
      }
    }
  }
  list_mcp_tokens: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Name as people read it. */
        name?: string | string[]
      }
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["McpToken"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_mcp_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Name as people read it. */
          name: string
          /** @description How it is set up, and shown. */
          config?: {
            /** @description Methods, or kinds of them. */
            methods?: string[]
            /** @description Words it is marked with. */
            tags?: string[]
            /**
             * @description proxy (unless given), unified, or all.
             * @enum {string}
             */
            type?: "proxy" | "unified" | "all"
            /**
             * @description all: each method is a tool. discovery: three tools find, describe and call the others.
             * @enum {string}
             */
            tool_exposure?: "all" | "discovery"
            /** @description True: whoever calls sends an API token besides. */
            require_api_token_auth?: boolean
          }
          /** @description At least 60 seconds ahead. */
          expires_at?: string | null
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
            /** @description Name as people read it. */
            name: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The environment it belongs to. */
            environment_id: string
            /** @description How it is set up, and shown. */
            config: {
              /** @description Methods, or kinds of them. */
              methods: string[]
              /** @description Words it is marked with. */
              tags: string[]
              /**
               * @description What kind it is.
               * @enum {string}
               */
              type: "proxy" | "unified" | "all"
              /**
               * @description Which tools are shown.
               * @enum {string}
               */
              tool_exposure: "all" | "discovery"
              /** @description Whether calls need an API token besides. */
              require_api_token_auth: boolean
            }
            /** @description When it ends; null: never. */
            expires_at: string | null
            /**
             * Format: date-time
             * @description When it was made.
             */
            created_at: string
            /**
             * Format: date-time
             * @description When it was last changed.
             */
            updated_at: string
            /** @description The secret, shown this once. */
            token: string
            /** @description Its address. */
            url: string
          }
        }
      }
    }
  }
  get_mcp_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
        /** @description Id of the token. */
        token_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["McpToken"]
        }
      }
    }
  }
  delete_mcp_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
        /** @description Id of the token. */
        token_id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  update_mcp_token: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
        /** @description Id of the token. */
        token_id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Name as people read it. */
          name?: string
          /** @description How it is set up, and shown. */
          config?: {
            /** @description Methods, or kinds of them. */
            methods?: string[]
            /** @description Words it is marked with. */
            tags?: string[]
            /**
             * @description proxy (unless given), unified, or all.
             * @enum {string}
             */
            type?: "proxy" | "unified" | "all"
            /**
             * @description all: each method is a tool. discovery: three tools find, describe and call the others.
             * @enum {string}
             */
            tool_exposure?: "all" | "discovery"
            /** @description True: whoever calls sends an API token besides. */
            require_api_token_auth?: boolean
          }
          /** @description When it ends; null: never. */
          expires_at?: string | null
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["McpToken"]
        }
      }
    }
  }
  list_sync_jobs: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description The HR system, by its name. */
        integration_name?: string | string[]
        /** @description Name as people read it. */
        label?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["SyncJob"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_sync_job: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Name as people read it. */
          label?: string
          /** @description The integration that the job is for; empty: any. */
          integration_name?: string
          /** @description Kept for clients; runs don't differ by it. */
          default_runtime_version?: number
          /** @description JSON Schema of the arguments. */
          args_schema?: {
            [key: string]: unknown
          } | null
          /** @description Resources by name. */
          resources: {
            /** @description A resource, such as employees. */
            resource: string
            /** @description Name as people read it. */
            name?: string
            /** @description What kind it is. */
            type?: "request" | null
            /** @description A method of the resource, such as list. */
            method?: "list" | null
            /** @description Taken; a run finds its own order. */
            depends_on?: string | string[]
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id?: "{{args.integrated_account_id}}" | null
            /**
             * @description Rows are always kept here.
             * @constant
             */
            persist?: true
            /** @description How the rows are answered. */
            response_format?: "unified" | null
            /** @description Deletions are always followed here. */
            delete_tracking?: ("hard" | "soft") | null
          }[]
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJob"]
        }
      }
    }
  }
  get_sync_job: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJob"]
        }
      }
    }
  }
  delete_sync_job: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  update_sync_job: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Name as people read it. */
          label?: string
          /** @description The integration that the job is for; empty: any. */
          integration_name?: string
          /** @description Kept for clients; runs don't differ by it. */
          default_runtime_version?: number
          /** @description JSON Schema of the arguments. */
          args_schema?: {
            [key: string]: unknown
          } | null
          /** @description Resources by name. */
          resources?: {
            /** @description A resource, such as employees. */
            resource: string
            /** @description Name as people read it. */
            name?: string
            /** @description What kind it is. */
            type?: "request" | null
            /** @description A method of the resource, such as list. */
            method?: "list" | null
            /** @description Taken; a run finds its own order. */
            depends_on?: string | string[]
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id?: "{{args.integrated_account_id}}" | null
            /**
             * @description Rows are always kept here.
             * @constant
             */
            persist?: true
            /** @description How the rows are answered. */
            response_format?: "unified" | null
            /** @description Deletions are always followed here. */
            delete_tracking?: ("hard" | "soft") | null
          }[]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJob"]
        }
      }
    }
  }
  list_sync_job_runs: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Id of the sync job. */
        sync_job_id?: string | string[]
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string | string[]
        /** @description How it stands. */
        status?:
          | ("created" | "running" | "rate_limited" | "completed" | "failed" | "stopped")
          | ("created" | "running" | "rate_limited" | "completed" | "failed" | "stopped")[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["SyncJobRun"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_sync_job_run: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description Id of the sync job.
           */
          sync_job_id: string
          /**
           * Format: uuid
           * @description The connection that is meant; an account token implies its own.
           */
          integrated_account_id?: string
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
          /** @description `integrated_account_id` here names the connection too. */
          args?: {
            /**
             * Format: uuid
             * @description The connection that is meant; an account token implies its own.
             */
            integrated_account_id?: string
          } & {
            [key: string]: unknown
          }
          /** @description Kept. Records are not sent there: read the copy, or subscribe to record events. */
          webhook_id?: string | null
          /** @description What becomes of the rest after a failure. */
          error_handling?: ("fail_fast" | "ignore" | "batch") | null
          /** @description Taken: rows are always read into the copy. */
          super_query?: string | null
          /** @description Nothing here: a webhook says in its event_types what it is sent. */
          events_to_send?: string[] | null
          /** @description Nothing here; Truto has it. */
          daemon_id?: "" | null
          /** @description Nothing here; Truto has it. */
          daemon_group_key?: "" | null
          /** @description How it stands. */
          status?: "created" | null
          /** @description Taken; a run asked for reads every row. */
          ignore_previous_run?: boolean
          /** @description Taken; a run that is asked for begins at once anyway. */
          force?: boolean
          /** @description Its version. */
          version?: number
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJobRun"]
        }
      }
    }
  }
  get_sync_job_run: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJobRun"]
        }
      }
    }
  }
  list_sync_job_cron_triggers: {
    parameters: {
      query?: {
        /** @description Most rows of the answer. */
        limit?: number
        /** @description Where to go on: send it as next_cursor; null at the end. */
        next_cursor?: string
        /** @description Its id. */
        id?: string | string[]
        /** @description Id of the sync job. */
        sync_job_id?: string | string[]
        /** @description The connection that is meant; an account token implies its own. */
        integrated_account_id?: string | string[]
      }
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: components["schemas"]["SyncJobCronTrigger"][]
            /** @description Where to go on: send it as next_cursor; null at the end. */
            next_cursor: string | null
            /** @description Most rows of the answer. */
            limit: number
          }
        }
      }
    }
  }
  create_sync_job_cron_trigger: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Five fields, in UTC: minute, hour, day of month, month, weekday. */
          cron_expression: string
          /** @description `integrated_account_id` here names the connection too. */
          args?: {
            /**
             * Format: uuid
             * @description The connection that is meant; an account token implies its own.
             */
            integrated_account_id?: string
          } & {
            [key: string]: unknown
          }
          /** @description Kept. Records are not sent there: read the copy, or subscribe to record events. */
          webhook_id?: string | null
          /** @description What becomes of the rest after a failure. */
          error_handling?: ("fail_fast" | "ignore" | "batch") | null
          /** @description Taken: rows are always read into the copy. */
          super_query?: string | null
          /** @description Nothing here: a webhook says in its event_types what it is sent. */
          events_to_send?: string[] | null
          /** @description Nothing here; Truto has it. */
          daemon_id?: "" | null
          /** @description Nothing here; Truto has it. */
          daemon_group_key?: "" | null
          /** @description Data of your own. */
          meta?: {
            [key: string]: unknown
          }
          /** @description The environment that asks: no other one is taken. */
          environment_id?: string
          /**
           * Format: uuid
           * @description Id of the sync job.
           */
          sync_job_id: string
          /**
           * Format: uuid
           * @description The connection that is meant; an account token implies its own.
           */
          integrated_account_id?: string
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJobCronTrigger"]
        }
      }
    }
  }
  get_sync_job_cron_trigger: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJobCronTrigger"]
        }
      }
    }
  }
  delete_sync_job_cron_trigger: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
  }
  update_sync_job_cron_trigger: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /** @description Five fields, in UTC: minute, hour, day of month, month, weekday. */
          cron_expression?: string
          /** @description `integrated_account_id` here names the connection too. */
          args?: {
            /**
             * Format: uuid
             * @description The connection that is meant; an account token implies its own.
             */
            integrated_account_id?: string
          } & {
            [key: string]: unknown
          }
          /** @description Kept. Records are not sent there: read the copy, or subscribe to record events. */
          webhook_id?: string | null
          /** @description What becomes of the rest after a failure. */
          error_handling?: ("fail_fast" | "ignore" | "batch") | null
          /** @description Taken: rows are always read into the copy. */
          super_query?: string | null
          /** @description Nothing here: a webhook says in its event_types what it is sent. */
          events_to_send?: string[] | null
          /** @description Nothing here; Truto has it. */
          daemon_id?: "" | null
          /** @description Nothing here; Truto has it. */
          daemon_group_key?: "" | null
          /** @description Data of your own. */
          meta?: {
            [key: string]: unknown
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": components["schemas"]["SyncJobCronTrigger"]
        }
      }
    }
  }
  schedule_sync_job_cron_trigger: {
    parameters: {
      query?: never
      header?: never
      path: {
        /** @description Its id. */
        id: string
      }
      cookie?: never
    }
    requestBody?: never
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /**
             * @description Always true.
             * @constant
             */
            success: true
          }
        }
      }
    }
  }
  batch_request: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody: {
      content: {
        "application/json": {
          /**
           * Format: uuid
           * @description The connection that is meant; an account token implies its own.
           */
          integrated_account_id: string
          /** @description Resources by name. */
          resources: {
            /** @description `hris/employees` is unified; one word such as `teams-teams` is proxy. */
            resource: string
            /** @description Key of the rows in the answer; the resource unless given. */
            name?: string
            /**
             * @description What kind it is.
             * @enum {string}
             */
            type?: "request"
            /** @description list, unless given; or another method of the resource. */
            method?: string
            /** @description Its id. */
            id?: string | number
            /** @description Parameters of the query. */
            query?: {
              [key: string]: unknown
            }
            /** @description The body as it was sent. */
            body?: {
              [key: string]: unknown
            }
            /** @description Runs after it; once for each of its rows when a placeholder names a field of them. */
            depends_on?: string | string[]
            /** @description A list, `args.ids` or `{{args.ids}}`: the request runs once for each of its values. */
            loop_on?: string
            /** @description Whether rows are in the answer. Unless given: those of unified requests are, those of proxy ones not. */
            persist?: boolean
            /**
             * @description How the rows are answered.
             * @enum {string}
             */
            response_format?: "unified" | "raw" | "normalized"
          }[]
          /** @description Values that the requests use. */
          args?: {
            [key: string]: unknown
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content: {
          "application/json": {
            /** @description The rows, or what was asked for. */
            result: {
              [key: string]: unknown[]
            }
            /** @description What failed, by resource. */
            errors: {
              [key: string]: {
                [key: string]: unknown
              }[]
            }
          }
        }
      }
    }
  }
  event_integrated_account_created: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:created"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:created"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_updated: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:updated"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:updated"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_deleted: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:deleted"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:deleted"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description Its id. */
            id: string
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_active: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:active"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:active"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_post_install_error: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:post_install_error"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:post_install_error"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_validation_error: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:validation_error"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:validation_error"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_authentication_error: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:authentication_error"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:authentication_error"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_forbidden_error: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:forbidden_error"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:forbidden_error"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_integrated_account_reactivated: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "integrated_account:reactivated"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "integrated_account:reactivated"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["AccountEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_hired: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:hired"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:hired"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description Whether the person works here today. */
              employment_status: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_terminated: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:terminated"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:terminated"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description Last day of employment. */
              last_day: string | null
              /** @description Why. */
              reason: string | null
              /** @description Whether the person's row is gone from the HR system. */
              is_removed: boolean
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_rehired: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:rehired"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:rehired"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description Last day of the employment before. */
              last_day_before: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_manager_changed: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:manager_changed"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:manager_changed"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it is now, or the end of the time that is meant. */
              to: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_group_joined: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:group_joined"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:group_joined"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description The group it is about. */
              group: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
                /** @description What kind it is. */
                type: string | null
              }
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_group_left: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:group_left"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:group_left"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description The group it is about. */
              group: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
                /** @description What kind it is. */
                type: string | null
              }
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_location_changed: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:location_changed"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:location_changed"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it is now, or the end of the time that is meant. */
              to: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_employee_job_changed: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "employee:job_changed"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "employee:job_changed"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: string | null
              /** @description What it is now, or the end of the time that is meant. */
              to: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_compensation_changed: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "compensation:changed"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "compensation:changed"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description Where it is answered from: live, or the synced copy. */
              source: string
              /** @description A sentence about it. */
              description?: string | null
              /** @description Null: nothing is said about pay. */
              from: {
                /** @description In decimal major units of the currency. */
                amount: number
                /** @description ISO 4217 code. */
                currency: string | null
                /** @description What the amount is for, such as a year or an hour. */
                period: string | null
              } | null
              /** @description Null: nothing is said about pay. */
              to: {
                /** @description In decimal major units of the currency. */
                amount: number
                /** @description ISO 4217 code. */
                currency: string | null
                /** @description What the amount is for, such as a year or an hour. */
                period: string | null
              } | null
              /** @description Last day on which it holds. */
              until: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_timeoff_request_requested: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "timeoff_request:requested"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "timeoff_request:requested"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What kind it is. */
              type: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: string | null
              /** @description What it is now, or the end of the time that is meant. */
              to: string | null
              /** @description When it begins. */
              start_time: string | null
              /** @description When it ends. */
              end_time: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_timeoff_request_approved: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "timeoff_request:approved"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "timeoff_request:approved"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What kind it is. */
              type: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: string | null
              /** @description What it is now, or the end of the time that is meant. */
              to: string | null
              /** @description When it begins. */
              start_time: string | null
              /** @description When it ends. */
              end_time: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_timeoff_request_rejected: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "timeoff_request:rejected"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "timeoff_request:rejected"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What kind it is. */
              type: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: string | null
              /** @description What it is now, or the end of the time that is meant. */
              to: string | null
              /** @description When it begins. */
              start_time: string | null
              /** @description When it ends. */
              end_time: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_timeoff_request_cancelled: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "timeoff_request:cancelled"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "timeoff_request:cancelled"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What kind it is. */
              type: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: string | null
              /** @description What it is now, or the end of the time that is meant. */
              to: string | null
              /** @description When it begins. */
              start_time: string | null
              /** @description When it ends. */
              end_time: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_timeoff_request_changed: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "timeoff_request:changed"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "timeoff_request:changed"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description For example `hris/employees`. */
            resource: string
            /** @description Id of the row. */
            record_id: string
            /** @description The connection that is meant; an account token implies its own. */
            integrated_account_id: string
            /** @description The unified row; null when it is new. */
            before: {
              [key: string]: unknown
            } | null
            /** @description The unified row; null when it is gone. */
            after: {
              [key: string]: unknown
            } | null
            /** @description Names of the fields that changed. */
            changed_fields: string[]
            /** @description Fields of which something is not known any more, because the connection has lost a right. They have not changed. */
            unknown_fields?: string[]
            /** @description Day from which it holds; null: not known. */
            effective_date: string | null
            /**
             * Format: date-time
             * @description When the change was seen.
             */
            changed_at: string
            /**
             * @description Why, when nothing changed in the HR system.
             * @enum {string}
             */
            cause?: "mapping"
            /** @description More about it. */
            details: {
              /** @description The person it is about. */
              employee: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What kind it is. */
              type: {
                /** @description Its id. */
                id: string
                /** @description Name as people read it. */
                name: string | null
              } | null
              /** @description What it was before, or the first moment. */
              from: string | null
              /** @description What it is now, or the end of the time that is meant. */
              to: string | null
              /** @description When it begins. */
              start_time: string | null
              /** @description When it ends. */
              end_time: string | null
            }
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_record_created: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "record:created"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "record:created"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["RecordEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_record_updated: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "record:updated"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "record:updated"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["RecordEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_record_deleted: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "record:deleted"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "record:deleted"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: components["schemas"]["RecordEvent"]
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
  event_webhook_disabled: {
    parameters: {
      query?: never
      header?: never
      path?: never
      cookie?: never
    }
    requestBody?: {
      content: {
        "application/json": {
          /** @description Of the event; the same in every attempt, to every webhook and in `GET /changes`. */
          id: string
          /**
           * @description What happened.
           * @constant
           */
          event: "webhook:disabled"
          /**
           * @description What happened.
           * @constant
           */
          event_type: "webhook:disabled"
          /** @description The environment it belongs to. */
          environment_id: string
          /** @description The endpoint it is for. */
          webhook_id: string
          /** @description Goes up by one with every event of the environment. */
          sequence: number
          /**
           * Format: date-time
           * @description When it was made.
           */
          created_at: string
          /** @description What is told of the event. */
          payload: {
            /** @description Its id. */
            id: string
            /** @description Where events are posted to. */
            target_url: string
            /** @description Whether it is in use. */
            is_active: boolean
            /** @description Why. */
            reason: string
          } & {
            [key: string]: unknown
          }
        }
      }
    }
    responses: {
      /** @description Done. */
      200: {
        headers: {
          [name: string]: unknown
        }
        content?: never
      }
    }
  }
}
