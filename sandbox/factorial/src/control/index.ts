/**
 * The sandbox's own API under `/_sandbox`: look at the company, make things happen in it, inject trouble, see what was
 * asked. It has no credentials, because the sandbox is for one machine. It owns no rules: actions go through the same
 * behaviours and events as calls of the API.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { readFaults } from "../faults/index.js"
import type { CompanySettings, Running } from "../running.js"
import { type Json, Refusal } from "../world.js"
import { ACTIONS } from "./actions.js"

export function mountControl(app: FastifyInstance, running: Running): void {
  app.get("/_sandbox", () => describe(running))
  app.get("/_sandbox/requests", () => ({ requests: running.requests }))
  app.delete("/_sandbox/requests", () => {
    running.requests = []
    return { requests: [] }
  })
  app.get("/_sandbox/deliveries", () => ({ deliveries: running.webhooks.deliveries() }))
  app.get("/_sandbox/faults", () => ({ faults: running.faults.list() }))
  app.delete("/_sandbox/faults", () => {
    running.faults.clear()
    return { faults: [] }
  })
  app.post("/_sandbox/faults", (request) => {
    running.faults.add(...readFaults(parse(request.body)))
    return { faults: running.faults.list() }
  })
  app.post("/_sandbox/redirect-uris", (request) => allowRedirect(running, bodyOf(request)))
  app.post("/_sandbox/clock", (request) => setClock(running, bodyOf(request)))
  app.post("/_sandbox/reset", (request) => reset(running, bodyOf(request)))
  app.post("/_sandbox/:action", (request, reply) => act(running, request, reply))
}

const describe = ({ company, settings, clock, store, requests, inFlight }: Running) => ({
  company,
  seed: settings.seed,
  size: settings.size,
  now: clock.now().toISOString(),
  today: clock.today(),
  rows: Object.fromEntries(store.tables().map((table) => [table, store.all(table).length])),
  requests: requests.length,
  in_flight: inFlight,
})

async function act(running: Running, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { action } = request.params as { action: string } // the route has this parameter
  const found = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined
  if (found) return found(running, bodyOf(request))
  const names = ["clock", "faults", "redirect-uris", "reset", ...Object.keys(ACTIONS)].join(", ")
  return reply.code(404).send({ errors: [`the sandbox can't ${action}; it can ${names}`] })
}

function bodyOf({ body }: FastifyRequest): Record<string, Json> {
  const read = parse(body)
  if (typeof read === "object" && read !== null && !Array.isArray(read)) return read
  throw new Refusal(400, { errors: ["send a JSON object"] })
}

function parse(body: unknown): Json {
  if (!Buffer.isBuffer(body) || body.length === 0) return {}
  try {
    return JSON.parse(body.toString("utf8"))
  } catch {
    throw new Refusal(400, { errors: ["send JSON"] })
  }
}

async function setClock(running: Running, { now, days }: Record<string, Json>) {
  const moment =
    typeof now === "string" ? new Date(now) : new Date(running.clock.now().getTime() + Number(days) * 86_400_000)
  if (Number.isNaN(moment.getTime())) throw new Refusal(400, { errors: ["give now (ISO 8601) or days (a number)"] })
  try {
    await running.clock.move(moment)
  } catch (error) {
    if (error instanceof RangeError) throw new Refusal(400, { errors: [error.message] })
    throw error
  }
  return { now: running.clock.now().toISOString(), today: running.clock.today() }
}

function allowRedirect({ oauth }: Running, { client_id = "sandbox-client", redirect_uri }: Record<string, Json>) {
  try {
    return { client_id, redirect_uris: oauth.allowRedirect(String(client_id), String(redirect_uri ?? "")) }
  } catch (error) {
    throw new Refusal(400, { errors: [error instanceof Error ? error.message : "bad redirect URI"] })
  }
}

const OF_RESET = ["seed", "size", "today", "firstId", "locale"]

async function reset(running: Running, body: Record<string, Json>) {
  const unknown = Object.keys(body).filter((key) => !OF_RESET.includes(key))
  if (unknown.length > 0)
    throw new Refusal(400, { errors: [`${unknown.join(", ")} is not known: give ${OF_RESET.join(", ")}`] })
  const settings: Partial<CompanySettings> = {
    ...(body.seed === undefined ? {} : { seed: String(body.seed) }),
    ...(body.size === undefined ? {} : { size: Number(body.size) }),
    ...(typeof body.today === "string" ? { today: body.today } : {}),
    ...(body.firstId === undefined ? {} : { firstId: String(body.firstId) }),
    ...(body.locale === "en" || body.locale === "es" ? { locale: body.locale } : {}),
  }
  try {
    await running.reset(settings)
  } catch (error) {
    throw new Refusal(400, { errors: [error instanceof Error ? error.message : "bad settings"] })
  }
  return describe(running)
}
