import { z } from "zod"
import { context, moment } from "./shared.js"

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
    unified_model_override: context(),
    integration_override: context(),
    features: context(),
    integration: z.object({ id: z.string(), name: z.string(), category: z.string() }),
    environment_integration: z.looseObject({ id: z.string() }),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "IntegratedAccount" })
export type IntegratedAccount = z.infer<typeof integratedAccount>
