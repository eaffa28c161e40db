import type { Generated } from "kysely"
import type { Bytes, Json, OptionalTime, Time } from "./columns.js"

export type MirrorTables = {
  mirror_row: {
    account_id: string
    table_name: string
    id: string
    row: Json
    hash: Bytes
    read_at: Time
    changed_at: Time
    missing_count: Generated<number>
    day: Generated<string | null>
  }
  mirror_key: { account_id: string; key: number; id: string }
  mirror_touched: { account_id: string; table_name: string; column_name: string; value: string; seq: number }
  mirror_table: {
    environment_id: string
    account_id: string
    table_name: string
    state: "complete" | "refused"
    columns: string
    as_of: OptionalTime
    full_as_of: OptionalTime
    feed_at: OptionalTime
    lacking: Generated<string[]>
    seq: number
  }
  mirror_view: {
    account_id: string
    resource: string
    view: string
    seq: number
    today: string
    version: string
  }
  mirror_seen: { account_id: string; table_name: string; scan: string; page: number; ids: string[] }
}
