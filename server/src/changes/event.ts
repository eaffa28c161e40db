import type { EventType } from "@rollcall/contract"

export type NewEvent = {
  type: EventType
  accountId: string | null
  /** Public: no secrets. */
  payload: Readonly<Record<string, unknown>>
  /** Of a synced record. */
  record?: { resource: string; id: string }
}
