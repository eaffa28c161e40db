/**
 * Trouble on demand: what a client of the real API can meet, ordered by `POST /_sandbox/faults`.
 *
 *     const faults = new Faults(system, random)      // system: what paths and refusals look like (FaultySystem)
 *     mountFaults(app, { faults, tokens, clock })     // the hooks; before the routes
 *     const said = changeRows(rowsOf(answer), strikesOf(request))  // in a route: rows and pages before they are written
 *     faults.add(...readFaults(json, system.kinds)); faults.list(); faults.clear()
 *
 * A fault works at one of three places: before the call is carried out (it waits, or another answer comes in its
 * place), on the rows and paging of an answer before they are written (`Said`), or on the bytes while they are sent. It
 * knows nothing of what a call means, and OAuth's answers go the same way as the API's.
 */
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import type { Clock } from "../time/clock.js"
import type { Fault, Strike } from "./fault.js"
import type { Faults } from "./faults.js"
import type { Answer } from "./faulty-system.js"
import { answerOf } from "./in-place.js"
import { countCall } from "./quota.js"
import { changeTokens, type FaultyTokens } from "./token-answer.js"
import { compress, cutShort, resetAfter, stall, withMark, withoutEnd } from "./wire.js"

export { areRowsStruck, changeRows } from "./change-rows.js"
export { type Fault, type FaultKind, KINDS, type Strike } from "./fault.js"
export { Faults } from "./faults.js"
export type { Answer, FaultySystem } from "./faulty-system.js"
export type { Quota } from "./quota.js"
export { readFaults } from "./read-faults.js"
export type { Column, Next, Page, Row, Said } from "./said.js"
export type { FaultyTokens } from "./token-answer.js"

/** What faults touch besides the call. */
type Struck = { faults: Faults; tokens: FaultyTokens; clock: Clock }

const struckBy = new WeakMap<FastifyRequest, Strike[]>()

/** The faults that a call meets. */
export const strikesOf = (request: FastifyRequest): readonly Strike[] => struckBy.get(request) ?? []

/** Adds the hooks. Routes ask `strikesOf` for what concerns their rows. */
export function mountFaults(app: FastifyInstance, struck: Struck): void {
  app.addHook("preHandler", async (request, reply) => {
    const path = pathOf(request)
    if (path === "/_sandbox" || path.startsWith("/_sandbox/")) return
    const strikes = struck.faults.strike(request.method, path)
    if (strikes.length > 0) struckBy.set(request, strikes)
    for (const strike of strikes) await begin(struck, strike, { request, reply })
  })
  app.addHook("onSend", async (request, reply, payload) => {
    let now: unknown = payload
    for (const strike of strikesOf(request)) now = await change(struck, strike, { request, reply, payload: now })
    return now
  })
}

/** Before the call is carried out. */
async function begin(struck: Struck, { fault }: Strike, { request, reply }: Omit<Sending, "payload">): Promise<void> {
  const { system } = struck.faults
  if (fault.kind === "latency")
    await sleep(fault.latencyMs ?? 100, undefined, { signal: struck.faults.cleared }).catch(() => {})
  if (fault.kind === "expired_token") struck.tokens.expireAll()
  if (fault.kind === "quota") {
    const quota = countCall(fault, struck.clock.now())
    reply.headers(system.quotaHeaders(quota))
    if (quota.isTooMany) await send(reply, system.refusal(429))
  }
  if (fault.carriesOut || reply.sent) return
  const answer = answerOf({ fault, system, path: pathOf(request) })
  if (answer) await send(reply, answer)
  if (fault.kind === "hang") reply.hijack()
  if (fault.kind === "reset" && (fault.moment ?? "before") === "before") {
    reply.hijack()
    reply.raw.socket?.resetAndDestroy()
  }
}

type Sending = { request: FastifyRequest; reply: FastifyReply; payload: unknown }

const pathOf = (request: FastifyRequest): string => request.url.split("?")[0] ?? ""
const send = (reply: FastifyReply, { status, headers, body }: Answer) => reply.code(status).headers(headers).send(body)

/** While the answer is sent. */
async function change(struck: Struck, { fault }: Strike, sending: Sending): Promise<unknown> {
  const { reply, payload } = sending
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === "string" ? payload : "")
  switch (fault.kind) {
    case "hang":
      if (!reply.raw.destroyed) await once(reply.raw, "close")
      return payload
    case "token_answer":
      return changeTokens(struck.tokens, fault, bytes)
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
      return replace(struck, fault, sending)
  }
}

function replace({ faults: { system } }: Struck, fault: Fault, { request, reply, payload }: Sending): unknown {
  const answer = fault.carriesOut ? answerOf({ fault, system, path: pathOf(request) }) : undefined
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
