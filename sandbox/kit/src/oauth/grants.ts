import { createHmac, randomBytes } from "node:crypto"
import type { Json } from "../json.js"
import { KEEPS_NOTHING, type Keeper } from "../state/journal.js"
import { KeptMap } from "../state/kept-map.js"
import type { Clock } from "../time/clock.js"
import { OAuthError } from "./oauth-error.js"

/** What was approved: for the whole company, or for what one person may see. */
export type Approval = {
  kind: "company_token" | "user_token"
  /** The person's id among those who can approve; null for a company. */
  employeeId: string | null
  /** Null: everything. */
  scopes: string[] | null
}
/** What an access token stands for. `id` is the grant's. */
export type GrantCredential = Approval & { id: string }
/** `expires_in` in seconds, `created_at` in unix seconds. */
export type TokenAnswer = {
  access_token: string
  token_type: "Bearer"
  expires_in: number
  refresh_token: string
  scope: string
  created_at: number
}
export type Authenticated = { credential: GrantCredential } | "expired" | "unknown"

export type GrantOptions = {
  clock: Clock
  accessTokenSeconds: number
  refreshTokenSeconds: number
  /** Whether a refresh gives another refresh token and spends the old one; none: it does. */
  rotates?: () => boolean
  /** What a token without scopes is said to have. */
  allScopes: string
  /** What is written into an access token besides its times. */
  claims: (approval: Approval) => Record<string, Json>
  /** Where grants and tokens outlive the process; none: nowhere. */
  keeper?: Keeper
}

/** `clientId` null: any client may refresh and revoke it. Access tokens newest last, at most two. */
export type Grant = Approval & {
  id: string
  clientId: string | null
  accessTokens: string[]
  isRevoked: boolean
}
/** `expiresAt` in unix milliseconds; null: never. */
type Access = { grantId: string; expiresAt: number | null }
type Refresh = { grantId: string; issuedAt: number; isSpent: boolean }

/** What was granted, and the tokens of it. */
export class Grants {
  /** Refreshes that gave tokens. */
  refreshes = 0
  readonly #options: GrantOptions
  readonly #key = randomBytes(32)
  readonly #grants: KeptMap<Grant>
  readonly #access: KeptMap<Access>
  readonly #refresh: KeptMap<Refresh>

  constructor(options: GrantOptions) {
    this.#options = options
    const { keeper = KEEPS_NOTHING } = options
    this.#grants = new KeptMap("grant", keeper)
    this.#access = new KeptMap("access token", keeper)
    this.#refresh = new KeptMap("refresh token", keeper)
  }

  start(approval: Approval, clientId: string | null): Grant {
    const id = randomBytes(8).toString("hex")
    const grant = { ...approval, id, clientId, accessTokens: [], isRevoked: false }
    this.#grants.set(id, grant)
    return grant
  }

  /** A new pair; the access token before it stays until the new one is used. */
  issue({ id }: Pick<Grant, "id">): TokenAnswer {
    const refreshToken = randomBytes(32).toString("base64url")
    const answer = this.#issueWith(refreshToken, id)
    this.#refresh.set(refreshToken, { grantId: id, issuedAt: this.#now(), isSpent: false })
    return answer
  }

  #issueWith(refreshToken: string, id: string): TokenAnswer {
    const grant = this.#grants.get(id)
    if (!grant) throw new OAuthError("invalid_grant", "the grant is gone: authorize again")
    const now = this.#now()
    const accessToken = this.#sign(grant, now)
    const before = grant.accessTokens.at(-1)
    this.#keepOnly(grant, before === undefined ? [accessToken] : [before, accessToken])
    this.#access.set(accessToken, { grantId: id, expiresAt: now + this.#options.accessTokenSeconds * 1_000 })
    return {
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: this.#options.accessTokenSeconds,
      refresh_token: refreshToken,
      scope: grant.scopes?.join(" ") ?? this.#options.allScopes,
      created_at: Math.floor(now / 1_000),
    }
  }

  /** Throws `invalid_grant`. */
  refresh(token: string, clientId: string): TokenAnswer {
    const held = this.#refresh.get(token)
    const grant = held && this.#grants.get(held.grantId)
    if (!held || !grant || grant.isRevoked || (grant.clientId ?? clientId) !== clientId)
      throw new OAuthError("invalid_grant", "the refresh token is unknown, revoked or another client's")
    if (held.isSpent) {
      this.revoke(grant)
      throw new OAuthError("invalid_grant", "the refresh token was used before: the grant is revoked, authorize again")
    }
    if (this.#now() - held.issuedAt >= this.#options.refreshTokenSeconds * 1_000)
      throw new OAuthError("invalid_grant", "the refresh token is too old: authorize again")
    this.refreshes += 1
    if (this.#options.rotates?.() === false) return this.#issueWith(token, grant.id)
    this.#refresh.set(token, { ...held, isSpent: true })
    return this.issue(grant)
  }

  authenticate(token: string): Authenticated {
    const held = this.#access.get(token)
    const grant = held && this.#grants.get(held.grantId)
    if (!held || !grant) return "unknown"
    if (held.expiresAt !== null && this.#now() >= held.expiresAt) return "expired"
    const { id, kind, employeeId, scopes, accessTokens } = grant
    if (accessTokens.length > 1 && accessTokens.at(-1) === token) this.#keepOnly(grant, [token])
    return { credential: { kind, id: `grant:${id}`, employeeId, scopes } }
  }

  /** The grant of an access or refresh token. */
  find(token: string): Grant | undefined {
    const held = this.#access.get(token) ?? this.#refresh.get(token)
    return held && this.#grants.get(held.grantId)
  }

  revoke({ id }: Pick<Grant, "id">): void {
    const grant = this.#grants.get(id)
    if (grant) this.#keepOnly({ ...grant, isRevoked: true }, [])
  }

  neverEnd(accessToken: string): void {
    const held = this.#access.get(accessToken)
    if (held) this.#access.set(accessToken, { ...held, expiresAt: null })
  }

  expireAll(): void {
    for (const [token, held] of this.#access.entries()) this.#access.set(token, { ...held, expiresAt: 0 })
  }

  revokeAll(): void {
    for (const [, grant] of this.#grants.entries()) this.revoke(grant)
  }

  /** The grant's other access tokens end. */
  #keepOnly(grant: Grant, accessTokens: string[]): void {
    const there = this.#grants.get(grant.id)?.accessTokens ?? []
    for (const token of there) if (!accessTokens.includes(token)) this.#access.delete(token)
    this.#grants.set(grant.id, { ...grant, accessTokens })
  }

  #now(): number {
    return this.#options.clock.now().getTime()
  }

  /** A JWT. What it is worth is looked up, never read from it. */
  #sign(grant: Grant, now: number): string {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
    const issuedAt = Math.floor(now / 1_000)
    const claims = {
      jti: randomBytes(16).toString("hex"),
      iat: issuedAt,
      exp: issuedAt + this.#options.accessTokenSeconds,
      ...this.#options.claims(grant),
    }
    const content = `${encode({ kid: "sandbox", alg: "HS256" })}.${encode(claims)}`
    return `${content}.${createHmac("sha256", this.#key).update(content).digest("base64url")}`
  }
}
