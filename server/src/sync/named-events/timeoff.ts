import type { NamedEventType, TimeoffRequest } from "@rollcall/contract"
import { type ChangeOf, type NamedEvent, referenceTo } from "./event.js"

/**
 * States: pending -> approved or rejected; any of them -> cancelled. First seen: what its state says, so one that needs
 * no approval is approved at once, and one that is cancelled already says nothing. Asked for again after it was
 * cancelled: requested. Back to pending from a decision, or another day, amount or type while it counts: changed.
 * A request that is taken away is cancelled.
 */
export function nameTimeoff({ before, after }: ChangeOf<"timeoff_requests">): NamedEvent[] {
  const row = after ?? before
  if (!row) return []
  const changed_fields = before && after ? changedFields(before, after) : ["status"]
  const type = typeOf({ before, after, isMoved: changed_fields.some((name) => name !== "status") })
  if (!type) return []
  const details = {
    employee: referenceTo(row.employee),
    type: referenceTo(row.type),
    from: before?.status ?? null,
    to: after ? (after.status ?? null) : "cancelled",
    start_time: row.start_time ?? null,
    end_time: row.end_time ?? null,
  }
  return [{ type, effective_date: row.start_time?.slice(0, 10) || null, changed_fields, details }]
}

type Given = { before: TimeoffRequest | null; after: TimeoffRequest | null; isMoved: boolean }
type Status = NonNullable<TimeoffRequest["status"]>

const OF_STATUS: Readonly<Record<Status, NamedEventType>> = {
  pending: "timeoff_request:requested",
  approved: "timeoff_request:approved",
  rejected: "timeoff_request:rejected",
  cancelled: "timeoff_request:cancelled",
}
const counts = (status: TimeoffRequest["status"]) => status === "pending" || status === "approved"

function typeOf({ before, after, isMoved }: Given): NamedEventType | undefined {
  const [was, is] = [before?.status, after?.status]
  if (!after) return counts(was) ? "timeoff_request:cancelled" : undefined
  if (!is) return undefined
  if (!before) return is === "cancelled" ? undefined : OF_STATUS[is]
  if (!was) return undefined
  if (was === is) return isMoved && counts(is) ? "timeoff_request:changed" : undefined
  return is === "pending" && was !== "cancelled" ? "timeoff_request:changed" : OF_STATUS[is]
}

const TOLD = ["status", "start_time", "end_time", "amount", "units", "session"] as const

/** A field that was not read on one side has not changed. */
function changedFields(before: TimeoffRequest, after: TimeoffRequest): string[] {
  const plain = TOLD.filter(
    (name) => before[name] !== undefined && after[name] !== undefined && before[name] !== after[name],
  )
  const hasNewType = before.type !== undefined && after.type !== undefined && before.type?.id !== after.type?.id
  return hasNewType ? [...plain, "type"] : plain
}
