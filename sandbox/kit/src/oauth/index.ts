/**
 * An OAuth 2 server: authorization code with a consent page, refresh tokens that rotate or stay, revocation.
 *
 *     const oauth = createOAuthState({ clock, clients, accessTokenSeconds, refreshTokenSeconds, employees, companyName, claims, allScopes, keeper })
 *     mountOAuth(app, oauth, system)      // system: paths, parameters and answers of the HR system (OAuthSystem)
 *     oauth.authenticate(token)           // { credential: { kind, id, employeeId, scopes } }, "expired" or "unknown"
 *     oauth.issue({ kind, employeeId, scopes }), expireAll(), neverEnd(token), revokeAll(), refreshes
 *     oauth.allowRedirect(clientId, uri); keeper.restart([...entries, ...oauth.keptRedirects()])
 *
 * A grant is what somebody approved for a client. It has one newest pair of tokens:
 * - the access token lives `accessTokenSeconds`; the one before it works until the newer one is used;
 * - the refresh token works once within `refreshTokenSeconds`, and used again it ends the grant. Where `rotates` says
 *   false it works again and again within that time;
 * - a code works once within 10 minutes. Used again, it ends the grant that it gave.
 * A client without registered scopes may ask for any; a token without scopes (null) sees everything.
 * All times are by the sandbox's clock. It must not know what tokens are used for. Bodies have to arrive as buffers.
 */
import type { FastifyInstance } from "fastify"
import { mountConsent } from "./consent.js"
import { type OAuthOptions, OAuthState } from "./oauth-state.js"
import type { OAuthSystem } from "./oauth-system.js"
import { mountTokens } from "./tokens.js"

export type { Approval, GrantCredential, TokenAnswer } from "./grants.js"
export { OAuthError, type OAuthErrorCode } from "./oauth-error.js"
export type { OAuthClient, OAuthOptions, OAuthState, Person } from "./oauth-state.js"
export { askedScopes, type OAuthSystem } from "./oauth-system.js"
export type { Parameters } from "./parameters.js"

/** Throws when a client's redirect URI is no URI. */
export const createOAuthState = (options: OAuthOptions): OAuthState => new OAuthState(options)

/** Adds the system's paths: the consent page, the token endpoint and, where it has one, revocation. */
export function mountOAuth(app: FastifyInstance, state: OAuthState, system: OAuthSystem): void {
  mountConsent(app, state, system)
  mountTokens(app, state, system)
}
