import type { Generated } from "kysely"
import type { Bytes, Json, OptionalBytes, OptionalJson, OptionalTime, Time } from "./columns.js"

export type AccountTables = {
  vault_check: { id: number; sealed: Bytes }
  environment: {
    id: string
    name: string
    is_default: boolean
    link: Json
    created_at: Time
    updated_at: Time
  }
  api_token: {
    id: string
    environment_id: string
    name: string
    hash: Bytes
    expires_at: OptionalTime
    scopes: Generated<string[]>
    rate_requests: number | null
    rate_seconds: number | null
    last_used_at: OptionalTime
    created_at: Time
    updated_at: Time
  }
  api_token_earlier_secret: { hash: Bytes; token_id: string; expires_at: Time }
  setting_token: { environment_id: string; hash: Bytes }
  account_token: {
    id: string
    environment_id: string
    account_id: string
    hash: Bytes
    expires_at: Time
    scopes: Generated<string[]>
    made_by: string | null
  }
  environment_integration: {
    id: string
    environment_id: string
    integration: string
    is_enabled: Generated<boolean>
    show_in_catalog: Generated<boolean>
    override: Json
    secrets: OptionalBytes
    created_at: Time
    updated_at: Time
  }
  integrated_account: {
    id: string
    environment_id: string
    environment_integration_id: string
    integration: string
    tenant_id: string
    status: string
    authentication_method: string
    context: Json
    secrets: Bytes
    is_sandbox: Generated<boolean>
    region: Generated<string>
    last_error: string | null
    last_action_run_result: OptionalJson
    last_forbidden_error: OptionalJson
    unified_model_override: Json
    integration_override: Json
    held_until: OptionalTime
    credential_version: Generated<number>
    refresh_after: OptionalTime
    refreshed_at: Time
    activated_at: OptionalTime
    created_at: Time
    updated_at: Time
  }
  lease: { work: string; account_id: string | null; webhook_id: string | null; holder: string; until: Time }
  rate_bucket: { key: string; tat: Time }
  idempotency_key: {
    scope: string
    path: string
    key: string
    fingerprint: Bytes
    holder: string
    lease_until: Time
    answer: OptionalBytes
    created_at: Time
  }
  link_token: {
    id: string
    environment_id: string
    hash: Bytes
    tenant_id: string | null
    integrated_account_id: string | null
    is_reconnect: boolean
    options: Json
    secrets: OptionalBytes
    notice: OptionalJson
    tries: Generated<number>
    expires_at: Time
    used_at: OptionalTime
    revoked_at: OptionalTime
    created_at: Time
  }
  authorization_request: {
    hash: Bytes
    link_token_id: string
    link_token: Bytes
    secrets: OptionalBytes
    integration: string
    browser_hash: Bytes
    options: Json
    expires_at: Time
  }
}
