import {
  all,
  both,
  day,
  fromDay,
  idOf,
  instant,
  lookUp,
  number,
  objectOf,
  one,
  type PushedValue,
  type Remote,
  type RemoteQuery,
  resource,
  text,
  toDay,
  toList,
  toText,
  view,
} from "@rollcall/connector-kit"
import type { TimeoffRequest } from "@rollcall/contract"
import { requests } from "../asked-tables.js"
import { type Found, personOf, userNameOf } from "../names.js"
import { types, users } from "../tables.js"
import type { Rows } from "../timeline.js"
import { sessionOf } from "../working-days.js"
import { approveRequest, cancelRequest, createRequest, rejectRequest, updateRequest } from "../writes/time-off.js"

export const timeoffRequests = resource(
  "timeoff_requests",
  {
    requests: view({
      from: requests,
      relations: {
        types: all(types, { fields: ["session", "session_source"] }),
        decider: one(users, { id: "lastChangedByUserId" }, { fields: ["approver", "approver_reference"] }),
      },
      unsupported: ["description", "request_policy_type", "updated_at", "deleted_at"],
      example: { status: { status: "approved" } },
      map: toRequest,
      push: {
        id: toText("id"),
        employee_id: toText("employeeId"),
        "employee[id]": toText("employeeId"),
        "type[id]": toList("type"),
        // A request is in the window when it overlaps, which is more than is asked for.
        start_time: both(fromDay("start"), toDay("end")),
        end_time: both(fromDay("start"), toDay("end")),
        status: pushStatus,
      },
    }),
  },
  {
    writes: {
      create: createRequest,
      update: updateRequest,
      approve: approveRequest,
      reject: rejectRequest,
      cancel: cancelRequest,
    },
    lacks: { delete: "BambooHR deletes no requests: cancel it." },
  },
)

/** Rejected and cancelled ones have two words each, and it is not known which of them may be asked for. */
function pushStatus({ operator, values }: PushedValue): RemoteQuery | undefined {
  if (operator !== "eq") return undefined
  if (values[0] === "approved") return { status: "approved" }
  return values[0] === "pending" ? { status: "requested" } : undefined
}

const STATUSES: Readonly<Record<string, NonNullable<TimeoffRequest["status"]>>> = {
  requested: "pending",
  approved: "approved",
  denied: "rejected",
  declined: "rejected",
  canceled: "cancelled",
  cancelled: "cancelled",
  // Replaced by an edited copy, which has an id of its own. Misspelled so in the API.
  superceded: "cancelled",
  superseded: "cancelled",
}

function toRequest(row: Remote, related: { types?: Rows; decider?: Found }): TimeoffRequest {
  const [state, type, notes] = [objectOf(row, "status"), typeOf(row), objectOf(row, "notes")]
  const source = state ? text(state, "status") : undefined
  const status = lookUp(source, STATUSES)
  return {
    id: idOf(row) ?? "",
    reason: type,
    type,
    timeoff_type: type === null ? null : type?.name,
    employee: withName(row),
    ...deciderOf(status, related.decider),
    status,
    status_source: source,
    employee_note: row.notes === undefined ? undefined : ((notes && text(notes, "employee")) ?? null),
    approver_note: row.notes === undefined ? undefined : ((notes && text(notes, "manager")) ?? null),
    ...amountOf(row),
    start_time: day(row, "start"),
    end_time: day(row, "end"),
    ...sessionOf(row, related.types),
    // A day is all that is told.
    created_at: instant(row, "created"),
  }
}

function withName(row: Remote): TimeoffRequest["employee"] {
  const person = personOf(row, undefined, undefined)
  return person ? { ...person, name: text(row, "name") } : person
}

function typeOf(row: Remote): TimeoffRequest["type"] {
  const type = objectOf(row, "type")
  const id = type && idOf(type)
  if (id === undefined) return row.type === undefined ? undefined : null
  return { id, name: text(type ?? {}, "name") }
}

/** Who changed a request last has decided it, where it is decided. A user need not be an employee. */
function deciderOf(status: TimeoffRequest["status"], user: Found) {
  if (!user || (status !== "approved" && status !== "rejected")) return {}
  const name = userNameOf(user)
  const id = idOf(user, "employeeId")
  return { approver: name, approver_reference: id === undefined || id === "0" ? null : { id, name } }
}

const UNITS = { days: "days", hours: "hours" } as const

function amountOf(row: Remote): Pick<TimeoffRequest, "units" | "units_source" | "amount"> {
  const amount = objectOf(row, "amount")
  if (amount === undefined) return row.amount === undefined ? {} : { units: null, units_source: null, amount: null }
  const unit = text(amount, "unit")
  return { units: lookUp(unit, UNITS), units_source: unit, amount: number(amount, "amount") }
}
