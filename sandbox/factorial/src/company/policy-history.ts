import { type Day, dayOf, formatDay, partsOf, unixSeconds } from "@rollcall/sandbox-kit"
import type { Json } from "../world.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"
import type { PolicyRows, TimeOffRules } from "./time-off-rules.js"

type Stretch = { policy: PolicyRows; from: Day; isInitial: boolean; id: string }

/** Which policy applied to whom from when, the same as a timeline, and corrections of balances. */
export function writePolicyHistory(draft: Draft, people: Person[], rules: TimeOffRules): void {
  const random = draft.random("policies")
  const main = rules.policies[0]
  if (main === undefined) return
  const histories = people.map((person) => {
    const own = rules.policies.find((rows) => rows.country === person.workplace.country.code) ?? main
    const stretches: Stretch[] = [{ policy: own, from: person.hiredOn, isInitial: true, id: "" }]
    const other = random.pick(rules.policies)
    if (own !== other && random.chance(0.12)) {
      // Some changes are already planned for next year.
      const from = random.chance(0.4)
        ? dayOf(partsOf(draft.today).year + 1, 1, 1)
        : person.hiredOn + random.int(90, 300)
      stretches.push({ policy: other, from, isInitial: false, id: "" })
    }
    return { person, stretches }
  })
  for (const { person, stretches } of histories) {
    for (const stretch of stretches) {
      stretch.id = draft.add("timeoff/policy_assignments", {
        timeoff_policy_id: stretch.policy.policy.id,
        employee_id: person.id,
        effective_at: formatDay(stretch.from),
      }).id
    }
  }
  for (const { person, stretches } of histories) writeTimeline(draft, person, stretches)
  writeIncidences(draft, people, main)
}

/** The id of a timeline is the employee's. */
function writeTimeline(draft: Draft, person: Person, stretches: Stretch[]): void {
  const last = dayOf(partsOf(draft.today).year + 1, 12, 31)
  const items = stretches.map((stretch, index): Json => {
    const next = stretches[index + 1]
    const end = formatDay(next === undefined ? last : next.from - 1)
    return {
      policy_assignment: {
        id: stretch.id,
        timeoff_policy_id: stretch.policy.policy.id,
        timeoff_policy_name: stretch.policy.policy.name ?? null,
        is_initial: stretch.isInitial,
        employee_id: person.id,
        effective_at: formatDay(stretch.from),
        end_effective_at: next === undefined ? null : end,
      },
      start_at: formatDay(stretch.from),
      end_at: end,
      is_first_item: index === 0,
      is_last_item: next === undefined,
    }
  })
  draft.addWithId("timeoff/policy_timelines", person.id, {
    employee_id: person.id,
    start_limit_date: formatDay(person.hiredOn),
    end_limit_date: formatDay(last),
    items,
  })
}

const notes = ["Worked on a public holiday", "Carry-over agreed with manager", "Corrección de saldo", null]

function writeIncidences(draft: Draft, people: Person[], policy: PolicyRows): void {
  const random = draft.random("incidences")
  for (const person of people) {
    if (person.workplace.country.code !== policy.country || person.stage === "future" || !random.chance(0.2)) continue
    const on = draft.today - random.int(5, Math.min(300, Math.max(6, draft.today - person.hiredOn)))
    const at = unixSeconds(on, random.int(480, 1000))
    draft.add("timeoff/allowance_incidences", {
      employee_id: person.id,
      description: random.pick(notes),
      days_in_cents: random.pick([100, 50, -100, 200]),
      timeoff_allowance_id: policy.holidays.id,
      effective_on: formatDay(on),
      target_balance: random.chance(0.8) ? "available" : "accrued",
      created_at: at,
      updated_at: at,
    })
  }
}
