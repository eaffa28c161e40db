import type { Store } from "../store.js"
import type { CompanyInfo, Json, Row } from "../world.js"
import { findTable } from "./tables.js"

/** What values are read from. `photoToken` is another one at every call. */
export type Scene = { store: Store; company: CompanyInfo; today: string; photoToken(): string }

/** Later than any row. */
const ALL_DAYS = "9999-12-31"

/** An employee as on one day: which rows of his tables hold. */
export class Person {
  readonly row: Row
  readonly scene: Scene
  readonly #until: string
  readonly #current = new Map<string, Row | null>()

  /** Not only current: rows that are dated ahead hold already. */
  constructor(row: Row, scene: Scene, isOnlyCurrent = true) {
    this.row = row
    this.scene = scene
    this.#until = isOnlyCurrent ? scene.today : ALL_DAYS
  }

  get id(): string {
    return this.row.id
  }

  /** The row of the table that holds: the last of those with the latest day. */
  current(table: string): Row | null {
    const known = this.#current.get(table)
    if (known !== undefined) return known
    const found = lastUntil(this.rows(table), findTable(table)?.dateColumn ?? "", this.#until)
    this.#current.set(table, found)
    return found
  }

  rows(table: string): readonly Row[] {
    return this.scene.store.ofEmployee(table, this.id)
  }

  get manager(): Row | null {
    const id = this.current("jobInfo")?.reportsTo
    return typeof id === "string" ? (this.scene.store.find("employees", id) ?? null) : null
  }

  /** Last day worked, also one ahead; null while there is none. */
  get terminationDate(): string | null {
    const last = lastUntil(this.rows("employmentStatus"), "date", ALL_DAYS)
    return last && optionName(this.scene.store, last.employmentStatus) === "Terminated" ? String(last.date) : null
  }

  /** `Active` on the last day worked; nothing for a status that the company has made for people of others. */
  get status(): "Active" | "Inactive" | "" {
    const { terminationDate } = this
    if (terminationDate !== null && terminationDate < this.scene.today) return "Inactive"
    const hired = this.row.hireDate
    if (typeof hired === "string" && hired > this.scene.today)
      return this.row.isShownActive === false ? "Inactive" : "Active"
    const status = optionName(this.scene.store, this.current("employmentStatus")?.employmentStatus)
    return status === "Agency Worker" ? "" : "Active"
  }

  /** Of empty money: the currency that the person was last paid in. */
  get currency(): string {
    const rate = this.current("compensation")?.rate
    return currencyOf(rate) ?? this.scene.company.currency
  }
}

/** Rows of one day stand in the order in which they were made, so the last of them wins. */
function lastUntil(rows: readonly Row[], column: string, until: string): Row | null {
  let found: Row | null = null
  for (const row of rows) {
    const day = row[column]
    if (typeof day !== "string" || day > until) continue
    if (!found || day >= String(found[column])) found = row
  }
  return found
}

export function optionName(store: Store, id: Json | undefined): string | null {
  const option = typeof id === "number" ? store.find("options", String(id)) : undefined
  return option ? String(option.name) : null
}

export function currencyOf(money: Json | undefined): string | null {
  if (typeof money !== "object" || money === null || Array.isArray(money)) return null
  return typeof money.currency === "string" ? money.currency : null
}

export function firstLast({ firstName, preferredName, lastName }: Row): string {
  return [preferredName ?? firstName, lastName].filter((part) => part !== null).join(" ")
}

export function lastFirst({ firstName, lastName }: Row): string {
  return [lastName, firstName].filter((part) => part !== null).join(", ")
}
