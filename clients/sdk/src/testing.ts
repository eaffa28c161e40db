import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { onTestFinished } from "vitest"
import type { Settings } from "./request.js"

export type Seen = {
  method: string
  path: string
  key: string | undefined
  body: string
  headers: IncomingMessage["headers"]
}
/** What a server answers a request: undefined breaks the connection off, "silence" is never answered. */
export type Scripted = { status?: number; headers?: Record<string, string>; body?: unknown } | "silence" | undefined

/** A server that answers by script, and what it was asked. Pauses of the client are noted and not waited. */
export async function scripted(answers: readonly Scripted[] | ((seen: Seen) => Scripted)) {
  const seen: Seen[] = []
  const pausesMs: number[] = []
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    const body = Buffer.concat(await request.toArray()).toString()
    const { method = "", url: path = "", headers } = request
    const one: Seen = { method, path, key: headers["idempotency-key"] as string | undefined, body, headers }
    seen.push(one)
    const answer = typeof answers === "function" ? answers(one) : answers[seen.length - 1]
    if (answer === "silence") return
    if (answer === undefined) return void request.socket.destroy()
    const text = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {})
    response.writeHead(answer.status ?? 200, answer.headers).end(text)
  }
  const server = createServer((request, response) => void serve(request, response))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()))
  const settings: Settings = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: "secret",
    random: () => 1,
    sleep: async (ms, signal) => {
      pausesMs.push(ms)
      signal?.throwIfAborted()
      await new Promise(setImmediate)
    },
  }
  return { settings, seen, pausesMs }
}
