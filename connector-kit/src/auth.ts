/** What a customer is asked for on connecting, or the caller gives in `context`. Nothing is recognised by its name. */
export type AuthField = {
  name: string
  /** True: sealed, never shown, and in no address. False: a setting, kept in the open. */
  isSecret: boolean
  isRequired: boolean
  /** The whole value has to match. */
  pattern: RegExp
  /** Makes what people paste into the value, before it is compared with the pattern. Never throws. */
  normalise?(given: string): string
  /** Whether a value that matches means something: what no pattern can tell. Never throws. */
  accepts?(value: string): boolean
  label: string
  placeholder?: string
  helpText?: string
  /** Said when a value does not match, or is not accepted. */
  malformed?: string
  /** By language, where English is not enough. */
  translations?: Readonly<Record<string, FieldWords>>
}
export type FieldWords = Pick<AuthField, "label" | "helpText" | "malformed">

/** How a customer authorises; data for forms, documentation and the OAuth client. */
export type ApiKeyAuth = {
  format: "api_key"
  fields: readonly AuthField[]
  documentationLink?: string
}

export type OAuth2Auth = {
  format: "oauth2"
  /** Asked before the customer is sent to the consent page. Settings only: they stand in addresses of ours on the way. */
  fields?: readonly AuthField[]
  documentationLink?: string
  /** Paths on the API host; they may have a query. */
  authorizePath: string
  tokenPath: string
  /** Absent: grants can't be ended from here. */
  revokePath?: string
  scopes: readonly string[]
  scopeSeparator: string
  /** Sent with every customer to the consent page. */
  authorizeParams: Readonly<Record<string, string>>
  /** True: the code is bound to a secret of ours (RFC 7636, S256). */
  usesPkce?: boolean
  /** The HR system ends a grant that was not refreshed for so many days; absent: it doesn't. */
  refreshIdleDays?: number
}

export type Auth = { api_key?: ApiKeyAuth; oauth2?: OAuth2Auth }

/** Values of an account's settings, by their names. */
export type Settings = Readonly<Record<string, string>>

/** A value of a field as it is kept, or why it can't be. */
export type ReadField = { value: string } | { problem: "missing" | "malformed" }

export function readField(field: AuthField, given: unknown): ReadField {
  if (given === undefined || given === null || given === "") return { problem: "missing" }
  if (typeof given !== "string") return { problem: "malformed" }
  const value = field.normalise?.(given) ?? given
  const isGood = isWhole(field.pattern, value) && (field.accepts?.(value) ?? true)
  return isGood ? { value } : { problem: "malformed" }
}

/** Whatever anchors and flags the pattern has. */
const isWhole = ({ source, flags }: RegExp, value: string): boolean =>
  new RegExp(`^(?:${source})$`, flags.replace(/[gmy]/g, "")).test(value)

/** Fields of both methods, each name once. */
export function authFields({ api_key, oauth2 }: Auth): readonly AuthField[] {
  const all = [...(api_key?.fields ?? []), ...(oauth2?.fields ?? [])]
  return all.filter(({ name }, at) => all.findIndex((one) => one.name === name) === at)
}

/** Settings that a context has. What does not match is none. */
export function settingsIn(fields: readonly AuthField[], context: Readonly<Record<string, unknown>>): Settings {
  const found = fields.flatMap((field): [string, string][] => {
    if (field.isSecret) return []
    const read = readField(field, context[field.name])
    return "value" in read ? [[field.name, read.value]] : []
  })
  return Object.fromEntries(found)
}
