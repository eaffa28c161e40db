import {
  addMonths,
  at,
  type Day,
  drawName,
  type Gender,
  nextWeekday,
  type PersonName,
  type Random,
  toAscii,
} from "@rollcall/sandbox-kit"
import { castPeople, type Part, type Stage, type Trait } from "./casting.js"
import { levels } from "./departments.js"
import type { Draft } from "./draft.js"
import type { Job, JobCatalogue } from "./job-catalogue.js"
import type { Organisation, Seat } from "./org.js"
import type { Workplace } from "./places.js"

/** Somebody of the company, before any row is written; every table about people is written from these. */
export type Person = {
  id: string
  accessId: string
  name: PersonName
  fullName: string
  gender: Gender
  seat: Seat
  workplace: Workplace
  job: Job
  manager: Person | null
  stage: Stage
  traits: Set<Trait>
  hiredOn: Day
  /** Last day of access; null while no exit is known. */
  exitOn: Day | null
  loginEmail: string
  random: Random
}

type Unnumbered = Omit<Person, "id" | "accessId" | "manager" | "loginEmail">

/** People in order of hire, which is the order of their ids. */
export function planPeople(
  draft: Draft,
  organisation: Organisation,
  from: { workplaces: Workplace[]; jobs: JobCatalogue },
): Person[] {
  const parts = castPeople(organisation.seats, draft.random("casting"))
  const unnumbered = parts.map((part, index) => {
    const random = draft.random(`person/${index}`)
    return drawPerson({ part, random, today: draft.today, workplaces: from.workplaces, jobs: from.jobs })
  })
  unnumbered.sort((a, b) => a.hiredOn - b.hiredOn)
  const mailboxes = new Map<string, number>()
  const people = unnumbered.map((person): Person => {
    const loginEmail = nameMailbox(mailboxes, person.name)
    return { ...person, id: draft.nextId(), accessId: "", manager: null, loginEmail }
  })
  // Identity ids are a range of their own, so that taking one for the other is noticed.
  for (const person of people) person.accessId = draft.nextId()
  const bySeat = new Map(people.map((person) => [person.seat, person]))
  for (const person of people) {
    person.manager = person.seat.manager === null ? null : (bySeat.get(person.seat.manager) ?? null)
  }
  return people
}

type Draw = { part: Part; random: Random; today: Day; workplaces: Workplace[]; jobs: JobCatalogue }

function drawPerson({ part, random, today, workplaces, jobs }: Draw): Unnumbered {
  const { seat, stage, traits } = part
  const workplace = pickWorkplace(part, random, workplaces)
  const gender: Gender = random.chance(0.5) ? "female" : "male"
  const hiredOn = drawHire(part, random, today)
  const drawn = drawName(random, workplace.country.culture, gender)
  // Accents as separate characters, as some keyboards and imports leave them.
  const name = traits.has("decomposed_name") ? decompose(drawn) : drawn
  return {
    name,
    fullName: `${name.first} ${name.last}`,
    gender,
    seat,
    workplace,
    job: drawJob(seat, random, jobs),
    stage,
    traits,
    hiredOn,
    exitOn: drawExit(part, random, { today, hiredOn }),
    random,
  }
}

function decompose(name: PersonName): PersonName {
  return { ...name, first: "Zoé Núria".normalize("NFD"), last: name.last.normalize("NFD"), latinFirst: "Zoe" }
}

function pickWorkplace({ seat, traits }: Part, random: Random, workplaces: Workplace[]): Workplace {
  const main = at(workplaces, 0)
  if (seat.rank === "top" || traits.has("discontinuous")) return main
  const total = workplaces.reduce((sum, place) => sum + place.site.weight, 0)
  let ticket = random.next() * total
  for (const place of workplaces) {
    ticket -= place.site.weight
    if (ticket < 0) return place
  }
  return main
}

function drawJob(seat: Seat, random: Random, jobs: JobCatalogue): Job {
  if (seat.rank === "top") return jobs.top
  if (seat.rank === "head") return jobs.head(seat.department)
  const role = random.pick(seat.department.roles)
  if (seat.rank === "lead") return jobs.find(role, "Lead")
  const tickets = levels.flatMap((level) => Array.from({ length: level.share }, () => level.name))
  return jobs.find(role, random.pick(tickets))
}

function drawHire({ seat, stage, traits }: Part, random: Random, today: Day): Day {
  if (stage === "future") return nextWeekday(today + random.int(4, 75))
  if (traits.has("fixed_term")) return nextWeekday(today - random.int(40, 330))
  if (traits.has("rehired")) return nextWeekday(today - random.int(1300, 2200))
  if (traits.has("converted") || traits.has("moved_entity")) return nextWeekday(today - random.int(620, 1500))
  if (seat.rank === "top") return nextWeekday(addMonths(today, -12 * 9))
  const longest = seat.rank === "member" ? 2000 : 3000
  const shortest = stage === "left" ? 400 : seat.rank === "member" ? 5 : 500
  // Squared: a growing company has more people of the last years than of the first.
  return nextWeekday(today - shortest - Math.floor(random.next() ** 2 * (longest - shortest)))
}

function drawExit({ stage, traits }: Part, random: Random, at: { today: Day; hiredOn: Day }): Day | null {
  if (stage === "leaving") return traits.has("ends_today") ? at.today : at.today + random.int(1, 60)
  if (stage !== "left") return null
  if (traits.has("ended_yesterday")) return at.today - 1
  return at.today - random.int(2, Math.min(900, at.today - at.hiredOn - 90))
}

function nameMailbox(taken: Map<string, number>, name: PersonName): string {
  const stem = `${toAscii(name.latinFirst)}.${toAscii(name.latinLast)}`
  const count = (taken.get(stem) ?? 0) + 1
  taken.set(stem, count)
  return `${stem}${count === 1 ? "" : count}@marisma.example`
}
