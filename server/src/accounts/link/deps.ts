import type { AdminDeps } from "../deps.js"
import type { TokenDeps } from "./tokens.js"

/** What a connecting needs. */
export type LinkDeps = AdminDeps &
  TokenDeps & {
    wait(ms: number): Promise<void>
  }
