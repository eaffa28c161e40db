import { type Day, formatDay, type Random } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import { FORMER_DEPARTMENT } from "./lists.js"
import type { Plan } from "./people.js"

/** Rows of jobInfo and employmentStatus. Those of one person stand in the order in which they were made. */
export function writeWorkHistory(draft: Draft, plans: readonly Plan[]): void {
  const random = draft.random("work history")
  for (const plan of random.shuffle(plans)) {
    writeJobs(draft, { plan, plans, random })
    writeStatuses(draft, plan, random)
  }
}

type Writing = { plan: Plan; plans: readonly Plan[]; random: Random }

function writeJobs(draft: Draft, { plan, plans, random }: Writing): void {
  const add = (day: Day, title: string, more: { department?: string; teams?: number[] } = {}) =>
    draft.add("jobInfo", {
      employeeId: plan.id,
      date: formatDay(day),
      location: draft.option("location", plan.place.label),
      department: draft.option("department", more.department ?? departmentOn(draft, plan, day)),
      division: plan.traits.has("sparse") ? null : draft.option("division", plan.place.division),
      jobTitle: draft.option("jobTitle", title),
      reportsTo: plan.manager === null ? null : (plans[plan.manager]?.id ?? null),
      teams: more.teams ?? null,
    })
  const { hired, titles, traits } = plan
  const [first = "", ...later] = titles
  const last = titles.at(-1) ?? first
  if (plan.hiredFirst !== null) add(plan.hiredFirst, first, { teams: [] })
  if (traits.has("row_before_hire")) add(hired - 30, first)
  if (traits.has("backdated_row") && later.length === 0) later.push("Office Lead")
  // Made later, so it stands behind the row that holds now.
  const isBackdated = traits.has("backdated_row") || traits.has("stale_last_row")
  if (!isBackdated) add(hired, first)
  for (const title of later) add(Math.max(hired + 1, Math.min(draft.today - 10, hired + random.int(200, 460))), title)
  if (isBackdated) {
    if (later.length === 0) add(hired + 100, last)
    add(hired, first)
  }
  if (traits.has("two_rows_one_date")) {
    add(hired + 300, "Webmaster")
    add(hired + 300, last, { teams: [draft.option("teams", "Green Team")] })
  }
  if (traits.has("job_ahead")) add(draft.today + 21, last, { department: "Product" })
}

/** Old rows keep the name that the department had; who never got a new row shows it to this day. */
function departmentOn(draft: Draft, plan: Plan, day: Day): string {
  const isOld = plan.department === "Human Resources" && day < draft.today - 900
  return isOld || plan.traits.has("former_department") ? FORMER_DEPARTMENT : plan.department
}

const KINDS: readonly [Parameters<Plan["traits"]["has"]>[0], string][] = [
  ["part_time", "Part-Time"],
  ["intern", "Intern"],
  ["contractor", "Contractor"],
  ["temporary", "Temporary"],
  ["agency", "Agency Worker"],
]

const NO_LEAVING = {
  terminationReasonId: null,
  terminationTypeId: null,
  terminationRehireId: null,
  terminationRegrettableId: null,
}

function writeStatuses(draft: Draft, plan: Plan, random: Random): void {
  const kind = KINDS.find(([trait]) => plan.traits.has(trait))?.[1] ?? "Full-Time"
  const add = (day: Day, status: string, more: Leaving = NO_LEAVING) =>
    draft.add("employmentStatus", {
      employeeId: plan.id,
      date: formatDay(day),
      employmentStatus: draft.option("employmentHistoryStatus", status),
      comment: random.chance(0.1) ? "Agreed by phone." : null,
      ...more,
      acaStatus: plan.place.currency === "USD" && random.chance(0.2) ? "Full-time" : null,
    })
  if (plan.hiredFirst !== null) {
    add(plan.hiredFirst, "Full-Time")
    add(plan.hired - 200, "Terminated", leavingOf(draft, random))
  }
  add(plan.hired, kind === "Part-Time" ? "Full-Time" : kind)
  if (kind === "Part-Time") add(Math.min(draft.today, plan.hired + 250), kind)
  if (plan.traits.has("furloughed")) add(draft.today - 20, "Furloughed")
  if (plan.leaves !== null) add(plan.leaves, "Terminated", random.chance(0.85) ? leavingOf(draft, random) : NO_LEAVING)
}

type Leaving = Record<keyof typeof NO_LEAVING, number | null>

function leavingOf(draft: Draft, random: Random): Leaving {
  const isVoluntary = random.chance(0.7)
  const pick = (list: string, names: readonly string[]) => draft.option(list, random.pick(names))
  const reason = pick("4314", isVoluntary ? ["Other employment", "Relocation", "Retirement"] : ["Performance"])
  return {
    // Some say only the kind.
    terminationReasonId: random.chance(0.8) ? reason : null,
    terminationTypeId: pick("4313", [isVoluntary ? "Resignation (Voluntary)" : "Termination (Involuntary)"]),
    terminationRehireId: pick("4315", ["Yes", "No", "Upon Review"]),
    terminationRegrettableId: random.chance(0.5) ? pick("4509", ["Regrettable", "Non-Regrettable"]) : null,
  }
}
