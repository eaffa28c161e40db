import { createHash, randomBytes, timingSafeEqual } from "node:crypto"
import type { Connector } from "@rollcall/connector-kit"
import type { EnvironmentIntegration } from "@rollcall/contract"
import { AppError } from "../../errors.js"
import { retry } from "../../retry.js"
import type { Place } from "../../vault/index.js"
import type { IntegrationFacts } from "../integration.js"
import { objectAt } from "../secrets.js"
import { GrantFailure, type TokenPair } from "../token-answer.js"
import { type ReturnedCode, redeemCode, type TokenCall } from "../token-endpoint.js"
import { type AuthorizationRequestRow, insertAuthorizationRequest, takeAuthorizationRequest } from "./store.js"
import type { LinkToken, TokenDeps } from "./tokens.js"
import type { Typed } from "./typed.js"

const AUTHORIZATION_MS = 15 * 60_000
const sealedAt = (tokenId: string, column: "link_token" | "secrets"): Place => ({
  table: "authorization_request",
  row: tokenId,
  column,
})
/** States are kept by it only. */
export const hashOf = (text: string): Buffer => createHash("sha256").update(`authorization ${text}`).digest()

export type AuthorizationRequest = {
  token: LinkToken
  /** As it stands in the address; kept sealed until the callback. */
  text: string
  installed: EnvironmentIntegration
  facts: IntegrationFacts
  call: TokenCall
  redirectUri: string
  typed: Typed
  /** A secret that only this browser has. */
  browser: string
  /** Handed back at the callback, for whoever draws the page. */
  options: Readonly<Record<string, unknown>>
}

/** Address of the HR system's consent page. The state is random, works once and only in the browser that was sent there. */
export async function buildAuthorizeUrl({ db, vault, now }: TokenDeps, given: AuthorizationRequest): Promise<string> {
  const { token, text, installed, facts, call, redirectUri, browser, options, typed } = given
  const auth = facts.auth.oauth2
  if (!auth) throw new AppError("request.invalid", `${facts.name} has no OAuth`)
  const state = randomBytes(32).toString("base64url")
  const verifier = auth.usesPkce ? randomBytes(32).toString("base64url") : undefined
  const secrets: AuthorizationSecrets = { typed, ...(verifier === undefined ? {} : { verifier }) }
  await insertAuthorizationRequest(db, {
    hash: hashOf(state),
    link_token_id: token.id,
    link_token: vault.seal(text, sealedAt(token.id, "link_token")),
    secrets: vault.seal(JSON.stringify(secrets), sealedAt(token.id, "secrets")),
    integration: facts.id,
    browser_hash: hashOf(browser),
    options: JSON.stringify(options),
    expires_at: new Date(now().getTime() + AUTHORIZATION_MS),
  })
  const url = new URL(call.baseUrl + auth.authorizePath)
  const scopes = token.options.scopes ?? auth.scopes
  const asked = {
    client_id: call.client.id,
    redirect_uri: redirectUri,
    response_type: "code",
    ...(scopes.length > 0 ? { scope: scopes.join(auth.scopeSeparator) } : {}),
    ...authorizeParams(auth, installed),
    ...(verifier === undefined ? {} : { code_challenge: challengeOf(verifier), code_challenge_method: "S256" }),
    state,
  }
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value)
  return url.href
}

/** RFC 7636, 4.2. */
const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url")

/** An environment may ask for other tokens: `override.authorize_params`, where null takes a parameter away. */
function authorizeParams(
  auth: NonNullable<Connector["auth"]["oauth2"]>,
  installed: EnvironmentIntegration,
): Record<string, string> {
  const own = objectAt(installed.override, "authorize_params")
  const all = Object.entries({ ...auth.authorizeParams, ...own })
  return Object.fromEntries(all.filter((entry): entry is [string, string] => typeof entry[1] === "string"))
}

/** What the customer typed, which says where the HR system is, and the secret that the code is bound to. */
type AuthorizationSecrets = { typed: Typed; verifier?: string }
export type PendingAuthorization = Omit<AuthorizationRequestRow, "link_token" | "secrets"> &
  AuthorizationSecrets & { linkToken: string }

/** The request that a callback answers: `forged` when this browser has none with the state, and when it was used before. */
export async function takeAuthorization(
  { db, vault, now }: TokenDeps,
  { state, browser }: { state: string; browser: string | undefined },
): Promise<PendingAuthorization | "forged"> {
  const row = await takeAuthorizationRequest(db, hashOf(state))
  if (!row || row.expires_at <= now() || browser === undefined) return "forged"
  if (!timingSafeEqual(hashOf(browser), Buffer.from(row.browser_hash))) return "forged"
  const { link_token: sealed, secrets, ...rest } = row
  const open = (bytes: Uint8Array, column: "link_token" | "secrets") =>
    vault.open(bytes, sealedAt(row.link_token_id, column)).toString("utf8")
  const kept: AuthorizationSecrets = secrets ? JSON.parse(open(secrets, "secrets")) : { typed: {} }
  return { ...rest, ...kept, linkToken: open(sealed, "link_token") }
}

export type Redeemed =
  | { kind: "tokens"; pair: TokenPair }
  | { kind: "replayed" }
  | { kind: "down" | "misconfigured"; reason: string }
const TRIES = 3

/** Tokens for the code. Tried again while the token endpoint has trouble: a code that was not taken still works. */
export async function redeem(
  call: TokenCall,
  returned: ReturnedCode,
  wait: (ms: number) => Promise<unknown>,
): Promise<Redeemed> {
  const pauseMs = (error: unknown, tried: number) =>
    error instanceof GrantFailure && error.kind === "transient" && tried < TRIES
      ? Math.min(5_000, Math.max(error.retryAfterMs, 300 * 2 ** tried))
      : undefined
  try {
    return { kind: "tokens", pair: await retry(() => redeemCode(call, returned), { pauseMs, wait }) }
  } catch (error) {
    if (!(error instanceof GrantFailure)) throw error
    if (error.kind === "revoked") return { kind: "replayed" }
    // The code is spent, whatever was answered.
    return { kind: error.kind === "client" ? "misconfigured" : "down", reason: error.message }
  }
}
