import type { Generated } from "kysely"
import type { Bytes, OptionalBytes, OptionalTime, Time } from "./columns.js"

export type WriteTables = {
  write_operation: {
    id: string
    environment_id: string
    account_id: string
    resource: string
    action: string
    row_id: string | null
    state: string
    key_hash: OptionalBytes
    fingerprint: Bytes
    facts: OptionalBytes
    answer: OptionalBytes
    result_id: string | null
    ask_person: string | null
    next_at: OptionalTime
    created_at: Time
    updated_at: Time
  }
  write_step: {
    operation_id: string
    position: number
    name: string
    state: string
    sent: OptionalBytes
    answered: OptionalBytes
    failure: OptionalBytes
    tries: Generated<number>
    sent_at: OptionalTime
    unknown_since: OptionalTime
    ended_at: OptionalTime
  }
}
