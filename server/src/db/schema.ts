import type { ColumnType, Generated } from "kysely"

type Time = ColumnType<Date, Date | undefined, Date>
type OptionalTime = ColumnType<Date | null, Date | null | undefined, Date | null>
/** Read as parsed JSON, written as text. */
type Json = ColumnType<Record<string, unknown>, string | undefined, string>
type OptionalJson = ColumnType<unknown, string | null | undefined, string | null>
type Bytes = ColumnType<Uint8Array, Buffer, Buffer>
type OptionalBytes = ColumnType<Uint8Array | null, Buffer | null | undefined, Buffer | null>

/** Tables as the migrations leave them. */
export type Schema = {
  vault_check: { id: number; sealed: Bytes }
  environment: { id: string; name: string; is_default: boolean; created_at: Time; updated_at: Time }
  api_token: {
    id: string
    environment_id: string
    name: string
    hash: Bytes
    expires_at: OptionalTime
    created_at: Time
    updated_at: Time
  }
  account_token: { id: string; environment_id: string; account_id: string; hash: Bytes; expires_at: Time }
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
    refresh_lease_until: OptionalTime
    created_at: Time
    updated_at: Time
  }
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
}
