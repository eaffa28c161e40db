/**
 * What of an account's context is secret. Secrets are sealed apart from the rest and never leave the vault but to
 * speak to the HR system.
 */
export type Context = Readonly<Record<string, unknown>>

const SECRET_KEYS = ["api_key", "api_token", "token", "password", "secret", "client_secret", "access_token"]
const SECRET_TOKEN_KEYS = ["access_token", "refresh_token", "access_token_secret"]

export type Split = { open: Record<string, unknown>; secret: Record<string, unknown> }

/** Parts a context into what may be shown and what must be sealed; `oauth.token.*` keeps its place in both. */
export function splitContext(context: Context): Split {
  const open: Record<string, unknown> = {}
  const secret: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(context)) {
    if (key === "environment_variables") continue
    if (SECRET_KEYS.includes(key)) secret[key] = value
    else if (key === "oauth" && isObject(value)) {
      const parts = splitOAuth(value)
      open.oauth = parts.open
      if (Object.keys(parts.secret).length > 0) secret.oauth = { token: parts.secret }
    } else open[key] = value
  }
  return { open, secret }
}

function splitOAuth(oauth: Context): Split {
  const token = isObject(oauth.token) ? oauth.token : {}
  const entries = Object.entries(token)
  const shown = Object.fromEntries(entries.filter(([key]) => !SECRET_TOKEN_KEYS.includes(key)))
  const secret = Object.fromEntries(entries.filter(([key]) => SECRET_TOKEN_KEYS.includes(key)))
  const open: Record<string, unknown> = { ...oauth }
  delete open.token
  if (Object.keys(shown).length > 0) open.token = shown
  return { open, secret }
}

/** Puts the two parts together again. */
export function joinContext({ open, secret }: { open: Context; secret: Context }): Record<string, unknown> {
  const token = { ...objectAt(objectAt(open, "oauth"), "token"), ...objectAt(objectAt(secret, "oauth"), "token") }
  const oauth = open.oauth || secret.oauth ? { oauth: { ...objectAt(open, "oauth"), token } } : {}
  return { ...open, ...secret, ...oauth }
}

/** A patch replaces top-level keys; `oauth` is merged; a secret that is left out or null keeps its value. */
export function mergeContext(stored: Context, patch: Context): Record<string, unknown> {
  const { oauth, ...given } = patch
  const merged = { ...stored, ...withoutNulls(given, SECRET_KEYS) }
  return isObject(oauth) ? { ...merged, oauth: mergeOAuth(objectAt(stored, "oauth"), oauth) } : merged
}

function mergeOAuth(stored: Context, given: Context): Record<string, unknown> {
  const token = withoutNulls(objectAt(given, "token"), SECRET_TOKEN_KEYS)
  const { expires_at, expires_in, ...endless } = objectAt(stored, "token")
  // A new token has an end of its own, or none that is known.
  const hasOwnEnd = ["access_token", "expires_at", "expires_in"].some((key) => token[key] !== undefined)
  const kept = hasOwnEnd ? endless : objectAt(stored, "token")
  return { ...stored, ...given, token: { ...kept, ...token } }
}

/** Whether a patch brings credentials. */
export function hasSecrets(patch: Context): boolean {
  const token = withoutNulls(objectAt(objectAt(patch, "oauth"), "token"), SECRET_TOKEN_KEYS)
  const given = withoutNulls(patch, SECRET_KEYS)
  return SECRET_KEYS.some((key) => key in given) || SECRET_TOKEN_KEYS.some((key) => key in token)
}

const withoutNulls = (from: Context, keys: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(from).filter(([key, value]) => value !== null || !keys.includes(key)))

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const objectAt = (from: Context, key: string): Record<string, unknown> => {
  const value = from[key]
  return isObject(value) ? value : {}
}
