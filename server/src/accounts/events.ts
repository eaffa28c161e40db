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

/** The account without its settings; `changed` names what `updated` tells of. */
export type AccountPayload = Omit<IntegratedAccount, "unified_model_override" | "integration_override"> & {
  changed?: readonly string[]
}

/** Appends in the transaction that changed the account. */
export type EventSink = (
  tx: Db,
  what: { account: Account; event: AccountEvent; payload: AccountPayload | { id: string } },
) => Promise<void>
