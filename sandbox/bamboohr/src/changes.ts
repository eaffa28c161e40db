import type { Clock } from "@rollcall/sandbox-kit"
import type { Store } from "./store.js"

/** What happened to an employee, as the feed and webhooks tell it. */
export type Change = {
  action: "Created" | "Updated" | "Deleted"
  employeeId: string
  /** Names of fields (alias, else id) whose current values are others now. */
  changedFields: readonly string[]
  at: Date
}

/** Its store is another one after a reset. */
type Company = { readonly store: Store; readonly clock: Clock }

type Listener = (change: Change) => void

/**
 * The one place through which every change of an employee goes, whoever made it: a call of the API or the control API.
 *
 *     running.changes.listen((change) => { ... })   // for webhooks
 *     running.changes.tell({ action: "Updated", employeeId: "4", changedFields: ["jobTitle"] })
 *
 * The row is written before it is told. A deleted employee's row is gone by then.
 */
export class Changes {
  readonly #company: Company
  readonly #listeners = new Set<Listener>()

  constructor(company: Company) {
    this.#company = company
  }

  /** Answers what ends it. */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** `isSilent`: nothing that the feed of changes knows, as a bonus. */
  tell({ isSilent = false, ...told }: Omit<Change, "at"> & { isSilent?: boolean }): void {
    const { store, clock } = this.#company
    const at = clock.now()
    const lastChanged = `${at.toISOString().slice(0, 19)}Z`
    if (told.action === "Deleted") store.insert("removedEmployees", { id: told.employeeId, lastChanged })
    else if (!isSilent)
      store.update("employees", told.employeeId, {
        lastChanged,
        change: told.action === "Created" ? "Inserted" : "Updated",
      })
    for (const listener of this.#listeners) listener({ ...told, at })
  }
}
