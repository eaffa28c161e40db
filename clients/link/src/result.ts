/** What came of a customer's visit to the link page. Expected outcomes are never thrown. */
export type LinkResult =
  | { status: "connected"; integration: string; integratedAccountId: string }
  | {
      status: "failed"
      /** For people. */
      error: string
      /** `invalid_token`, `invalid_integration`, `connection_error`, `post_install_error`, `validation_error`. */
      errorType: string
      integration?: string
      /** There when the connection exists but does not work yet. */
      integratedAccountId?: string
    }
  /** The customer went away. */
  | { status: "closed" }
  /** The browser did not let the window open: call `authenticate` from within a click. */
  | { status: "blocked" }

const textOf = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined)

/** A message or a query of the link page; undefined: it is none. */
export function readResult(said: Readonly<Record<string, unknown>>): LinkResult | undefined {
  const integration = textOf(said.integration)
  const integratedAccountId = textOf(said.integrated_account_id)
  if (said.result === "success" && integration && integratedAccountId) {
    return { status: "connected", integration, integratedAccountId }
  }
  if (said.result === "closed") return { status: "closed" }
  if (said.result !== "error") return undefined
  return {
    status: "failed",
    error: textOf(said.error) ?? "The connection failed.",
    errorType: textOf(said.error_type) ?? "connection_error",
    ...(integration ? { integration } : {}),
    ...(integratedAccountId ? { integratedAccountId } : {}),
  }
}
