import type { AccountEvent, AccountPayload } from "@rollcall/contract"
import type { Db } from "../db/index.js"
import type { Account } from "./account.js"

/** Appends in the transaction that changed the account. */
export type EventSink = (
  tx: Db,
  what: { account: Account; event: AccountEvent; payload: AccountPayload | { id: string } },
) => Promise<void>
