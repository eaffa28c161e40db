import type { MovableClock } from "@rollcall/sandbox-kit"
import type { Changes } from "../changes.js"
import { Person, type Scene } from "../fields/person.js"
import { TABLES } from "../fields/tables.js"
import { differences, watchedValues } from "../fields/watched.js"
import type { Store } from "../store.js"

type Company = { readonly store: Store; readonly clock: MovableClock; readonly changes: Changes; scene(): Scene }

/**
 * Tells what rows that were dated ahead change when their day comes, by a move of the clock or at midnight. The feed of
 * changes does not know of it: whether the original's does is not known. Answers what ends it.
 */
export function tellDaysThatCame(company: Company): () => void {
  let last = company.clock.today()
  const look = () => {
    const [before, today] = [last, company.clock.today()]
    last = today
    if (before < today) for (const id of peopleWithRows(company.store, before, today)) tell(company, id, before)
  }
  const forget = company.clock.whenMoved(look)
  const timer = setInterval(look, LOOK_EVERY_MS).unref()
  return () => {
    forget()
    clearInterval(timer)
  }
}

const LOOK_EVERY_MS = 60_000

/** With a row of one of these days. Who left on the first of them is gone by the second. */
function peopleWithRows(store: Store, from: string, until: string): Set<string> {
  const people = new Set<string>()
  for (const { alias, dateColumn } of TABLES) {
    for (const row of store.all(alias)) {
      const day = String(row[dateColumn] ?? "")
      if (day >= from && day <= until) people.add(String(row.employeeId))
    }
  }
  return people
}

function tell(company: Company, employeeId: string, before: string): void {
  const row = company.store.find("employees", employeeId)
  if (!row) return
  const now = company.scene()
  const changedFields = differences(
    watchedValues(new Person(row, { ...now, today: before })),
    watchedValues(new Person(row, now)),
  )
  if (changedFields.length > 0) company.changes.tell({ action: "Updated", employeeId, changedFields, isSilent: true })
}
