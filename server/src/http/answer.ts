import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { isOurs } from "../errors.js"
import { Pieces, type Reply } from "../gateway/index.js"
import { toEnvelope } from "./error-envelope.js"
import type { Services } from "./services.js"

export type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** An answer is data, whatever the HR system says it is: nothing of it runs or is framed on our origin. */
const SAFE = {
  "x-content-type-options": "nosniff",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox",
  "referrer-policy": "no-referrer",
}

const closing = new WeakSet<FastifyInstance>()

/** From now on answers ask their connections to end. */
export const recordClosing = (app: FastifyInstance): void => void closing.add(app)

export function send(reply: FastifyReply, requestId: string, { status, headers, body }: Reply): FastifyReply {
  const all: Record<string, string> = { ...PLAIN, ...headers, ...SAFE, "x-request-id": requestId }
  // A connection that is busy when the server stops would otherwise be kept alive by its client, and the server with it.
  if (closing.has(reply.server)) all.connection = "close"
  const isStream = typeof body === "object" && body !== null && "pipe" in body
  if (isStream) return reply.code(status).headers(all).send(body)
  const ready = isReady(body) ? body : JSON.stringify(body ?? null)
  if (HAVE_NO_BODY.has(status)) return reply.code(status).headers(all).send(ready)
  sendWhole(reply, { status, headers: all }, ready)
  return reply
}

const PLAIN = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" }
const HAVE_NO_BODY: ReadonlySet<number> = new Set([204, 304])

type Ready = string | Buffer | Pieces

const isReady = (body: unknown): body is Ready =>
  typeof body === "string" || Buffer.isBuffer(body) || body instanceof Pieces

/** Past the HTTP library: it would look once more for what is known here, and knows no body of several pieces. */
function sendWhole(reply: FastifyReply, { status, headers }: Omit<Reply, "body">, ready: Ready): void {
  const { raw } = reply.hijack()
  // As bytes: a text would be copied to be counted, and again to be put behind the headers.
  const body = typeof ready === "string" ? Buffer.from(ready) : ready
  raw.writeHead(status, { ...headers, "content-length": body.length })
  if (Buffer.isBuffer(body)) return void raw.end(body)
  raw.cork()
  for (const piece of body.buffers) raw.write(piece)
  raw.end()
}

export function sendError(
  { log, publicUrl }: Pick<Services, "log" | "publicUrl">,
  { error, request, reply }: Exchange & { error: unknown },
): FastifyReply {
  const envelope = toEnvelope(error, { requestId: request.id, publicUrl: publicUrl() })
  if (isOurs(error)) log.error({ request_id: request.id, err: error }, "request failed")
  return send(reply, request.id, envelope)
}
