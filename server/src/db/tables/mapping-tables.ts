import type { Generated } from "kysely"
import type { Json, OptionalJson, Time } from "./columns.js"

export type MappingTables = {
  mapping_override: {
    id: string
    environment_id: string
    integration: string
    account_id: string | null
    resource: string
    add: Json
    response_mapping: string | null
    is_cleared: Generated<boolean>
    reads: OptionalJson
    version: Generated<number>
    created_at: Time
    updated_at: Time
  }
}
