/**
 * The door: routes, and everything around them that every request needs once. It owns paths, parsing, error
 * envelopes and headers; what is behind it comes in as `Services`. No handler authenticates, parses, catches or logs,
 * and nothing here knows SQL or a connector.
 *
 * Browsers of other origins get no permission (no CORS header is ever sent): tokens belong to servers.
 */
import { randomUUID } from "node:crypto"
import { operations } from "@rollcall/contract"
import { type DocsSite, openDocsSite } from "@rollcall/web-docs"
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify"
import { AppError } from "../errors.js"
import { follow, Trail } from "../log/index.js"
import { type Exchange, recordClosing, send, sendError } from "./answer.js"
import { mountDocs, opensInBrowser } from "./docs-pages.js"
import { addressOf } from "./guesses.js"
import type { Incoming } from "./incoming.js"
import { Life } from "./life.js"
import { mountLinkPages } from "./link-pages/index.js"
import { logRequest } from "./log-request.js"
import { answerUnknownPath, methodsAt, type Place } from "./not-found.js"
import { serve, type Trace } from "./pipeline.js"
import { type BodyOf, createBodies } from "./read-body.js"
import type { Route } from "./route.js"
import { routes } from "./routes/index.js"
import type { Services } from "./services.js"

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]

const OF_WORKERS = ["ping", "health", "metrics"]

/** What one process takes at once. */
export type DoorLimits = {
  mostConnections: number
  mostBodyBytes: number
  /** For a whole request, and for its headers. */
  requestMs: number
  headersMs: number
  /** A connection on which no byte moves for so long, or up to twice that, is cut. An answer must not take longer. */
  stallMs: number
}
const LIMITS: DoorLimits = {
  mostConnections: 10_000,
  mostBodyBytes: 128 * 1024 * 1024,
  requestMs: 30_000,
  headersMs: 10_000,
  stallMs: 60_000,
}

export function createServer(services: Services, limits: DoorLimits = LIMITS): FastifyInstance {
  const app = Fastify({
    logger: false,
    requestTimeout: limits.requestMs,
    connectionTimeout: limits.stallMs,
    keepAliveTimeout: 72_000,
    forceCloseConnections: "idle",
    http: { headersTimeout: limits.headersMs, connectionsCheckingInterval: 5_000 },
    // Requests are read by the operations' own schemas: the library's compilers need not be loaded.
    schemaController: { compilersFactory: { buildValidator: noCompiler, buildSerializer: noCompiler } },
    genReqId: (request) => requestIdOf(request.headers["x-request-id"]),
    rewriteUrl: ({ url = "/" }) => toPath(url),
    routerOptions: { maxParamLength: 2_000, querystringParser: () => ({}), ignoreTrailingSlash: true },
    frameworkErrors: (_error, request, reply) => {
      const error = new AppError("request.invalid", "the path has a broken escape: encode % as %25")
      sendError(services, { error, request, reply })
    },
  })
  app.server.maxConnections = limits.mostConnections
  const places: Place[] = []
  app.addHook("onRoute", ({ path, method }) => {
    places.push({ path, methods: [method].flat() })
  })
  app.addHook("preClose", async () => recordClosing(app))
  app.removeAllContentTypeParsers()
  // R4, R5: the content type decides nothing; empty bodies are fine. Bodies are read by whoever has let the caller in.
  app.addContentTypeParser("*", (_request, stream, done) => done(null, stream))
  app.setErrorHandler((error, request, reply) => {
    sendError(services, { error: fromFramework(error), request, reply })
  })
  const docs = services.isApi ? openDocsSite() : undefined
  app.setNotFoundHandler((request, reply) =>
    docs && opensInBrowser(request)
      ? reply.redirect(`${services.publicUrl()}/docs`, 302)
      : answerUnrouted(services, places, { request, reply }),
  )
  assertComplete(routes)
  mountAll(app, services, { docs, mostBodyBytes: limits.mostBodyBytes })
  return app
}

type Mounting = { docs: DocsSite | undefined; mostBodyBytes: number }

function mountAll(app: FastifyInstance, services: Services, { docs, mostBodyBytes }: Mounting): void {
  const bodyOf = createBodies(mostBodyBytes)
  const served = services.isApi ? routes : routes.filter(({ operation }) => OF_WORKERS.includes(operation.id))
  const settled = createSettler(app)
  // The page of the errors is one of the documentation's; alone it is there when that was not built.
  const mounted = served.filter(({ operation }) => !docs || operation.id !== "error_docs")
  if (docs) mountDocs(app, services, docs)
  for (const route of mounted)
    mount(app, route, (exchange) => settled(handle(services, route, { ...exchange, bodyOf })))
  const { accounts, log, publicUrl, clock, guesses } = services
  if (services.isApi) mountLinkPages(app, { link: accounts.link, log, publicUrl, clock, guesses, bodyOf })
}

const noCompiler = () => {
  throw new Error("no route has a schema of the HTTP library")
}

/** R3: some clients write `//path`. A proxy may send the whole address, which means the same as its path. */
const toPath = (url: string): string => url.replace(/^https?:\/\/[^/?#]*/i, "").replace(/^\/*(?!\*$)/, "/")

/** Each declared operation has one route, and no route lacks a declaration. */
export function assertComplete(all: readonly Route[]): void {
  const ids = all.map((route) => route.operation.id)
  const declared = Object.keys(operations)
  const missing = declared.filter((id) => !ids.includes(id))
  const doubled = ids.filter((id, index) => ids.indexOf(id) !== index)
  if (missing.length > 0 || doubled.length > 0 || ids.length !== declared.length) {
    throw new Error(
      `operations without a route: ${missing.join(", ") || "none"}; doubled: ${doubled.join(", ") || "none"}`,
    )
  }
}

function mount(app: FastifyInstance, route: Route, handle: (exchange: Exchange) => Promise<FastifyReply>): void {
  const { method, path } = route.operation
  const handler = (request: FastifyRequest, reply: FastifyReply) => handle({ request, reply })
  const methods = method === "ANY" ? METHODS : [method]
  for (const place of [{ path, methods }, ...route.aliases])
    app.route({ method: withHead(place.methods), url: place.path, handler, exposeHeadRoute: false })
}

const withHead = (methods: readonly string[]): string[] => [
  ...new Set(methods.flatMap((one) => (one === "GET" ? ["GET", "HEAD"] : [one]))),
]

function answerUnrouted(services: Services, places: readonly Place[], { request, reply }: Exchange): FastifyReply {
  const { method, url } = request
  const allow = methodsAt(places, url)
  if (method === "OPTIONS" && allow.length > 0)
    return send(reply, request.id, { status: 204, headers: { allow: allow.join(", ") }, body: "" })
  return sendError(services, { error: answerUnknownPath(places, method, url), request, reply })
}

/** A write is finished though its caller has gone, which is when its connection no longer keeps the server. */
function createSettler(app: FastifyInstance) {
  const running = new Set<Promise<unknown>>()
  app.addHook("onClose", () => Promise.allSettled(running).then(() => {}))
  return <T>(work: Promise<T>): Promise<T> => {
    const ended = work.finally(() => running.delete(ended))
    running.add(ended)
    return ended
  }
}

type Handled = Exchange & { bodyOf: BodyOf }

function handle(services: Services, route: Route, { request, reply, bodyOf }: Handled): Promise<FastifyReply> {
  const trace: Trace = {}
  const life = new Life()
  const trail = new Trail()
  const { note, keep } = recordRequest(services, { route, trace, trail, request, reply })
  const isClosed = new Promise<void>((resolve) => {
    reply.raw.once("close", () => {
      if (!reply.raw.writableFinished) life.end(new AppError("request.abandoned", "the caller went away"))
      note()
      resolve()
    })
  })
  const answer = follow(trail, () => answerRequest(services, route, { request, reply, bodyOf, life, trace }))
  // A write goes on when its caller has gone, and what it asks of the HR system belongs to it.
  const fail = (err: unknown) => services.log.error({ err }, "a request could not be kept in the log")
  void Promise.all([answer.catch(() => {}), isClosed])
    .then(keep)
    .catch(fail)
  return answer
}

type Answering = Handled & { life: Life; trace: Trace }

async function answerRequest(
  services: Services,
  route: Route,
  { request, reply, bodyOf, life, trace }: Answering,
): Promise<FastifyReply> {
  try {
    const incoming: Incoming = {
      requestId: request.id,
      httpMethod: request.method === "HEAD" ? "GET" : request.method,
      url: request.url,
      params: request.params as Record<string, string>, // path parameters are text
      headers: request.headers,
      readBody: (mostBytes) => bodyOf({ request, reply })(mostBytes),
      address: addressOf(request),
      life,
    }
    return send(reply, request.id, await serve(route, services, { incoming, trace }))
  } catch (error) {
    trace.code = error instanceof AppError ? error.code : "server.internal"
    return sendError(services, { error, request, reply })
  }
}

type Noted = Exchange & { route: Route; trace: Trace; trail: Trail }

/** One line and one number for each request when its connection is done with it, and an entry of the log at its very end. */
function recordRequest(services: Services, { route, trace, trail, request, reply }: Noted) {
  const { metrics, log, clock, requestLog } = services
  const [startedAt, sinceMs] = [clock.now(), clock.elapsedMs()]
  const note = () => {
    const { statusCode: status } = reply.raw
    const durationMs = clock.elapsedMs() - sinceMs
    metrics.recordRequest(route.operation.id, status, durationMs / 1000)
    const who = { environment_id: trace.caller?.environmentId, account_id: trace.account?.id }
    const line = { request_id: request.id, operation: route.operation.id, status, duration_ms: Math.round(durationMs) }
    log.info({ ...line, ...who }, "request")
  }
  const keep = () => {
    const asked = { requestId: request.id, httpMethod: request.method, url: request.url }
    const params = request.params as Record<string, string> // path parameters are text
    const status = reply.raw.headersSent ? reply.raw.statusCode : null
    const told = { ...asked, params, status, startedAt, durationMs: clock.elapsedMs() - sinceMs }
    logRequest(requestLog, { route, trace, ...told }, trail)
  }
  return { note, keep }
}

/** The HTTP library's own complaints about a request. */
function fromFramework(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : ""
  if (typeof code === "string" && code.startsWith("FST_ERR_CTP"))
    return new AppError("request.invalid", "the body can't be read: send JSON")
  return error
}

/** The caller's own id when it is harmless in a log line, else a new one. */
const requestIdOf = (given: string | string[] | undefined): string =>
  typeof given === "string" && /^[\w.:-]{1,100}$/.test(given) ? given : randomUUID()

export { createGuesses } from "./guesses.js"
export { createMetrics, type Metrics } from "./metrics.js"
export { createLagReader } from "./read-lag.js"
export type { Services } from "./services.js"
