import { createHmac, randomBytes } from "node:crypto"
import type { Clock, CompanyInfo, Credential } from "../world.js"
import { OAuthError } from "./oauth-error.js"

export type Approval = {
  kind: "company_token" | "user_token"
  employeeId: string | null
  /** Null: everything. */
  scopes: string[] | null
}
/** `expires_in` in seconds, `created_at` in unix seconds. */
export type TokenAnswer = {
  access_token: string
  token_type: "Bearer"
  expires_in: number
  refresh_token: string
  scope: string
  created_at: number
}
export type Authenticated = { credential: Credential } | "expired" | "unknown"

export type GrantOptions = {
  clock: Clock
  accessTokenSeconds: number
  refreshTokenSeconds: number
  company: () => CompanyInfo
}

/** `clientId` null: any client may refresh and revoke it. Access tokens newest last, at most two. */
export type Grant = Approval & {
  id: string
  clientId: string | null
  accessTokens: string[]
  isRevoked: boolean
}
type Access = { grant: Grant; expiresAt: number }
type Refresh = { grant: Grant; issuedAt: number; isSpent: boolean }

/** What was granted, and the tokens of it. */
export class Grants {
  /** Refreshes that gave tokens. */
  refreshes = 0
  readonly #options: GrantOptions
  readonly #key = randomBytes(32)
  readonly #access = new Map<string, Access>()
  readonly #refresh = new Map<string, Refresh>()

  constructor(options: GrantOptions) {
    this.#options = options
  }

  start(approval: Approval, clientId: string | null): Grant {
    return { ...approval, id: randomBytes(8).toString("hex"), clientId, accessTokens: [], isRevoked: false }
  }

  /** A new pair; the access token before it stays until the new one is used. */
  issue(grant: Grant): TokenAnswer {
    const now = this.#now()
    const accessToken = this.#sign(grant, now)
    const refreshToken = randomBytes(32).toString("base64url")
    for (const older of grant.accessTokens.splice(0, grant.accessTokens.length - 1)) this.#access.delete(older)
    grant.accessTokens.push(accessToken)
    this.#access.set(accessToken, { grant, expiresAt: now + this.#options.accessTokenSeconds * 1_000 })
    this.#refresh.set(refreshToken, { grant, issuedAt: now, isSpent: false })
    return {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: this.#options.accessTokenSeconds,
      refresh_token: refreshToken,
      scope: grant.scopes?.join(" ") ?? "read write",
      created_at: Math.floor(now / 1_000),
    }
  }

  /** Throws `invalid_grant`. */
  refresh(token: string, clientId: string): TokenAnswer {
    const held = this.#refresh.get(token)
    if (!held || held.grant.isRevoked || (held.grant.clientId ?? clientId) !== clientId)
      throw new OAuthError("invalid_grant", "the refresh token is unknown, revoked or another client's")
    if (held.isSpent) {
      this.revoke(held.grant)
      throw new OAuthError("invalid_grant", "the refresh token was used before: the grant is revoked, authorize again")
    }
    if (this.#now() - held.issuedAt >= this.#options.refreshTokenSeconds * 1_000)
      throw new OAuthError("invalid_grant", "the refresh token is too old: authorize again")
    held.isSpent = true
    this.refreshes += 1
    return this.issue(held.grant)
  }

  authenticate(token: string): Authenticated {
    const held = this.#access.get(token)
    if (!held) return "unknown"
    if (this.#now() >= held.expiresAt) return "expired"
    const { id, kind, employeeId, scopes, accessTokens } = held.grant
    if (accessTokens.length > 1 && accessTokens.at(-1) === token)
      for (const older of accessTokens.splice(0, accessTokens.length - 1)) this.#access.delete(older)
    return { credential: { kind, id: `grant:${id}`, employeeId, scopes } }
  }

  /** The grant of an access or refresh token. */
  find(token: string): Grant | undefined {
    return (this.#access.get(token) ?? this.#refresh.get(token))?.grant
  }

  revoke(grant: Grant): void {
    grant.isRevoked = true
    for (const token of grant.accessTokens.splice(0)) this.#access.delete(token)
  }

  neverEnd(accessToken: string): void {
    const held = this.#access.get(accessToken)
    if (held) held.expiresAt = Number.POSITIVE_INFINITY
  }

  expireAll(): void {
    for (const held of this.#access.values()) held.expiresAt = 0
  }

  revokeAll(): void {
    for (const { grant } of this.#refresh.values()) this.revoke(grant)
  }

  #now(): number {
    return this.#options.clock.now().getTime()
  }

  /** Looks like the original's tokens: a JWT with the company's id. What it is worth is looked up, never read from it. */
  #sign(grant: Grant, now: number): string {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
    const issuedAt = Math.floor(now / 1_000)
    const claims = {
      jti: randomBytes(16).toString("hex"),
      iat: issuedAt,
      exp: issuedAt + this.#options.accessTokenSeconds,
      company_id: this.#options.company().id,
      ...(grant.employeeId === null ? {} : { employee_id: grant.employeeId }),
    }
    const content = `${encode({ kid: "sandbox", alg: "HS256" })}.${encode(claims)}`
    return `${content}.${createHmac("sha256", this.#key).update(content).digest("base64url")}`
  }
}
