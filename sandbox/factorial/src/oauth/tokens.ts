import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { TokenAnswer } from "./grants.js"
import { OAuthError } from "./oauth-error.js"
import { type Parameters, readParameters } from "./parameters.js"
import type { OAuthClient, OAuthState } from "./state.js"

/** `/oauth/token` and `/oauth/revoke`: form, JSON or query in, JSON out. */
export function mountTokens(app: FastifyInstance, state: OAuthState): void {
  app.post("/oauth/token", (request, reply) => answer(reply, () => giveTokens(state, request)))
  app.post("/oauth/revoke", (request, reply) => answer(reply, () => revoke(state, request)))
}

function giveTokens(state: OAuthState, request: FastifyRequest): TokenAnswer {
  const parameters = readParameters(request)
  const { id: clientId } = authenticateClient(state, parameters, request.headers.authorization)
  const grantType = need(parameters, "grant_type")
  if (grantType === "authorization_code") {
    const redirectUri = need(parameters, "redirect_uri")
    return state.redeemCode(need(parameters, "code"), { clientId, redirectUri })
  }
  if (grantType === "refresh_token") return state.refresh(need(parameters, "refresh_token"), clientId)
  throw new OAuthError("unsupported_grant_type", "grant_type is authorization_code or refresh_token")
}

function revoke(state: OAuthState, request: FastifyRequest): Record<string, never> {
  const parameters = readParameters(request)
  const { id } = authenticateClient(state, parameters, request.headers.authorization)
  state.revoke(need(parameters, "token"), id)
  return {}
}

function need(parameters: Parameters, name: string): string {
  const value = parameters.get(name)
  if (value === undefined || value === "") throw new OAuthError("invalid_request", `${name} is missing`)
  return value
}

/** By HTTP Basic, or by `client_id` and `client_secret` among the parameters. */
function authenticateClient(state: OAuthState, parameters: Parameters, header: string | undefined): OAuthClient {
  const basic = /^Basic +(\S+)$/i.exec(header ?? "")?.[1]
  const [id, secret] =
    basic === undefined ? [parameters.get("client_id"), parameters.get("client_secret")] : readBasic(basic)
  const client = state.client(id)
  if (client && client.secret === secret) return client
  throw new OAuthError("invalid_client", "the client is unknown or its secret is wrong")
}

function readBasic(encoded: string): [string, string] {
  const text = Buffer.from(encoded, "base64").toString("utf8")
  const colon = text.indexOf(":")
  return [decode(text.slice(0, Math.max(colon, 0))), decode(text.slice(colon + 1))]
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "))
  } catch {
    return text // sent as it is, not encoded
  }
}

function answer(reply: FastifyReply, make: () => object): FastifyReply {
  reply.header("cache-control", "no-store").header("pragma", "no-cache")
  try {
    return reply.send(make())
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    // Every error is in this header too, with a status that is not 401 as well.
    const said = `error="${error.code}", error_description="${error.message}"`
    return reply
      .header("www-authenticate", `Bearer realm="Factorial sandbox", ${said}`)
      .code(error.code === "invalid_client" ? 401 : 400)
      .send({ error: error.code, error_description: error.message })
  }
}
