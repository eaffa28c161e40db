/**
 * What can be called, told from the contract and the connector alone: capabilities, tools for agents and the
 * description of single methods. Pure: it reads no account data and calls nobody.
 */
import type { Connector } from "@rollcall/connector-kit"
import type { Capabilities, ResourceName } from "@rollcall/contract"
import type { Account } from "../../accounts/index.js"
import { notFound } from "../../errors.js"
import { type CapabilitiesQuery, describeCapabilities } from "./capabilities.js"
import { type DocumentationRow, describeAll } from "./documentation.js"
import { describeResourceMethod } from "./methods.js"
import { describeWholeModel } from "./model-pages.js"
import type { Tool } from "./plain-schema.js"
import { describeTools, type ToolsQuery } from "./tools.js"

export type MethodQuery = { resource: ResourceName; method: string; integration: string; isFull: boolean }

export interface Describer {
  capabilities(integration: string, query: CapabilitiesQuery, account?: Account): Capabilities
  tools(integration: string, query: ToolsQuery): Tool[]
  method(query: MethodQuery): object
  model(integration: string, format: "json" | "md" | "html"): { contentType: string; body: string }
  /** What the integrations and the model say of themselves. */
  documentation(): readonly DocumentationRow[]
  /** Whether the proxy of this integration knows a resource by this name. */
  isProxyResource(integration: string, name: string): boolean
}

export function createDescriber(connectors: ReadonlyMap<string, Connector>): Describer {
  const find = (integration: string): Connector => {
    const connector = connectors.get(integration)
    if (connector) return connector
    const names = [...connectors.keys()].join(", ")
    throw notFound(
      `there is no integration ${integration.slice(0, 100)}; there is ${names}`,
      "Send one of the names that the message has; GET /integration lists them.",
    )
  }
  let documentation: readonly DocumentationRow[] | undefined
  return {
    capabilities: (integration, query, account) => describeCapabilities(find(integration), query, account),
    tools: (integration, query) => describeTools(find(integration), query),
    method: ({ integration, ...query }) => describeResourceMethod(find(integration), query),
    model: (integration, format) => describeWholeModel(find(integration), format),
    documentation() {
      documentation ??= describeAll(connectors.values())
      return documentation
    },
    isProxyResource(integration, name) {
      const { proxy } = find(integration)
      return proxy.has(name) || proxy.has(name.replace("/", "-"))
    },
  }
}

export type { CapabilitiesQuery } from "./capabilities.js"
export type { PlainSchema, Tool } from "./plain-schema.js"
export type { ToolsQuery } from "./tools.js"
