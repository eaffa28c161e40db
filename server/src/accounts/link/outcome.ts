/** What became of an attempt to connect; the page has a state for each. */
export type ConnectOutcome =
  /** Kept; the checks are on their way. */
  | { kind: "connecting"; accountId: string }
  /** The token was used, revoked, expired or tried too often meanwhile. */
  | { kind: "closed" }
  | { kind: "unknown_integration" }
  | { kind: "bad_field"; field: string; problem: "missing" | "malformed" }
  /** The HR system does not accept the credential. */
  | { kind: "refused" }
  | { kind: "down"; reason: string }
  /** A reconnect has to be of the company that was connected. */
  | { kind: "wrong_company"; expected: string; got: string }

export type OAuthOutcome =
  | ConnectOutcome
  /** The person said no at the HR system. */
  | { kind: "cancelled" }
  /** The code was used before or is too old. */
  | { kind: "replayed" }
  /** The HR system refuses our OAuth client: nothing that the customer could mend. */
  | { kind: "misconfigured"; reason: string }
  | { kind: "oauth_error"; error: string }
