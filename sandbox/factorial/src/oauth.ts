import { askedScopes, OAuthError, type OAuthSystem } from "@rollcall/sandbox-kit"

/**
 * Factorial's ways in OAuth. Company tokens expire too: the original says that they stay, but also gives them an
 * `expires_in`, and a client has to manage either.
 */
export const FACTORIAL_OAUTH: OAuthSystem = {
  name: "Factorial",
  paths: { authorize: ["/oauth/authorize"], token: ["/oauth/token"], revoke: ["/oauth/revoke"] },
  readWish(parameters, client) {
    const owner = parameters.get("resource_owner_type") ?? ""
    if (owner !== "" && owner !== "company")
      throw new OAuthError("invalid_request", "resource_owner_type is company or left out")
    const asked = askedScopes(parameters, client)
    const scopes = asked.length > 0 ? asked : client.scopes
    return {
      kind: owner === "company" ? "company_token" : "user_token",
      scopes: scopes.length > 0 ? [...scopes] : null,
    }
  },
  // Every error is in this header too, with a status that is not 401 as well.
  refusalHeaders: ({ code, message }) => ({
    "www-authenticate": `Bearer realm="Factorial sandbox", error="${code}", error_description="${message}"`,
  }),
}
