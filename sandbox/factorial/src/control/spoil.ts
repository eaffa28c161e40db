import { setTimeout as sleep } from "node:timers/promises"
import type { FastifyReply, FastifyRequest } from "fastify"
import type { Fault } from "../faults.js"
import type { Running } from "../running.js"

type Exchange = { request: FastifyRequest; reply: FastifyReply }

/** Carries the trouble out; true when the call is answered (or will never be). */
export async function spoil(running: Running, faults: readonly Fault[], { reply }: Exchange): Promise<boolean> {
  for (const fault of faults) {
    if (fault.kind === "latency")
      await sleep(fault.latencyMs ?? 100, undefined, { signal: running.faults.cleared }).catch(() => {})
    else if (await answerBadly(running, fault, reply)) return true
  }
  return false
}

async function answerBadly(running: Running, fault: Fault, reply: FastifyReply): Promise<boolean> {
  switch (fault.kind) {
    case "status":
      await sendStatus(fault, reply)
      return true
    case "html":
      await reply
        .code(fault.status ?? 502)
        .header("content-type", "text/html")
        .send("<html><body><h1>502 Bad Gateway</h1></body></html>")
      return true
    case "malformed":
      await reply.code(200).header("content-type", "application/json").send('{"data":[{"id":"1"')
      return true
    case "empty_page":
      await reply
        .code(200)
        .header("content-type", "application/json")
        .send('{"data":[],"meta":{"has_next_page":false,"has_previous_page":false,"total":0,"limit":100}}')
      return true
    case "expired_token":
      running.oauth.expireAll()
      return false
    case "hang":
      reply.hijack()
      return true
    case "reset":
      reply.hijack()
      reply.raw.socket?.resetAndDestroy()
      return true
    default:
      return false
  }
}

async function sendStatus({ status = 500, retryAfterSeconds }: Fault, reply: FastifyReply): Promise<void> {
  if (retryAfterSeconds !== undefined) reply.header("retry-after", String(retryAfterSeconds))
  const body =
    status === 401 ? { errors: null } : { errors: [status === 429 ? "Too many requests" : "The server has trouble"] }
  await reply.code(status).header("content-type", "application/json").send(JSON.stringify(body))
}
