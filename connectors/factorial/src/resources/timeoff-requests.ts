import {
  both,
  flag,
  fromDay,
  idOf,
  instant,
  lookUp,
  number,
  one,
  type PushedValue,
  type Remote,
  type RemoteQuery,
  resource,
  text,
  toDay,
  toList,
  via,
  view,
} from "@rollcall/connector-kit"
import type { TimeoffRequest } from "@rollcall/contract"
import { timesOf } from "../leave-times.js"
import { leaves, leaveTypes, people } from "../tables.js"
import { approveLeave, cancelLeave, createLeave, deleteLeave, rejectLeave, updateLeave } from "../writes/leaves.js"
import { typeName } from "./timeoff-types.js"

export const timeoffRequests = resource(
  "timeoff_requests",
  {
    leaves: view({
      from: leaves,
      relations: {
        type: one(
          leaveTypes,
          { id: "leave_type_id" },
          { fields: ["type", "timeoff_type", "reason", "request_policy_type"] },
        ),
        person: one(people, { id: "employee_id" }, { fields: ["approver", "approver_reference"] }),
        approver: one(
          people,
          { id: via("person", "timeoff_manager_id") },
          { fields: ["approver", "approver_reference"] },
        ),
      },
      map: toRequest,
      push: {
        id: toList("ids[]"),
        employee_id: toList("employee_ids[]"),
        "employee[id]": toList("employee_ids[]"),
        "type[id]": toList("leave_type_id[]"),
        // `from` keeps leaves not finished before it, `to` those started by it.
        start_time: both(fromDay("from"), toDay("to")),
        end_time: fromDay("from"),
        status: pushStatus,
      },
    }),
  },
  {
    writes: {
      create: createLeave,
      update: updateLeave,
      delete: deleteLeave,
      approve: approveLeave,
      reject: rejectLeave,
      cancel: cancelLeave,
    },
  },
)

/** Cancelled requests may have been approved, rejected or neither, so they can't be asked for. */
function pushStatus({ operator, values }: PushedValue): RemoteQuery | undefined {
  if (operator !== "eq") return undefined
  if (values[0] === "approved") return { approved: true }
  if (values[0] === "rejected") return { approved: false }
  return values[0] === "pending" ? { include_pending: true } : undefined
}

/** Undefined: not read. Null: there is none. */
type Found = Remote | null | undefined

function toRequest(row: Remote, related: { type?: Found; person?: Found; approver?: Found }): TimeoffRequest {
  const { person, approver } = related
  const employeeId = idOf(row, "employee_id")
  const type = typeOf(row, related.type)
  const boss = bossOf(person, approver)
  return {
    id: idOf(row) ?? "",
    description: text(row, "description"),
    reason: type,
    type,
    timeoff_type: type === undefined || type === null ? type : type.name,
    request_policy_type: related.type ? text(related.type, "identifier") : related.type,
    employee:
      employeeId === undefined
        ? null
        : { id: employeeId, name: text(row, "employee_full_name") ?? (person && text(person, "full_name")) },
    approver: boss?.name,
    approver_reference: boss,
    ...statusOf(row),
    employee_note: text(row, "description"),
    approver_note: text(row, "reason"),
    ...amountOf(row),
    ...timesOf(row),
    ...sessionOf(row),
    created_at: instant(row, "created_at"),
    updated_at: instant(row, "updated_at"),
    deleted_at: instant(row, "deleted_at"),
  }
}

function typeOf(row: Remote, found: Found): TimeoffRequest["type"] {
  const id = idOf(row, "leave_type_id")
  if (id === undefined) return row.leave_type_id === undefined ? undefined : null
  return { id, name: (found && typeName(found)) ?? text(row, "leave_type_name") ?? undefined }
}

/** Who decides on the person's requests. */
function bossOf(person: Found, approver: Found): TimeoffRequest["approver_reference"] {
  if (!person) return undefined
  const id = idOf(person, "timeoff_manager_id")
  if (id === undefined) return null
  return { id, name: approver ? text(approver, "full_name") : approver }
}

function statusOf(row: Remote): Pick<TimeoffRequest, "status" | "status_source"> {
  const deletedAt = text(row, "deleted_at")
  if (deletedAt) return { status: "cancelled", status_source: `deleted_at ${deletedAt}` }
  const approved = flag(row, "approved")
  if (approved === undefined) return {}
  // Nobody has decided: the value itself is null.
  if (approved === null) return { status: "pending", status_source: "undecided" }
  return { status: approved ? "approved" : "rejected", status_source: `approved ${approved}` }
}

function amountOf(row: Remote): Pick<TimeoffRequest, "units" | "units_source" | "amount"> {
  const hundredths = number(row, "hours_amount_in_cents")
  if (typeof hundredths === "number")
    return { units: "hours", units_source: "hours_amount_in_cents", amount: hundredths / 100 }
  const days = number(row, "days_taken")
  // The calendar counts half a day as a whole one.
  return { units: "days", units_source: "days_taken", amount: days === 1 && text(row, "half_day") ? 0.5 : days }
}

const SESSIONS: Readonly<Record<string, NonNullable<TimeoffRequest["session"]>>> = {
  beggining_of_day: "morning",
  beginning_of_day: "morning",
  end_of_day: "afternoon",
}

/** Of leaves and of holidays. */
export function sessionOf(row: Remote): Pick<TimeoffRequest, "session" | "session_source"> {
  const half = text(row, "half_day")
  if (half === undefined) return {}
  return { session: half === null ? "full" : (lookUp(half, SESSIONS) ?? null), session_source: half }
}
