import { type Connector, readRateLimit } from "@rollcall/connector-kit"
import * as oauth from "oauth4webapi"
import { type Dispatcher, fetch as undiciFetch } from "undici"
import { type Clock, limitOf } from "../clock.js"
import { GrantFailure, readTokenAnswer, type TokenAnswer, type TokenPair } from "./token-answer.js"

export type OAuthClient = { id: string; secret: string }

export type TokenCall = {
  baseUrl: string
  connector: Pick<Connector, "auth" | "name">
  client: OAuthClient
  dispatcher: Dispatcher
  after: Clock["after"]
  now(): Date
}

/** For the whole answer, its body included. */
const TIMEOUT_MS = 10_000
/** Tokens are some kilobytes at most. */
const MOST_BYTES = 262_144

type Asked = {
  server: oauth.AuthorizationServer
  client: oauth.Client
  auth: oauth.ClientAuth
  options: oauth.TokenEndpointRequestOptions
}

/** One refresh, without retries: a second use of the same refresh token may kill the grant. Throws `GrantFailure`. */
export const refreshTokens = (call: TokenCall, refreshToken: string): Promise<TokenPair> =>
  ask(call, ({ server, client, auth, options }) =>
    oauth.refreshTokenGrantRequest(server, client, auth, refreshToken, options),
  )

/** What came back with the person. `verifier`: the secret that the code was bound to, if it was. */
export type ReturnedCode = {
  parameters: URLSearchParams
  state: string
  redirectUri: string
  verifier?: string | undefined
}

/** Tokens for the code in what the HR system sent back; `state` is the one that was sent out. Throws `GrantFailure`. */
export async function redeemCode(call: TokenCall, returned: ReturnedCode): Promise<TokenPair> {
  const checked = checkReturned(call, returned)
  // Without PKCE, state is what binds the code to the browser.
  const { redirectUri, verifier = oauth.nopkce } = returned
  return ask(call, ({ server, client, auth, options }) =>
    oauth.authorizationCodeGrantRequest(server, client, auth, checked, redirectUri, verifier, options),
  )
}

function checkReturned(call: TokenCall, { parameters, state }: ReturnedCode) {
  try {
    return oauth.validateAuthResponse({ issuer: call.baseUrl }, { client_id: call.client.id }, parameters, state)
  } catch (error) {
    throw nonsense(error)
  }
}

const nonsense = (cause: unknown) => new GrantFailure("revoked", "the HR system's answer makes no sense", { cause })

async function ask(call: TokenCall, send: (asked: Asked) => Promise<unknown>): Promise<TokenPair> {
  const auth = call.connector.auth.oauth2
  if (!auth) throw new GrantFailure("client", `${call.connector.name} has no OAuth`)
  const server: oauth.AuthorizationServer = { issuer: call.baseUrl, token_endpoint: call.baseUrl + auth.tokenPath }
  const client: oauth.Client = { client_id: call.client.id }
  let answer: TokenAnswer | undefined
  const limit = limitOf(call, TIMEOUT_MS)
  const options = {
    [oauth.allowInsecureRequests]: call.baseUrl.startsWith("http:"), // the egress guard decides about http
    // The library writes the request. What comes back is read by ourselves: it would refuse more than it must.
    [oauth.customFetch]: async (url: string, request: Sent) => {
      answer = await exchange(call, url, request)
      return new Response(null)
    },
    signal: limit.signal,
  }
  try {
    await send({ server, client, auth: oauth.ClientSecretPost(call.client.secret), options })
  } catch (error) {
    // The library refused to send what the HR system gave us.
    if (error instanceof oauth.OperationProcessingError) throw nonsense(error)
    throw new GrantFailure("transient", "the token endpoint did not answer", { cause: error })
  } finally {
    limit.done()
  }
  if (!answer) throw new GrantFailure("transient", "the token endpoint was not asked")
  return readTokenAnswer(answer)
}

type Sent = oauth.CustomFetchOptions<string, URLSearchParams | undefined>

/** Through the egress guard. Rejects only while it is open whether anything was answered. */
async function exchange({ dispatcher, now }: TokenCall, url: string, request: Sent): Promise<TokenAnswer> {
  const { body, headers, method, redirect, signal } = request
  const sent = { method, redirect, headers, dispatcher, body: body?.toString() ?? null, signal: signal ?? null }
  const answer = await undiciFetch(url, sent)
  return {
    status: answer.status,
    contentType: answer.headers.get("content-type"),
    retryAfterMs: waitSecondsIn(answer, now()) * 1000,
    body: await readText(answer.body ?? []),
  }
}

function waitSecondsIn({ status, headers }: Pick<Response, "status" | "headers">, now: Date): number {
  const { retryAfterSeconds, resetSeconds } = readRateLimit(Object.fromEntries(headers), now)
  return retryAfterSeconds ?? (status === 429 ? resetSeconds : undefined) ?? 0
}

/** Undefined: it broke off, took too long, or has no end. */
async function readText(body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  try {
    for await (const chunk of body) {
      bytes += chunk.byteLength
      if (bytes > MOST_BYTES) return undefined
      chunks.push(chunk)
    }
  } catch {
    return undefined
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
