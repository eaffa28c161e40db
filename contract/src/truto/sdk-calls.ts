import type { Method } from "../operations/operation.js"

/** One method of Truto's SDKs and what it asks of a server. */
export type SdkCall = {
  /** `object.method` in the TypeScript SDK, in the Python SDK; absent where it has none. */
  typescript?: string
  python?: string
  langchain?: string
  method: Method
  path: string
  /** How the TypeScript SDK builds it otherwise than the rest: without the slash in front, and its body as plain text. */
  quirk?: "no slash" | "text body"
}

type Names = { ts?: string; py?: string }
type Verb = "list" | "get" | "create" | "update" | "delete"

const METHOD_OF: Readonly<Record<Verb, Method>> = {
  list: "GET",
  get: "GET",
  create: "POST",
  update: "PATCH",
  delete: "DELETE",
}
const READS = ["list", "get"] as const
const ALL = ["list", "get", "create", "update", "delete"] as const

const named = ({ ts, py }: Names, verb: string) => ({
  ...(ts === undefined ? {} : { typescript: `${ts}.${verb}` }),
  ...(py === undefined ? {} : { python: `${py}.${verb}` }),
})

const family = (names: Names, path: string, verbs: readonly Verb[] = ALL): SdkCall[] =>
  verbs.map((verb) => ({
    ...named(names, verb),
    method: METHOD_OF[verb],
    path: verb === "list" || verb === "create" ? path : `${path}/:id`,
  }))

const call = (method: Method, path: string, names: Omit<SdkCall, "method" | "path">): SdkCall => ({
  ...names,
  method,
  path,
})

const dataPlane = (ts: string, python: string, path: string): SdkCall[] => [
  ...family({ ts, py: python }, path),
  // The Python SDK's own `custom_method` fails before it sends anything.
  call("POST", `${path}/:method`, { typescript: `${ts}.customMethod` }),
]

const customApi = (["GET", "POST", "PUT", "PATCH", "DELETE"] as const).map((method) =>
  call(method, "/custom/:path", {
    ...named({ ts: "customApi", py: "custom_api" }, method.toLowerCase()),
    quirk: method === "GET" || method === "DELETE" ? "no slash" : "text body",
  }),
)

const mcp = [
  ["call", "call"],
  ["initialize", "initialize"],
  ["listTools", "list_tools"],
  ["callTool", "call_tool"],
].map(([ts, py]) => call("POST", "/mcp/:token", { typescript: `mcp.${ts}`, python: `mcp.${py}`, quirk: "text body" }))

const langChain: SdkCall[] = [
  call("GET", "/integrated-account/:id/tools", { langchain: "getTools" }),
  ...ALL.map((verb) =>
    call(METHOD_OF[verb], verb === "list" || verb === "create" ? "/proxy/:resource" : "/proxy/:resource/:id", {
      langchain: `tool of ${verb}`,
    }),
  ),
  call("POST", "/proxy/:resource/:method", { langchain: "tool of another method" }),
]

/** Every method of the SDKs (TypeScript 2.0.12, Python 0.1, LangChain toolset 0.1.4), with what it sends. */
export const SDK_CALLS: readonly SdkCall[] = [
  ...family({ ts: "team", py: "teams" }, "/team", READS),
  call("PATCH", "/team/:id", { typescript: "team.update" }),
  ...family({ ts: "user", py: "users" }, "/user", READS),
  ...family({ ts: "environment", py: "environments" }, "/environment", READS),
  call("PATCH", "/environment/:id", { typescript: "environment.update" }),
  ...family({ ts: "category", py: "categories" }, "/category", ["list"]),
  ...family({ ts: "apiToken", py: "api_tokens" }, "/api-token", READS),
  ...family({ ts: "integration", py: "integrations" }, "/integration"),
  call("POST", "/environment-integration", { typescript: "integration.install", python: "integrations.install" }),
  ...family({ ts: "environmentIntegration", py: "environment_integrations" }, "/environment-integration", [
    "list",
    "get",
    "update",
  ]),
  call("DELETE", "/environment-integration/:id", {
    typescript: "environmentIntegration.delete",
    python: "integrations.uninstall",
  }),
  ...family({ ts: "unifiedModel", py: "unified_models" }, "/unified-model"),
  call("POST", "/environment-unified-model", { typescript: "unifiedModel.install", python: "unified_models.install" }),
  ...family({ ts: "environmentUnifiedModel", py: "environment_unified_models" }, "/environment-unified-model", READS),
  call("POST", "/environment-unified-model", { typescript: "environmentUnifiedModel.create" }),
  call("PATCH", "/environment-unified-model/:id", { python: "environment_unified_models.update" }),
  call("DELETE", "/environment-unified-model/:id", {
    typescript: "environmentUnifiedModel.delete",
    python: "unified_models.uninstall",
  }),
  ...family({ ts: "integratedAccount", py: "integrated_accounts" }, "/integrated-account", [
    "list",
    "get",
    "update",
    "delete",
  ]),
  call("POST", "/integrated-account", { python: "integrated_accounts._import" }),
  call("POST", "/integrated-account/token", { python: "integrated_accounts.create_integrated_account_token" }),
  call("POST", "/integrated-account/refresh-credentials", {
    typescript: "integratedAccount.refreshCredentials",
    python: "integrated_accounts.refresh_credentials",
    quirk: "text body",
  }),
  call("POST", "/integrated-account/run-post-install-actions", {
    python: "integrated_accounts.run_post_install_actions",
  }),
  call("GET", "/integrated-account/:id/tools", { typescript: "integratedAccount.tools" }),
  call("POST", "/link-token", {
    typescript: "linkToken.createForNewIntegration",
    python: "link_tokens.create",
  }),
  call("POST", "/link-token", { typescript: "linkToken.createForExistingIntegratedAccount" }),
  ...dataPlane("unifiedApi", "unified_api", "/unified/:model/:resource"),
  call("GET", "/unified/:model/:resource/meta/:method", { typescript: "unifiedApi.meta" }),
  ...dataPlane("proxyApi", "proxy_api", "/proxy/:resource"),
  ...customApi,
  ...mcp,
  call("POST", "/batch-request", { typescript: "batchRequest.create", python: "batch_requests.create" }),
  ...family({ ts: "syncJob", py: "sync_jobs" }, "/sync-job"),
  ...family({ ts: "syncJobRun", py: "sync_job_runs" }, "/sync-job-run"),
  ...family({ ts: "syncJobCronTrigger", py: "sync_job_cron_triggers" }, "/sync-job-cron-trigger"),
  call("POST", "/sync-job-cron-trigger/:id/schedule", {
    ...named({ ts: "syncJobCronTrigger", py: "sync_job_cron_triggers" }, "schedule"),
    quirk: "no slash",
  }),
  ...family({ ts: "daemon", py: "daemons" }, "/daemon"),
  ...family({ ts: "daemonJob", py: "daemon_jobs" }, "/daemon-job"),
  ...family({ ts: "daemonJobRun", py: "daemon_job_runs" }, "/daemon-job-run"),
  ...family({ ts: "daemonJobCronTrigger", py: "daemon_job_cron_triggers" }, "/daemon-job-cron-trigger"),
  call("POST", "/daemon-job-cron-trigger/:id/schedule", {
    ...named({ ts: "daemonJobCronTrigger", py: "daemon_job_cron_triggers" }, "schedule"),
    quirk: "no slash",
  }),
  ...family({ ts: "datastore", py: "datastores" }, "/datastore"),
  call("POST", "/datastore/:id/test/:method", {
    ...named({ ts: "datastore", py: "datastores" }, "test"),
    quirk: "text body",
  }),
  ...family({ ts: "documentation", py: "documentations" }, "/documentation"),
  call("GET", "/log", { typescript: "log.list", python: "logs.list" }),
  ...family({ ts: "webhook", py: "webhooks" }, "/webhook"),
  call("POST", "/webhook/test", { ...named({ ts: "webhook", py: "webhooks" }, "test"), quirk: "no slash" }),
  ...family({ ts: "workflow", py: "workflows" }, "/workflow"),
  ...family({ ts: "workflowRun", py: "workflow_runs" }, "/workflow-run"),
  ...family({ ts: "alarm", py: "alarms" }, "/alarm"),
  ...family({ ts: "sandboxIntegratedAccount", py: "sandbox_integrated_accounts" }, "/sandbox-integrated-account", [
    "list",
    "get",
    "create",
    "delete",
  ]),
  ...family({ ts: "staticGate", py: "static_gates" }, "/static-gate"),
  call("POST", "/integrated-account-webhook/:id", {
    ...named({ ts: "integratedAccountWebhook", py: "integrated_account_webhooks" }, "process"),
    quirk: "text body",
  }),
  call("POST", "/environment-integration-webhook/:id", {
    ...named({ ts: "environmentIntegrationWebhook", py: "environment_integration_webhooks" }, "process"),
    quirk: "text body",
  }),
  call("GET", "/ping", { python: "ping" }),
  ...langChain,
]
