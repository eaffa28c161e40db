import { z } from "zod"
import { toolsQuery } from "./meta.js"
import { byOperationId, operation } from "./operation.js"
import { adminPage, adminPaging, anyOf, deleted, idParams, instant, moment, text, uuid } from "./shared.js"

/** Which tools an MCP client sees with the token, and how. */
const given = {
  methods: z.array(text(200)).max(200).optional(),
  tags: z.array(text(200)).max(200).optional(),
  type: toolsQuery.shape.type,
  tool_exposure: z.enum(["all", "discovery"]).optional().meta({
    description: "all: each method is a tool. discovery: three tools find, describe and call the others.",
  }),
  require_api_token_auth: z.boolean().optional().meta({
    description: "True: whoever calls sends an API token besides.",
  }),
}
export const mcpConfig = z.strictObject(given)
export type McpConfig = z.infer<typeof mcpConfig>

export const mcpToken = z
  .object({
    id: z.string(),
    name: z.string(),
    integrated_account_id: z.string(),
    environment_id: z.string(),
    config: z.object({
      methods: z.array(z.string()),
      tags: z.array(z.string()),
      type: z.enum(["proxy", "unified", "all"]),
      tool_exposure: z.enum(["all", "discovery"]),
      require_api_token_auth: z.boolean(),
    }),
    expires_at: moment().nullable(),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "McpToken" })
export type McpToken = z.infer<typeof mcpToken>

const tagged = { scope: "environment", tag: "MCP tokens" } as const
const PATH = "/integrated-account/:id/mcp"
const one = idParams.extend({ token_id: uuid() })

export const listMcpTokens = operation({
  ...tagged,
  id: "list_mcp_tokens",
  method: "GET",
  path: PATH,
  summary: "List the MCP tokens of a connection.",
  paging: "admin",
  params: idParams,
  query: z.strictObject({ ...adminPaging, id: anyOf(uuid()), name: anyOf(text()) }),
  answer: adminPage(mcpToken),
})

export const getMcpToken = operation({
  ...tagged,
  id: "get_mcp_token",
  method: "GET",
  path: `${PATH}/:token_id`,
  summary: "Read one MCP token, without its secret.",
  params: one,
  answer: mcpToken,
})

export const createMcpToken = operation({
  ...tagged,
  id: "create_mcp_token",
  method: "POST",
  path: PATH,
  summary: "Make a token with which an agent calls tools of one connection; token and url are shown once.",
  params: idParams,
  body: z.strictObject({
    name: text(100).min(1),
    config: mcpConfig.optional(),
    expires_at: instant().nullable().optional().meta({ description: "At least 60 seconds ahead." }),
  }),
  unknownKeys: "refuse",
  answer: mcpToken.extend({ token: z.string(), url: z.string() }),
})

export const updateMcpToken = operation({
  ...tagged,
  id: "update_mcp_token",
  method: "PATCH",
  path: `${PATH}/:token_id`,
  summary: "Rename a token, replace its config, or change when it ends; `expires_at: null` lets it last.",
  params: one,
  body: z.strictObject({
    name: text(100).min(1).optional(),
    config: mcpConfig.optional(),
    expires_at: instant().nullable().optional(),
  }),
  unknownKeys: "refuse",
  answer: mcpToken,
})

export const deleteMcpToken = operation({
  ...tagged,
  id: "delete_mcp_token",
  method: "DELETE",
  path: `${PATH}/:token_id`,
  summary: "Revoke an MCP token.",
  params: one,
  answer: deleted,
})

export const mcpTokenOperations = byOperationId(
  listMcpTokens,
  getMcpToken,
  createMcpToken,
  updateMcpToken,
  deleteMcpToken,
)
