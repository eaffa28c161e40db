import type { Touch } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import type { Account } from "../../accounts/index.js"

/** Records by their own ids, or all records of people; and what of them can have changed. */
export type Touched = { resource: ResourceName; by: Touch["by"]; part?: Touch["part"] }
/** Something that a delivery said may have changed. */
export type HintKey = Touched & { id: string }
/** As it was read: a later delivery makes it another one. */
export type SeenHint = HintKey & { receivedAt: string }

/**
 * Reads these records again and applies what changed: rows that are there, and the absence of those that are not.
 * With `by: "employee_id"` the ids are people's: every record of the resource that belongs to them.
 * Hints of one batch came before any of them is followed, so what several name may be read once.
 * May be called twice for the same ids. Rejects when it could not be done; then it is asked again.
 */
export type Resync = (what: Touched & { account: Account; ids: readonly string[]; batch: object }) => Promise<void>
