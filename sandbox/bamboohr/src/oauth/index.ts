/**
 * BambooHR's ways in OAuth, on the kit's server: `/authorize.php?request=authorize` on the company's host, with a page on
 * which one of its users consents, and `/token.php?request=token`.
 *
 * A grant with the scope `public.integration` is for the whole company and acts as its administrator; any other acts for
 * the user who consented. Its scopes decide which calls and fields it has (`permissions/`). Without `offline_access` no
 * refresh token is told. What is not known of the original and chosen here: a refresh token lives 30 days from the last
 * refresh; a request without a scope is an `invalid_scope`; a spent refresh token that comes again ends the grant.
 */
import { createHmac, randomBytes } from "node:crypto"
import {
  askedScopes,
  type Clock,
  createOAuthState,
  type Keeper,
  type OAuthClient,
  OAuthError,
  type OAuthState,
  type OAuthSystem,
  type TokenAnswer,
} from "@rollcall/sandbox-kit"
import { assertCompany, onCompanyHost } from "../addresses.js"
import type { Store } from "../store.js"
import type { CompanyInfo, Row } from "../world.js"
import { SCOPES } from "./scopes.js"

const DAY_SECONDS = 86_400

/** What it has to know of the company that runs. Its store is another one after a reset. */
type Company = {
  readonly store: Store
  readonly company: CompanyInfo
  readonly companyDomain: string
  readonly clock: Clock
  readonly keeper: Keeper
  readonly settings: { clients: readonly OAuthClient[]; accessTokenSeconds: number }
  readonly behaviour: { rotatesRefreshTokens: boolean }
  ownersUserId(): string | null
}

export function createOAuth(running: Company): OAuthState {
  const { settings, clock, keeper, companyDomain } = running
  return createOAuthState({
    clock,
    keeper,
    clients: settings.clients.map(({ scopes, ...client }) => ({
      ...client,
      scopes: scopes.length > 0 ? scopes : [...SCOPES],
    })),
    accessTokenSeconds: settings.accessTokenSeconds,
    refreshTokenSeconds: 30 * DAY_SECONDS,
    rotates: () => running.behaviour.rotatesRefreshTokens,
    employees: () => running.store.all("users").filter(isEnabled).map(toPerson),
    companyName: () => running.company.displayName,
    allScopes: "",
    claims: ({ employeeId }) => ({ company: companyDomain, ...(employeeId !== null && { sub: employeeId }) }),
  })
}

const isEnabled = ({ status }: Row): boolean => status === "enabled"
const toPerson = ({ id, firstName, lastName, email }: Row) => ({
  id,
  full_name: `${firstName} ${lastName}`,
  email: typeof email === "string" ? email : null,
})

export function oauthOf(running: Company): OAuthSystem {
  const key = randomBytes(32)
  return {
    name: "BambooHR",
    paths: { authorize: onCompanyHost("authorize.php"), token: onCompanyHost("token.php"), revoke: [] },
    assertAsked(request, parameters) {
      assertCompany(running.companyDomain, request)
      // The decision on our own page says nothing of the kind.
      if (parameters.has("form_token")) return
      const wanted = /\/token\.php(?:\?|$)/.test(request.url) ? "token" : "authorize"
      if (parameters.get("request") !== wanted)
        throw new OAuthError("invalid_request", `Add request=${wanted} to the address.`)
    },
    readWish(parameters, client) {
      const scopes = askedScopes(parameters, client)
      if (scopes.length === 0) throw new OAuthError("invalid_scope", "scope is missing: ask for what the app needs")
      return { kind: scopes.includes("public.integration") ? "company_token" : "user_token", scopes }
    },
    answer(tokens, { isRefresh, employeeId, clientId }) {
      const scopes = tokens.scope.split(" ")
      const told = !isRefresh || running.behaviour.rotatesRefreshTokens
      const { access_token, token_type, expires_in, scope, refresh_token } = tokens
      return {
        access_token,
        token_type,
        expires_in,
        scope,
        ...(scopes.includes("offline_access") && told ? { refresh_token } : {}),
        ...(scopes.includes("openid") ? { id_token: idToken(running, key, { tokens, employeeId, clientId }) } : {}),
        companyDomain: running.companyDomain,
      }
    },
  }
}

type About = { tokens: TokenAnswer; employeeId: string | null; clientId: string }

/** Who consented, as a JWT. */
function idToken(running: Company, key: Buffer, { tokens, employeeId, clientId }: About): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url")
  const user = running.store.find("users", employeeId ?? running.ownersUserId() ?? "")
  const claims = {
    iss: `https://${running.companyDomain}.bamboohr.com`,
    aud: clientId,
    sub: user?.id ?? "",
    email: user?.email ?? null,
    iat: tokens.created_at,
    exp: tokens.created_at + tokens.expires_in,
  }
  const content = `${encode({ alg: "HS256", typ: "JWT" })}.${encode(claims)}`
  return `${content}.${createHmac("sha256", key).update(content).digest("base64url")}`
}
