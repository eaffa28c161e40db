import {
  createServer,
  type Json,
  mountControl,
  mountFaults,
  mountOAuth,
  parseBody,
  recordRequests,
  strikesOf,
} from "@rollcall/sandbox-kit"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { assertCompany, isApi, PREFIXES } from "./addresses.js"
import { authorize, type Caller } from "./authorize.js"
import { controlOf } from "./control/index.js"
import { type Answer, type Call, ENDPOINTS, type Endpoint } from "./endpoints/index.js"
import { type Served, writeAnswer } from "./faulty-rows.js"
import { CallLimit } from "./limit.js"
import { oauthOf } from "./oauth/index.js"
import type { Running } from "./running.js"
import { Refusal, type RefusalForm } from "./world.js"

/** The API over HTTP. The company behind it can be replaced while it runs. */
export function createApi(running: Running): FastifyInstance {
  const app = createServer(running.keeper)
  recordRequests(app, { log: running, isCall: (url) => isApi(url) })
  mountFaults(app, { faults: running.faults, tokens: running.oauth, clock: running.clock })
  mountControl(app, controlOf(running))
  mountOAuth(app, running.oauth, oauthOf(running))
  const limit = new CallLimit()
  for (const endpoint of ENDPOINTS) {
    for (const prefix of PREFIXES) {
      const url = `${prefix}/${endpoint.path}`
      app.route({
        method: endpoint.method,
        url,
        handler: (request, reply) => answer(running, { request, reply, endpoint, limit }),
      })
    }
  }
  app.setNotFoundHandler((_request, reply) => sendRefusal(reply, "classic", new Refusal(404, { message: "Not Found" })))
  app.setErrorHandler((error, _request, reply) => sendRefusal(reply, "classic", error))
  return app
}

type Handling = { request: FastifyRequest; reply: FastifyReply; endpoint: Endpoint; limit: CallLimit }

function answer(running: Running, { request, reply, endpoint, limit }: Handling): FastifyReply {
  try {
    assertCompany(running.companyDomain, request)
    const caller = authorize(running, request.headers.authorization)
    limit.count(running, caller)
    assertAllowed(running, caller, endpoint)
    assertContentType(request, endpoint)
    const call = readCall(running, { request, caller, endpoint })
    return send(reply, endpoint.run(call), { call, endpoint, strikes: strikesOf(request) })
  } catch (error) {
    return sendRefusal(reply, endpoint.form, error)
  }
}

function assertAllowed(running: Running, { rights, isGrant }: Caller, { area, method, reads }: Endpoint): void {
  // Who may use webhooks may make them.
  const isWrite = method !== "GET" && reads !== true && area !== "webhooks"
  if (rights.mayUse(area) && (!isWrite || rights.mayUse("writes"))) return
  const status = isGrant ? running.behaviour.missingScopeStatus : 403
  throw new Refusal(status, { message: "You do not have access to this resource", code: "Forbidden" })
}

/** Reported of reports: a charset beside the type is refused. */
function assertContentType({ headers }: FastifyRequest, { area }: Endpoint): void {
  if (area === "reports" && /^application\/json\s*;/i.test(headers["content-type"] ?? ""))
    throw new Refusal(415, { message: "Content-Type must be application/json" })
}

type Reading = { request: FastifyRequest; caller: Caller; endpoint: Endpoint }

function readCall(running: Running, { request, caller, endpoint }: Reading): Call {
  const [path = "", query = ""] = splitUrl(request.url)
  const accept = String(request.headers.accept ?? "").toLowerCase()
  const wantsJson = accept.includes("application/json")
  if (running.behaviour.refusesXml && endpoint.form === "classic" && !wantsJson)
    throw new Refusal(406, { message: "This company answers JSON only: send Accept: application/json" })
  const version = path.slice(path.search(/\/v\d/))
  return {
    running,
    scene: running.scene(),
    rights: caller.rights,
    isGrant: caller.isGrant,
    params: request.params as Record<string, string>, // all of them are text
    query: new URLSearchParams(query),
    body: readBody(request),
    wantsJson,
    url: `https://${running.companyDomain}.bamboohr.com/api${version}`,
  }
}

function splitUrl(url: string): [string, string] {
  const at = url.indexOf("?")
  return at === -1 ? [url, ""] : [url.slice(0, at), url.slice(at + 1)]
}

function readBody(request: FastifyRequest): Json | undefined {
  return request.method === "GET" || request.method === "DELETE" ? {} : parseBody(request.body)
}

function send(reply: FastifyReply, said: Answer, served: Served): FastifyReply {
  const { wantsJson } = served.call
  reply.code(said.status ?? 200).headers(said.headers ?? {})
  if (said.bytes) return reply.header("content-type", said.bytes.type).send(said.bytes.data)
  if (said.text !== undefined) return reply.header("content-type", "text/html; charset=UTF-8").send(said.text)
  if (said.json === undefined) return reply.header("content-type", "text/html; charset=UTF-8").send("")
  if (said.xml && !wantsJson) return reply.header("content-type", "text/xml; charset=UTF-8").send(said.xml())
  return reply.header("content-type", "application/json; charset=utf-8").send(writeAnswer(said.json, served))
}

export function sendRefusal(reply: FastifyReply, form: RefusalForm, error: unknown): FastifyReply {
  const refusal = asRefusal(error)
  const { message, code, headers = {}, isDoubled } = refusal.explained
  reply.code(refusal.status).headers({ ...headers })
  // A wrong credential is told in the same way everywhere.
  if (form === "classic" || refusal.status === 401 || (refusal.status === 404 && code === undefined)) {
    const sentence = asHeader(isDoubled ? `${message},${message}` : message)
    reply.header("x-bamboohr-error-message", sentence)
    if (isDoubled) reply.header("x-bamboohr-error-messsage", sentence)
    return reply.header("content-type", "text/html; charset=UTF-8").send("")
  }
  if (form === "coded") {
    const body = { error: { code: code ?? "BadRequest", message } }
    return reply.header("content-type", "application/json").send(JSON.stringify(body))
  }
  if (form === "webhooks")
    return reply.header("content-type", "application/json").send(JSON.stringify({ errors: [{ error: message }] }))
  const problem = {
    type: "about:blank",
    title: message,
    status: refusal.status,
    detail: message,
    code: code ?? "bad_request",
  }
  return reply.header("content-type", "application/problem+json").send(JSON.stringify(problem))
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : 500
  if (typeof status === "number" && status < 500 && error instanceof Error)
    return new Refusal(status, { message: error.message })
  return new Refusal(500, { message: "Internal Server Error" })
}

/** A header has letters of Latin only. */
const asHeader = (message: string): string => message.replace(/[^\x20-\x7e]/g, "?")
