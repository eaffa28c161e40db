import { z } from "zod"
import { unifiedModelOverride } from "./environment-mappings.js"
import { context, givenContext, moment, ownEnvironment, text } from "./shared.js"

export const ACCOUNT_STATUSES = [
  "active",
  "connecting",
  "validating",
  "post_install_error",
  "validation_error",
  "needs_reauth",
] as const
export const AUTHENTICATION_METHODS = ["oauth2", "api_key"] as const

export const integratedAccount = z
  .object({
    id: z.string(),
    tenant_id: z.string(),
    environment_id: z.string(),
    environment_integration_id: z.string(),
    context: context().meta({ description: "Settings of the connection. Secrets are taken out and never returned." }),
    status: z.enum(ACCOUNT_STATUSES),
    last_error: z.string().nullable(),
    last_action_run_result: z.unknown(),
    last_action_result: z.unknown(),
    last_forbidden_error: z.unknown(),
    is_sandbox: z.boolean(),
    authentication_method: z.enum(AUTHENTICATION_METHODS),
    region: z.string(),
    unified_model_override: context().meta({ description: "The account's own mapping overrides." }),
    integration_override: context(),
    features: context(),
    integration: z.object({ id: z.string(), name: z.string(), category: z.string() }),
    environment_integration: z.looseObject({ id: z.string() }),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "IntegratedAccount" })
export type IntegratedAccount = z.infer<typeof integratedAccount>

/** Give `environment_integration_id`, or `integration` (its name) to use the installed one. */
export const newAccount = z.strictObject({
  tenant_id: text().min(1),
  environment_id: ownEnvironment(),
  environment_integration_id: text().optional(),
  integration: text().optional(),
  context: givenContext().optional(),
  authentication_method: z.enum(AUTHENTICATION_METHODS),
  region: text(50).optional(),
  is_sandbox: z.boolean().optional(),
})

/** Truto keeps overrides of its HTTP layer for an account. Here they would do nothing, so only none is taken. */
const noOverride = (instead: string) =>
  givenContext().refine((given) => Object.keys(given).length === 0, {
    error: `overrides of an account do nothing here: ${instead}`,
  })

/** `context` is merged at its top level; a secret left out keeps its value. */
export const accountPatch = z.strictObject({
  tenant_id: text().min(1).optional(),
  context: givenContext().optional(),
  status: z.enum(ACCOUNT_STATUSES, { error: "give active, to have the HR system asked again" }).optional(),
  authentication_method: z.enum(AUTHENTICATION_METHODS).optional(),
  unified_model_override: unifiedModelOverride
    .optional()
    .meta({ description: "The account's mapping overrides, all of them: what is left out is taken away." }),
  integration_override: noOverride(
    "settings are in the context, and the OAuth client in the installed integration",
  ).optional(),
})
