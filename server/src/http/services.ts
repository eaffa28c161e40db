import type { Access } from "../access/index.js"
import type { Accounts, IntegrationFacts } from "../accounts/index.js"
import type { Changes } from "../changes/index.js"
import type { Clock } from "../clock.js"
import type { Export } from "../export/index.js"
import type { Describer } from "../gateway/describe/index.js"
import type { Gateway } from "../gateway/index.js"
import type { RequestLog } from "../log/index.js"
import type { Overrides } from "../overrides/index.js"
import type { Inbound } from "../sync/inbound/index.js"
import type { Sync } from "../sync/index.js"
import type { SyncJobs } from "../sync/sync-jobs/index.js"
import type { Webhooks } from "../webhooks/index.js"
import type { Writes } from "../writes/index.js"
import type { Guesses } from "./guesses.js"
import type { Lag, Metrics } from "./metrics.js"

/** One line a request and one an internal error; fields are allow-listed where they are written. */
export type Log = { info(fields: object, message: string): void; error(fields: object, message: string): void }

/** What handlers may use. */
export type Services = {
  access: Access
  accounts: Accounts
  gateway: Gateway
  webhooks: Webhooks
  writes: Pick<Writes, "run" | "get" | "page">
  changes: Pick<Changes, "read" | "last" | "isOf">
  overrides: Pick<Overrides, "page" | "get" | "put" | "remove" | "tryOn">
  sync: Pick<Sync, "rereads" | "start" | "page" | "get" | "confirm" | "states" | "coverage">
  syncJobs: Omit<SyncJobs, "startDue">
  describe: Describer
  exports: Export
  inbound: Pick<Inbound, "receive" | "unsubscribe">
  integrations: readonly IntegrationFacts[]
  guesses: Guesses
  log: Log
  requestLog: Pick<RequestLog, "record" | "page" | "get">
  clock: Clock
  metrics: Metrics
  /** What the database knows of all processes' work. Undefined: it does not answer. */
  readLag(): Promise<Lag | undefined>
  version: string
  /** False: this process only runs jobs, and says how it is. */
  isApi: boolean
  /** Address under which browsers reach the server, without a slash at the end. */
  publicUrl(): string
  /** Answers the kind of database, or throws when it doesn't answer. */
  checkDatabase(): Promise<string>
}
