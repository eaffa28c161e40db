import { RollcallError } from "@rollcall/sdk"
import { CommandFailure } from "./io.js"

/** By who must act, so that a script knows what to do with a failure. */
export const EXIT_CODES: Readonly<Record<number, string>> = {
  0: "done",
  1: "failed in a way that has no code of its own",
  2: "a bad argument, setting or value: mend the call",
  3: "the token is missing, unknown or may not do it",
  4: "it is not there",
  5: "the customer must act: reconnect, or allow more",
  6: "too many calls: try again later",
  7: "the HR system failed: try again later",
  8: "the server can't be reached or failed: its operator must act",
}

/** What went wrong as text for a person, and the exit code. */
export function explain(error: unknown): { text: string; exitCode: number } {
  if (error instanceof CommandFailure) return { text: error.message, exitCode: error.exitCode }
  if (error instanceof RollcallError) return { text: textOf(error), exitCode: codeOf(error) }
  return { text: error instanceof Error ? error.message : String(error), exitCode: error instanceof TypeError ? 2 : 1 }
}

function textOf({ message, code, whoMustAct, nextAction, requestId, failures }: RollcallError): string {
  const isListed = failures.length > 1
  const lines = [
    message,
    ...(isListed ? failures.map((one) => `  ${one.path ?? "body"}: ${one.message}`) : []),
    ...(nextAction ? [`${nextAction}${whoMustAct && whoMustAct !== "caller" ? ` (${ACTORS[whoMustAct]})` : ""}`] : []),
    ...(code.startsWith("client.") ? [ADVICE] : []),
    ...(failures.some(({ path }) => path === "integrated_account_id") ? [WHICH] : []),
    `code ${code}${requestId ? `, request ${requestId}` : ""}`,
  ]
  return lines.join("\n")
}

const WHICH = "Name one with --account (its id or tenant_id) or ACCOUNT_ID: `rollcall accounts` lists them."
const ADVICE = "Check the address and that the server runs: `rollcall doctor` looks at both."
/** Who must act, for a person. */
export const ACTORS = {
  caller: "whoever made the call must act",
  customer: "the customer must act",
  hr_system: "the HR system has to answer again",
  operator: "the operator of the server must act",
} as const

function codeOf({ code, status, whoMustAct }: RollcallError): number {
  if (code.startsWith("token.")) return 3
  if (code === "request.rate_limited") return 6
  if (status === 404) return 4
  if (whoMustAct === "customer") return 5
  if (whoMustAct === "hr_system") return 7
  return whoMustAct === "operator" || code.startsWith("client.") ? 8 : 2
}
