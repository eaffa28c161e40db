import { calendarDays } from "../rows/leave-days.js"
import { checkBody } from "../rows/write.js"
import type { Behaviour, Call, Json, Row } from "../world.js"
import { announce, complain, findNamed, patchNamed, refuse, textOf } from "./rules.js"

const LEAVES = "timeoff/leaves"

/** Pending until somebody decides, unless the type needs nobody; deleted leaves stay, with the day of it. */
export const leaves: Record<string, Behaviour> = {
  [`POST ${LEAVES}`]: create,
  [`PUT ${LEAVES}`]: update,
  [`DELETE ${LEAVES}`]: (call) => announce(LEAVES, "delete", { row: remove(call, call.id), call }),
  [`POST ${LEAVES}/approve`]: (call) => decide(call, "approve", { approved: true }),
  [`POST ${LEAVES}/approve_all`]: (call) => decide(call, "approve", { approved: true }),
  [`POST ${LEAVES}/reject`]: (call) => decide(call, "reject", { approved: false, reason: textOf(call.body.reason) }),
  [`POST ${LEAVES}/bulk_delete`]: (call) => {
    const { ids } = checkBody(LEAVES, "bulk_delete", call)
    const rows = (Array.isArray(ids) ? ids : []).map((id) => remove(call, id))
    for (const row of rows) announce(LEAVES, "bulk_delete", { row, call })
    return rows
  },
}

function remove(call: Call, id: Json): Row {
  const row = findNamed(LEAVES, call, id)
  return call.world.store.update(LEAVES, row.id, { deleted_at: call.world.clock.now().toISOString() }) ?? row
}

function decide(call: Call, action: "approve" | "reject", patch: Record<string, Json>): Row {
  checkBody(LEAVES, action, call)
  return announce(LEAVES, action, { row: patchNamed(LEAVES, call, patch), call })
}

function create(call: Call): Row {
  const { store, company } = call.world
  const body = checkBody(LEAVES, "create", call)
  const employee = store.find("employees/employees", String(body.employee_id))
  if (!employee) throw complain(call, "employee_id", "missing")
  const type = store.find("timeoff/leave_types", String(body.leave_type_id))
  if (!type) throw complain(call, "leave_type_id", "blank")
  const start_on = String(body.start_on).slice(0, 10)
  const row = {
    company_id: company.id,
    employee_id: employee.id,
    employee_full_name: employee.full_name ?? null,
    leave_type_id: type.id,
    start_on,
    finish_on: textOf(body.finish_on)?.slice(0, 10) ?? (type.allow_endless === true ? null : start_on),
    half_day: halfDay(body.half_day),
    description: textOf(body.description),
    start_time: minutesOf(body.start_time),
    hours_amount_in_cents: body.hours_amount_in_cents ?? null,
    approved: type.approval_required === false ? true : null,
  }
  assertPossible(call, { id: "", ...row })
  const days_taken = calendarDays({ id: "", ...row })
  return announce(LEAVES, "create", { row: store.insert(LEAVES, { ...row, days_taken }), call })
}

/** It ends no sooner than it starts, and absences of whole days don't overlap; rejected and deleted ones don't count. */
function assertPossible(call: Call, leave: Row): void {
  const { world } = call
  const [start, finish] = [String(leave.start_on), textOf(leave.finish_on)]
  if (finish !== null && finish < start) throw complain(call, "finish_on", "invalid")
  const isWhole = (one: Row) => one.hours_amount_in_cents === null
  const clash = world.store
    .where(LEAVES, { employee_id: leave.employee_id ?? null })
    .find(
      (one) =>
        one.id !== leave.id &&
        one.deleted_at === null &&
        one.approved !== false &&
        isWhole(one) &&
        isWhole(leave) &&
        (finish === null || String(one.start_on) <= finish) &&
        (one.finish_on === null || String(one.finish_on) >= start),
    )
  if (!clash) return
  const text = world.company.locale === "es" ? "Se solapa con otra ausencia" : "It overlaps with another absence"
  throw refuse(422, `${text} (${clash.start_on} - ${clash.finish_on ?? "..."})`)
}

/** Answered misspelled, whatever was sent. */
const halfDay = (given: Json | undefined): string | null =>
  given === "beginning_of_day" || given === "beggining_of_day"
    ? "beggining_of_day"
    : given === "end_of_day"
      ? "end_of_day"
      : null

/** Kept as minutes after midnight. */
function minutesOf(given: Json | undefined): string | null {
  const text = textOf(given)
  const clock = text && /(\d{1,2}):(\d{2})/.exec(text)
  return clock ? String(Number(clock[1]) * 60 + Number(clock[2])) : text
}

/** What is computed from its days follows them. */
function update(call: Call): Row {
  const body = checkBody(LEAVES, "update", { ...call, body: { ...call.body, id: call.id } })
  const before = findNamed(LEAVES, call)
  const { id: _, ...patch } = body
  const known = Object.fromEntries(
    Object.entries(patch)
      .filter(([name]) => Object.hasOwn(before, name))
      .map(([name, value]) => [name, SHAPED[name]?.(value) ?? value]),
  )
  const after: Row = { ...before, ...known, id: before.id }
  if (patch.skip_validations !== true) assertPossible(call, after)
  return announce(LEAVES, "update", {
    row: patchNamed(LEAVES, call, { ...known, days_taken: calendarDays(after) }),
    call,
  })
}

const SHAPED: Readonly<Record<string, (given: Json) => Json>> = {
  start_on: (given) => textOf(given)?.slice(0, 10) ?? null,
  finish_on: (given) => textOf(given)?.slice(0, 10) ?? null,
  half_day: halfDay,
  start_time: minutesOf,
}
