import type { FastifyRequest } from "fastify"
import type { Approval, TokenAnswer } from "./grants.js"
import { OAuthError } from "./oauth-error.js"
import type { OAuthClient } from "./oauth-state.js"
import type { Parameters } from "./parameters.js"

/** What is an HR system's own in its OAuth server. */
export type OAuthSystem = {
  /** Its name on the pages. */
  name: string
  /** Routes, as the server's router takes them. */
  paths: { authorize: readonly string[]; token: readonly string[]; revoke: readonly string[] }
  /** What a client asks for. Throws an `OAuthError`, which is told at the client's address. */
  readWish(parameters: Parameters, client: OAuthClient): Pick<Approval, "kind" | "scopes">
  /** Whether the call is one of this server's; throws an `OAuthError` when it is not. */
  assertAsked?(request: FastifyRequest, parameters: Parameters): void
  /** What the token endpoint answers; none: the tokens as they are. */
  answer?(tokens: TokenAnswer, about: { isRefresh: boolean; employeeId: string | null; clientId: string }): object
  /** Headers of a refusal of the token endpoint. */
  refusalHeaders?(error: OAuthError): Record<string, string>
}

/** The scopes of a request, each once. Throws `invalid_scope` for one that the client is not registered for. */
export function askedScopes(parameters: Parameters, client: OAuthClient): string[] {
  const asked = [...new Set((parameters.get("scope") ?? "").split(" ").filter((scope) => scope !== ""))]
  const foreign = client.scopes.length === 0 ? undefined : asked.find((scope) => !client.scopes.includes(scope))
  if (foreign !== undefined) throw new OAuthError("invalid_scope", `the client is not registered for scope ${foreign}`)
  return asked
}
