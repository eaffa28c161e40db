import { Person } from "../fields/person.js"
import { differences, watchedValues } from "../fields/watched.js"
import type { Running } from "../running.js"

type Recording = { employeeId: string; isSilent?: boolean }

/** Does it, finds out which current values are others by it, and tells the change. Also one that shows only later. */
export function record<T>(running: Running, { employeeId, isSilent = false }: Recording, act: () => T): T {
  const before = valuesOf(running, employeeId)
  const done = act()
  const after = valuesOf(running, employeeId)
  running.changes.tell({ action: "Updated", employeeId, changedFields: differences(before, after), isSilent })
  return done
}

function valuesOf(running: Running, employeeId: string): Map<string, string> {
  const row = running.store.find("employees", employeeId)
  return row ? watchedValues(new Person(row, running.scene())) : new Map()
}

/** Names of everything that is filled. */
export function filledFields(running: Running, employeeId: string): string[] {
  return [...valuesOf(running, employeeId)].filter(([, value]) => value !== "null").map(([name]) => name)
}
