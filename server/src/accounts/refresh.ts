import type { Connector, Credentials } from "@rollcall/connector-kit"
import * as oauth from "oauth4webapi"
import { type Dispatcher, fetch as undiciFetch } from "undici"

export type TokenPair = { accessToken: string; refreshToken?: string; expiresInSeconds?: number; scope?: string }
export type OAuthClient = { id: string; secret: string }

/** `revoked`: the grant is gone and the customer must connect again. `transient`: try again later. */
export class RefreshFailure extends Error {
  constructor(
    readonly kind: "revoked" | "transient",
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = "RefreshFailure"
  }
}

export type RefreshCall = {
  baseUrl: string
  connector: Pick<Connector, "auth" | "name">
  client: OAuthClient
  dispatcher: Dispatcher
}

const TIMEOUT_MS = 10_000

/** One refresh at the token endpoint, without retries: a second use of the same refresh token may kill the grant. */
export async function refreshTokens(call: RefreshCall, refreshToken: string): Promise<TokenPair> {
  const auth = call.connector.auth.oauth2
  if (!auth) throw new RefreshFailure("revoked", `${call.connector.name} has no OAuth`)
  const server: oauth.AuthorizationServer = { issuer: call.baseUrl, token_endpoint: call.baseUrl + auth.tokenPath }
  const client: oauth.Client = { client_id: call.client.id }
  let response: Response
  try {
    response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(call.client.secret),
      refreshToken,
      {
        [oauth.allowInsecureRequests]: call.baseUrl.startsWith("http:"), // the egress guard decides about http
        [oauth.customFetch]: sendThrough(call.dispatcher),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
    )
  } catch (error) {
    throw new RefreshFailure("transient", "the token endpoint did not answer", { cause: error })
  }
  if (response.status >= 500 || response.status === 429 || response.status === 408) {
    throw new RefreshFailure("transient", `the token endpoint answered ${response.status}`)
  }
  return readTokens(server, client, response)
}

async function readTokens(
  server: oauth.AuthorizationServer,
  client: oauth.Client,
  response: Response,
): Promise<TokenPair> {
  try {
    const read = await oauth.processRefreshTokenResponse(server, client, response)
    return {
      accessToken: read.access_token,
      ...(read.refresh_token === undefined ? {} : { refreshToken: read.refresh_token }),
      ...(read.expires_in === undefined ? {} : { expiresInSeconds: read.expires_in }),
      ...(read.scope === undefined ? {} : { scope: read.scope }),
    }
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError && error.error === "invalid_grant") {
      throw new RefreshFailure("revoked", "the HR system no longer accepts the refresh token", { cause: error })
    }
    const said =
      error instanceof oauth.ResponseBodyError ? `refused the refresh with ${error.error}` : "gave an unreadable answer"
    throw new RefreshFailure("transient", `the token endpoint ${said}`, { cause: error })
  }
}

/** fetch through the egress guard. */
const sendThrough =
  (dispatcher: Dispatcher) =>
  async (url: string, options: oauth.CustomFetchOptions<string, URLSearchParams | undefined>): Promise<Response> => {
    const { body, headers, method, redirect, signal } = options
    const sent = { method, redirect, headers, dispatcher, body: body?.toString() ?? null, signal: signal ?? null }
    const answer = await undiciFetch(url, sent)
    const text = await answer.text()
    return new Response(text, { status: answer.status, headers: [...answer.headers] })
  }

/** Refresh this long before the end. */
const AHEAD_MS = 120_000

export const isNearEnd = (credentials: Credentials, nowMs: number): boolean =>
  credentials.method === "oauth2" &&
  credentials.refreshToken !== undefined &&
  credentials.expiresAt !== undefined &&
  credentials.expiresAt.getTime() - nowMs < AHEAD_MS
