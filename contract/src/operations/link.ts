import { z } from "zod"
import { byOperationId, operation } from "./operation.js"
import { done, givenContext, ownEnvironment, text, uuid } from "./shared.js"

const tagged = { scope: "environment", tag: "Link" } as const
const DAY = 86_400

export const newLinkToken = z.strictObject({
  tenant_id: text()
    .min(1)
    .optional()
    .meta({ description: "Your key of the customer. Required for a new connection, left out for a reconnect." }),
  integrated_account_id: uuid().optional().meta({ description: "The connection to reconnect; it keeps its id." }),
  scopes: z
    .array(z.string().min(1).max(100))
    .max(100)
    .optional()
    .meta({ description: "Permissions to ask the HR system for, instead of the usual ones." }),
  environment_unified_model_id: z.union([text(), z.array(text()).max(20)]).optional(),
  unified_model_id: z.union([text(), z.array(text()).max(20)]).optional(),
  context: givenContext().optional().meta({ description: "Beats what the customer types." }),
  redirect_uri: z.string().max(2_000).optional(),
  persist_previous_context: z
    .boolean()
    .optional()
    .meta({ description: "Reconnect: keep what the old context has besides." }),
  region: z.enum(["wnam", "enam", "apac", "eu"]).optional(),
  environment_id: ownEnvironment(),
  is_sandbox: z.boolean().optional(),
  expires_in: z
    .number()
    .int()
    .min(60)
    .max(7 * DAY)
    .optional()
    .meta({ description: "Seconds the token can be used; 3600 unless given." }),
})

export const createLinkToken = operation({
  ...tagged,
  id: "create_link_token",
  method: "POST",
  path: "/link-token",
  refusals: ["account.not_found"],
  summary: "A token with which a customer connects, or reconnects, on the link page. It works once.",
  body: newLinkToken,
  unknownKeys: "refuse",
  answer: z.object({ link_token: z.string() }),
})

export const revokeLinkToken = operation({
  ...tagged,
  id: "revoke_link_token",
  method: "DELETE",
  path: "/link-token/:link_token",
  summary: "Make an unused link token worthless.",
  params: z.object({ link_token: uuid() }),
  answer: done,
})

export const linkOperations = byOperationId(createLinkToken, revokeLinkToken)
