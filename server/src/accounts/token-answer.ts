/**
 * Why there are no new tokens. `revoked`: the grant or code is gone and the customer must connect again. `transient`:
 * try again later. `client`: the OAuth client is refused, which the operator has to set right. `unreadable`: it was
 * granted, and nobody knows what: asking again with the same refresh token or code may end the grant.
 */
export class GrantFailure extends Error {
  readonly kind: "revoked" | "transient" | "client" | "unreadable"
  /** The token endpoint wants to be left alone for so long. */
  readonly retryAfterMs: number

  constructor(kind: GrantFailure["kind"], message: string, options: ErrorOptions & { retryAfterMs?: number } = {}) {
    super(message, options)
    this.name = "GrantFailure"
    this.kind = kind
    this.retryAfterMs = options.retryAfterMs ?? 0
  }
}

export type TokenPair = { accessToken: string; refreshToken?: string; expiresInSeconds?: number; scope?: string }

/** What a token endpoint answered, read as far as it came; `body` is undefined when it broke off or had no end. */
export type TokenAnswer = {
  status: number
  body: string | undefined
  contentType: string | null
  /** The token endpoint wants to be left alone for so long. */
  retryAfterMs: number
}

/**
 * The tokens in an answer of a token endpoint. Lenient in all but the access token: a pair that was issued has made
 * the one before it worthless, so an odd word beside it is no reason to lose it. Throws `GrantFailure`.
 */
export function readTokenAnswer(answer: TokenAnswer): TokenPair {
  const { status, retryAfterMs } = answer
  if (status >= 500 || status === 429 || status === 408)
    throw new GrantFailure("transient", `the token endpoint answered ${status}`, { retryAfterMs })
  const said = readObject(answer.body)
  const isGranted = status >= 200 && status < 300
  const accessToken = isGranted ? textOf(said?.access_token) : undefined
  // What can't stand in a header can't be used.
  if (said && accessToken && /^[\x21-\x7e]+$/.test(accessToken)) return { accessToken, ...readRest(said) }
  const code = textOf(said?.error)
  if (code !== undefined) throw refusal(code)
  if (isGranted) throw new GrantFailure("unreadable", `the token endpoint answered ${describe(answer)}`)
  throw new GrantFailure("transient", `the token endpoint answered ${describe(answer)}`)
}

function readRest(said: Readonly<Record<string, unknown>>): Omit<TokenPair, "accessToken"> {
  const refreshToken = textOf(said.refresh_token)
  const scope = textOf(said.scope)
  const isCount = typeof said.expires_in === "number" || textOf(said.expires_in) !== undefined
  const seconds = isCount ? Number(said.expires_in) : Number.NaN
  return {
    ...(refreshToken === undefined ? {} : { refreshToken }),
    ...(scope === undefined ? {} : { scope }),
    // A new token that has ended already makes no sense: it would be refreshed before every call.
    ...(Number.isFinite(seconds) && seconds > 0 ? { expiresInSeconds: seconds } : {}),
  }
}

/** RFC 6749, 5.2. */
function refusal(code: string): GrantFailure {
  if (code === "invalid_grant") return new GrantFailure("revoked", "the HR system no longer accepts the grant")
  const isClient = code === "invalid_client" || code === "unauthorized_client"
  if (isClient) return new GrantFailure("client", `the HR system refuses our OAuth client (${code})`)
  return new GrantFailure("transient", `the token endpoint refused with ${code.slice(0, 100)}`)
}

/** Never the body: it may hold tokens. */
function describe({ status, body, contentType }: TokenAnswer): string {
  if (body === undefined) return `${status} with a body that broke off or had no end`
  return `${status} without a token (${body.length} characters of ${contentType?.slice(0, 100) ?? "no type"})`
}

function readObject(body: string | undefined): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(body ?? "")
    return typeof parsed === "object" && parsed !== null ? { ...parsed } : undefined
  } catch {
    return undefined
  }
}

const textOf = (value: unknown): string | undefined => {
  const text = typeof value === "string" ? value.trim() : ""
  return text === "" ? undefined : text
}
