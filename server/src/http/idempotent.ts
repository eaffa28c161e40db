import { createHash } from "node:crypto"
import type { Readable } from "node:stream"
import { setTimeout as sleep } from "node:timers/promises"
import type { IdempotentStart, StoredAnswer } from "../access/index.js"
import { AppError } from "../errors.js"
import type { Reply } from "../gateway/index.js"
import { toEnvelope } from "./error-envelope.js"
import type { Incoming } from "./incoming.js"
import type { Services } from "./services.js"

type Sent = Pick<Incoming, "httpMethod" | "url" | "signal"> & { path: string; body: Buffer | undefined }
type Keyed = { scope: string; key: string; incoming: Sent }

const POLL_MS = 100
const PATIENCE_MS = 25_000

/** Runs a write once for its `Idempotency-Key`; a repeat gets the first answer, whatever it was. */
export async function answerOnce(
  { access }: Services,
  { scope, key, incoming }: Keyed,
  run: () => Promise<Reply>,
): Promise<Reply> {
  if (key.length < 1 || key.length > 255)
    throw new AppError("invalid_request", "Idempotency-Key: give 1 to 255 characters")
  const fingerprint = fingerprintOf(incoming)
  const at = { scope, path: `${incoming.httpMethod} ${incoming.path}`, key }
  const deadline = Date.now() + PATIENCE_MS
  for (;;) {
    const start = await access.idempotency.begin(at, fingerprint)
    if (start.kind === "started") return runAndKeep(start, run)
    if (start.kind === "replay") return replay(start.answer)
    if (start.kind === "mismatch") {
      throw new AppError("unprocessable", "this Idempotency-Key was used with another request: use a new key", {
        isUndone: true,
      })
    }
    if (start.kind === "unknown_outcome") throw new AppError("conflict", UNKNOWN)
    if (Date.now() > deadline || incoming.signal.aborted) {
      throw new AppError(
        "conflict",
        "the first request with this Idempotency-Key is still running: try again in a moment",
      )
    }
    await sleep(POLL_MS)
  }
}

const UNKNOWN =
  "the first request with this Idempotency-Key was cut off and may have been carried out: check in the HR system, then use a new key"

function fingerprintOf({ url, httpMethod, body }: Sent): Buffer {
  return createHash("sha256")
    .update(`${httpMethod} ${url}\n`)
    .update(body ?? "")
    .digest()
}

/** Errors are kept like answers, unless it is certain that nothing happened. */
async function runAndKeep(
  start: Extract<IdempotentStart, { kind: "started" }>,
  run: () => Promise<Reply>,
): Promise<Reply> {
  let reply: Reply
  try {
    reply = await run()
  } catch (error) {
    if (error instanceof AppError && error.details.isUndone) await start.abandon()
    else if (error instanceof AppError && error.status < 500) await start.finish(store(toEnvelope(error, "first")))
    // Any other failure leaves the key started: its lease runs out into "may have been carried out".
    throw error
  }
  const kept = store({ ...reply, body: await readBody(reply.body) })
  await start.finish(kept)
  return { ...reply, body: kept.body, headers: kept.headers }
}

function store({ status, headers, body }: Reply): StoredAnswer {
  const isBytes = Buffer.isBuffer(body)
  const bytes = isBytes ? body : Buffer.from(JSON.stringify(body ?? null))
  const type = isBytes ? {} : { "content-type": "application/json; charset=utf-8" }
  return { status, headers: { ...headers, ...type }, body: bytes }
}

async function readBody(body: Reply["body"]): Promise<unknown> {
  if (!isStream(body)) return typeof body === "string" ? Buffer.from(body) : body
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

export const isStream = (body: unknown): body is Readable =>
  typeof body === "object" && body !== null && "pipe" in body && typeof body.pipe === "function"

const replay = ({ status, headers, body }: StoredAnswer): Reply => ({
  status,
  headers: { ...headers, "idempotency-replayed": "true" },
  body,
})
