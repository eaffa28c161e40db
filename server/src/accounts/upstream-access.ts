import type { Access } from "@rollcall/connector-kit"
import type { Account, AccountAccess } from "./account.js"

/**
 * What a call upstream has to know of its account, for the way upstream of every kind of call. Asked anew each time, so
 * that a limit met by one call, and the removal of the account, are known to all others within a second.
 */
export function upstreamAccess(accounts: AccountAccess, account: Account): Access {
  const find = () => accounts.find(account.environmentId, account.id)
  return {
    credentials: () => accounts.credentials(account),
    renew: (refused) => accounts.renew(account, refused),
    heldUntilMs: async () => (await find())?.heldUntil?.getTime() ?? 0,
    hold: (untilMs) => accounts.hold(account, new Date(untilMs)),
    probe: () => accounts.probe(account),
    isThere: async () => (await find()) !== undefined,
  }
}
