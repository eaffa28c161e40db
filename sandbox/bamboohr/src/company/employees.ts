import { type Day, dayOf, formatDay, partsOf, type Random } from "@rollcall/sandbox-kit"
import type { Json } from "../world.js"
import { writeCustomValues } from "./custom-values.js"
import type { Draft } from "./draft.js"
import type { Plan } from "./people.js"
import { momentOf } from "./write-lists.js"

/** Rows of employees: what is not in a table of theirs. */
export function writeEmployees(draft: Draft, plans: readonly Plan[]): void {
  draft.tables.employees = []
  const random = draft.random("employees")
  const future = plans.filter(({ stage }) => stage === "future")
  for (const plan of plans) {
    const isSparse = plan.traits.has("sparse")
    draft.add("employees", {
      id: plan.id,
      ...identityOf(draft, plan, random),
      ...contactOf(plan, random, isSparse),
      ...homeOf(plan, random, isSparse),
      ...workOf(draft, plan, random),
      ...writeCustomValues(draft, { plan, plans, random }),
      // People to come are seen both ways: every other one is active already.
      isShownActive: plan.stage === "future" ? future.indexOf(plan) % 2 === 0 : null,
      // The last time anything of the person was changed.
      lastChanged: momentOf(draft.today - 1 - random.int(0, 300), random.int(0, 86_399)).replace("+00:00", "Z"),
      change: random.chance(0.15) ? "Inserted" : "Updated",
    })
  }
  // Whom the company has removed since stays in the feed of changes.
  if (plans.length > 0)
    draft.add("removedEmployees", { id: "3", lastChanged: `${formatDay(draft.today - 40)}T14:22:45Z` })
}

function identityOf(draft: Draft, plan: Plan, random: Random): { [column: string]: Json } {
  const isSparse = plan.traits.has("sparse")
  const born = dayOf(partsOf(draft.today).year - random.int(21, 62), random.int(1, 12), random.int(1, 28))
  return {
    firstName: plan.name.first,
    middleName: !isSparse && random.chance(0.15) ? random.pick(["Jude", "María", "J."]) : null,
    lastName: plan.name.last,
    preferredName: !isSparse && random.chance(0.12) ? random.pick(["Sam", "Alex", "Kit", "Charlie"]) : null,
    employeeNumber: plan.number,
    gender: isSparse ? null : random.chance(0.03) ? "Non-binary" : plan.gender === "female" ? "Female" : "Male",
    maritalStatus: isSparse ? null : random.pick(["Single", "Married", null]),
    dateOfBirth: isSparse ? null : formatDay(born),
    ssn: plan.place.currency === "USD" && !isSparse ? `000-${random.int(10, 99)}-${random.int(1000, 9999)}` : null,
    sin: plan.place.currency === "CAD" && !isSparse ? `000-${random.int(100, 999)}-${random.int(100, 999)}` : null,
    nationality: isSparse
      ? null
      : draft.option("nationality", random.pick(["American", "British", "Canada", "German", "Spain"])),
    ethnicity: random.chance(0.2) ? draft.option("ethnicity", "Two or More Races") : null,
    eeo: random.chance(0.3) ? draft.option("eeo", "Professionals") : null,
    allergies: null,
    dietaryRestrictions: random.chance(0.05) ? "No peanuts, please\nand no celery" : null,
    createdByUserId: random.chance(0.2) ? "2371" : null,
    hasPhoto: !isSparse && random.chance(0.6),
  }
}

function contactOf(plan: Plan, random: Random, isSparse: boolean): { [column: string]: Json } {
  const phone = () => `${plan.place.phone}${random.int(10, 99)}`
  return {
    workEmail: isSparse || plan.traits.has("no_work_email") ? null : plan.email,
    homeEmail: isSparse ? null : random.chance(0.6) ? plan.email.replace("@acme", "@home") : null,
    mobilePhone: isSparse ? null : phone(),
    workPhone: isSparse || random.chance(0.3) ? null : phone(),
    workPhoneExtension: random.chance(0.3) ? String(random.int(100, 999)) : null,
    homePhone: random.chance(0.1) ? phone() : null,
    twitterFeed: null,
    facebook: null,
    linkedIn: random.chance(0.2) ? `https://linkedin.example/in/${plan.email.split("@")[0]}` : null,
    pinterest: null,
    instagram: null,
  }
}

function homeOf(plan: Plan, random: Random, isSparse: boolean): { [column: string]: Json } {
  const { address, isRemote } = plan.place
  if (isSparse) return { address1: null, address2: null, city: null, state: null, zipcode: null, country: null }
  return {
    address1: `${random.int(1, 199)} Sample Lane`,
    address2: random.chance(0.15) ? `Apt ${random.int(1, 40)}` : null,
    city: isRemote ? "Austin" : address.city,
    state: isRemote ? "Texas" : address.state,
    zipcode: isRemote ? "73301" : address.zipcode,
    country: address.country,
  }
}

function workOf(draft: Draft, plan: Plan, random: Random): { [column: string]: Json } {
  const { hired, hiredFirst, traits } = plan
  const original: Day | null = hiredFirst ?? (random.chance(0.2) ? hired : null)
  const teams = random.chance(0.4)
    ? [draft.option("teams", random.pick(["Platform", "Growth", "Culture, Events"]))]
    : []
  if (teams.length > 0 && random.chance(0.3)) teams.push(draft.option("teams", "Green Team"))
  return {
    hireDate: traits.has("no_pay") ? null : formatDay(hired),
    originalHireDate: original === null ? null : formatDay(original),
    standardHoursPerWeek: traits.has("part_time") ? "22.5" : random.chance(0.6) ? "40" : null,
    payGroup: random.chance(0.3) ? draft.option("payGroup", "US payroll") : null,
    teams: teams.length > 0 ? teams : null,
    timeTrackingEnabled: random.chance(0.5) ? random.chance(0.5) : null,
  }
}
