/**
 * Every operation of the API, declared once as data: method, path, who may call, what it takes and answers.
 * Truto's public API is the model; what goes beyond it is additive.
 */
import { accountOperations } from "./accounts.js"
import { metaOperations } from "./meta.js"
import type { Operation } from "./operation.js"
import { platformOperations } from "./platform.js"
import { proxyOperations } from "./proxy.js"
import { unifiedOperations } from "./unified.js"

export const operations: Operation[] = [
  ...platformOperations,
  ...accountOperations,
  ...metaOperations,
  ...unifiedOperations,
  ...proxyOperations,
]

export * from "./accounts.js"
export * from "./meta.js"
export * from "./operation.js"
export * from "./platform.js"
export * from "./platform-rows.js"
export * from "./proxy.js"
export { ADMIN_LIMIT } from "./shared.js"
export * from "./unified.js"
