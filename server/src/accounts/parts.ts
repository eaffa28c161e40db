import type { Db } from "../db/index.js"
import type { Jobs } from "../jobs/index.js"
import type { Vault } from "../vault/index.js"
import type { ContextVault } from "./context-vault.js"
import type { Installed } from "./installed/index.js"
import type { IntegrationFacts } from "./integration.js"
import type { JudgeParts } from "./judge.js"
import type { Tell } from "./lifecycle.js"
import type { FindTokenCall } from "./renewer.js"

/** What making and changing accounts takes. */
export type AdminParts = JudgeParts & {
  db: Db
  vault: Vault
  installed: Installed
  integrations: readonly IntegrationFacts[]
  contexts: ContextVault
  jobs: Pick<Jobs, "send">
  findCall: FindTokenCall
  now(): Date
  tell: Tell
  /** An account changed or went. */
  forget(id: string): void
}
