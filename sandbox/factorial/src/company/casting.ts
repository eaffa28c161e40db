import { type Deal, dealTraits, type Random } from "@rollcall/sandbox-kit"
import type { Seat } from "./org.js"

/** Where in working life somebody is today. Managers are always employed, so that nobody reports to a leaver. */
export type Stage = "employed" | "left" | "leaving" | "future"

/** Cases readers of the API fall over; each is dealt to a few people. */
export type Trait =
  | "fixed_term"
  | "converted"
  | "rehired"
  | "no_contract"
  | "bare_contract"
  | "moved_entity"
  | "discontinuous"
  | "part_time_percentage"
  | "part_time_hours"
  | "hours_per_day"
  | "hours_per_month"
  | "hours_per_year"
  | "paid_by_hour"
  | "paid_in_dollars"
  | "full_time_percentage"
  | "contract_ends_soon"
  | "no_access"
  | "private_email"
  | "no_emails"
  | "decomposed_name"
  | "no_number"
  | "sparse"
  | "raise_next_month"
  | "backdated_version"
  | "ends_today"
  | "ended_yesterday"
  | "access_after_exit"

export type Part = { seat: Seat; stage: Stage; traits: Set<Trait> }

const contractDeals: Deal<Trait>[] = [
  { trait: "part_time_percentage", share: 0.05, atLeast: 3 },
  { trait: "part_time_hours", share: 0.03, atLeast: 2 },
  { trait: "fixed_term", share: 0.05, atLeast: 3 },
  { trait: "converted", share: 0.03, atLeast: 2 },
  { trait: "rehired", share: 0.015, atLeast: 2 },
  { trait: "paid_by_hour", share: 0.02, atLeast: 2 },
  { trait: "no_contract", share: 0.002, atLeast: 1 },
  { trait: "bare_contract", share: 0.004, atLeast: 1 },
  { trait: "moved_entity", share: 0.005, atLeast: 1 },
  { trait: "discontinuous", share: 0.008, atLeast: 2 },
  { trait: "hours_per_day", share: 0.005, atLeast: 1 },
  { trait: "hours_per_month", share: 0.005, atLeast: 1 },
  { trait: "hours_per_year", share: 0.005, atLeast: 1 },
  { trait: "paid_in_dollars", share: 0.005, atLeast: 1 },
  { trait: "full_time_percentage", share: 0.01, atLeast: 1 },
]

const personalDeals: Deal<Trait>[] = [
  { trait: "private_email", share: 0.06, atLeast: 3 },
  { trait: "no_access", share: 0.05, atLeast: 4 },
  { trait: "decomposed_name", share: 0.005, atLeast: 1 },
  { trait: "no_number", share: 0.06, atLeast: 2 },
  { trait: "sparse", share: 0.05, atLeast: 2 },
]

const timingDeals: Deal<Trait>[] = [
  { trait: "raise_next_month", share: 0.08, atLeast: 4 },
  { trait: "backdated_version", share: 0.06, atLeast: 3 },
]

/** Companies under this size are too small to hold every case; they get the shares only. */
const EVERY_CASE_FROM = 60

export function castPeople(seats: Seat[], random: Random): Part[] {
  const parts = seats.map((seat): Part => ({ seat, stage: "employed", traits: new Set() }))
  const replaceable = random.shuffle(parts.filter((part) => part.seat.rank === "member"))
  const count = (share: number, atLeast: number) => {
    return Math.max(seats.length >= EVERY_CASE_FROM ? atLeast : 0, Math.floor(seats.length * share))
  }
  const leavers = replaceable.splice(0, count(0.13, 4))
  const leaving = replaceable.splice(0, count(0.025, 3))
  const future = replaceable.splice(0, count(0.03, 4))
  for (const part of leavers) part.stage = "left"
  for (const part of leaving) part.stage = "leaving"
  for (const part of future) part.stage = "future"
  dealTraits(contractDeals, replaceable, count)
  dealTraits(personalDeals, random.shuffle(replaceable), count)
  dealTraits(timingDeals, random.shuffle(replaceable), count)
  leaving[0]?.traits.add("ends_today")
  leaving[1]?.traits.add("contract_ends_soon")
  leavers[0]?.traits.add("ended_yesterday")
  leavers[1]?.traits.add("access_after_exit")
  leavers[2]?.traits.add("private_email")
  future[0]?.traits.add("no_emails")
  return parts
}
