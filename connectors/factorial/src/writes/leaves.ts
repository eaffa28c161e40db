import {
  day,
  defined,
  flag,
  idOf,
  isRemote,
  number,
  type Remote,
  type RemoteRequest,
  refuseInput,
  type Step,
  text,
  type WriteContext,
  write,
} from "@rollcall/connector-kit"
import type { WriteBody } from "@rollcall/contract"
import { toLeave } from "../leave-request.js"
import { timesOf } from "../leave-times.js"
import { leaves, leaveTypes } from "../tables.js"
import { hasAll, isLeaveOf, TIME_COLUMNS } from "./leave-columns.js"

const LEAVES = "timeoff/leaves"
const TYPE = ["timeoff_type", "reason"] as const
const TIMES = ["start_time", "end_time", "session", "units", "amount"] as const
const DETAILS = [...TYPE, ...TIMES, "description", "employee_note", "remote_data"] as const

const bodyOf = ({ body }: RemoteRequest): Remote => (isRemote(body) ? body : {})

export const createLeave = write("timeoff_requests", "create", {
  takes: ["employee", ...DETAILS],
  references: { types: leaveTypes },
  view: "leaves",
  plan({ body }, { types = [] }, context): Step[] {
    const request = toLeave(body, types, context)
    const sent = bodyOf(request)
    const isLike = (row: Remote) => isLeaveOf(row, sent) && text(row, "deleted_at") === null
    const [from, to] = [day(sent, "start_on") ?? undefined, day(sent, "finish_on") ?? undefined]
    const query = { "employee_ids[]": [idOf(sent, "employee_id") ?? ""], from, to }
    const echoes = ["employee_id", "start_on"]
    return [{ name: "create_leave", request, row: leaves, echoes, settled: { table: leaves, query, isLike } }]
  },
})

export const updateLeave = write("timeoff_requests", "update", {
  takes: DETAILS,
  references: { types: leaveTypes },
  view: "leaves",
  plan({ id, row, body }, { types = [] }, context): Step[] {
    assertThere(row)
    const changed = changesOf(row, body, { types, context })
    const isShown = Object.keys(changed).every((name) => Object.hasOwn(row, name))
    if (isShown && hasAll(row, changed, row) && body.remote_data === undefined) return []
    const sent = { id, ...changed, ...body.remote_data }
    const request: RemoteRequest = { method: "PUT", path: `${LEAVES}/${id}`, body: sent }
    const settled = {
      table: leaves,
      id,
      shows: (one: Remote | undefined) => one !== undefined && hasAll(one, sent, row),
    }
    return [{ name: "change_leave", request, row: leaves, echoes: ["id"], settled }]
  },
})

type Change = WriteBody<"timeoff_requests", "update">
type Known = { types: readonly Remote[]; context: Pick<WriteContext, "toLocal"> }

/** The leave as it would be asked for anew, and of that the columns which the change is about. */
function changesOf(row: Remote, body: Change, { types, context }: Known): Remote {
  const has = (names: readonly (keyof Change)[]) => names.some((name) => body[name] !== undefined)
  const { remote_data: _, ...given } = body
  const whole = bodyOf(toLeave({ ...asAsked(row, given), ...given }, types, context))
  return {
    ...(has(TYPE) ? { leave_type_id: whole.leave_type_id } : {}),
    // What the new times don't say is no more: a leave of hours becomes one of days.
    ...(has(TIMES) ? Object.fromEntries(TIME_COLUMNS.map((name) => [name, whole[name] ?? null])) : {}),
    ...(has(["description", "employee_note"]) ? { description: whole.description ?? null } : {}),
  }
}

/** What a leave is, in the words of a request for it; times that are given new leave out what belonged to the old ones. */
function asAsked(row: Remote, given: Change) {
  const { start_time, end_time } = timesOf(row)
  if (!start_time) refuseInput("start_time", "the HR system says no day for it: delete it, and ask anew")
  const hundredths = number(row, "hours_amount_in_cents")
  const isTimed = given.start_time !== undefined || given.end_time !== undefined || given.units !== undefined
  const isHours = typeof hundredths === "number" && !isTimed
  return {
    employee: { id: idOf(row, "employee_id") ?? "" },
    start_time,
    end_time: end_time ?? given.end_time ?? refuseInput("end_time", "it is open ended: give its last day"),
    ...(given.timeoff_type === undefined && given.reason === undefined
      ? { timeoff_type: idOf(row, "leave_type_id") ?? "" }
      : {}),
    ...(isHours ? { units: "hours" as const, amount: hundredths / 100 } : {}),
    ...(text(row, "half_day") && !isTimed ? { session: sessionOf(row) } : {}),
  }
}

const sessionOf = (row: Remote) => (text(row, "half_day") === "end_of_day" ? "afternoon" : "morning")

function assertThere(row: Remote): void {
  if (text(row, "deleted_at")) refuseInput("id", "this request is cancelled: ask for the time off anew")
}

type Decision = { name: "approve" | "reject"; id: string; before: Remote; body: Remote; isSo(row: Remote): boolean }

/**
 * Where several people decide, one decision may leave the request open: then its time of change tells that it was taken.
 */
function decide({ name, id, before, body, isSo }: Decision): Step[] {
  assertThere(before)
  if (isSo(before)) return []
  const moved = (row: Remote) => text(row, "updated_at") !== text(before, "updated_at")
  const shows = (row: Remote | undefined) =>
    row !== undefined && (isSo(row) || (flag(row, "approved") === null && moved(row)))
  const request: RemoteRequest = { method: "POST", path: `${LEAVES}/${name}`, body: { id, ...body } }
  return [{ name: `${name}_leave`, request, row: leaves, echoes: ["id"], settled: { table: leaves, id, shows } }]
}

export const approveLeave = write("timeoff_requests", "approve", {
  takes: ["remote_data"],
  view: "leaves",
  plan: ({ id, row, body }) =>
    decide({
      ...{ name: "approve", id, before: row, body: body.remote_data ?? {} },
      isSo: (one) => flag(one, "approved") === true,
    }),
})

export const rejectLeave = write("timeoff_requests", "reject", {
  takes: ["approver_note", "remote_data"],
  view: "leaves",
  plan: ({ id, row, body }) =>
    decide({
      ...{ name: "reject", id, before: row, body: { ...defined({ reason: body.approver_note }), ...body.remote_data } },
      isSo: (one) =>
        flag(one, "approved") === false &&
        (body.approver_note === undefined || text(one, "reason") === text({ note: body.approver_note }, "note")),
    }),
})

const isGone = (row: Remote | undefined): boolean => row === undefined || Boolean(text(row, "deleted_at"))

/** Factorial keeps what it deletes, with the day of it. */
const remove = ({ id, row }: { id: string; row: Remote }): Step[] =>
  isGone(row)
    ? []
    : [
        {
          name: "delete_leave",
          request: { method: "DELETE", path: `${LEAVES}/${id}` },
          settled: { table: leaves, id, shows: isGone },
        },
      ]

export const cancelLeave = write("timeoff_requests", "cancel", { takes: [], view: "leaves", plan: remove })
export const deleteLeave = write("timeoff_requests", "delete", { takes: [], view: "leaves", plan: remove })
