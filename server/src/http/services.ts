import type { Access } from "../access/index.js"
import type { Accounts, IntegrationFacts } from "../accounts/index.js"
import type { Describer } from "../gateway/describe/index.js"
import type { Gateway } from "../gateway/index.js"

/** One line a request and one an internal error; fields are allow-listed where they are written. */
export type Log = { info(fields: object, message: string): void; error(fields: object, message: string): void }

/** What handlers may use. */
export type Services = {
  access: Access
  accounts: Accounts
  gateway: Gateway
  describe: Describer
  integrations: readonly IntegrationFacts[]
  log: Log
  version: string
  /** Answers the kind of database, or throws when it doesn't answer. */
  checkDatabase(): Promise<string>
}
