import type { AdminParts } from "../parts.js"
import type { TokenParts } from "./tokens.js"

/** What a connecting needs. */
export type LinkParts = AdminParts &
  TokenParts & {
    wait(ms: number): Promise<void>
  }
