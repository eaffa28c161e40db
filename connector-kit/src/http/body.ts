import type { Readable } from "node:stream"
import { readRemoteJson } from "@rollcall/contract"
import type { Api } from "../api.js"
import { isRemote } from "../remote.js"
import { type RateLimit, UpstreamError, type UpstreamHeaders } from "../verdict.js"
import { type Effect, isRead, type WireAnswer } from "./transport.js"

/** Error bodies are kept up to this size; the rest of them is not read. */
const MAX_ERROR_BYTES = 64 * 1024

/** The whole body, or undefined (and the body destroyed) when it has more bytes. Rejects when it breaks off. */
export function readWithin(body: Readable, most: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    body.on("data", (chunk: Buffer) => {
      chunks.push(chunk)
      size += chunk.length
      if (size <= most) return
      resolve(undefined)
      body.destroy()
    })
    body.once("end", () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks, size)))
    body.once("error", reject)
    body.once("close", () => reject(new Error("the answer broke off")))
  })
}

/** The whole body if it has at most so many bytes, else undefined with all of it still to be read. */
export async function readHead(body: Readable, most: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    chunks.push(chunk)
    size += chunk.length
    if (size <= most) continue
    body.unshift(Buffer.concat(chunks))
    return undefined
  }
  return Buffer.concat(chunks)
}

async function readSome(body: Readable, most: number): Promise<Buffer> {
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
  return Buffer.concat(chunks).subarray(0, most)
}

function readLeniently(bytes: Buffer): unknown {
  const text = bytes.toString("utf8")
  try {
    return readRemoteJson(text)
  } catch {
    return text
  }
}

type Failed = { answer: WireAnswer; request: Effect; isRefreshed: boolean }

/**
 * Turns an answer that is no success into the failure it is. Writes are only sent again after a limit: there nothing
 * happened. A redirect is one too: what was asked for is not in it, and following it could lead anywhere.
 */
export async function readError(api: Api, { answer, request, isRefreshed }: Failed): Promise<UpstreamError> {
  const { status, headers, rateLimit } = answer
  const body = readLeniently(await readSome(answer.body, MAX_ERROR_BYTES))
  if (status < 400)
    return unexpected(`the HR system answered ${status}, which leads elsewhere`, { request, headers, body })
  const verdict = api.classify({ status, headers, body, isRefreshed })
  const isLimit = verdict === "limit"
  const isCertain = isLimit || (status < 500 && status !== 408)
  return new UpstreamError(api.readErrorMessage({ headers, body }) ?? `the HR system answered ${status}`, {
    verdict: verdict === "retry" && !isRead(request) ? "stop" : verdict,
    status,
    headers,
    body,
    rateLimit: isLimit ? withWait(rateLimit) : rateLimit,
    mayHaveHappened: !isRead(request) && !isCertain,
  })
}

/** The wait that a refusal asks for stands in one place, whichever header said it. */
function withWait(rateLimit: RateLimit): RateLimit {
  const retryAfterSeconds = rateLimit.retryAfterSeconds ?? rateLimit.resetSeconds
  return retryAfterSeconds === undefined ? rateLimit : { ...rateLimit, retryAfterSeconds }
}

/**
 * A success that says that it is none: `{"errors": [...]}` with a 2xx. Rows have an id, and may have a column of such a
 * name. Whether a read is tried again is the connector's to say; of a write nobody knows what happened.
 */
export function errorInSuccess(api: Api, body: unknown, request: Effect): UpstreamError | undefined {
  if (!isRemote(body) || (body.id ?? null) !== null) return undefined
  if (!isFilled(body.errors) && !isFilled(body.error)) return undefined
  const answer = { status: 200, headers: {}, body, isRefreshed: false }
  const message = api.readErrorMessage(answer) ?? "the HR system answered an error as a success"
  return unexpected(message, { request, body, verdict: api.classify(answer) })
}

/** The JSON of an answer. Throws when it is none, or says that it is an error. */
export function readAnswer(api: Api, bytes: Buffer, request: Effect): unknown {
  let body: unknown
  try {
    body = readRemoteJson(bytes.toString("utf8"))
  } catch {
    throw unexpected("the HR system's answer is not JSON", { request, body: undefined, verdict: "retry" })
  }
  const failure = errorInSuccess(api, body, request)
  if (failure) throw failure
  return body
}

const isFilled = (value: unknown): boolean =>
  typeof value === "object" && value !== null
    ? Object.keys(value).length > 0
    : value === true || (typeof value === "string" && value !== "")

type Unexpected = Pick<UpstreamError, "body"> &
  Partial<Pick<UpstreamError, "headers" | "verdict">> & { request: Effect }

/** An answer without what was asked for. One that says that it is in another format is no slip, and is not asked for again. */
export function unexpected(message: string, { request, verdict = "stop", ...details }: Unexpected): UpstreamError {
  const isSlip = verdict === "retry" && !isOtherFormat(details.headers ?? {})
  return new UpstreamError(message, {
    ...details,
    reason: "malformed",
    verdict: isRead(request) && (verdict !== "retry" || isSlip) ? verdict : "stop",
    mayHaveHappened: !isRead(request),
  })
}

/** Not JSON, and no web page, which a server in trouble puts in its place. */
const isOtherFormat = ({ "content-type": type }: UpstreamHeaders): boolean =>
  typeof type === "string" && type !== "" && !/\b(json|html)\b/i.test(type)
