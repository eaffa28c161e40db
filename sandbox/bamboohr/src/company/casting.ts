import { type Deal, dealTraits, type Random } from "@rollcall/sandbox-kit"

/** Where in working life somebody is today. */
export type Stage = "employed" | "left" | "leaving" | "leaves_today" | "future"

/** What readers of the API fall over in pay, jobs and employment; each is somebody's only one. */
export type WorkTrait =
  | "rehired"
  | "agency"
  | "part_time"
  | "intern"
  | "contractor"
  | "temporary"
  | "furloughed"
  | "hourly"
  | "no_pay"
  | "empty_rate"
  | "two_rows_one_date"
  | "raise_ahead"
  | "job_ahead"
  | "row_before_hire"
  | "former_department"
  | "backdated_row"
  | "stale_last_row"

export type PersonalTrait =
  | "no_manager"
  | "reports_to_leaver"
  | "no_number"
  | "twin"
  | "no_work_email"
  | "sparse"
  | "marked_up_name"
  | "decomposed_name"
  | "every_custom_field"

export type Trait = WorkTrait | PersonalTrait

export type Part = { index: number; manager: number | null; stage: Stage; traits: Set<Trait> }

const few = <T>(trait: T, share = 0.01, atLeast = 1): Deal<T> => ({ trait, share, atLeast })

const WORK: readonly Deal<WorkTrait>[] = [
  few("rehired"),
  few("agency", 0.005),
  few("two_rows_one_date"),
  few("raise_ahead", 0.03),
  few("job_ahead", 0.02),
  few("row_before_hire"),
  few("former_department"),
  few("backdated_row"),
  few("stale_last_row"),
  few("part_time", 0.05),
  few("contractor", 0.02),
  few("intern", 0.02),
  few("temporary", 0.01),
  few("furloughed", 0.005),
  few("no_pay"),
  few("empty_rate", 0.005),
  // The last one takes who is left in a small company.
  few("hourly", 0.12),
]

const PERSONAL: readonly Deal<PersonalTrait>[] = [
  few("no_manager", 0.005),
  few("reports_to_leaver", 0.005),
  few("no_number", 0.04),
  few("twin", 0.004, 2),
  few("every_custom_field", 0.01, 2),
  few("no_work_email", 0.02),
  few("sparse", 0.03),
  few("marked_up_name", 0.002),
  few("decomposed_name", 0.005),
]

const SPAN = 7

/** Who leads whom: everybody has seven reports until there is nobody left. Managers are those that come first. */
export function castPeople(size: number, random: Random): Part[] {
  const parts = Array.from({ length: size }, (_, index): Part => {
    const manager = index === 0 ? null : Math.floor((index - 1) / SPAN)
    return { index, manager, stage: "employed", traits: new Set() }
  })
  const managers = Math.ceil(size / SPAN)
  const members = random.shuffle(parts.slice(managers))
  const count = (share: number, atLeast: number) => Math.max(atLeast, Math.floor(size * share))
  const stages: readonly [Stage, number][] = [
    ["left", count(0.13, 3)],
    ["future", count(0.02, 2)],
    ["leaving", count(0.02, 1)],
    ["leaves_today", 1],
  ]
  for (const [stage, share] of stages) for (const part of members.splice(0, share)) part.stage = stage
  dealTraits<Trait>(WORK, members, count)
  dealTraits<Trait>(PERSONAL, random.shuffle(members), count)
  // Somebody whose reports have a manager, but no number of a manager.
  parts[1]?.traits.add("no_number")
  return parts
}
