/**
 * Carries MCP between a program's standard input and output and the MCP server of Rollcall. It reads no message further than
 * it must to answer for a server that does not.
 */
import { createInterface } from "node:readline"

export type BridgeOptions = {
  /** Of the MCP server. It may hold a secret, so it is never printed. */
  url: string
  /** Sent as `Authorization: Bearer`. */
  token?: string | undefined
  input: NodeJS.ReadableStream
  /** Takes one line with its end. */
  print(line: string): unknown
  /** Told of what nobody waits for an answer to. */
  warn?: ((problem: string) => void) | undefined
  fetch?: typeof globalThis.fetch
}

const MOST_AT_ONCE = 10

/** Answers when the input is at its end and every answer is printed. */
export async function runBridge(options: BridgeOptions): Promise<void> {
  const running = new Set<Promise<void>>()
  for await (const line of createInterface({ input: options.input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue
    const one = carry(options, line).finally(() => running.delete(one))
    running.add(one)
    if (running.size >= MOST_AT_ONCE) await Promise.race(running)
  }
  await Promise.all(running)
}

type Answer = Readonly<Record<string, unknown>>
const PARSE_ERROR = -32700
/** Of JSON-RPC's range for servers. */
const NO_ANSWER = -32000

async function carry(options: BridgeOptions, line: string): Promise<void> {
  const print = (answer: unknown) => void options.print(`${JSON.stringify(answer)}\n`)
  const message = parse(line)
  if (message === undefined) return print(failure(null, { code: PARSE_ERROR, message: "the line is not JSON" }))
  const { answer, problem } = await post(options, line)
  if (answer !== undefined) return print(answer)
  if (problem === undefined) return
  const ids = idsOf(message)
  if (ids.length === 0) options.warn?.(String(problem.message))
  const failures = ids.map((id) => failure(id, problem))
  if (failures.length > 0) print(Array.isArray(message) ? failures : failures[0])
}

const failure = (id: unknown, error: object) => ({ jsonrpc: "2.0", id, error })

/** Those that wait for an answer. */
function idsOf(message: unknown): unknown[] {
  const all: Answer[] = [message].flat().map((one) => Object(one))
  return all.filter(({ id, method }) => id !== undefined && id !== null && method !== undefined).map(({ id }) => id)
}

type Posted = { answer?: unknown; problem?: { code: number; message: string; data?: unknown } }

async function post({ url, token, fetch = globalThis.fetch }: BridgeOptions, body: string): Promise<Posted> {
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" }
  const sent = token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` }
  try {
    const response = await fetch(url, { method: "POST", headers: sent, body, redirect: "error" })
    return read(response, await response.text())
  } catch (error) {
    const { origin } = new URL(url)
    return { problem: { code: NO_ANSWER, message: `${origin} can't be reached: ${reasonOf(error)}` } }
  }
}

/** Of a connection that broke, the cause says why. Its message may hold the address, its code does not. */
function reasonOf(error: unknown): string {
  const { code, cause } = Object(error)
  return String(Object(cause).code ?? code ?? "the connection broke")
}

function read({ ok, status }: Response, text: string): Posted {
  const answer = parse(text)
  if ([answer].flat().some((one) => Object(one).jsonrpc === "2.0")) return { answer }
  if (ok && text.trim() === "") return {}
  if (answer === undefined)
    return { problem: { code: NO_ANSWER, message: `the server answered ${status} and no JSON` } }
  const { message, next_action } = Object(answer)
  const said = [message, next_action].filter((part) => typeof part === "string").join(" | ")
  return { problem: { code: NO_ANSWER, message: said || `the server answered ${status}`, data: answer } }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
