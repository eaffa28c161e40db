import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { Agent } from "undici"
import type { Api } from "../api.js"
import { cursor } from "../paging/index.js"
import { isRemote } from "../remote.js"
import type { RemoteQuery } from "../request.js"
import type { Access, Transport } from "./transport.js"
import type { WholeAnswer } from "./upstream.js"

type Answer = (response: ServerResponse, request: IncomingMessage) => void

export type LocalServer = {
  transport: Transport
  /** Requests in the order they came. */
  requests: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[]
  /** Requests that are not answered yet. */
  open(): number
  /** What the next requests are answered by; the last one stays. */
  answer(...answers: Answer[]): void
  close(): Promise<void>
}

/** An HR system on loopback that does what a test wants. Waits take no time, and are written down in `waits`. */
export async function startLocal(more: Partial<Transport> = {}): Promise<LocalServer & { waits: number[] }> {
  const requests: LocalServer["requests"] = []
  const waits: number[] = []
  let answers: Answer[] = []
  let open = 0
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    open++
    response.once("close", () => open--)
    const body = await text(request)
    const { method = "", url = "", headers } = request
    requests.push({ method, url, headers, body })
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    answer?.(response, request)
  }
  const server = createServer((request, response) => void serve(request, response))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const dispatcher = new Agent()
  let nowMs = Date.now()
  const transport: Transport = {
    dispatcher,
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    now: () => nowMs,
    random: () => 0,
    sleep: async (ms) => {
      waits.push(ms)
      nowMs += ms
    },
    after(ms, run) {
      const timer = setTimeout(run, ms)
      return () => clearTimeout(timer)
    },
    ...more,
  }
  return {
    transport,
    requests,
    waits,
    open: () => open,
    answer: (...given) => {
      answers = given
    },
    close: async () => {
      await dispatcher.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

export const json =
  (body: unknown, { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {}): Answer =>
  (response) =>
    void response
      .writeHead(status, { "content-type": "application/json", ...headers })
      .end(typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body))

/** An account that remembers what it was told. */
export function accessOf(more: Partial<Access> = {}): Access & { holds: number[] } {
  const holds: number[] = []
  let heldUntilMs = 0
  return {
    holds,
    credentials: async () => ({ method: "api_key", secrets: { api_key: "the-key" } }),
    refresh: async () => undefined,
    heldUntilMs: async () => heldUntilMs,
    hold: async (untilMs) => {
      holds.push(untilMs)
      heldUntilMs = untilMs
    },
    takeTurn: async () => 0,
    endTurn: () => {},
    probe: async () => async () => {
      heldUntilMs = 0
    },
    isThere: async () => true,
    ...more,
  }
}

export const api: Api = {
  version: "1",
  hosts: { production: "http://127.0.0.1:1" },
  root: "/api",
  headers: { accept: "application/json" },
  authorize: (credentials) => ({
    "x-key": credentials.method === "api_key" ? (credentials.secrets.api_key ?? "") : credentials.accessToken,
  }),
  writeQuery: (query: RemoteQuery) =>
    Object.entries(query)
      .flatMap(([name, value]) => (value === undefined ? [] : [value].flat().map((one) => `${name}=${one}`)))
      .join("&"),
  lists: {
    rows: { rows: "data", meta: "meta" },
    page: cursor({
      parameters: { after: "after", before: "before", size: "limit", page: "page" },
      maxSize: 2,
      isById: true,
      read: ({ body }) => (isRemote(body) && isRemote(body.meta) ? body.meta : {}),
    }),
  },
  classify: ({ status, headers, isRefreshed }) => {
    if (status === 401) return isRefreshed && headers["x-missing"] !== undefined ? "skip" : "reconnect"
    if (status === 404) return "skip"
    if (status === 429 || (status === 503 && headers["retry-after"] !== undefined)) return "limit"
    return status < 400 || status >= 500 ? "retry" : "stop"
  },
  readErrorMessage: ({ headers: { "x-message": said }, body }) =>
    typeof said === "string"
      ? said
      : typeof body === "object" && body !== null && "message" in body
        ? String(body.message)
        : undefined,
  maxIdsPerCall: 3,
  maxQueryBytes: 40,
}

export const whole = (body: unknown): WholeAnswer => ({
  status: 200,
  headers: {},
  rateLimit: {},
  url: "",
  body: Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
})
