import type { IntegratedAccount } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import type { Account } from "./account.js"

/** Every change of an account's state that the caller is told about; the order is that of the transactions. */
export type AccountEvent =
  | "created"
  | "updated"
  | "deleted"
  | "active"
  | "post_install_error"
  | "validation_error"
  | "authentication_error"
  | "forbidden_error"
  | "reactivated"

/** Appends in the transaction that changed the account. */
export type EventSink = (
  tx: Db,
  what: { account: Account; event: AccountEvent; payload: IntegratedAccount | { id: string } },
) => Promise<void>
