import type { Connector } from "@rollcall/connector-kit"
import type { Clock } from "../../clock.js"
import type { Db } from "../../db/index.js"
import type { Jobs } from "../../jobs/index.js"
import type { Vault } from "../../vault/index.js"
import type { Follow } from "./hint.js"
import type { RemoteDeps } from "./remote.js"

export type InboundDeps = RemoteDeps & {
  db: Db
  vault: Vault
  jobs: Jobs
  connectors: ReadonlyMap<string, Connector>
  /** Our address from outside, without a trailing slash; null: nobody has said it, and webhooks are not asked for. */
  publicUrl: string | null
  allowPrivateNetwork: boolean
  follow: Follow
  clock: Clock
}
