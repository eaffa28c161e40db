import { FIELDS } from "../fields/index.js"
import { Person } from "../fields/person.js"
import { readField } from "../fields/read.js"
import type { Running } from "../running.js"

/** Not told: they are others at every read or say that something changed. */
const UNTOLD = ["photoUrl", "lastChanged"]

const watched = FIELDS.filter(({ alias, source, isDeprecated }) => {
  return alias !== null && source.kind !== "none" && !isDeprecated && !UNTOLD.includes(alias)
})

type Recording = { employeeId: string; isSilent?: boolean }

/** Does it, finds out which current values are others by it, and tells the change. Also one that shows only later. */
export function record<T>(running: Running, { employeeId, isSilent = false }: Recording, act: () => T): T {
  const before = valuesOf(running, employeeId)
  const done = act()
  const after = valuesOf(running, employeeId)
  const changedFields = [...after].filter(([alias, value]) => before.get(alias) !== value).map(([alias]) => alias)
  running.changes.tell({ action: "Updated", employeeId, changedFields, isSilent })
  return done
}

function valuesOf(running: Running, employeeId: string): Map<string, string> {
  const row = running.store.find("employees", employeeId)
  if (!row) return new Map()
  const person = new Person(row, running.scene())
  return new Map(watched.map((field) => [field.alias ?? "", JSON.stringify(readField(field, person))]))
}

/** Aliases of everything that is filled. */
export function filledFields(running: Running, employeeId: string): string[] {
  return [...valuesOf(running, employeeId)].filter(([, value]) => value !== "null").map(([alias]) => alias)
}
