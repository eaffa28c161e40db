/** Every route of the API. A family of operations is a file; `assertComplete` holds them against the contract. */

import { batchRoute } from "../batch/index.js"
import { mcpRoutes } from "../mcp/index.js"
import type { Route } from "../route.js"
import { accountRoutes } from "./accounts.js"
import { apiTokenRoutes } from "./api-tokens.js"
import { catalogRoutes } from "./catalog.js"
import { copyRoutes } from "./copy.js"
import { directoryRoutes } from "./directory.js"
import { inboundRoutes } from "./inbound.js"
import { linkRoutes } from "./link.js"
import { logRoutes } from "./log.js"
import { mappingRoutes } from "./mapping-overrides.js"
import { mcpTokenRoutes } from "./mcp-tokens.js"
import { metaRoutes } from "./meta.js"
import { environmentRoutes, installedRoutes, openRoutes } from "./platform.js"
import { proxyRoutes } from "./proxy.js"
import { syncRoutes } from "./sync.js"
import { syncJobRoutes } from "./sync-jobs.js"
import { unifiedRoutes } from "./unified.js"
import { webhookRoutes } from "./webhooks.js"
import { writeRecordRoutes } from "./writes.js"

export const routes: readonly Route[] = [
  ...openRoutes,
  ...environmentRoutes,
  ...apiTokenRoutes,
  ...installedRoutes,
  ...catalogRoutes,
  ...accountRoutes,
  ...linkRoutes,
  ...mappingRoutes,
  ...webhookRoutes,
  ...inboundRoutes,
  ...logRoutes,
  ...metaRoutes,
  ...unifiedRoutes,
  ...writeRecordRoutes,
  ...syncRoutes,
  ...copyRoutes,
  ...proxyRoutes,
  ...directoryRoutes,
  ...mcpTokenRoutes,
  ...syncJobRoutes,
  batchRoute([...unifiedRoutes, ...proxyRoutes]),
  ...mcpRoutes([...unifiedRoutes, ...proxyRoutes]),
]
