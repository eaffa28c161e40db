import {
  defineSource,
  flag,
  idOf,
  instant,
  lookUp,
  number,
  type PushedValue,
  type Remote,
  type RemoteQuery,
  type Resource,
  text,
} from "@rollcall/connector-kit"
import type { TimeoffRequest } from "@rollcall/contract"
import { toLeave } from "../leave-request.js"
import { timesOf } from "../leave-times.js"
import { both, fromDay, toDay, toList } from "../push.js"
import { EMPLOYEE, employeeKey } from "./employments.js"
import { LEAVE_TYPES, typeName } from "./timeoff-types.js"

const leaves = defineSource<"timeoff_requests">()({
  path: "timeoff/leaves",
  // Days used are only true with the breakdown by day; cancelled requests are deleted leaves.
  query: { include_leave_type: true, include_duration_by_day: true, include_deleted_leaves: true },
  fields: ["id", "employee_id", "start_on", "finish_on", "leave_type_id", "approved", "days_taken"],
  joins: {
    types: {
      path: LEAVE_TYPES,
      on: "id",
      keys: (row) => [idOf(row, "leave_type_id") ?? []].flat(),
      feeds: ["type", "timeoff_type", "reason", "request_policy_type"],
    },
    employee: { ...EMPLOYEE, keys: employeeKey, feeds: ["approver", "approver_reference"] },
    approver: {
      ...EMPLOYEE,
      keys: (_row, { employee }) => (employee ?? []).flatMap((one) => idOf(one, "timeoff_manager_id") ?? []),
      feeds: ["approver", "approver_reference"],
      after: ["employee"],
    },
  },
  // The single read takes none of these options.
  single: "list",
  idsParam: "ids[]",
  map: (row, joined) => toRequest(row, joined),
  parts: { person: { fields: ["approver", "approver_reference", "employee"], first: ["employee"] } },
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
})

export const timeoffRequests: Resource<"timeoff_requests"> = {
  sources: [leaves],
  create: {
    references: { types: { path: LEAVE_TYPES } },
    request: (body, { types = [] }, context) => toLeave(body, types, context),
    echoes: ["employee_id", "start_on"],
    source: 0,
  },
}

/** Cancelled requests may have been approved, rejected or neither, so they can't be asked for. */
function pushStatus({ operator, values }: PushedValue): RemoteQuery | undefined {
  if (operator !== "eq") return undefined
  if (values[0] === "approved") return { approved: true }
  if (values[0] === "rejected") return { approved: false }
  return values[0] === "pending" ? { include_pending: true } : undefined
}

type Joined = { readonly [name in "types" | "employee" | "approver"]?: readonly Remote[] | undefined }

function toRequest(row: Remote, { types, employee, approver }: Joined): TimeoffRequest {
  const employeeId = idOf(row, "employee_id")
  const person = employee?.[0]
  const type = typeOf(row, types)
  const boss = bossOf(person, approver)
  return {
    id: idOf(row) ?? "",
    description: text(row, "description"),
    reason: type,
    type,
    timeoff_type: type === undefined || type === null ? type : type.name,
    request_policy_type: types && (types[0] ? text(types[0], "identifier") : null),
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

function typeOf(row: Remote, types: readonly Remote[] | undefined): TimeoffRequest["type"] {
  const id = idOf(row, "leave_type_id")
  if (id === undefined) return row.leave_type_id === undefined ? undefined : null
  const found = types?.[0]
  return { id, name: (found && typeName(found)) ?? text(row, "leave_type_name") ?? undefined }
}

/** Who decides on the person's requests. */
function bossOf(
  person: Remote | undefined,
  approver: readonly Remote[] | undefined,
): TimeoffRequest["approver_reference"] {
  if (person === undefined) return undefined
  const id = idOf(person, "timeoff_manager_id")
  if (id === undefined) return null
  return { id, name: approver && (approver[0] ? text(approver[0], "full_name") : null) }
}

function statusOf(row: Remote): Pick<TimeoffRequest, "status" | "status_source"> {
  const deletedAt = text(row, "deleted_at")
  if (deletedAt) return { status: "cancelled", status_source: `deleted_at ${deletedAt}` }
  const approved = flag(row, "approved")
  if (approved === undefined) return {}
  const status = approved === null ? "pending" : approved ? "approved" : "rejected"
  return { status, status_source: `approved ${approved}` }
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

function sessionOf(row: Remote): Pick<TimeoffRequest, "session" | "session_source"> {
  const half = text(row, "half_day")
  if (half === undefined) return {}
  return { session: half === null ? "full" : (lookUp(half, SESSIONS) ?? null), session_source: half }
}
