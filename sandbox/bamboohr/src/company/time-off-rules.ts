import { formatDay } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import type { Plan } from "./people.js"

export type TypePlan = {
  name: string
  units: "hours" | "days"
  color: string | null
  icon: string
  policy: "accruing" | "discretionary" | "manual"
  /** Not listed any more; old requests still name it. */
  isRetired?: true
}

/** In the order of their ids. */
export const TIME_OFF_TYPES: readonly TypePlan[] = [
  { name: "Bereavement", units: "days", color: "6a6a6a", icon: "time-off-luggage", policy: "discretionary" },
  { name: "Vacation", units: "hours", color: null, icon: "palm-trees", policy: "accruing" },
  { name: "Sick", units: "hours", color: "f56c6c", icon: "band-aid", policy: "accruing" },
  { name: "Parental leave", units: "days", color: "9b59b6", icon: "family", policy: "manual" },
  { name: "COVID-19 Related Absence", units: "hours", color: null, icon: "time-off-calendar", policy: "manual" },
  { name: "Comp/In Lieu Time", units: "hours", color: "00aaff", icon: "time-off-calendar", policy: "manual" },
  {
    name: "Floating holiday",
    units: "days",
    color: null,
    icon: "time-off-calendar",
    policy: "manual",
    isRetired: true,
  },
]

/** Types, policies, who is under which, and holidays. */
export function writeTimeOffRules(draft: Draft, plans: readonly Plan[]): void {
  for (const { isRetired, policy, ...type } of TIME_OFF_TYPES)
    draft.add("timeOffTypes", { ...type, policyType: policy, source: "internal", isRetired: isRetired === true })
  const types = draft.tables.timeOffTypes ?? []
  for (const type of types.filter(({ isRetired }) => isRetired === false))
    draft.add("timeOffPolicies", {
      timeOffTypeId: type.id,
      name: type.policyType === "accruing" ? `${type.name} Full-Time` : `${type.name} Manual Policy`,
      effectiveDate: type.policyType === "accruing" ? formatDay(draft.today - 2_000) : null,
      type: type.policyType ?? null,
    })
  for (const plan of plans) assign(draft, plan)
  for (const [name, days] of HOLIDAYS)
    draft.add("holidays", { name, start: formatDay(draft.today + days), end: formatDay(draft.today + days) })
}

/** A yearly one has one id for all its years; here each stands for itself. */
const HOLIDAYS: readonly [string, number][] = [
  ["Founders' Day", 9],
  ["Company picnic", 40],
  ["Winter break", 100],
]

function assign(draft: Draft, plan: Plan): void {
  const policies = (draft.tables.timeOffPolicies ?? []).slice(0, plan.index % 3 === 0 ? 5 : 3)
  for (const policy of policies)
    draft.add("timeOffAssignments", {
      employeeId: plan.id,
      timeOffPolicyId: policy.id,
      timeOffTypeId: policy.timeOffTypeId ?? null,
      accrualStartDate: policy.type === "accruing" ? formatDay(plan.hired) : null,
      policyType: policy.type ?? null,
    })
}
