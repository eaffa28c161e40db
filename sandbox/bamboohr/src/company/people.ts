import { at, type Day, drawName, type Gender, type PersonName, type Random, toAscii } from "@rollcall/sandbox-kit"
import { castPeople, type Part } from "./casting.js"
import type { Draft } from "./draft.js"
import { DEPARTMENTS } from "./lists.js"
import { PLACES, type Place } from "./places.js"

/** A person as planned: everything that the rows of more than one table have to agree on. */
export type Plan = Part & {
  id: string
  /** Free text, often the id of somebody else; null for some. */
  number: string | null
  name: PersonName
  gender: Gender
  email: string
  place: Place
  department: string
  /** From junior to what is held now. */
  titles: readonly string[]
  hired: Day
  /** First day of an earlier time here. */
  hiredFirst: Day | null
  /** Last day worked, also one ahead. */
  leaves: Day | null
}

/** In the order of their ids. */
export function planPeople(draft: Draft): Plan[] {
  const parts = castPeople(draft.size, draft.random("casting"))
  const plans: Plan[] = []
  const taken = new Map<string, number>()
  const random = draft.random("people")
  let id = 3
  for (const part of parts) {
    // Somebody who was removed since leaves a gap.
    id += part.index % 9 === 8 ? 2 : 1
    plans.push(planOne(draft, { part, id: String(id), random, taken }))
  }
  const leaver = plans.find(({ stage }) => stage === "left")
  if (leaver) leaver.leaves = draft.today - 1
  settleManagers(plans, leaver)
  twins(plans)
  return plans
}

type Start = { part: Part; id: string; random: Random; taken: Map<string, number> }

function planOne(draft: Draft, { part, id, random, taken }: Start): Plan {
  const place = at(PLACES.slice(0, 7), part.index < 7 ? part.index : random.int(0, 6))
  const gender: Gender = random.chance(0.45) ? "female" : "male"
  const name = drawName(random, place.culture, gender)
  const names = Object.keys(DEPARTMENTS)
  const department = part.traits.has("former_department") ? "Human Resources" : at(names, part.index)
  const local = `${toAscii(name.latinFirst)}.${toAscii(name.latinLast)}`
  const count = (taken.get(local) ?? 0) + 1
  taken.set(local, count)
  const rank = part.index === 0 ? "top" : part.index * 7 + 1 < draft.size ? "lead" : "member"
  return {
    ...part,
    id,
    number: part.traits.has("no_number") ? null : numberOf(part.index),
    name: nameOf(part, name),
    gender,
    email: `${local}${count === 1 ? "" : count}@acme.example`,
    place,
    department,
    titles: titlesOf(department, { rank, random }),
    ...daysOf(draft, part, random),
  }
}

/** Numbers begin at 1 and ids at 4, so most numbers are ids of other people. */
function numberOf(index: number): string {
  return index % 11 === 10 ? `C-${String(index).padStart(4, "0")}` : String(index + 1)
}

function nameOf(part: Part, name: PersonName): PersonName {
  if (part.traits.has("marked_up_name")) return { ...name, first: 'Tess <& "Co">', last: "O'Neill & Söhne" }
  if (part.traits.has("decomposed_name"))
    return { ...name, first: "Zoë".normalize("NFD"), last: "Brontë".normalize("NFD") }
  return name
}

function titlesOf(department: string, { rank, random }: { rank: string; random: Random }): string[] {
  const [lead, senior, junior] = DEPARTMENTS[department] ?? ["", "", ""]
  if (rank === "top") return ["CEO"]
  if (rank === "lead") return random.chance(0.5) ? [senior, lead] : [lead]
  return at([[junior], [junior, senior], [senior]], random.int(0, 2))
}

function daysOf(draft: Draft, part: Part, random: Random): Pick<Plan, "hired" | "hiredFirst" | "leaves"> {
  const { today } = draft
  if (part.stage === "future") return { hired: today + random.int(5, 60), hiredFirst: null, leaves: null }
  // Whose history has cases in it has been here for a while.
  const least = part.traits.size > 0 || part.stage !== "employed" ? 500 : 40
  const hired = today - random.int(least, part.index < draft.size / 7 ? 4_500 : 3_000)
  const hiredFirst = part.traits.has("rehired") ? hired - random.int(900, 1_600) : null
  if (part.stage === "left") return { hired, hiredFirst, leaves: today - 1 - random.int(0, 450) }
  if (part.stage === "leaving") return { hired, hiredFirst, leaves: today + random.int(8, 45) }
  return { hired, hiredFirst, leaves: part.stage === "leaves_today" ? today : null }
}

function settleManagers(plans: Plan[], leaver: Plan | undefined): void {
  for (const plan of plans) {
    if (plan.traits.has("no_manager")) plan.manager = null
    if (plan.traits.has("reports_to_leaver") && leaver) plan.manager = leaver.index
  }
}

/** Pairs of people with one name. */
function twins(plans: Plan[]): void {
  const pairs = plans.filter(({ traits }) => traits.has("twin"))
  for (const [index, plan] of pairs.entries()) {
    const other = index % 2 === 1 ? pairs[index - 1] : undefined
    if (other) plan.name = other.name
  }
}
