import type { Credentials } from "@rollcall/connector-kit"
import { badField } from "../errors.js"
import { type Context, objectAt } from "./secrets.js"
import type { TokenPair } from "./token-answer.js"

/** The credentials in a whole context; undefined when they are missing. */
export function readCredentials(method: string, context: Context): Credentials | undefined {
  if (method === "api_key") {
    return typeof context.api_key === "string" && context.api_key !== ""
      ? { method, apiKey: context.api_key }
      : undefined
  }
  const token = objectAt(objectAt(context, "oauth"), "token")
  if (typeof token.access_token !== "string" || token.access_token === "") return undefined
  const expiresAt = typeof token.expires_at === "string" ? new Date(token.expires_at) : undefined
  return {
    method: "oauth2",
    accessToken: token.access_token,
    ...(typeof token.refresh_token === "string" ? { refreshToken: token.refresh_token } : {}),
    ...(expiresAt && !Number.isNaN(expiresAt.getTime()) ? { expiresAt } : {}),
  }
}

/** Some 300 years: far more is no date. */
const LONGEST_SECONDS = 1e10

/** `expires_in` counts from now on, so it is kept as a moment. */
export function stampExpiry(context: Context, now: Date): Record<string, unknown> {
  const oauth = objectAt(context, "oauth")
  const token = objectAt(oauth, "token")
  const seconds = Number(token.expires_in)
  const isMoment = token.expires_in !== undefined && Math.abs(seconds) < LONGEST_SECONDS
  if (!isMoment || token.expires_at !== undefined) return { ...context }
  const expires_at = new Date(now.getTime() + seconds * 1000).toISOString()
  return { ...context, oauth: { ...oauth, token: { ...token, expires_at } } }
}

/** A context with another pair of tokens. */
export function withTokens(context: Context, pair: TokenPair, now: Date): Record<string, unknown> {
  const oauth = objectAt(context, "oauth")
  const { expires_at: _, expires_in: __, ...token } = objectAt(oauth, "token")
  const renewed = {
    ...token,
    access_token: pair.accessToken,
    ...(pair.refreshToken === undefined ? {} : { refresh_token: pair.refreshToken }),
    ...(pair.expiresInSeconds === undefined ? {} : { expires_in: pair.expiresInSeconds }),
  }
  return stampExpiry({ ...context, oauth: { ...oauth, token: renewed } }, now)
}

/** Header values can carry neither line breaks nor control characters: such a credential is a pasting mistake. */
export function assertCredentials(method: string, context: Context): Credentials {
  const found = readCredentials(method, context)
  const path = method === "api_key" ? "context.api_key" : "context.oauth.token.access_token"
  const secret = found?.method === "api_key" ? found.apiKey : found?.accessToken
  if (found && secret !== undefined && /^[\x21-\x7e]+$/.test(secret)) return found
  const message = found
    ? "has spaces or line breaks: paste it again"
    : `is required with authentication_method ${method}`
  throw badField(path, message)
}
