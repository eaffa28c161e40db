import { type Day, formatDay, isWeekend, nextWeekday, type Random } from "@rollcall/sandbox-kit"
import type { Json, Row } from "../world.js"
import type { Draft } from "./draft.js"
import type { Plan } from "./people.js"

const STATUSES = [
  "approved",
  "approved",
  "approved",
  "approved",
  "approved",
  "denied",
  "canceled",
  "requested",
] as const

/** How the amounts lie on the days. */
type Spread = "each_day" | "first_day" | "half_day" | "with_weekend" | "zero"

type Ask = {
  plan: Plan
  type: Row
  start: Day
  length: number
  spread: Spread
  status: string
  notes: { [name: string]: Json }
}

/** Requests of the last two years and the next months. The first people have one of every kind. */
export function writeTimeOffRequests(draft: Draft, plans: readonly Plan[]): void {
  const random = draft.random("requests")
  const types = draft.tables.timeOffTypes ?? []
  const typeOf = (name: string) => types.find((type) => type.name === name) ?? types[0]
  for (const plan of random.shuffle(plans)) {
    if (plan.stage === "future") continue
    for (let count = random.int(0, 5); count > 0; count--) {
      const type = random.pick([typeOf("Vacation"), typeOf("Vacation"), typeOf("Sick"), ...types])
      if (type) add(draft, drawRequest(draft, { plan, type, random }))
    }
  }
  const vacation = typeOf("Vacation")
  const days = typeOf("Bereavement")
  if (vacation && days) for (const plan of plans.slice(0, 1)) writeEveryKind(draft, { plan, hours: vacation, days })
}

function drawRequest(draft: Draft, { plan, type, random }: { plan: Plan; type: Row; random: Random }): Ask {
  const earliest = Math.max(plan.hired, draft.today - 730)
  const latest = Math.min(draft.today + 90, plan.leaves ?? draft.today + 90)
  const start = nextWeekday(random.int(Math.min(earliest, latest), latest))
  const isAhead = start > draft.today
  return {
    plan,
    type,
    start,
    length: random.int(1, 6),
    spread: random.pick(["each_day", "each_day", "first_day", "half_day", "with_weekend"] as const),
    status: isAhead && random.chance(0.5) ? "requested" : random.pick(STATUSES),
    notes: random.pick(NOTES),
  }
}

const NOTES: readonly { [name: string]: Json }[] = [
  {},
  {},
  { manager: "ok" },
  { employee: "Family trip" },
  { employee: "Dentist & errands", manager: "Get well <soon>" },
]

type Kinds = { plan: Plan; hours: Row; days: Row }

function writeEveryKind(draft: Draft, { plan, hours, days }: Kinds): void {
  const ask = (more: Partial<Ask>): Row => {
    const standard = { plan, type: hours, start: nextWeekday(draft.today + 14), length: 2, spread: "each_day" as const }
    return add(draft, { ...standard, status: "approved", notes: {}, ...more })
  }
  const monday = nextWeekday(draft.today + 21 - ((draft.today + 3) % 7))
  for (const type of [hours, days]) {
    ask({ type, length: 1, spread: "half_day" })
    ask({ type, start: monday + 3, length: 5, spread: "with_weekend", status: "requested" })
    ask({ type, length: 1, spread: "zero", notes: { manager: "ok" } })
  }
  ask({ length: 6, spread: "first_day", notes: { employee: "Moving house", manager: "ok" } })
  ask({ status: "denied", start: draft.today - 30 })
  ask({ status: "canceled", start: draft.today - 60 })
  const replaced = ask({ status: "superceded", start: draft.today + 35, notes: { employee: "Three days" }, length: 3 })
  const replacing = ask({ start: draft.today + 36, length: 3 })
  replacing.previousRequest = replaced.id
}

function add(draft: Draft, { plan, type, start, length, spread, status, notes }: Ask): Row {
  const dates = datesOf({ isDays: type.units === "days", start, length, spread })
  const days = Object.keys(dates)
  const amount = Object.values(dates).reduce((sum, value) => sum + Number(value), 0)
  const created = Math.min(draft.today - 1, start - 12)
  const users = draft.tables.users ?? []
  return draft.add("timeOffRequests", {
    employeeId: plan.id,
    typeId: type.id,
    status,
    statusChangedOn: `${formatDay(Math.min(draft.today, created + 1))} 10:28:31`,
    statusChangedBy: users[Math.min(1, users.length - 1)]?.id ?? null,
    start: days[0] ?? formatDay(start),
    end: days.at(-1) ?? formatDay(start),
    created: formatDay(created),
    amount: String(amount),
    dates,
    notes,
  })
}

/** Amounts as text, by day. */
function datesOf({ isDays, start, length, spread }: { isDays: boolean } & Pick<Ask, "start" | "length" | "spread">) {
  const whole = isDays ? 1 : 8
  const dates: { [day: string]: string } = {}
  for (let day = start; day < start + length; day++) {
    // Free days are listed with nothing, where the web app made the request so.
    if (isWeekend(day)) {
      if (spread === "with_weekend" || spread === "first_day") dates[formatDay(day)] = "0"
    } else dates[formatDay(day)] = String(spread === "half_day" ? whole / 2 : whole)
  }
  const days = Object.keys(dates)
  if (spread === "zero") for (const day of days) dates[day] = "0"
  if (spread === "first_day") {
    const sum = Object.values(dates).reduce((all, value) => all + Number(value), 0)
    for (const [index, day] of days.entries()) dates[day] = index === 0 ? String(sum) : "0"
  }
  return dates
}
