/**
 * Every operation of the API, declared once as data: method, path, who may call, what it takes and answers. `operations`
 * has them by id, each with its own types: `operations.list_employees`.
 * Truto's public API is the model; what goes beyond it is additive.
 */
import { accountOperations } from "./accounts.js"
import { apiTokenOperations } from "./api-tokens.js"
import { batchOperations } from "./batch.js"
import { coverageOperations } from "./coverage.js"
import { directoryOperations } from "./directory.js"
import { documentOperations } from "./documents.js"
import { environmentMappingOperations } from "./environment-mappings.js"
import { exportOperations } from "./export.js"
import { inboundOperations } from "./inbound.js"
import { linkOperations } from "./link.js"
import { logOperations } from "./log.js"
import { mappingOperations } from "./mapping-overrides.js"
import { mcpOperations } from "./mcp.js"
import { mcpTokenOperations } from "./mcp-tokens.js"
import { metaOperations } from "./meta.js"
import { platformOperations } from "./platform.js"
import { proxyOperations } from "./proxy.js"
import { syncOperations } from "./sync.js"
import { syncJobTriggerOperations } from "./sync-job-triggers.js"
import { syncJobOperations } from "./sync-jobs.js"
import { unifiedOperations } from "./unified.js"
import { unifiedWriteOperations } from "./unified-writes.js"
import { webhookOperations } from "./webhooks.js"
import { writesOperations } from "./writes.js"

export const operations = {
  ...platformOperations,
  ...apiTokenOperations,
  ...accountOperations,
  ...linkOperations,
  ...webhookOperations,
  ...mappingOperations,
  ...environmentMappingOperations,
  ...inboundOperations,
  ...logOperations,
  ...metaOperations,
  ...unifiedOperations,
  ...documentOperations,
  ...unifiedWriteOperations,
  ...writesOperations,
  ...syncOperations,
  ...exportOperations,
  ...coverageOperations,
  ...proxyOperations,
  ...directoryOperations,
  ...mcpTokenOperations,
  ...mcpOperations,
  ...syncJobOperations,
  ...syncJobTriggerOperations,
  ...batchOperations,
}

export * from "./access.js"
export * from "./account-row.js"
export * from "./accounts.js"
export { alternativeTo } from "./alternatives.js"
export * from "./api-tokens.js"
export * from "./batch.js"
export * from "./coverage.js"
export * from "./directory.js"
export * from "./documents.js"
export * from "./environment-mappings.js"
export * from "./export.js"
export * from "./inbound.js"
export * from "./link.js"
export * from "./log.js"
export * from "./mapping-overrides.js"
export * from "./mcp.js"
export * from "./mcp-tokens.js"
export * from "./meta.js"
export * from "./operation.js"
export * from "./platform.js"
export * from "./platform-rows.js"
export * from "./proxy.js"
export * from "./scopes.js"
export { ADMIN_LIMIT } from "./shared.js"
export * from "./sync.js"
export * from "./sync-job-triggers.js"
export {
  createSyncJob,
  createSyncJobRun,
  deleteSyncJob,
  getSyncJob,
  getSyncJobRun,
  listSyncJobRuns,
  listSyncJobs,
  type SyncJob,
  type SyncJobRun,
  syncJob,
  syncJobOperations,
  syncJobRun,
  updateSyncJob,
} from "./sync-jobs.js"
export { TAGS } from "./tags.js"
export * from "./unified.js"
export * from "./unified-writes.js"
export * from "./webhooks.js"
export * from "./writes.js"
