import type { Credentials } from "@rollcall/connector-kit"
import { badField } from "../errors.js"
import { type Context, type ContextFields, objectAt } from "./secrets.js"
import type { TokenPair } from "./token-answer.js"

/** The credentials in a whole context; undefined when they are missing. */
export function readCredentials(fields: ContextFields, method: string, context: Context): Credentials | undefined {
  if (method === "api_key") return readSecrets(fields, context)
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

function readSecrets({ of }: ContextFields, context: Context): Credentials | undefined {
  const fields = of.api_key.filter(({ isSecret }) => isSecret)
  const given = fields.flatMap(({ name }): [string, string][] => {
    const value = context[name]
    return typeof value === "string" && value !== "" ? [[name, value]] : []
  })
  const secrets = Object.fromEntries(given)
  const isWhole = fields.every(({ name, isRequired }) => !isRequired || Object.hasOwn(secrets, name))
  return isWhole && given.length > 0 ? { method: "api_key", secrets } : undefined
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
  const refreshed = {
    ...token,
    access_token: pair.accessToken,
    ...(pair.refreshToken === undefined ? {} : { refresh_token: pair.refreshToken }),
    ...(pair.expiresInSeconds === undefined ? {} : { expires_in: pair.expiresInSeconds }),
  }
  return stampExpiry({ ...context, oauth: { ...oauth, token: refreshed } }, now)
}

/** What a connection with the method can't do without. Throws `request.invalid`. */
export function assertCredentials(fields: ContextFields, method: "api_key" | "oauth2", context: Context): Credentials {
  const missing = fields.of[method].find(({ name, isRequired }) => isRequired && isEmpty(context[name]))
  const required = `is required with authentication_method ${method}`
  if (missing) throw badField(`context.${missing.name}`, required)
  const found = readCredentials(fields, method, context)
  if (!found) throw badField(method === "oauth2" ? TOKEN : "context", required)
  // Header values can carry neither line breaks nor control characters: such a token is a pasting mistake.
  if (found.method === "oauth2" && !/^[\x21-\x7e]+$/.test(found.accessToken))
    throw badField(TOKEN, "has spaces or line breaks: paste it again")
  return found
}

const TOKEN = "context.oauth.token.access_token"
const isEmpty = (value: unknown): boolean => value === undefined || value === null || value === ""
