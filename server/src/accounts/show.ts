import type { IntegratedAccount } from "@rollcall/contract"
import type { Account } from "./account.js"
import type { ContextVault } from "./context-vault.js"
import type { IntegrationFacts } from "./integration.js"
import { isObject, objectAt } from "./secrets.js"
import type { AccountRow } from "./store.js"

/** The status column only ever holds these. */
const asStatus = (status: string) => status as Account["status"]
const asMethod = (method: string) => method as Account["authenticationMethod"]

export function toAccount(row: AccountRow): Account {
  const scope = objectAt(row.context, "oauth").scope
  return {
    id: row.id,
    tenantId: row.tenant_id,
    environmentId: row.environment_id,
    environmentIntegrationId: row.environment_integration_id,
    integration: row.integration,
    status: asStatus(row.status),
    authenticationMethod: asMethod(row.authentication_method),
    isSandbox: row.is_sandbox,
    scopes: typeof scope === "string" ? scope.split(/\s+/) : null,
    heldUntil: row.held_until,
    forbidden: row.last_forbidden_error as Account["forbidden"], // written by setForbidden only
    context: row.context,
  }
}

/** The public shape. Secrets are not in the row's open columns, so there is nothing to take out. */
export function toPublic(
  row: AccountRow,
  integrations: readonly IntegrationFacts[],
  contexts: Pick<ContextVault, "shown">,
): IntegratedAccount {
  const facts = integrations.find((one) => one.id === row.integration)
  return {
    id: row.id,
    tenant_id: row.tenant_id,
    environment_id: row.environment_id,
    environment_integration_id: row.environment_integration_id,
    context: contexts.shown(row),
    status: asStatus(row.status),
    last_error: row.last_error,
    last_action_run_result: row.last_action_run_result,
    last_action_result: row.last_action_run_result,
    last_forbidden_error: isObject(row.last_forbidden_error) ? row.last_forbidden_error : null,
    is_sandbox: row.is_sandbox,
    authentication_method: asMethod(row.authentication_method),
    region: row.region,
    unified_model_override: row.unified_model_override,
    integration_override: row.integration_override,
    features: {},
    integration: { id: row.integration, name: row.integration, category: facts?.category ?? "hris" },
    environment_integration: { id: row.environment_integration_id, integration_id: row.integration },
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  }
}
