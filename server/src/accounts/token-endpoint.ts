import type { Connector } from "@rollcall/connector-kit"
import * as oauth from "oauth4webapi"
import { type Dispatcher, fetch as undiciFetch } from "undici"

export type TokenPair = { accessToken: string; refreshToken?: string; expiresInSeconds?: number; scope?: string }
export type OAuthClient = { id: string; secret: string }

/**
 * `revoked`: the grant or code is gone and the customer must connect again. `transient`: try again later.
 * `client`: the OAuth client is refused, which the operator has to set right.
 */
export class GrantFailure extends Error {
  readonly kind: "revoked" | "transient" | "client"
  /** The token endpoint wants to be left alone for so long. */
  readonly retryAfterMs: number

  constructor(kind: GrantFailure["kind"], message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, options)
    this.name = "GrantFailure"
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs ?? 0
  }
}

export type TokenCall = {
  baseUrl: string
  connector: Pick<Connector, "auth" | "name">
  client: OAuthClient
  dispatcher: Dispatcher
}

const TIMEOUT_MS = 10_000

type Asked = {
  server: oauth.AuthorizationServer
  client: oauth.Client
  auth: oauth.ClientAuth
  options: oauth.TokenEndpointRequestOptions
}

/** One refresh, without retries: a second use of the same refresh token may kill the grant. Throws `GrantFailure`. */
export const refreshTokens = (call: TokenCall, refreshToken: string): Promise<TokenPair> =>
  ask(
    call,
    ({ server, client, auth, options }) => oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, options),
    oauth.processRefreshTokenResponse,
  )

/** Tokens for the code in what the HR system sent back; `state` is the one that was sent out. Throws `GrantFailure`. */
export async function redeemCode(
  call: TokenCall,
  returned: { parameters: URLSearchParams; state: string; redirectUri: string },
): Promise<TokenPair> {
  const checked = checkReturned(call, returned)
  // Factorial has no PKCE: state, bound to the browser, stands in for it.
  const send = ({ server, client, auth, options }: Asked) =>
    oauth.authorizationCodeGrantRequest(server, client, auth, checked, returned.redirectUri, oauth.nopkce, options)
  return ask(call, send, oauth.processAuthorizationCodeResponse)
}

function checkReturned(call: TokenCall, { parameters, state }: { parameters: URLSearchParams; state: string }) {
  try {
    return oauth.validateAuthResponse({ issuer: call.baseUrl }, { client_id: call.client.id }, parameters, state)
  } catch (error) {
    throw nonsense(error)
  }
}

const nonsense = (cause: unknown) => new GrantFailure("revoked", "the HR system's answer makes no sense", { cause })

type Process = (
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  response: Response,
) => Promise<oauth.TokenEndpointResponse>

async function ask(call: TokenCall, send: (asked: Asked) => Promise<Response>, process: Process): Promise<TokenPair> {
  const auth = call.connector.auth.oauth2
  if (!auth) throw new GrantFailure("client", `${call.connector.name} has no OAuth`)
  const server: oauth.AuthorizationServer = { issuer: call.baseUrl, token_endpoint: call.baseUrl + auth.tokenPath }
  const client: oauth.Client = { client_id: call.client.id }
  const options = {
    [oauth.allowInsecureRequests]: call.baseUrl.startsWith("http:"), // the egress guard decides about http
    [oauth.customFetch]: sendThrough(call.dispatcher),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }
  const response = await send({ server, client, auth: oauth.ClientSecretPost(call.client.secret), options }).catch(
    (error: unknown) => {
      // The library refused to send what the HR system gave us.
      if (error instanceof oauth.OperationProcessingError) throw nonsense(error)
      throw new GrantFailure("transient", "the token endpoint did not answer", { cause: error })
    },
  )
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    const seconds = Number(response.headers.get("retry-after") ?? 0)
    const retryAfterMs = Number.isFinite(seconds) ? seconds * 1000 : 0
    throw new GrantFailure("transient", `the token endpoint answered ${response.status}`, { retryAfterMs })
  }
  return readTokens(() => process(server, client, response))
}

async function readTokens(read: () => Promise<oauth.TokenEndpointResponse>): Promise<TokenPair> {
  try {
    const { access_token, refresh_token, expires_in, scope } = await read()
    return {
      accessToken: access_token,
      ...(refresh_token === undefined ? {} : { refreshToken: refresh_token }),
      ...(expires_in === undefined ? {} : { expiresInSeconds: expires_in }),
      ...(scope === undefined ? {} : { scope }),
    }
  } catch (error) {
    const code = error instanceof oauth.ResponseBodyError ? error.error : undefined
    if (code === "invalid_grant") {
      throw new GrantFailure("revoked", "the HR system no longer accepts the grant", { cause: error })
    }
    if (code === "invalid_client" || code === "unauthorized_client") {
      throw new GrantFailure("client", `the HR system refuses our OAuth client (${code})`, { cause: error })
    }
    const said = code === undefined ? "gave an unreadable answer" : `refused with ${code}`
    throw new GrantFailure("transient", `the token endpoint ${said}`, { cause: error })
  }
}

/**
 * fetch through the egress guard. What went wrong stands in the body (RFC 6749, 5.2); Factorial's server says it in
 * WWW-Authenticate as well, at which the library would stop reading and nobody would learn that a grant is gone.
 */
const sendThrough =
  (dispatcher: Dispatcher) =>
  async (url: string, options: oauth.CustomFetchOptions<string, URLSearchParams | undefined>): Promise<Response> => {
    const { body, headers, method, redirect, signal } = options
    const sent = { method, redirect, headers, dispatcher, body: body?.toString() ?? null, signal: signal ?? null }
    const answer = await undiciFetch(url, sent)
    const text = await answer.text()
    const kept = [...answer.headers].filter(([name]) => name !== "www-authenticate")
    return new Response(text, { status: answer.status, headers: kept })
  }
