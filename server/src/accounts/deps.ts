import type { UnifiedModelOverride } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import type { Jobs } from "../jobs/index.js"
import type { Vault } from "../vault/index.js"
import type { Account } from "./account.js"
import type { ContextVault } from "./context-vault.js"
import type { Installed } from "./installed/index.js"
import type { IntegrationFacts } from "./integration.js"
import type { JudgeDeps } from "./judge.js"
import type { Emit } from "./lifecycle.js"
import type { FindTokenCall } from "./oauth-client.js"

/** What making and changing accounts takes. */
export type AdminDeps = JudgeDeps & {
  db: Db
  vault: Vault
  installed: Installed
  integrations: readonly IntegrationFacts[]
  contexts: ContextVault
  jobs: Pick<Jobs, "send">
  findCall: FindTokenCall
  now(): Date
  emit: Emit
  prepareOverrides(account: Account, given: UnifiedModelOverride): Promise<(tx: Db) => Promise<void>>
  /** An account changed or went. */
  forget(id: string): void
}
