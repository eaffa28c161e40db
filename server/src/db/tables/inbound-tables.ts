import type { Generated } from "kysely"
import type { Bytes, OptionalBytes, OptionalTime, Time } from "./columns.js"

export type InboundTables = {
  inbound_account: { account_id: string; environment_id: string; next_at: Time; is_awaited: Generated<boolean> }
  inbound_subscription: {
    account_id: string
    environment_id: string
    name: string
    events: string[]
    remote_id: string | null
    key_hash: Bytes
    secret: OptionalBytes
    error: string | null
    last_delivery_at: OptionalTime
    created_at: Time
  }
  inbound_hint: {
    account_id: string
    environment_id: string
    table_name: string
    column_name: string
    value: string
    tries: Generated<number>
    received_at: Time
  }
  inbound_scan: {
    account_id: string
    environment_id: string
    table_name: string
    clean_at: OptionalTime
    missed_at: OptionalTime
  }
}
