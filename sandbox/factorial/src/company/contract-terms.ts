import { addMonths, type Day, dayOf, nextWeekday, partsOf, type Random, startOfMonth } from "@rollcall/sandbox-kit"
import type { Person } from "./people.js"
import type { Workplace } from "./places.js"

/** One contract of somebody and the days its terms changed. */
export type Term = {
  startsOn: Day
  endsOn: Day | null
  workplace: Workplace
  isFixed: boolean
  versions: VersionPlan[]
}

export type VersionPlan = {
  effectiveOn: Day
  /** Salary against today's: 0.94 is six percent less. */
  pay: number
  action: "promotion" | "evolution" | null
  /** Levels of the job above today's; under 0 before the last promotions. */
  step: number
}

/** The contracts of one person in order of start; empty for somebody who has none on file. */
export function planTerms(person: Person, today: Day, workplaces: Workplace[]): Term[] {
  if (person.traits.has("no_contract")) return []
  const random = person.random
  const terms = splitEmployment(person, today, workplaces)
  const last = terms.at(-1)
  for (const term of terms) term.versions = planVersions(person, term, { random, today, isLast: term === last })
  return terms
}

function splitEmployment(person: Person, today: Day, workplaces: Workplace[]): Term[] {
  const { hiredOn, traits, workplace, random } = person
  const open = (startsOn: Day, endsOn: Day | null): Term => {
    return { startsOn, endsOn, workplace, isFixed: endsOn !== null, versions: [] }
  }
  if (traits.has("fixed_term")) return [open(hiredOn, today + random.int(10, 300))]
  if (traits.has("contract_ends_soon")) return [open(hiredOn, person.exitOn)]
  if (traits.has("converted")) {
    const renewedOn = addMonths(hiredOn, 12)
    return [open(hiredOn, renewedOn - 1), open(renewedOn, null)]
  }
  if (traits.has("rehired")) {
    const left = addMonths(hiredOn, 16)
    return [open(hiredOn, left), open(nextWeekday(addMonths(left, random.int(4, 10))), null)]
  }
  if (traits.has("moved_entity")) {
    const movedOn = startOfMonth(today - random.int(120, 400))
    const before = workplaces.find((place) => place.legalEntityId !== workplace.legalEntityId) ?? workplace
    return [{ ...open(hiredOn, movedOn - 1), isFixed: false, workplace: before }, open(movedOn, null)]
  }
  // Users report that the end of the contract is not always kept when somebody leaves.
  const isKept = person.stage === "left" && random.chance(0.8)
  return [{ ...open(hiredOn, isKept ? person.exitOn : null), isFixed: false }]
}

type Around = { random: Random; today: Day; isLast: boolean }

function planVersions(person: Person, term: Term, { random, today, isLast }: Around): VersionPlan[] {
  const until = Math.min(term.endsOn ?? today, person.exitOn ?? today, today)
  const changes = changeDays(term.startsOn, until, random)
  const versions = [term.startsOn, ...changes].map((effectiveOn, index): VersionPlan => {
    const action = index === 0 ? null : random.chance(0.25) ? "promotion" : random.chance(0.4) ? "evolution" : null
    return { effectiveOn, pay: 1, action, step: 0 }
  })
  let pay = isLast ? 1 : 0.86
  let step = 0
  for (const version of [...versions].reverse()) {
    version.pay = pay
    version.step = step
    step -= version.action === "promotion" ? 1 : 0
    pay /= version.action === "promotion" ? 1.12 : 1.03 + random.int(0, 4) / 100
  }
  const isRaised = isLast && person.traits.has("raise_next_month") && term.endsOn === null
  const nextMonth = addMonths(startOfMonth(today), 1)
  if (isRaised) versions.push({ effectiveOn: nextMonth, pay: 1.06, action: "promotion", step: 1 })
  return versions
}

/** Reviews in January, now and then one in July; the last four only. */
function changeDays(from: Day, until: Day, random: Random): Day[] {
  const days: Day[] = []
  for (let year = partsOf(from).year; year <= partsOf(until).year + 1; year++) {
    for (const [month, probability] of [
      [1, 0.65],
      [7, 0.2],
    ] as const) {
      const day = dayOf(year, month, 1)
      if (day > from + 120 && day <= until && random.chance(probability)) days.push(day)
    }
  }
  return days.slice(-4)
}
