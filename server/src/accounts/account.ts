import type { Credentials } from "@rollcall/connector-kit"
import type { IntegratedAccount, MappingOverrides } from "@rollcall/contract"

/** One customer's authorised connection, without its secrets. */
export type Account = {
  id: string
  tenantId: string
  environmentId: string
  environmentIntegrationId: string
  /** The connector's id. */
  integration: string
  status: IntegratedAccount["status"]
  authenticationMethod: IntegratedAccount["authentication_method"]
  isSandbox: boolean
  /** Scopes granted at the HR system, when known. */
  scopes: readonly string[] | null
  /** The HR system asked to be left alone until then. */
  heldUntil: Date | null
  /** The last call that the HR system refused with 403 and has not accepted since. */
  forbidden: { resource: string; method: string } | null
  /** Public context: settings and free data of the caller, no secrets. */
  context: Readonly<Record<string, unknown>>
  /** What users changed about its mappings. Undefined: nothing. */
  overrides?: MappingOverrides | undefined
}

/** What a call upstream needs of its account. `find` may be up to a second old across processes. */
export type AccountCalls = {
  /** Undefined: no such account in this environment. `isFresh`: as it is now, not as it was a moment ago. */
  find(environmentId: string, id: string, how?: { isFresh: true }): Promise<Account | undefined>
  /** Opened credentials; an OAuth token near its end is refreshed first. Throws AppError `token.invalid` when it can't be. */
  credentials(account: Account): Promise<Credentials>
  /**
   * The HR system refused `refused` with 401: a newer token if there is or can be one (one refresh at a time for the account,
   * across processes), else the account becomes `needs_reauth` and undefined is returned.
   */
  refresh(account: Account, refused: Credentials): Promise<Credentials | undefined>
  /** Until then no call of the account goes upstream, in any process (others learn within a second). */
  hold(account: Account, until: Date): Promise<void>
  /** The one call, over all processes, that goes after a hold: how to free the account. Undefined: another one does, or it is free. */
  probe(account: Account): Promise<(() => Promise<void>) | undefined>
}

/** What the HR system said to a call of an account. */
export type AccountNotes = {
  /**
   * A call was accepted: `needs_reauth` becomes `active` again, and the refusal of such a call is forgotten.
   * Costs nothing when there is nothing of the kind.
   */
  recordAccepted(account: Account, call: { resource: string; method: string }): Promise<void>
  recordForbidden(
    account: Account,
    refusal: { resource: string; method: string; missingScopes: string[] },
  ): Promise<void>
}
