import { type Day, formatClock, formatDay, formatTime, isWeekend, type Random } from "@rollcall/sandbox-kit"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"

const LOOK_BACK = 14
/** A list without pages: more people would make it unreadable, as it is in the original. */
const MOST_PEOPLE = 400

/** Clockings of the last two weeks of a third of the people; breaks are rows of their own, today's first runs. */
export function writeShifts(draft: Draft, people: Person[]): void {
  const random = draft.random("shifts")
  const crew = random.shuffle(people.filter((person) => person.stage === "employed" && person.seat.rank === "member"))
  const clocking = new Set(crew.slice(0, Math.min(MOST_PEOPLE, Math.ceil(crew.length / 3))))
  for (let day = draft.today - LOOK_BACK; day <= draft.today; day++) {
    for (const person of people) {
      const isOff = !clocking.has(person) || person.hiredOn > day || isWeekend(day)
      if (!isOff && random.chance(0.9)) writeDay(draft, { person, day, random })
    }
  }
}

type DayDraft = { person: Person; day: Day; random: Random }

function writeDay(draft: Draft, { person, day, random }: DayDraft): void {
  const start = 480 + random.int(0, 90)
  const second = random.int(0, 59)
  if (day === draft.today) {
    writeShift(draft, { person, day, start, second, end: null, workable: true, random })
    return
  }
  const lunch = start + random.int(200, 280)
  const back = lunch + random.int(30, 60)
  writeShift(draft, { person, day, start, second, end: lunch, workable: true, random })
  if (random.chance(0.3))
    writeShift(draft, { person, day, start: lunch, second: 0, end: back, workable: false, random })
  writeShift(draft, { person, day, start: back, second: 0, end: back + random.int(200, 290), workable: true, random })
}

type ShiftDraft = DayDraft & { start: number; second: number; end: number | null; workable: boolean }

function writeShift(draft: Draft, { person, day, start, second, end, workable, random }: ShiftDraft): void {
  const source = random.pick(["desktop", "mobile", "qr_code"])
  const isMobile = source === "mobile"
  const { latitude, longitude } = person.workplace.site
  const date = formatDay(day)
  draft.add("attendance/shifts", {
    employee_id: person.id,
    date,
    reference_date: date,
    clock_in: formatClock(start),
    clock_out: end === null ? null : formatClock(end),
    in_source: source,
    out_source: end === null ? null : source,
    observations: random.chance(0.04) ? "Se me olvidó fichar" : null,
    location_type: workable ? random.pick(["office", "office", "work_from_home", null]) : null,
    in_location_latitude: isMobile ? latitude : null,
    in_location_longitude: isMobile ? longitude : null,
    in_location_accuracy: isMobile ? 12.5 : null,
    workable,
    // One hour back from local time: near enough to UTC for every European office.
    created_at: formatTime(day, start - 60, second),
    workplace_id: person.workplace.locationId,
    company_id: draft.company.id,
    updated_at: formatTime(day, (end ?? start) - 60, second),
    minutes: end === null ? 0 : end - start,
    clock_in_with_seconds: `${formatClock(start)}:${second < 10 ? "0" : ""}${second}`,
  })
}
