import type { Transport } from "@rollcall/connector-kit"
import type { Jobs } from "../../jobs/index.js"
import type { Account, AccountAccess } from "../account.js"
import type { AdminParts } from "../admin.js"
import type { FindTokenCall } from "../renewer.js"
import type { TokenParts } from "./tokens.js"

export type ConnectParts = AdminParts & { jobs: Pick<Jobs, "send"> }

/** What a connecting needs. */
export type LinkParts = ConnectParts &
  TokenParts & {
    access: AccountAccess
    findCall: FindTokenCall
    /** Without an id it is a connection that is being made. */
    transportOf(account: Pick<Account, "integration" | "host"> & { id?: string }): Transport
    wait(ms: number): Promise<void>
  }
