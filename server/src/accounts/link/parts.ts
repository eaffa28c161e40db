import type { AccountAccess } from "../account.js"
import type { AdminParts } from "../parts.js"
import type { TokenParts } from "./tokens.js"

/** What a connecting needs. */
export type LinkParts = AdminParts &
  TokenParts & {
    access: AccountAccess
    wait(ms: number): Promise<void>
  }
