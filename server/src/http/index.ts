/**
 * The door: routes, and everything around them that every request needs once. It owns paths, parsing, error
 * envelopes and headers; what is behind it comes in as `Services`. No handler authenticates, parses, catches or logs,
 * and nothing here knows SQL or a connector.
 */
import { randomUUID } from "node:crypto"
import { operations } from "@rollcall/contract"
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify"
import { AppError } from "../errors.js"
import type { Reply } from "../gateway/index.js"
import { toEnvelope } from "./error-envelope.js"
import { mountLinkPages } from "./link-pages/index.js"
import { answerUnknownPath } from "./not-found.js"
import { serve, type Trace } from "./pipeline.js"
import type { Route } from "./route.js"
import { routes } from "./routes/index.js"
import type { Services } from "./services.js"

const MAX_BODY_BYTES = 10 * 1024 * 1024
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]

export function createServer(services: Services): FastifyInstance {
  const app = Fastify({
    logger: false,
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: "idle",
    genReqId: (request) => requestIdOf(request.headers["x-request-id"]),
    // R3: some clients write `//path`.
    rewriteUrl: ({ url = "/" }) => url.replace(/^\/{2,}/, "/"),
    routerOptions: { maxParamLength: 2_000, querystringParser: () => ({}), ignoreTrailingSlash: true },
    frameworkErrors: (_error, request, reply) => {
      sendError(services, {
        error: new AppError("invalid_request", "the path has a broken escape: encode % as %25"),
        request,
        reply,
      })
    },
  })
  app.removeAllContentTypeParsers()
  // R4, R5: the content type decides nothing; empty bodies are fine.
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
  app.setErrorHandler((error, request, reply) => {
    sendError(services, { error: fromFramework(error), request, reply })
  })
  app.setNotFoundHandler((request, reply) => {
    sendError(services, { error: answerUnknownPath(request.method, request.url), request, reply })
  })
  app.addHook("preClose", async () => {
    closing.add(app)
  })
  assertComplete(routes)
  for (const route of routes) mount(app, services, route)
  const { accounts, log, publicUrl } = services
  mountLinkPages(app, { link: accounts.link, log, publicUrl })
  return app
}

const closing = new WeakSet<FastifyInstance>()

/** Each declared operation has one route, and no route lacks a declaration. */
export function assertComplete(all: readonly Route[]): void {
  const ids = all.map((route) => route.operation.id)
  const missing = operations.filter((one) => !ids.includes(one.id)).map((one) => one.id)
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index)
  if (missing.length > 0 || doubled.length > 0 || ids.length !== operations.length) {
    throw new Error(
      `operations without a route: ${missing.join(", ") || "none"}; doubled: ${doubled.join(", ") || "none"}`,
    )
  }
}

function mount(app: FastifyInstance, services: Services, route: Route): void {
  const { method, path } = route.operation
  const handler = (request: FastifyRequest, reply: FastifyReply) => handle(services, route, { request, reply })
  app.route({ method: method === "ANY" ? METHODS : method, url: path, handler, exposeHeadRoute: false })
  for (const alias of route.aliases)
    app.route({ method: [...alias.methods], url: alias.path, handler, exposeHeadRoute: false })
}

type Exchange = { request: FastifyRequest; reply: FastifyReply }

async function handle(services: Services, route: Route, { request, reply }: Exchange): Promise<FastifyReply> {
  const startedAt = performance.now()
  const trace: Trace = {}
  const gone = new AbortController()
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort(new AppError("unavailable", "the caller went away"))
    services.metrics.noteRequest(route.operation.id, reply.raw.statusCode, (performance.now() - startedAt) / 1000)
    services.log.info(
      {
        request_id: request.id,
        operation: route.operation.id,
        status: reply.raw.statusCode,
        duration_ms: Math.round(performance.now() - startedAt),
        environment_id: trace.caller?.environmentId,
        account_id: trace.account?.id,
      },
      "request",
    )
  })
  try {
    const incoming = {
      httpMethod: request.method,
      url: request.url,
      params: request.params as Record<string, string>, // path parameters are text
      headers: request.headers,
      body: Buffer.isBuffer(request.body) ? request.body : undefined,
      signal: gone.signal,
    }
    return send(reply, request.id, await serve(route, services, { incoming, trace }))
  } catch (error) {
    return sendError(services, { error, request, reply })
  }
}

function send(reply: FastifyReply, requestId: string, { status, headers, body }: Reply): FastifyReply {
  const isRaw =
    typeof body === "string" || Buffer.isBuffer(body) || (typeof body === "object" && body !== null && "pipe" in body)
  reply
    .code(status)
    .headers({ "content-type": "application/json; charset=utf-8", ...SAFE, ...headers, "x-request-id": requestId })
  // A connection that is busy when the server stops would otherwise be kept alive by its client, and the server with it.
  if (closing.has(reply.server)) reply.header("connection", "close")
  return reply.send(isRaw ? body : JSON.stringify(body ?? null))
}

const SAFE = { "cache-control": "no-store", "x-content-type-options": "nosniff" }

function sendError({ log }: Services, { error, request, reply }: Exchange & { error: unknown }): FastifyReply {
  const envelope = toEnvelope(error, request.id)
  if (envelope.status >= 500 && !(error instanceof AppError && error.details.remote)) {
    log.error({ request_id: request.id, err: error }, "request failed")
  }
  return send(reply, request.id, envelope)
}

/** The HTTP library's own complaints about a request. */
function fromFramework(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : ""
  if (code === "FST_ERR_CTP_BODY_TOO_LARGE") {
    return new AppError(
      "payload_too_large",
      `the body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB: send it in parts`,
    )
  }
  if (typeof code === "string" && code.startsWith("FST_ERR_CTP"))
    return new AppError("invalid_request", "the body can't be read: send JSON")
  return error
}

/** The caller's own id when it is harmless in a log line, else a new one. */
const requestIdOf = (given: string | string[] | undefined): string =>
  typeof given === "string" && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()

export { createMetrics } from "./metrics.js"
export type { Services } from "./services.js"
