import type { Account } from "../../accounts/index.js"

/** Rows that a delivery said may have changed: those of a table with this value in a column. */
export type HintKey = { table: string; column: string; value: string }
/** As it was read: a later delivery makes it another one. */
export type SeenHint = HintKey & { receivedAt: string }

type Named = { table: string; column: string; values: readonly string[] }

/**
 * Reads the named rows again and takes over what is true now. Answers which could not be followed, and why; those are
 * asked for again. May be called twice for the same rows.
 */
export type Follow = (account: Account, hints: readonly Named[]) => Promise<readonly { hint: Named; error: unknown }[]>
