import { z } from "zod"
import { ACCOUNT_STATUSES, accountPatch, integratedAccount, newAccount } from "./account-row.js"
import { capabilities, capabilitiesQuery, tool, toolsQuery } from "./meta.js"
import { byOperationId, operation } from "./operation.js"
import { scopes } from "./scopes.js"
import {
  adminPage,
  adminPaging,
  anyOf,
  bounded,
  deleted,
  done,
  flag,
  givenContext,
  idParams,
  instants,
  moment,
  openQuery,
  text,
  uuid,
} from "./shared.js"
import { syncState } from "./sync.js"

const tagged = { scope: "environment", tag: "Integrated accounts" } as const

const syncedAccount = integratedAccount.extend({
  sync: syncState.meta({ description: "By resource: how fresh the synced copy is, and what is wrong with it." }),
})

export const listAccounts = operation({
  ...tagged,
  id: "list_integrated_accounts",
  method: "GET",
  path: "/integrated-account",
  summary: "List the connections of your customers.",
  paging: "admin",
  query: z.strictObject({
    ...adminPaging,
    id: anyOf(uuid()),
    tenant_id: anyOf(text()),
    environment_id: anyOf(text()),
    is_sandbox: flag(),
    "integration.name": anyOf(text()),
    status: anyOf(z.enum(ACCOUNT_STATUSES)),
    created_at: instants(),
    updated_at: instants(),
  }),
  answer: adminPage(syncedAccount),
})

export const getAccount = operation({
  ...tagged,
  id: "get_integrated_account",
  method: "GET",
  path: "/integrated-account/:id",
  summary: "Read one connection.",
  params: idParams,
  answer: syncedAccount,
})

export const createAccount = operation({
  ...tagged,
  id: "create_integrated_account",
  method: "POST",
  path: "/integrated-account",
  refusals: ["resource.not_found"],
  summary:
    "Import a connection: `context.api_key`, or `context.oauth.token {access_token, refresh_token, expires_in}`. It is `validating` until the HR system has taken them.",
  body: newAccount,
  answer: integratedAccount,
})

export const updateAccount = operation({
  ...tagged,
  id: "update_integrated_account",
  method: "PATCH",
  path: "/integrated-account/:id",
  refusals: ["upstream.failed"],
  summary: "Change a connection; secrets may be replaced, never read.",
  params: idParams,
  body: accountPatch,
  answer: integratedAccount,
})

export const updateCredentials = operation({
  ...tagged,
  id: "update_integrated_account_credentials",
  method: "PATCH",
  path: "/integrated-account/:id/credentials",
  refusals: ["upstream.failed"],
  summary: "Replace the credentials: `{context: {...}}`, or the credential fields themselves.",
  params: idParams,
  body: bounded(z.looseObject({ context: givenContext().optional() })),
  answer: integratedAccount,
})

const whichAccount = z.strictObject({ id: uuid() })

export const refreshCredentials = operation({
  ...tagged,
  id: "refresh_credentials",
  method: "POST",
  path: "/integrated-account/refresh-credentials",
  refusals: ["account.not_found", "upstream.failed"],
  summary: "Refresh the OAuth token of a connection now.",
  body: whichAccount,
  answer: done,
})

export const runPostInstallActions = operation({
  ...tagged,
  id: "run_post_install_actions",
  method: "POST",
  path: "/integrated-account/run-post-install-actions",
  refusals: ["account.not_found"],
  summary: "Check a connection again: whose it is and what it may read. Its status says the result.",
  body: whichAccount,
  answer: done,
})

export const deleteAccount = operation({
  ...tagged,
  id: "delete_integrated_account",
  method: "DELETE",
  path: "/integrated-account/:id",
  summary: "Remove a connection with everything kept for it.",
  params: idParams,
  answer: deleted,
})

export const bulkDeleteAccounts = operation({
  ...tagged,
  id: "bulk_delete_integrated_accounts",
  method: "POST",
  path: "/integrated-account/bulk-delete",
  summary: "Remove connections by `ids`, or all of one `tenant_id`.",
  body: z.strictObject({ ids: z.array(uuid()).max(1000).optional(), tenant_id: text().min(1).optional() }),
  unknownKeys: "refuse",
  answer: done,
})

export const createAccountToken = operation({
  ...tagged,
  id: "create_integrated_account_token",
  method: "POST",
  path: "/integrated-account/token",
  refusals: ["account.not_found"],
  summary: "A token that can only use one connection, for 15 minutes unless `expires_in` says otherwise.",
  body: z.strictObject({
    integrated_account_id: uuid().meta({ description: "The connection it is for." }),
    scopes: scopes().optional().meta({ description: "What it may do; left out: what the token that asks may do." }),
    expires_in: z
      .number()
      .int()
      .min(60)
      .max(86_400)
      .optional()
      .meta({ description: "Seconds it works; 900 unless given. It ends with the token that made it." }),
  }),
  unknownKeys: "refuse",
  answer: z.object({
    integrated_account_token: z.string().meta({ description: "The secret, shown this once." }),
    scopes: z.array(z.string()).meta({ description: "What it may do." }),
    expires_at: moment().meta({ description: "When it ends." }),
  }),
})

export const getMe = operation({
  id: "get_own_account",
  method: "GET",
  path: "/integrated-account/me",
  scope: "self",
  tag: "Integrated accounts",
  summary: "The connection of the integrated account token that calls.",
  answer: integratedAccount,
})

export const updateMe = operation({
  id: "update_own_account",
  method: "PATCH",
  path: "/integrated-account/me",
  scope: "self",
  tag: "Integrated accounts",
  summary: "Merge `context` into the connection of the calling token.",
  body: z.strictObject({ context: givenContext() }),
  answer: integratedAccount,
})

export const listAccountTools = operation({
  ...tagged,
  id: "list_account_tools",
  method: "GET",
  path: "/integrated-account/:id/tools",
  summary: "The connection's methods as tools for an agent.",
  params: idParams,
  query: openQuery(toolsQuery.shape),
  answer: z.object({ result: z.array(tool) }),
})

export const getAccountCapabilities = operation({
  ...tagged,
  id: "get_account_capabilities",
  method: "GET",
  path: "/integrated-account/:id/capabilities",
  summary: "Every proxy and unified method of the connection.",
  params: idParams,
  query: capabilitiesQuery,
  answer: capabilities,
})

export const accountOperations = byOperationId(
  listAccounts,
  getMe,
  updateMe,
  getAccount,
  createAccount,
  updateAccount,
  updateCredentials,
  refreshCredentials,
  runPostInstallActions,
  deleteAccount,
  bulkDeleteAccounts,
  createAccountToken,
  listAccountTools,
  getAccountCapabilities,
)
