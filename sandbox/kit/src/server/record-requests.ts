import type { FastifyInstance } from "fastify"

export type RequestRecord = { method: string; url: string; status: number; at: string }
/** `inFlight`: calls that are being answered. Whoever empties `requests` may put a new list. */
export type RequestLog = { requests: RequestRecord[]; inFlight: number }

/** Oldest records go first. */
const MAX_RECORDS = 20_000

/** Writes down the calls of the API, also those that are never answered. */
export function recordRequests(
  app: FastifyInstance,
  { log, isCall }: { log: RequestLog; isCall: (url: string, host: string | undefined) => boolean },
): void {
  app.addHook("onRequest", (request, reply, done) => {
    done()
    if (!isCall(request.url, request.headers.host)) return
    log.inFlight += 1
    reply.raw.once("close", () => {
      log.inFlight -= 1
      const { method, url } = request
      log.requests.push({ method, url, status: reply.raw.statusCode, at: new Date().toISOString() })
      if (log.requests.length > MAX_RECORDS) log.requests.splice(0, MAX_RECORDS / 2)
    })
  })
}
