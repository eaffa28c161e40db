import { type Day, formatDay, formatTime, isWeekend, nextWeekday, type Random, weekdayOf } from "@rollcall/sandbox-kit"
import type { Row } from "../world.js"
import type { Draft, Values } from "./draft.js"
import type { LeaveTypeKey } from "./leave-type-list.js"
import type { Person } from "./people.js"
import type { TimeOffRules } from "./time-off-rules.js"

type LeavePlan = {
  type: LeaveTypeKey
  from: Day
  /** Null: no end known. */
  to: Day | null
  half?: "beggining_of_day" | "end_of_day"
  /** Hours x 100. */
  hours?: number
  state: "approved" | "pending" | "rejected" | "deleted"
}

const LOOK_BACK = 420
const LOOK_AHEAD = 130

/** A year of absences and what is asked for ahead; nobody is away twice on one day. */
export function writeLeaves(draft: Draft, people: Person[], rules: TimeOffRules): void {
  const away = dealAbsencesToday(draft, people)
  for (const [index, person] of people.entries()) {
    if (person.stage === "future") continue
    const random = draft.random(`leaves/${index}`)
    const special = away.get(person) ?? null
    for (const plan of planLeaves(draft.today, { person, random, special }))
      writeLeave(draft, { person, plan, rules, random })
  }
}

/** Everybody's cases of today: open ended, parental, at home, half a day, a few hours. */
function dealAbsencesToday(draft: Draft, people: Person[]): Map<Person, LeavePlan> {
  const { today } = draft
  const crew = draft.random("away").shuffle(people.filter((person) => person.stage === "employed"))
  const settled = crew.filter((person) => person.hiredOn < today - 60)
  const cases: LeavePlan[] = [
    { type: "sick", from: today - 9, to: null, state: "approved" },
    { type: "home_office", from: today, to: today, state: "approved" },
    { type: "holiday", from: today - 2, to: today + 4, state: "approved" },
    { type: "parental", from: today - 40, to: today + 70, state: "approved" },
    { type: "holiday", from: today, to: today, half: "end_of_day", state: "approved" },
    { type: "medical_hours", from: today, to: today, hours: 250, state: "approved" },
    { type: "holiday", from: today, to: today + 1, state: "pending" },
    { type: "sick", from: today - 1, to: today + 1, state: "approved" },
    { type: "unpaid", from: today - 20, to: null, state: "approved" },
    { type: "holiday", from: today - 1, to: today, state: "deleted" },
    { type: "compassionate", from: today - 1, to: today + 1, state: "rejected" },
  ]
  const pairs = settled.slice(0, Math.floor(crew.length / 6)).flatMap((person, index): [Person, LeavePlan][] => {
    const plan = cases[index]
    return plan === undefined ? [] : [[person, plan]]
  })
  return new Map(pairs)
}

type Around = { person: Person; random: Random; special: LeavePlan | null }

function planLeaves(today: Day, { person, random, special }: Around): LeavePlan[] {
  const last = Math.min(today + LOOK_AHEAD, person.exitOn ?? today + LOOK_AHEAD)
  const plans: LeavePlan[] = []
  let at = nextWeekday(Math.max(person.hiredOn + 30, today - LOOK_BACK) + random.int(0, 60))
  while (at <= last) {
    const plan = drawLeave(random, at, today)
    const end = plan.to ?? today + 400
    const isClear = special === null || end < special.from - 1 || plan.from > (special.to ?? today + 400) + 1
    if (end <= last && isClear) plans.push(plan)
    at = nextWeekday(end + random.int(30, 115))
  }
  if (special !== null) plans.push(special)
  return plans.sort((a, b) => a.from - b.from)
}

function drawLeave(random: Random, from: Day, today: Day): LeavePlan {
  const state = drawState(random, from > today)
  const ticket = random.next()
  const one = { from, to: from, state }
  if (ticket < 0.46) return { type: "holiday", from, to: endOfTrip(random, from), state }
  if (ticket < 0.56) return { type: "holiday", ...one, half: random.chance(0.5) ? "beggining_of_day" : "end_of_day" }
  if (ticket < 0.72) {
    // Nobody reports sick ahead.
    return from > today
      ? { type: "holiday", ...one }
      : { type: "sick", from, to: from + random.int(0, 4), state: "approved" }
  }
  if (ticket < 0.8)
    return { type: "medical_hours", ...one, hours: random.pick([100, 150, 200, 400]), state: "approved" }
  if (ticket < 0.9) return { type: "home_office", ...one, state: "approved" }
  if (ticket < 0.94) return { type: "overtime", ...one, hours: 400 }
  if (ticket < 0.96) return { type: "compassionate", from, to: from + 2, state }
  if (ticket < 0.975) return { type: "parental", from, to: from + 111, state }
  return { type: random.pick(["birthday", "public_duty", "blood_donation"] as const), ...one }
}

function endOfTrip(random: Random, from: Day): Day {
  const end = from + random.pick([0, 1, 2, 4, 4, 4, 9, 11])
  return isWeekend(end) ? end - (weekdayOf(end) - 4) : end
}

function drawState(random: Random, isAhead: boolean): LeavePlan["state"] {
  const ticket = random.next()
  if (ticket < 0.06) return "rejected"
  if (ticket < 0.11) return "deleted"
  return ticket < (isAhead ? 0.45 : 0.13) ? "pending" : "approved"
}

const reasons = [
  "Release week, please pick other days",
  "The team is already short on those days",
  "¿Podemos moverlo a enero?",
]

type LeaveDraft = { person: Person; plan: LeavePlan; rules: TimeOffRules; random: Random }

function writeLeave(draft: Draft, { person, plan, rules, random }: LeaveDraft): Row {
  const type = rules.types[plan.type]
  const askedOn = Math.min(plan.type === "sick" ? plan.from : plan.from - random.int(3, 45), draft.today - 2)
  const answeredOn = Math.min(askedOn + random.int(0, 6), draft.today - 1)
  const askedAt = formatTime(askedOn, random.int(420, 480))
  const changedAt = plan.state === "pending" ? askedAt : formatTime(answeredOn, random.int(500, 1200))
  const values: Values<"timeoff/leaves"> = {
    company_id: draft.company.id,
    employee_id: person.id,
    start_on: formatDay(plan.from),
    finish_on: plan.to === null ? null : formatDay(plan.to),
    half_day: plan.half ?? null,
    description: random.chance(0.2) ? random.pick(["Viaje familiar", "Médico", "Moving house", "Umzug", "—"]) : null,
    reason: plan.state === "rejected" ? random.pick(reasons) : null,
    leave_type_id: type.id,
    approved: plan.state === "pending" ? null : plan.state !== "rejected",
    employee_full_name: person.fullName,
    start_time: plan.hours === undefined ? null : String(random.pick([540, 600, 840, 960])),
    hours_amount_in_cents: plan.hours ?? null,
    created_at: askedAt,
    updated_at: changedAt,
    deleted_at: plan.state === "deleted" ? changedAt : null,
    days_taken: (plan.to ?? Math.max(draft.today, plan.from)) - plan.from + 1,
  }
  return draft.add("timeoff/leaves", values)
}
