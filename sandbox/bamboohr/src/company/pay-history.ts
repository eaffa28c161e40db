import { type Day, formatDay, type Random } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import type { Plan } from "./people.js"

/** Rows of compensation, bonus, commission and of a table that the company has made. */
export function writePayHistory(draft: Draft, plans: readonly Plan[]): void {
  const random = draft.random("pay history")
  for (const plan of random.shuffle(plans)) {
    if (!plan.traits.has("no_pay")) writePay(draft, plan, random)
    writeExtras(draft, plan, random)
    if (random.chance(0.2) || plan.traits.has("every_custom_field")) writeCertification(draft, plan, random)
  }
}

function writePay(draft: Draft, plan: Plan, random: Random): void {
  const { traits, place, hired } = plan
  const terms = termsOf(draft, plan)
  const base = (traits.has("hourly") ? 22 : 62_000) * place.payFactor * (1 + plan.titles.length * 0.25)
  const add = (day: Day, step: number, reason: string) =>
    draft.add("compensation", {
      employeeId: plan.id,
      startDate: formatDay(day),
      endDate: null,
      rate: traits.has("empty_rate") ? null : money(base * (1 + step * 0.06), plan),
      ...terms,
      reason: draft.option("payChangeReason", reason),
      comment: random.chance(0.05) ? "See the letter of the board" : null,
    })
  if (plan.hiredFirst !== null) add(plan.hiredFirst, 0, "New Hire")
  add(hired, 0, "New Hire")
  const until = Math.min(draft.today, plan.leaves ?? draft.today)
  for (let year = 1; year <= 4 && hired + year * 365 < until; year++) {
    if (random.chance(0.6)) add(hired + year * 365, year, "Annual Pay Increase")
  }
  if (traits.has("two_rows_one_date")) {
    add(hired + 300, 2, "Cost of Living")
    add(hired + 300, 3, "Promotion")
  }
  if (traits.has("raise_ahead")) add(draft.today + 30, 6, "Annual Pay Increase")
  // Made after the one that holds now, for a day before it.
  if (traits.has("stale_last_row")) add(hired + 50, 0.5, "Equity Adjustment")
}

function termsOf(draft: Draft, { traits, place }: Plan) {
  const isHourly = traits.has("hourly")
  const isAmerican = place.currency === "USD"
  return {
    type: traits.has("contractor") ? "Contract" : isHourly ? "Hourly" : "Salary",
    exempt: isAmerican ? (isHourly ? "Non-exempt" : "Exempt") : null,
    paidPer: isHourly ? "Hour" : traits.has("contractor") ? "Day" : "Year",
    paySchedule: draft.option("paySchedule", isAmerican ? "Every other week" : "Monthly"),
    overtimeRate: isHourly && isAmerican ? { value: "33.00", currency: place.currency } : null,
  }
}

/** Some amounts have no decimals. */
function money(amount: number, { place, index }: Plan): { value: string; currency: string } {
  const rounded = amount > 1_000 ? Math.round(amount / 100) * 100 : Math.round(amount * 4) / 4
  return { value: index % 5 === 3 && amount > 1_000 ? String(rounded) : rounded.toFixed(2), currency: place.currency }
}

function writeExtras(draft: Draft, plan: Plan, random: Random): void {
  const { id: employeeId, place } = plan
  const day = formatDay(Math.max(plan.hired, Math.min(draft.today - random.int(5, 400), plan.leaves ?? draft.today)))
  if (plan.index % 4 === 0)
    draft.add("bonus", {
      employeeId,
      bonusDate: day,
      bonusAmount: { value: `${random.int(5, 80)}00.00`, currency: place.currency },
      bonusReason: draft.option("4153", random.pick(["Performance", "Referral", "Sign-on"])),
      bonusComment: random.chance(0.3) ? "Thank you" : null,
    })
  if (plan.department === "Sales")
    draft.add("commission", {
      employeeId,
      commissionDate: day,
      commissionAmount:
        plan.index % 16 === 2 ? null : { value: `${random.int(100, 4_000)}.50`, currency: place.currency },
      commissionComment: null,
    })
}

function writeCertification(draft: Draft, plan: Plan, random: Random): void {
  draft.add("customCertifications", {
    employeeId: plan.id,
    customEffectiveDate3: formatDay(plan.hired + random.int(0, 400)),
    customCertificate: draft.option("4732", random.pick(["First aider", "ISO auditor", "Crane licence"])),
    customScore: random.chance(0.7) ? `${random.int(50, 99)}.5` : null,
    customFee: random.chance(0.5) ? { value: "120.00", currency: plan.place.currency } : null,
    customPassed: random.chance(0.8) ? true : random.chance(0.5) ? false : null,
    customRemarks: null,
  })
}
