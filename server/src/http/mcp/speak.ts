import {
  createMcpHandler,
  isLegacyRequest,
  PROTOCOL_VERSION_META_KEY,
  type Server,
  WebStandardStreamableHTTPServerTransport,
} from "@modelcontextprotocol/server"
import { AppError } from "../../errors.js"
import type { Reply } from "../../gateway/index.js"

type Message = Readonly<Record<string, unknown>>
type Spoken = { url: string; headers: Readonly<Record<string, string>>; body: unknown }

/**
 * Gives what was posted to the server of the SDK and its answer back, as one line of JSON whatever the client says that it
 * accepts. Nothing is kept between requests. Clients of versions before 2026 and those of today are both understood.
 */
export async function speak(newServer: () => Server, { url, headers, body }: Spoken): Promise<Reply> {
  const unnumbered = new Set<string>()
  const parsedBody = Array.isArray(body)
    ? body.map((one, index) => complete(one, `unnumbered ${index}`, unnumbered))
    : complete(body, "unnumbered", unnumbered)
  assertNoStream(parsedBody)
  const spoken = { "content-type": "application/json", accept: "application/json, text/event-stream" }
  const request = new Request(url, { method: "POST", headers: { ...toldBy(parsedBody), ...headers, ...spoken } })
  const isOld = await isLegacyRequest(request, parsedBody)
  const response = isOld
    ? await answerOld(newServer(), request, parsedBody)
    : await createMcpHandler(newServer, { legacy: "reject" }).fetch(request, { parsedBody })
  const text = await response.text()
  return { status: response.status, headers: {}, body: text === "" ? "" : withoutNumbers(text, unnumbered) }
}

/**
 * Since 2026 headers say what the body does. A bridge from standard input and output sends none, so what they would be is
 * read from the body. Those that are sent have to fit it.
 */
function toldBy(body: unknown): Record<string, string> {
  const { method, params }: Message = Object(Array.isArray(body) ? undefined : body)
  const { name, _meta }: Message = Object(params)
  const version = Object(_meta)[PROTOCOL_VERSION_META_KEY]
  if (version === undefined) return {}
  const told = { "mcp-protocol-version": version, "mcp-method": method, "mcp-name": name }
  const fit = Object.entries(told).filter((pair): pair is [string, string] =>
    /^[!-~]{1,200}$/.test(String(pair[1] ?? "")),
  )
  return Object.fromEntries(fit)
}

async function answerOld(server: Server, request: Request, parsedBody: unknown): Promise<Response> {
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true })
  await server.connect(transport)
  try {
    return await transport.handleRequest(request, { parsedBody })
  } finally {
    await server.close()
  }
}

/** R17: vendors' clients leave out `jsonrpc`, and the id of what they want answered. Only notifications have none by right. */
function complete(given: unknown, number: string, unnumbered: Set<string>): unknown {
  const { id, params, ...message }: Message = Object(given)
  const isNotification = String(message.method ?? "").startsWith("notifications/")
  const isAnswer = message.method === undefined
  const isNumbered = id !== undefined && id !== null
  if (!isNumbered && !isNotification && !isAnswer) unnumbered.add(number)
  return {
    ...message,
    jsonrpc: "2.0",
    ...(isNumbered ? { id } : isNotification || isAnswer ? {} : { id: number }),
    ...(message.method === "initialize" ? { params: { ...OLDEST, ...Object(params) } } : params ? { params } : {}),
  }
}

const OLDEST = { protocolVersion: "2024-11-05", capabilities: {}, clientInfo: { name: "unknown", version: "0" } }

/** An answer is one text here, and nothing about a connection's tools changes while one would be listening. */
function assertNoStream(body: unknown): void {
  const all: Message[] = [body].flat().map((one) => Object(one))
  if (!all.some(({ method }) => method === "subscriptions/listen")) return
  throw new AppError(
    "request.invalid",
    "method: subscriptions/listen is not offered: tools of a connection stay what they are",
  )
}

function withoutNumbers(text: string, unnumbered: ReadonlySet<string>): string {
  if (unnumbered.size === 0) return text
  const answer: unknown = JSON.parse(text)
  const renamed = [answer].flat().map((one) => {
    const { id, ...rest }: Message = Object(one)
    return typeof id === "string" && unnumbered.has(id) ? { ...rest, id: null } : one
  })
  return JSON.stringify(Array.isArray(answer) ? renamed : renamed[0])
}
