import { acceptCredentials } from "./accept.js"
import type { LinkDeps } from "./deps.js"
import { buildAuthorizeUrl, type PendingAuthorization, redeem, takeAuthorization } from "./oauth.js"
import type { ConnectOutcome, OAuthOutcome } from "./outcome.js"
import { findTokenById, setNotice } from "./store.js"
import { connectionOf, findTarget, targetOf, withTyped } from "./target.js"
import { openToken, stateOf } from "./tokens.js"
import type { Typed } from "./typed.js"

export type AuthorizationStart = {
  integration: string
  /** What was typed into the fields of the method `oauth2`. */
  typed: Typed
  redirectUri: string
  browser: string
  /** Handed back at the callback. */
  options: Readonly<Record<string, unknown>>
}
export type CallbackResult = { outcome: OAuthOutcome; linkToken: string; options: Readonly<Record<string, unknown>> }
export type Callback = { parameters: URLSearchParams; browser: string | undefined; redirectUri: string }

export async function startAuthorization(
  deps: LinkDeps,
  text: string,
  { integration, typed, ...start }: AuthorizationStart,
): Promise<{ url: string } | ConnectOutcome> {
  const found = await findTarget(deps, text, { integration, method: "oauth2", typed })
  if ("kind" in found) return found
  const { target, values } = found
  const call = await deps.findCall(connectionOf(target))
  await setNotice(deps.db, target.token.id, null)
  return { url: await buildAuthorizeUrl(deps, { ...target, ...start, typed: values, text, call }) }
}

export async function handleCallback(
  deps: LinkDeps,
  { parameters, browser, redirectUri }: Callback,
): Promise<CallbackResult | "forged"> {
  const state = parameters.get("state") ?? ""
  const pending = await takeAuthorization(deps, { state, browser })
  if (pending === "forged") return "forged"
  const outcome = await outcomeOf(deps, pending, { parameters, state, redirectUri })
  if (outcome.kind !== "connecting") await setNotice(deps.db, pending.link_token_id, JSON.stringify(outcome))
  return { outcome, linkToken: pending.linkToken, options: pending.options }
}

async function outcomeOf(
  deps: LinkDeps,
  pending: PendingAuthorization,
  returned: { parameters: URLSearchParams; state: string; redirectUri: string },
): Promise<OAuthOutcome> {
  const error = returned.parameters.get("error")
  if (error === "access_denied") return { kind: "cancelled" }
  if (error !== null) return { kind: "oauth_error", error: error.slice(0, 100) }
  const row = await findTokenById(deps.db, pending.link_token_id)
  const token = row && openToken(deps.vault, row)
  if (!token || stateOf(token, deps.now()) !== "open") return { kind: "closed" }
  const found = await targetOf(deps, token, pending.integration)
  if ("kind" in found) return found
  const target = withTyped(found, pending.typed)
  const { verifier } = pending
  const redeemed = await redeem(await deps.findCall(connectionOf(target)), { ...returned, verifier }, deps.wait)
  if (redeemed.kind !== "tokens") return redeemed
  const { accessToken, refreshToken, expiresInSeconds, scope } = redeemed.pair
  const given = {
    ...pending.typed,
    oauth: {
      ...(scope === undefined ? {} : { scope }),
      token: {
        access_token: accessToken,
        ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }),
        ...(expiresInSeconds === undefined ? {} : { expires_in: expiresInSeconds }),
      },
    },
  }
  return acceptCredentials(deps, { ...target, method: "oauth2", given })
}
