import { z } from "zod"
import { byOperationId, operation } from "./operation.js"
import { accountQuery, flag, inPath, names, text } from "./shared.js"

const schema = z.record(z.string(), z.unknown())

const callKind = z.enum(["proxy", "unified", "all"])

export const toolsQuery = z.object({
  methods: names(),
  tags: names(),
  type: callKind.optional().meta({ description: "proxy (unless given), unified, or all." }),
})
export const tool = z.object({
  resource: z.string(),
  method: z.string(),
  name: z.string(),
  type: z.enum(["proxy", "unified"]),
  description: z.string(),
  query_schema: schema,
  body_schema: schema,
  required: z.array(z.string()),
})

export const capabilitiesQuery = z.strictObject({
  type: callKind.optional().meta({ description: "proxy, unified, or all (unless given)." }),
  methods: names(),
  resource: text().optional(),
  has_description: flag(),
})
export const capabilities = z.looseObject({
  integration: z.object({ id: z.string(), name: z.string(), label: z.string(), category: z.string() }),
  proxy: z.array(
    z.object({ resource: z.string(), methods: z.array(z.looseObject({ method: z.string(), name: z.string() })) }),
  ),
  unified: z.array(z.looseObject({ model: z.string(), resource: z.string(), methods: z.array(z.string()) })),
})

export type Capabilities = z.infer<typeof capabilities>

const shown = { tag: "Documentation", method: "GET" } as const

export const describeMethod = operation({
  ...shown,
  id: "describe_method",
  path: "/unified/:model/:resource/meta/:method",
  scope: "account",
  summary: "What a unified method takes and answers for one account.",
  params: z.object({ model: inPath(), resource: inPath(), method: inPath() }),
  query: z.strictObject(accountQuery),
  answer: schema,
})

export const describeIntegrationMethod = operation({
  ...shown,
  id: "describe_integration_method",
  path: "/unified/:model/:resource/:integration/meta/:method",
  scope: "environment",
  summary: "What a unified method takes and answers for an integration.",
  params: z.object({ model: inPath(), resource: inPath(), integration: inPath(), method: inPath() }),
  query: z.strictObject({}),
  answer: schema,
})

export const describeModel = operation({
  ...shown,
  id: "describe_model",
  path: "/unified/meta/:model/:integration",
  scope: "environment",
  summary: "Documentation of every unified resource of an integration, as JSON, Markdown or HTML.",
  mediaTypes: ["application/json", "text/markdown", "text/html"],
  params: z.object({ model: inPath(), integration: inPath() }),
  query: z.strictObject({ format: z.enum(["json", "md", "html"]).optional(), environment_id: text().optional() }),
  answer: z.unknown(),
})

export const metaOperations = byOperationId(describeMethod, describeIntegrationMethod, describeModel)
