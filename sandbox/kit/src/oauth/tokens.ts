import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { OAuthError } from "./oauth-error.js"
import type { OAuthClient, OAuthState } from "./oauth-state.js"
import type { OAuthSystem } from "./oauth-system.js"
import { type Parameters, readParameters } from "./parameters.js"

type Server = { state: OAuthState; system: OAuthSystem }

/** The token endpoint and revocation: form, JSON or query in, JSON out. */
export function mountTokens(app: FastifyInstance, state: OAuthState, system: OAuthSystem): void {
  const server = { state, system }
  const { token, revoke: revocation } = system.paths
  const mount = (paths: readonly string[], run: (server: Server, request: FastifyRequest) => object) => {
    for (const path of paths) app.post(path, (request, reply) => answer(reply, system, () => run(server, request)))
  }
  mount(token, giveTokens)
  mount(revocation, revoke)
}

function giveTokens({ state, system }: Server, request: FastifyRequest): object {
  const parameters = readParameters(request)
  system.assertAsked?.(request, parameters)
  const { id: clientId } = authenticateClient(state, parameters, request.headers.authorization)
  const isRefresh = need(parameters, "grant_type") === "refresh_token"
  const tokens = isRefresh
    ? state.refresh(need(parameters, "refresh_token"), clientId)
    : redeem(state, parameters, clientId)
  return system.answer?.(tokens, { isRefresh, employeeId: state.ownerOf(tokens.access_token), clientId }) ?? tokens
}

function redeem(state: OAuthState, parameters: Parameters, clientId: string) {
  if (parameters.get("grant_type") !== "authorization_code")
    throw new OAuthError("unsupported_grant_type", "grant_type is authorization_code or refresh_token")
  const redirectUri = need(parameters, "redirect_uri")
  return state.redeemCode(need(parameters, "code"), { clientId, redirectUri })
}

function revoke({ state }: Server, request: FastifyRequest): Record<string, never> {
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

function answer(reply: FastifyReply, system: OAuthSystem, make: () => object): FastifyReply {
  reply.header("cache-control", "no-store").header("pragma", "no-cache")
  try {
    return reply.send(make())
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error
    return reply
      .headers(system.refusalHeaders?.(error) ?? {})
      .code(error.code === "invalid_client" ? 401 : 400)
      .send({ error: error.code, error_description: error.message })
  }
}
