/**
 * The sandbox's OAuth 2 server: authorization code with a consent page, rotating refresh tokens, revocation.
 *
 * A grant is what somebody approved for a client. It has one newest pair of tokens:
 * - the access token lives `accessTokenSeconds` (company tokens too: the original says that they stay, but also gives
 *   them an `expires_in`, and a client has to manage either); the one before it works until the newer one is used;
 * - the refresh token works once within `refreshTokenSeconds`. Used again, it ends the grant;
 * - a code works once within 10 minutes. Used again, it ends the grant that it gave.
 * A client without registered scopes may ask for any; a token without scopes sees everything.
 * All times are by the sandbox's clock. It must not know what tokens are used for.
 */
import type { FastifyInstance } from "fastify"
import { mountConsent } from "./consent.js"
import { type OAuthOptions, OAuthState } from "./state.js"
import { mountTokens } from "./tokens.js"

export type { TokenAnswer } from "./grants.js"
export type { OAuthClient, OAuthOptions, OAuthState } from "./state.js"

/** Throws when a client's redirect URI is no URI. */
export const createOAuthState = (options: OAuthOptions): OAuthState => new OAuthState(options)

/** Adds `/oauth/authorize`, `/oauth/token` and `/oauth/revoke`. Bodies have to arrive as buffers. */
export function mountOAuth(app: FastifyInstance, state: OAuthState): void {
  mountConsent(app, state)
  mountTokens(app, state)
}
