import { z } from "zod"
import { toolsQuery } from "./meta.js"
import { byOperationId, operation } from "./operation.js"
import { accountQuery, openQuery, text } from "./shared.js"

/** Messages of one request that says several things, which old clients may. */
export const MCP_MESSAGES = 20

/** What a message says is read by the MCP server: a request of another version of the protocol is answered by it too. */
const message = openQuery({
  jsonrpc: text(10).optional().meta({ description: "2.0; may be left out." }),
  id: z
    .union([text(200), z.number()])
    .nullish()
    .meta({ description: "A request without one is answered with the id null." }),
  method: text(200).optional().meta({ description: "initialize, tools/list, tools/call ..." }),
})

const spoken = {
  method: "POST",
  scope: "account",
  tag: "MCP",
  access: "any_token",
  body: z.union([message, z.array(message).min(1).max(MCP_MESSAGES)]),
  // A tool that writes takes a key of its own, as an argument.
  idempotent: false,
  accepted: "Nothing to answer: the message was a notification.",
  answer: z.unknown(),
} as const

export const callMcpServer = operation({
  ...spoken,
  id: "call_mcp_server",
  path: "/mcp/:token",
  summary: "Speak the Model Context Protocol with a connection, by the MCP token in the address.",
  params: z.object({ token: text(200).min(1) }),
  // The address is the client's own, so what stands behind it means nothing here.
  query: openQuery({}),
})

export const callMcp = operation({
  ...spoken,
  id: "call_mcp",
  path: "/mcp",
  summary: "Speak the Model Context Protocol with a connection, by any token in the Authorization header.",
  query: z.strictObject({
    ...accountQuery,
    methods: toolsQuery.shape.methods,
    tags: toolsQuery.shape.tags,
    type: z
      .enum(["proxy", "unified", "all"])
      .optional()
      .meta({ description: "unified (unless given), proxy, or all. An MCP token says it itself." }),
    tool_exposure: z
      .enum(["all", "discovery"])
      .optional()
      .meta({ description: "all: each method is a tool. discovery: three tools find, describe and call the others." }),
  }),
})

export const mcpOperations = byOperationId(callMcpServer, callMcp)
