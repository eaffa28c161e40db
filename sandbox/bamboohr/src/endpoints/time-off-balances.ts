import { toDay } from "@rollcall/sandbox-kit"
import type { Person } from "../fields/person.js"
import type { Store } from "../store.js"
import type { Json, Row } from "../world.js"
import { elementOf, xmlDocument } from "../xml.js"
import { type Answer, type Call, type Endpoint, isDay, personOf, refuse } from "./call.js"

/** What is left for one person, and under which policies. */
export const timeOffBalances: readonly Endpoint[] = [
  { method: "GET", path: "v1/employees/:id/time_off/calculator", form: "classic", area: "time_off", run: calculate },
  {
    method: "GET",
    path: "v1/employees/:id/time_off/policies",
    form: "classic",
    area: "time_off",
    run: (call) => policiesOf(call, isAccruing),
  },
  {
    method: "GET",
    path: "v1_1/employees/:id/time_off/policies",
    form: "classic",
    area: "time_off",
    run: (call) => policiesOf(call, () => true),
  },
  ...["v1", "v1_1"].map((version): Endpoint => {
    const path = `${version}/employees/:id/time_off/policies`
    return { method: "PUT", path, form: "classic", area: "time_off", run: assign }
  }),
]

/** Hours or days that come in each month. */
const MONTHLY: Readonly<Record<string, number>> = { hours: 10, days: 1.25 }

type Balance = { policyType: string; used: number; balance: number }

/** On the evening of a day: what has come in, less what was approved. It may be below nothing. */
export function balanceOf(
  { running }: Call,
  person: Person,
  { typeId, end }: { typeId: string; end: string },
): Balance {
  const type = running.store.find("timeOffTypes", typeId)
  const taken = running.store
    .ofEmployee("timeOffRequests", person.id)
    .filter((row) => row.typeId === typeId && row.status === "approved" && String(row.start) <= end)
  const sum = (rows: readonly Row[]) => rows.reduce((all, { amount }) => all + Number(amount), 0)
  const used = sum(taken.filter((row) => String(row.start).startsWith(end.slice(0, 4))))
  const policyType = String(type?.policyType ?? "manual")
  const months = policyType === "accruing" ? Math.floor((toDay(end) - toDay(startOf(person, end))) / 30.4) : 0
  const earned = Math.max(0, Math.min(months, 24)) * (MONTHLY[String(type?.units)] ?? 0)
  const adjusted = sum(adjustmentsOf(running.store, person.id, { typeId, end }))
  return { policyType, used, balance: Math.round((earned + adjusted - sum(taken)) * 100) / 100 }
}

function adjustmentsOf(store: Store, employeeId: string, { typeId, end }: { typeId: string; end: string }): Row[] {
  const rows = store.ofEmployee("timeOffAdjustments", employeeId)
  return rows.filter((row) => row.timeOffTypeId === typeId && String(row.date) <= end)
}

const startOf = ({ row }: Person, end: string): string => (typeof row.hireDate === "string" ? row.hireDate : end)

function calculate(call: Call): Answer {
  const { running, scene, query, params } = call
  const person = personOf(call, params.id ?? "")
  const end = query.get("end") ?? scene.today
  if (!isDay(end)) throw refuse(400, "end must be a day, as YYYY-MM-DD")
  const precision = Number(query.get("precision") ?? "2")
  if (!Number.isInteger(precision) || precision < 0 || precision > 6)
    throw refuse(400, "precision must be a whole number from 0 to 6")
  const json = running.store.ofEmployee("timeOffAssignments", person.id).map((assignment) => {
    const type = running.store.find("timeOffTypes", String(assignment.timeOffTypeId))
    const { policyType, used, balance } = balanceOf(call, person, { typeId: String(type?.id), end })
    return {
      timeOffType: String(type?.id),
      name: String(type?.name),
      units: String(type?.units),
      balance: balance.toFixed(precision),
      end,
      policyType,
      usedYearToDate: used.toFixed(precision),
    }
  })
  return { json, xml: () => xmlDocument(elementOf("estimates", json)) }
}

/** The first version knows only what accrues. */
function isAccruing({ policyType }: Row): boolean {
  return policyType === "accruing"
}

function policiesOf(call: Call, isListed: (row: Row) => boolean): Answer {
  const { id } = personOf(call, call.params.id ?? "")
  const json = assignmentsOf(call, id, isListed)
  return { json, xml: () => xmlDocument(elementOf("timeOffPolicies", json)) }
}

function assignmentsOf({ running }: Call, employeeId: string, isListed: (row: Row) => boolean): Json[] {
  const rows = running.store.ofEmployee("timeOffAssignments", employeeId).filter(isListed)
  return rows.map(({ timeOffPolicyId, timeOffTypeId, accrualStartDate }) => ({
    timeOffPolicyId: Number(timeOffPolicyId),
    timeOffTypeId: Number(timeOffTypeId),
    accrualStartDate: accrualStartDate ?? null,
  }))
}

/** A policy without a start day is taken away. */
function assign(call: Call): Answer {
  const { params, body } = call
  const { id: employeeId } = personOf(call, params.id ?? "")
  if (!Array.isArray(body)) throw refuse(400, "Give a list of policies, with timeOffPolicyId and accrualStartDate")
  for (const one of body) assignOne(call, employeeId, one)
  return { json: assignmentsOf(call, employeeId, () => true) }
}

function assignOne({ running }: Call, employeeId: string, given: Json): void {
  const { store } = running
  const { timeOffPolicyId, accrualStartDate = null } =
    typeof given === "object" && given !== null && !Array.isArray(given) ? given : {}
  const policy = store.find("timeOffPolicies", String(timeOffPolicyId ?? ""))
  if (!policy) throw refuse(400, "timeOffPolicyId must be the id of a policy")
  if (accrualStartDate !== null && !isDay(accrualStartDate)) throw refuse(400, "accrualStartDate must be a day or null")
  const held = store
    .ofEmployee("timeOffAssignments", employeeId)
    .find((row) => row.timeOffTypeId === policy.timeOffTypeId)
  if (held) store.remove("timeOffAssignments", held.id)
  if (accrualStartDate === null) return
  store.insert("timeOffAssignments", {
    employeeId,
    timeOffPolicyId: policy.id,
    timeOffTypeId: policy.timeOffTypeId ?? null,
    accrualStartDate,
    policyType: policy.type ?? null,
  })
}
