import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { BadOrder } from "../bad-order.js"
import { type Faults, readFaults } from "../faults/index.js"
import { isObject, type Json, parseBody } from "../json.js"
import type { RequestLog } from "../server/record-requests.js"
import type { MovableClock } from "../time/clock.js"

export type Body = Record<string, Json>
/** Makes something happen. Its answer is the call's; a `BadOrder` is a 400. */
export type Action = (body: Body) => unknown

export type Controlled = {
  log: RequestLog
  faults: Faults
  clock: MovableClock
  /** The company in a few words and numbers; the frame adds the clock and the calls. */
  describe(): Record<string, unknown>
  /** Webhook deliveries, oldest first. */
  deliveries(): readonly unknown[]
  /** Registers a redirect URI and returns all of the client's. Throws when that can't be. */
  allowRedirect(clientId: string, uri: string): readonly string[]
  /** The client that is meant when none is named. */
  defaultClientId: string
  /** Puts another company in place. `takes` are the settings that a body may name. */
  reset: { takes: readonly string[]; run(body: Body): Promise<void> }
  /** By their names in the path. */
  actions: Readonly<Record<string, Action>>
}

/** Adds `/_sandbox` and what is below it. */
export function mountControl(app: FastifyInstance, controlled: Controlled): void {
  const { log, faults } = controlled
  app.get("/_sandbox", () => describe(controlled))
  app.get("/_sandbox/requests", () => ({ requests: log.requests }))
  app.delete("/_sandbox/requests", () => {
    log.requests = []
    return { requests: [] }
  })
  app.get("/_sandbox/deliveries", () => ({ deliveries: controlled.deliveries() }))
  app.get("/_sandbox/faults", () => ({ faults: faults.list() }))
  app.delete("/_sandbox/faults", () => {
    faults.clear()
    return { faults: [] }
  })
  const post = (path: string, run: (request: FastifyRequest) => unknown) =>
    app.post(`/_sandbox/${path}`, (request, reply) => orBadOrder(reply, () => run(request)))
  post("faults", ({ body }) => {
    faults.add(...readFaults(jsonOf(body), faults.system.kinds))
    return { faults: faults.list() }
  })
  post("redirect-uris", (request) => allowRedirect(controlled, bodyOf(request)))
  post("clock", (request) => setClock(controlled, bodyOf(request)))
  post("reset", (request) => reset(controlled, bodyOf(request)))
  app.post("/_sandbox/:action", (request, reply) => orBadOrder(reply, () => act(controlled, request, reply)))
}

async function orBadOrder(reply: FastifyReply, run: () => unknown): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    if (!(error instanceof BadOrder)) throw error
    return reply.code(400).send({ errors: error.problems })
  }
}

const describe = ({ describe: ofCompany, clock, log }: Controlled) => ({
  ...ofCompany(),
  now: clock.now().toISOString(),
  today: clock.today(),
  requests: log.requests.length,
  in_flight: log.inFlight,
})

async function act({ actions }: Controlled, request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const { action } = request.params as { action: string } // the route has this parameter
  const found = Object.hasOwn(actions, action) ? actions[action] : undefined
  if (found) return found(bodyOf(request))
  const names = ["clock", "faults", "redirect-uris", "reset", ...Object.keys(actions)].join(", ")
  return reply.code(404).send({ errors: [`the sandbox can't ${action}; it can ${names}`] })
}

function bodyOf({ body }: FastifyRequest): Body {
  const read = jsonOf(body)
  if (isObject(read)) return read
  throw new BadOrder(["send a JSON object"])
}

function jsonOf(body: unknown): Json {
  const read = parseBody(body)
  if (read === undefined) throw new BadOrder(["send JSON"])
  return read
}

async function setClock({ clock }: Controlled, { now, days }: Body) {
  const moment = typeof now === "string" ? new Date(now) : new Date(clock.now().getTime() + Number(days) * 86_400_000)
  if (Number.isNaN(moment.getTime())) throw new BadOrder(["give now (ISO 8601) or days (a number)"])
  try {
    await clock.move(moment)
  } catch (error) {
    if (error instanceof RangeError) throw new BadOrder([error.message])
    throw error
  }
  return { now: clock.now().toISOString(), today: clock.today() }
}

function allowRedirect(controlled: Controlled, { client_id = controlled.defaultClientId, redirect_uri }: Body) {
  try {
    return { client_id, redirect_uris: controlled.allowRedirect(String(client_id), String(redirect_uri ?? "")) }
  } catch (error) {
    throw new BadOrder([error instanceof Error ? error.message : "bad redirect URI"])
  }
}

async function reset(controlled: Controlled, body: Body) {
  const { takes, run } = controlled.reset
  const unknown = Object.keys(body).filter((key) => !takes.includes(key))
  if (unknown.length > 0) throw new BadOrder([`${unknown.join(", ")} is not known: give ${takes.join(", ")}`])
  try {
    await run(body)
  } catch (error) {
    if (error instanceof BadOrder) throw error
    throw new BadOrder([error instanceof Error ? error.message : "bad settings"])
  }
  return describe(controlled)
}

/** An id that the body has to have: a misspelt name must not mean somebody else, or nobody. */
export function needId(name: string, value: Json | undefined): string {
  if ((typeof value === "string" && value !== "") || typeof value === "number") return String(value)
  throw new BadOrder([`give ${name}`])
}
