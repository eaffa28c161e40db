/**
 * What an account's context holds: the fields that its integration declares, a few that every account has, and data of
 * the caller's own. What is not declared as open is sealed apart from the rest and is never shown. Nothing is recognised
 * by its name.
 */
import { type AuthField, authFields, type Connector } from "@rollcall/connector-kit"

export type Context = Readonly<Record<string, unknown>>

export type ContextFields = {
  open: ReadonlySet<string>
  secret: ReadonlySet<string>
  /** Open, and said by the HR system: nobody else changes them. */
  reported: ReadonlySet<string>
  /** What each method asks for. */
  of: Readonly<Record<"api_key" | "oauth2", readonly AuthField[]>>
  /** What any method asks for. */
  declared: readonly AuthField[]
}

/** Where the account is, how it is synced, and what callers keep here for themselves in the open. */
const OWN_FIELDS = ["host", "sync", "custom"]
const OPEN_OAUTH = new Set(["scope"])
const OPEN_TOKEN = new Set(["expires_in", "expires_at", "created_at", "token_type", "scope"])
const SECRET_TOKEN = new Set(["access_token", "refresh_token"])
/** Shown by others of the kind and sent back to us: never taken. */
const IGNORED = "environment_variables"

export function fieldsOf({ auth, connect }: Pick<Connector, "auth" | "connect">): ContextFields {
  const declared = authFields(auth)
  const named = (isSecret: boolean) => declared.filter((field) => field.isSecret === isSecret).map(({ name }) => name)
  const reported = connect.identity.fields
  return {
    open: new Set([...OWN_FIELDS, ...named(false), ...reported]),
    secret: new Set(named(true)),
    reported: new Set(reported),
    of: { api_key: auth.api_key?.fields ?? [], oauth2: auth.oauth2?.fields ?? [] },
    declared,
  }
}

/** Names at the top of a context that nobody declares: a caller's own data. */
export const findOwn = ({ open, secret }: ContextFields, context: Context): string[] =>
  Object.keys(context).filter((key) => !open.has(key) && !secret.has(key) && key !== "oauth" && key !== IGNORED)

export type Split = { open: Record<string, unknown>; secret: Record<string, unknown> }

/** Parts a context into what may be shown and what must be sealed; `oauth.token.*` keeps its place in both. */
export function splitContext(fields: ContextFields, context: Context): Split {
  const { oauth, ...rest } = context
  const plain = partition(rest, (key) => fields.open.has(key))
  delete plain.secret[IGNORED]
  if (!isObject(oauth)) return plain
  const { token, ...beside } = oauth
  const outer = partition(beside, (key) => OPEN_OAUTH.has(key))
  const inner = partition(isObject(token) ? token : {}, (key) => OPEN_TOKEN.has(key))
  const join = (one: Context, other: Context) => (isEmpty(other) ? one : { ...one, token: other })
  const secret = join(outer.secret, inner.secret)
  return {
    open: { ...plain.open, oauth: join(outer.open, inner.open) },
    secret: isEmpty(secret) ? plain.secret : { ...plain.secret, oauth: secret },
  }
}

function partition(from: Context, isOpen: (key: string) => boolean): Split {
  const entries = Object.entries(from)
  return {
    open: Object.fromEntries(entries.filter(([key]) => isOpen(key))),
    secret: Object.fromEntries(entries.filter(([key]) => !isOpen(key))),
  }
}

const isEmpty = (one: Context): boolean => Object.keys(one).length === 0

/** Puts the two parts together again. */
export function joinContext({ open, secret }: { open: Context; secret: Context }): Record<string, unknown> {
  if (!open.oauth && !secret.oauth) return { ...open, ...secret }
  const [shown, sealed] = [objectAt(open, "oauth"), objectAt(secret, "oauth")]
  const token = { ...objectAt(shown, "token"), ...objectAt(sealed, "token") }
  return { ...open, ...secret, oauth: { ...shown, ...sealed, token } }
}

/**
 * A patch replaces top-level keys; `oauth` is merged; a secret that is left out or null keeps its value; null takes a key
 * of the caller's own away.
 */
export function mergeContext(fields: ContextFields, stored: Context, patch: Context): Record<string, unknown> {
  const { oauth, ...given } = patch
  const own = findOwn(fields, given).filter((key) => given[key] === null)
  const merged = withoutKeys({ ...stored, ...withoutNulls(given, fields.secret) }, own)
  return isObject(oauth) ? { ...merged, oauth: mergeOAuth(objectAt(stored, "oauth"), oauth) } : merged
}

function mergeOAuth(stored: Context, given: Context): Record<string, unknown> {
  const token = withoutNulls(objectAt(given, "token"), SECRET_TOKEN)
  const { expires_at, expires_in, ...endless } = objectAt(stored, "token")
  // A new token has an end of its own, or none that is known.
  const hasOwnEnd = ["access_token", "expires_at", "expires_in"].some((key) => token[key] !== undefined)
  const kept = hasOwnEnd ? endless : objectAt(stored, "token")
  return { ...stored, ...given, token: { ...kept, ...token } }
}

/** A context with neither keys nor tokens. What callers keep here for themselves stays. */
export function withoutCredentials({ secret }: ContextFields, { oauth: _, ...rest }: Context): Context {
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !secret.has(name)))
}

/** Whether a patch brings credentials. */
export function hasSecrets({ secret }: ContextFields, patch: Context): boolean {
  const token = objectAt(objectAt(patch, "oauth"), "token")
  const brings = (from: Context, keys: ReadonlySet<string>) =>
    Object.entries(from).some(([key, value]) => keys.has(key) && value !== null)
  return brings(patch, secret) || brings(token, SECRET_TOKEN)
}

const withoutKeys = (from: Context, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key)))

const withoutNulls = (from: Context, keys: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(from).filter(([key, value]) => value !== null || !keys.has(key)))

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const objectAt = (from: Context, key: string): Record<string, unknown> => {
  const value = from[key]
  return isObject(value) ? value : {}
}
