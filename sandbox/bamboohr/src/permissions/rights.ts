import { type Field, findField } from "../fields/index.js"
import type { Person } from "../fields/person.js"
import type { Column, TableDefinition } from "../fields/tables.js"
import type { AccessLevel, Area } from "./access-level.js"

/** An access level, ready to be asked for every value. */
export class Rights {
  readonly level: AccessLevel
  readonly #fields: ReadonlySet<string>
  readonly #employees: ReadonlySet<string>
  readonly #ofOne: ReadonlyMap<string, ReadonlySet<string>>

  constructor(level: AccessLevel) {
    this.level = level
    this.#fields = new Set(level.hiddenFields)
    this.#employees = new Set(level.hiddenEmployees)
    this.#ofOne = new Map(Object.entries(level.hiddenOf).map(([id, fields]) => [id, new Set(fields)]))
  }

  mayUse(area: Area): boolean {
    return !this.level.refused.includes(area)
  }

  seesEmployee(person: Person): boolean {
    if (this.#employees.has(person.id)) return false
    return !this.level.hidesInactive || person.status !== "Inactive"
  }

  /** Of everybody. */
  seesField(field: Field): boolean {
    return !isAmong(this.#fields, field)
  }

  seesFieldOf(field: Field, employeeId: string): boolean {
    const hidden = this.#ofOne.get(employeeId)
    return this.seesField(field) && (hidden === undefined || !isAmong(hidden, field))
  }

  seesTable({ alias, group }: TableDefinition): boolean {
    return !this.level.hiddenTables.includes(alias) && !this.#fields.has(group)
  }

  /** Columns of tables are fields; those that nothing else names go by their table. */
  seesColumn(column: Column, employeeId: string): boolean {
    if (this.#fields.has(String(column.id)) || this.#fields.has(column.name)) return false
    const field = findField(String(column.id))
    return field === undefined || this.seesFieldOf(field, employeeId)
  }
}

function isAmong(hidden: ReadonlySet<string>, { alias, id, group }: Field): boolean {
  if (hidden.size === 0) return false
  return hidden.has(group) || (alias !== null && hidden.has(alias)) || (id !== null && hidden.has(String(id)))
}
