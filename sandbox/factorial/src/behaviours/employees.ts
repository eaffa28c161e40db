import { checkBody } from "../rows/write.js"
import type { Behaviour, Call, Json, Row } from "../world.js"
import { assertPlaces, hire } from "./hires.js"
import { announce, complain, findNamed, patchNamed, textOf } from "./rules.js"

const EMPLOYEES = "employees/employees"

/** People are made with their contract, never deleted, and terminated by day. */
export const employees: Record<string, Behaviour> = {
  [`POST ${EMPLOYEES}/create_with_contract`]: hire,
  [`POST ${EMPLOYEES}/invite`]: (call) => act(call, "invite", { active: true }),
  [`POST ${EMPLOYEES}/set_regular_access_start_date`]: (call) => act(call, "set_regular_access_start_date", {}),
  [`POST ${EMPLOYEES}/terminate`]: terminate,
  [`POST ${EMPLOYEES}/unterminate`]: (call) =>
    act(call, "unterminate", {
      terminated_on: null,
      is_terminating: false,
      termination_reason: null,
      termination_reason_type: null,
      active: true,
    }),
  [`PUT ${EMPLOYEES}`]: update,
}

function act(call: Call, action: string, patch: Record<string, Json>): Row {
  checkBody(EMPLOYEES, action, call)
  return announce(EMPLOYEES, action, { row: patchNamed(EMPLOYEES, call, patch), call })
}

function terminate(call: Call): Row {
  const { terminated_on, termination_reason } = checkBody(EMPLOYEES, "terminate", call)
  const day = String(terminated_on).slice(0, 10)
  const isAhead = day >= call.world.clock.today()
  const manager = textOf(call.body.termination_assigned_manager_id)
  const id = findNamed(EMPLOYEES, call).id
  if (manager) findNamed(EMPLOYEES, call, manager)
  for (const report of call.world.store.where(EMPLOYEES, { manager_id: id })) {
    if (manager) call.world.store.update(EMPLOYEES, report.id, { manager_id: manager })
  }
  return act(call, "terminate", {
    terminated_on: day,
    is_terminating: isAhead,
    termination_reason: termination_reason ?? null,
    ...(isAhead ? {} : { active: false }),
  })
}

function update(call: Call): Row {
  const { id: _, ...patch } = checkBody(EMPLOYEES, "update", { ...call, body: { ...call.body, id: call.id } })
  const before = findNamed(EMPLOYEES, call)
  assertPlaces(call, patch)
  if (patch.bank_number && !patch.bank_number_format && !before.bank_number_format)
    throw complain(call, "bank_number_format", "blank")
  const named = { ...before, ...patch }
  const full_name =
    patch.first_name || patch.last_name ? `${String(named.first_name)} ${String(named.last_name)}` : before.full_name
  const known = Object.fromEntries(Object.entries(patch).filter(([name]) => Object.hasOwn(before, name)))
  return announce(EMPLOYEES, "update", {
    row: patchNamed(EMPLOYEES, call, { ...known, full_name: full_name ?? null }),
    call,
  })
}
