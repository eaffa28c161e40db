import type { Readable } from "node:stream"
import type { Api } from "../api.js"
import { UpstreamError } from "../verdict.js"
import type { WireAnswer } from "./transport.js"

/** Error bodies are kept up to this size; the rest of them is not read. */
const MAX_ERROR_BYTES = 64 * 1024

/** The whole body; rejects when it breaks off. */
export async function readAll(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk)
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)
}

async function readSome(body: Readable, most: number): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= most) break
    }
  } catch {
    // A broken error body still leaves its status, which is what decides.
  }
  return Buffer.concat(chunks).subarray(0, most).toString("utf8")
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Turns an answer of 400 and above into the failure it is. Writes are only retried on 429: there nothing happened. */
export async function readError(api: Api, answer: WireAnswer, method: string): Promise<UpstreamError> {
  const body = parseLeniently(await readSome(answer.body, MAX_ERROR_BYTES))
  const isRead = method === "GET" || method === "HEAD"
  const verdict = api.classify(answer.status)
  const isCertain = answer.status < 500 && answer.status !== 408
  return new UpstreamError(api.readErrorMessage(body) ?? `the HR system answered ${answer.status}`, {
    verdict: verdict === "retry" && !isRead && answer.status !== 429 ? "stop" : verdict,
    status: answer.status,
    headers: answer.headers,
    body,
    rateLimit: api.rateLimit(answer.headers),
    mayHaveHappened: !isRead && !isCertain,
  })
}
