import type { OutgoingHttpHeaders } from "node:http"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { AppError } from "../errors.js"
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
  const isRaw =
    typeof body === "string" || Buffer.isBuffer(body) || (typeof body === "object" && body !== null && "pipe" in body)
  const plain = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" }
  reply.code(status).headers({ ...plain, ...headers, ...SAFE, "x-request-id": requestId })
  // A connection that is busy when the server stops would otherwise be kept alive by its client, and the server with it.
  if (closing.has(reply.server)) reply.header("connection", "close")
  if (body instanceof Pieces) return sendPieces(reply, body)
  return reply.send(isRaw ? body : JSON.stringify(body ?? null))
}

/** The HTTP library knows no body of several pieces. */
function sendPieces(reply: FastifyReply, pieces: Pieces): FastifyReply {
  reply.header("content-length", pieces.length).hijack()
  const { raw } = reply
  raw.cork()
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders) // none is without a value
  for (const piece of pieces.buffers) raw.write(piece)
  raw.end()
  return reply
}

export function sendError(
  { log }: Pick<Services, "log">,
  { error, request, reply }: Exchange & { error: unknown },
): FastifyReply {
  const envelope = toEnvelope(error, request.id)
  if (envelope.status >= 500 && !(error instanceof AppError && error.details.remote)) {
    log.error({ request_id: request.id, err: error }, "request failed")
  }
  return send(reply, request.id, envelope)
}
