import { type Dialect, Kysely, type Transaction, type TransactionBuilder } from "kysely"
import type { Clock } from "../clock.js"
import { retry } from "../retry.js"
import type { Schema } from "./schema.js"

/**
 * A database whose transactions begin again when PostgreSQL ends one so that another can go on. Such a transaction has
 * done nothing, so what it does outside the database must be as good when it is done twice.
 *
 * Locks that meet are taken in one order: lease, sync_account, inbound_account, link_token, integrated_account, rows of the
 * copy, event_counter. Whoever does not delete the account locks it with `for no key update`, which leaves those alone
 * that only refer to it.
 */
export class RetryingDb extends Kysely<Schema> {
  readonly #clock: Pick<Clock, "sleep">

  constructor(settings: { dialect: Dialect }, clock: Pick<Clock, "sleep">) {
    super(settings)
    this.#clock = clock
  }

  override transaction(): TransactionBuilder<Schema> {
    const builder = super.transaction()
    const once = builder.execute.bind(builder)
    builder.execute = <T>(act: (tx: Transaction<Schema>) => Promise<T>) =>
      retryConflicts(() => once(act), this.#clock.sleep)
    return builder
  }
}

const TRIES = 5
/** serialization_failure, deadlock_detected */
const CONFLICTS: readonly unknown[] = ["40001", "40P01"]

export const retryConflicts = <T>(act: () => Promise<T>, wait: (ms: number) => Promise<void>): Promise<T> =>
  retry(act, {
    pauseMs: (error, tried) => (tried < TRIES && CONFLICTS.includes(codeOf(error)) ? tried * 20 : undefined),
    wait,
  })

const codeOf = (error: unknown): unknown => (error instanceof Error && "code" in error ? error.code : undefined)
