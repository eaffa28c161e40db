/**
 * Trouble on demand: what a client of the real API can meet, ordered by `POST /_sandbox/faults`.
 *
 * A fault works at one of three places: before the call is carried out (it waits, or another answer comes in its
 * place), on the rows and paging of an answer before they are written, or on the bytes while they are sent. It knows
 * nothing of what a call means, and OAuth's answers go the same way as the API's.
 */
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { OAuthState } from "../oauth/index.js"
import type { Clock } from "../world.js"
import type { Fault, Strike } from "./fault.js"
import type { Faults } from "./faults.js"
import { answerOf } from "./in-place.js"
import { countCall } from "./quota.js"
import { changeTokens } from "./token-answer.js"
import { compress, cutShort, resetAfter, stall, withMark, withoutEnd } from "./wire.js"

export type { Fault, Strike } from "./fault.js"
export { Faults } from "./faults.js"
export { readFaults } from "./read-faults.js"

/** What faults touch besides the call. */
type Struck = { faults: Faults; oauth: OAuthState; clock: Clock }

const struckBy = new WeakMap<FastifyRequest, Strike[]>()

/** The faults that a call meets. */
export const strikesOf = (request: FastifyRequest): readonly Strike[] => struckBy.get(request) ?? []

/** Adds the hooks. Routes ask `strikesOf` for what concerns their rows. */
export function mountFaults(app: FastifyInstance, struck: Struck): void {
  app.addHook("preHandler", async (request, reply) => {
    const path = request.url.split("?")[0] ?? ""
    if (path === "/_sandbox" || path.startsWith("/_sandbox/")) return
    const strikes = struck.faults.strike(request.method, path)
    if (strikes.length > 0) struckBy.set(request, strikes)
    for (const strike of strikes) await begin(struck, strike, reply)
  })
  app.addHook("onSend", async (request, reply, payload) => {
    let now: unknown = payload
    for (const strike of strikesOf(request)) now = await change(struck, strike, { reply, payload: now })
    return now
  })
}

/** Before the call is carried out. */
async function begin(struck: Struck, { fault }: Strike, reply: FastifyReply): Promise<void> {
  if (fault.kind === "latency")
    await sleep(fault.latencyMs ?? 100, undefined, { signal: struck.faults.cleared }).catch(() => {})
  if (fault.kind === "expired_token") struck.oauth.expireAll()
  if (fault.kind === "quota") {
    const { isTooMany, headers } = countCall(fault, struck.clock.now())
    reply.headers(headers)
    if (isTooMany) await reply.code(429).send({ errors: ["Too many requests"] })
  }
  if (fault.carriesOut || reply.sent) return
  const answer = answerOf(fault)
  if (answer) await reply.code(answer.status).headers(answer.headers).send(answer.body)
  if (fault.kind === "hang") reply.hijack()
  if (fault.kind === "reset" && (fault.moment ?? "before") === "before") {
    reply.hijack()
    reply.raw.socket?.resetAndDestroy()
  }
}

type Sending = { reply: FastifyReply; payload: unknown }

/** While the answer is sent. */
async function change(struck: Struck, { fault }: Strike, { reply, payload }: Sending): Promise<unknown> {
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === "string" ? payload : "")
  switch (fault.kind) {
    case "hang":
      if (!reply.raw.destroyed) await once(reply.raw, "close")
      return payload
    case "token_answer":
      return changeTokens(struck.oauth, fault, bytes)
    case "headers":
      reply.headers(fault.headers ?? {})
      return payload
    case "bom":
      return withMark(bytes)
    case "compressed":
      return compress(bytes, fault, reply)
    case "truncate":
      return cutShort(bytes, reply, false)
    case "stall":
      return stall(bytes, reply, struck.faults.cleared)
    case "endless_body":
      return withoutEnd(bytes)
    case "reset":
      return reset(fault.moment ?? "before", reply, bytes)
    default:
      return replace(fault, { reply, payload })
  }
}

function replace(fault: Fault, { reply, payload }: Sending): unknown {
  const answer = fault.carriesOut ? answerOf(fault) : undefined
  if (!answer) return payload
  reply.code(answer.status).headers(answer.headers)
  return answer.body
}

function reset(moment: "before" | "during" | "after", reply: FastifyReply, bytes: Buffer): unknown {
  if (moment === "during") return cutShort(bytes, reply, true)
  if (moment === "after") resetAfter(reply)
  else reply.raw.socket?.resetAndDestroy()
  return bytes
}
