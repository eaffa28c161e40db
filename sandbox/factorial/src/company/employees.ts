import { ageOn, type Day, formatDay, formatTime, type Random } from "@rollcall/sandbox-kit"
import type { Draft, Values } from "./draft.js"
import { drawBankAccount, drawNationalId, drawPhone, drawSocialSecurityNumber } from "./identity.js"
import type { Person } from "./people.js"

type EmployeeValues = Values<"employees/employees">

const exits = [
  { type: "voluntary", reason: "better_offer", text: "Resignation" },
  { type: "voluntary", reason: "relocation", text: "Resignation" },
  { type: "involuntary", reason: "performance", text: "Dismissal" },
  { type: "end_of_contract", reason: "contract_not_renewed", text: "End of contract" },
]

export function writeEmployees(draft: Draft, people: Person[]): void {
  const peopleTeam = people.find((person) => person.seat.department.key === "people" && person.seat.rank === "head")
  for (const [index, person] of people.entries()) {
    // Its own generator: columns added here later must not change anybody's contracts.
    const random = draft.random(`employee/${index}`)
    const timeoffManager = person.manager !== null && random.chance(0.08) ? peopleTeam : undefined
    const parts = [
      nameValues(person, random, index),
      addressValues(person, random),
      datesOf(draft, person, random),
      exitValues(person, random),
    ]
    draft.addWithId("employees/employees", person.id, ...parts, {
      access_id: person.accessId,
      company_id: draft.company.id,
      legal_entity_id: person.workplace.legalEntityId,
      location_id: person.workplace.locationId,
      default_work_area_id: random.chance(0.3) ? (person.workplace.workAreaIds[0] ?? null) : null,
      manager_id: person.manager?.id ?? null,
      timeoff_manager_id: timeoffManager?.id ?? person.manager?.id ?? null,
      active: hasAccess(person),
      attendable: person.seat.rank !== "top" && person.stage !== "left",
    })
  }
}

/** Access to the app, which is not employment. */
function hasAccess({ stage, traits }: Person): boolean {
  if (stage === "left") return traits.has("access_after_exit")
  return stage !== "future" && !traits.has("no_access")
}

function nameValues(person: Person, random: Random, index: number): EmployeeValues {
  const { traits, name, gender } = person
  const { first, last } = name
  const privateEmail = `${person.loginEmail.split("@")[0] ?? "me"}@mail.example`
  const email = traits.has("private_email") ? privateEmail : person.loginEmail
  return {
    first_name: first,
    last_name: last,
    full_name: person.fullName,
    preferred_name: random.chance(0.08) ? shorten(first) : first,
    birth_name: random.chance(0.03) ? `${first} ${name.latinLast}` : null,
    gender: random.chance(0.03) ? null : gender,
    email: traits.has("no_emails") ? null : email,
    login_email: traits.has("no_emails") ? null : person.loginEmail,
    personal_email: random.chance(0.25) ? privateEmail : null,
    company_identifier: traits.has("no_number") ? null : `MAR-${String(index + 1).padStart(4, "0")}`,
    pronouns: random.chance(0.08) ? (gender === "female" ? "she/her" : "he/him") : null,
  }
}

function shorten(first: string): string {
  return [...first].slice(0, 3).join("")
}

/** What people fill in themselves; nothing at all for a few. */
function addressValues(person: Person, random: Random): EmployeeValues {
  const { country, site } = person.workplace
  const nationality = person.name.culture === "en" ? "gb" : person.name.culture === "ar" ? "ma" : person.name.culture
  const citizenship = nationality === country.culture ? country.code : nationality === "ja" ? "jp" : nationality
  if (person.traits.has("sparse") || person.stage === "future") {
    return { disability_percentage_cents: 0, nationality: person.stage === "future" ? citizenship : null }
  }
  const account = random.chance(0.85) ? drawBankAccount(random, country) : null
  const contact = random.chance(0.6)
  return {
    identifier: drawNationalId(random, country),
    identifier_type: citizenship === country.code ? country.identifierType : "passport",
    identifier_expiration_date: random.chance(0.2) ? "2031-05-30" : null,
    nationality: citizenship,
    address_line_1: `${random.pick(country.street.split(","))} ${random.int(1, 180)}`,
    address_line_2: random.chance(0.3) ? `${random.int(1, 9)}º ${random.pick(["A", "B", "Izq."])}` : null,
    postal_code: site.postalCode,
    city: site.city,
    state: random.chance(0.8) ? site.state : "",
    country: country.code,
    bank_number: account?.number ?? null,
    swift_bic: account?.code ?? null,
    bank_number_format: account?.format ?? null,
    social_security_number: random.chance(0.7) ? drawSocialSecurityNumber(random) : null,
    phone_number: random.chance(0.8) ? drawPhone(random, country) : null,
    contact_name: contact ? `${random.pick(["Mamá", "Alex", "Chris", "Papá", "Sam"])} ${person.name.latinLast}` : null,
    contact_number: contact ? drawPhone(random, country) : null,
    disability_percentage_cents: random.chance(0.03) ? 3300 : 0,
    country_of_birth: random.chance(0.4) ? citizenship : null,
    birthplace: random.chance(0.3) ? site.city : null,
  }
}

function datesOf(draft: Draft, person: Person, random: Random): EmployeeValues {
  const created = Math.min(person.hiredOn - random.int(3, 25), draft.today - 2)
  const born = person.hiredOn - random.int(21 * 365, 52 * 365)
  const hasBirthday = !person.traits.has("sparse") && person.stage !== "future"
  return {
    birthday_on: hasBirthday ? formatDay(born) : null,
    age_number: hasBirthday ? ageOn(draft.today, born) : null,
    seniority_calculation_date: formatDay(person.hiredOn),
    created_at: formatTime(created, random.int(480, 1020), random.int(0, 59)),
    updated_at: formatTime(lastTouch(draft.today, person, random), random.int(480, 1020), random.int(0, 59)),
  }
}

function lastTouch(today: Day, person: Person, random: Random): Day {
  const latest = Math.min(person.exitOn ?? today, today) - 1
  return Math.max(Math.min(person.hiredOn, today - 1), latest - Math.floor(random.next() ** 2 * 300))
}

function exitValues(person: Person, random: Random): EmployeeValues {
  if (person.exitOn === null) return { is_terminating: false }
  const exit = random.pick(exits)
  return {
    is_terminating: person.stage === "leaving",
    terminated_on: formatDay(person.exitOn),
    termination_reason_type: exit.type,
    termination_reason: exit.reason,
    termination_type_description: exit.text,
    termination_observations: random.chance(0.4) ? "Returned laptop and access card." : null,
  }
}
