import { createLinkToken, MODEL_NAME, revokeLinkToken } from "@rollcall/contract"
import { badField, notFound } from "../../errors.js"
import { type Route, route } from "../route.js"
import { installedModelId } from "./catalog.js"

export const linkRoutes: Route[] = [
  route(createLinkToken, async ({ caller, body }, { accounts }) => {
    assertModel(
      "environment_unified_model_id",
      body.environment_unified_model_id,
      installedModelId(caller.environmentId),
    )
    assertModel("unified_model_id", body.unified_model_id)
    const link_token = await accounts.link.createToken(caller.environmentId, {
      tenantId: body.tenant_id,
      integratedAccountId: body.integrated_account_id,
      scopes: body.scopes,
      context: body.context,
      redirectUri: body.redirect_uri,
      persistPreviousContext: body.persist_previous_context,
      region: body.region,
      isSandbox: body.is_sandbox,
      expiresInSeconds: body.expires_in,
    })
    return { link_token }
  }),
  route(revokeLinkToken, async ({ caller, params }, { accounts }) => {
    if (await accounts.link.revokeToken(caller.environmentId, params.link_token)) return { success: true as const }
    throw notFound(
      "there is no such link token here that could still be used",
      "Nothing is left to revoke if the token was used or has expired; else send it as POST /link-token answered it.",
    )
  }),
]

/** There is one unified model, and every integration feeds it: naming it narrows nothing. */
function assertModel(path: string, given: string | string[] | undefined, installedId?: string): void {
  const names = given === undefined ? [] : [given].flat()
  const foreign = names.find((name) => name !== MODEL_NAME && name !== installedId)
  if (foreign === undefined) return
  throw badField(path, `there is only ${MODEL_NAME}`)
}
