import { randomBytes } from "node:crypto"
import { type Entry, KEEPS_NOTHING } from "../state/journal.js"
import { KeptMap } from "../state/kept-map.js"
import { type Approval, type Authenticated, type GrantOptions, Grants, type TokenAnswer } from "./grants.js"
import { OAuthError } from "./oauth-error.js"

export type OAuthClient = { id: string; secret: string; redirectUris: string[]; name: string; scopes: string[] }
export type Person = { id: string; full_name: string; email: string | null }
export type OAuthOptions = GrantOptions & {
  clients: OAuthClient[]
  /** Who can approve for themselves. */
  employees: () => Person[]
  companyName: () => string
}

/** What a client asks for, as long as nobody has answered it. */
export type AuthorizeRequest = {
  client: OAuthClient
  redirectUri: string
  kind: Approval["kind"]
  scopes: string[] | null
  state: string | null
}
type Code = { clientId: string; redirectUri: string; approval: Approval; issuedAt: number; grantId: string | null }

const REDIRECTS = "redirect URIs"
const CODE_LIFE_MS = 600_000
const MAX_OPEN_PAGES = 1_000

/** Clients, open consent pages, codes and grants. */
export class OAuthState {
  readonly #options: OAuthOptions
  readonly #grants: Grants
  readonly #pages = new Map<string, AuthorizeRequest>()
  readonly #codes: KeptMap<Code>
  readonly #redirects: KeptMap<string[]>

  constructor(options: OAuthOptions) {
    const { keeper = KEEPS_NOTHING, clients } = options
    this.#codes = new KeptMap("code", keeper)
    this.#redirects = new KeptMap(REDIRECTS, keeper)
    const own = clients.map((one) => ({ ...one, redirectUris: [...one.redirectUris] }))
    this.#options = { ...options, clients: own }
    for (const { id, redirectUris } of own)
      for (const uri of [...redirectUris, ...(this.#redirects.get(id) ?? [])]) this.#addRedirect(id, uri)
    this.#grants = new Grants(options)
  }

  /** Refreshes that gave tokens. */
  get refreshes(): number {
    return this.#grants.refreshes
  }

  get companyName(): string {
    return this.#options.companyName()
  }

  people(): Person[] {
    return this.#options.employees()
  }

  client(id: string | undefined): OAuthClient | undefined {
    return this.#options.clients.find((client) => client.id === id)
  }

  /** Registers another redirect URI, as somebody would in the client's settings. Throws when that can't be. */
  allowRedirect(clientId: string, uri: string): string[] {
    const uris = this.#addRedirect(clientId, uri)
    this.#redirects.set(clientId, uris)
    return uris
  }

  /** Redirect URIs that were registered while it ran. */
  keptRedirects(): Entry[] {
    return this.#redirects.entries().map(([clientId, uris]): Entry => [REDIRECTS, clientId, uris])
  }

  #addRedirect(clientId: string, uri: string): string[] {
    const client = this.client(clientId)
    if (!client) throw new Error(`there is no OAuth client ${clientId}`)
    if (!URL.canParse(uri)) throw new Error(`OAuth client ${clientId}: ${JSON.stringify(uri)} is no redirect URI`)
    if (!client.redirectUris.includes(uri)) client.redirectUris.push(uri)
    return [...client.redirectUris]
  }

  authenticate(token: string): Authenticated {
    return this.#grants.authenticate(token)
  }

  /** Tokens without a consent page; any client may refresh them. */
  issue(approval: Approval): TokenAnswer {
    return this.#grants.issue(this.#grants.start(approval, null))
  }

  /** Every access token given so far is expired; refresh tokens still work. */
  expireAll(): void {
    this.#grants.expireAll()
  }

  /** This access token no longer expires. */
  neverEnd(accessToken: string): void {
    this.#grants.neverEnd(accessToken)
  }

  /** Ends every grant and makes codes and open pages worthless. */
  revokeAll(): void {
    this.#grants.revokeAll()
    this.#codes.clear()
    this.#pages.clear()
  }

  /** Returns the one-time token of the page's form. */
  openPage(request: AuthorizeRequest): string {
    const token = randomBytes(24).toString("base64url")
    this.#pages.set(token, request)
    const [oldest] = this.#pages.keys()
    if (this.#pages.size > MAX_OPEN_PAGES && oldest !== undefined) this.#pages.delete(oldest)
    return token
  }

  page(token: string | undefined): AuthorizeRequest | undefined {
    return this.#pages.get(token ?? "")
  }

  closePage(token: string): void {
    this.#pages.delete(token)
  }

  giveCode({ client, redirectUri, kind, scopes }: AuthorizeRequest, employeeId: string | null): string {
    const code = randomBytes(32).toString("base64url")
    const approval = { kind, employeeId, scopes }
    this.#codes.set(code, { clientId: client.id, redirectUri, approval, issuedAt: this.#now(), grantId: null })
    return code
  }

  /** Throws `invalid_grant`. */
  redeemCode(code: string, { clientId, redirectUri }: { clientId: string; redirectUri: string }): TokenAnswer {
    const held = this.#codes.get(code)
    if (!held || held.clientId !== clientId)
      throw new OAuthError("invalid_grant", "the code is unknown or another client's")
    if (held.grantId !== null) {
      this.#grants.revoke({ id: held.grantId })
      throw new OAuthError("invalid_grant", "the code was used before: what it gave is revoked, authorize again")
    }
    if (held.redirectUri !== redirectUri)
      throw new OAuthError("invalid_grant", "redirect_uri is not the one that the code was asked for with")
    if (this.#now() - held.issuedAt >= CODE_LIFE_MS)
      throw new OAuthError("invalid_grant", "the code is older than 10 minutes: authorize again")
    const grant = this.#grants.start(held.approval, clientId)
    this.#codes.set(code, { ...held, grantId: grant.id })
    return this.#grants.issue(grant)
  }

  /** Throws `invalid_grant`. */
  refresh(token: string, clientId: string): TokenAnswer {
    return this.#grants.refresh(token, clientId)
  }

  /** Who approved the grant of a token; null: nobody for himself. */
  ownerOf(token: string): string | null {
    return this.#grants.find(token)?.employeeId ?? null
  }

  /** Ends the whole grant of an access or refresh token. Unknown tokens are no error, another client's are. */
  revoke(token: string, clientId: string): void {
    const grant = this.#grants.find(token)
    if (!grant) return
    if ((grant.clientId ?? clientId) !== clientId)
      throw new OAuthError("unauthorized_client", "the token was given to another client")
    this.#grants.revoke(grant)
  }

  #now(): number {
    return this.#options.clock.now().getTime()
  }
}
