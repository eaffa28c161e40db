/**
 * MCP: an agent uses one connection by tools. Each call of a tool is a call of the API made within the request, so rights,
 * limits, schemas, idempotency and the log are those of every request. It owns how tools are listed, what their arguments and
 * answers look like, and who the log says called. It knows no HR system, and the protocol itself is the SDK's.
 */
import { callMcp, callMcpServer } from "@rollcall/contract"
import { z } from "zod"
import { badField } from "../../errors.js"
import type { Reply } from "../../gateway/index.js"
import { type Context, passingRoute, type Route } from "../route.js"
import type { Services } from "../services.js"
import { noteOf } from "./note.js"
import { type Choice, createSession } from "./session.js"
import { speak } from "./speak.js"

type Asked = Context<unknown, Record<string, unknown>, unknown>

/** `callable`: what tools may call. */
export function mcpRoutes(callable: readonly Route[]): Route[] {
  const answer = (context: Asked, services: Services) => answerAgent(callable, services, context)
  const routes = [passingRoute(callMcpServer, answer), passingRoute(callMcp, answer)]
  return routes.map((one) => ({ ...one, isForAgents: true }))
}

async function answerAgent(callable: readonly Route[], services: Services, context: Asked): Promise<Reply> {
  const { body, header, recordAgent } = context
  const note = noteOf(body)
  recordAgent({ details: note })
  const session = createSession({ callable, services, context, choice: choiceOf(context), note })
  const headers = Object.fromEntries(SPOKEN.map((name) => [name, header(name)]).filter(isGiven))
  const reply = await speak(session.newServer, { url: services.publicUrl(), headers, body })
  recordAgent({ details: note, isToldWithin: session.called() > 0 && session.called() === [body].flat().length })
  return reply
}

/** Headers of the protocol: which version, and since 2026 what the message is. */
const SPOKEN = ["mcp-protocol-version", "mcp-method", "mcp-name"]
const isGiven = (pair: (string | undefined)[]): pair is [string, string] => pair[1] !== undefined

const choices = z
  .object({ ...callMcp.query.shape })
  .pick({ methods: true, tags: true, type: true, tool_exposure: true })

/** An MCP token says itself which tools there are; with another token the query does. */
function choiceOf({ caller, params, query }: Asked): Choice {
  if (caller.kind !== "mcp_token") {
    const { type = "unified", ...chosen } = choices.parse(query)
    return { type, ...chosen }
  }
  const isInPath = Object.hasOwn(Object(params), "token")
  const [given] = isInPath ? [] : Object.keys(choices.shape).filter((name) => query[name] !== undefined)
  if (given !== undefined)
    throw badField(given, "is not taken with an MCP token, which says itself which tools there are")
  return caller.mcp.config
}
