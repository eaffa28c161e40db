import type { Changes } from "../changes/index.js"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import type { Egress } from "../egress/index.js"
import type { Jobs } from "../jobs/index.js"
import type { Vault } from "../vault/index.js"

export type WebhooksDeps = {
  db: Db
  vault: Vault
  egress: Egress
  changes: Changes
  jobs: Pick<Jobs, "send">
  clock: Clock
}
