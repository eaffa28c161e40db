import { createHash } from "node:crypto"
import { Readable } from "node:stream"
import type { IdempotentStart, StoredAnswer } from "../access/index.js"
import { AppError } from "../errors.js"
import type { Reply } from "../gateway/index.js"
import { toEnvelope } from "./error-envelope.js"
import type { Incoming } from "./incoming.js"
import type { Services } from "./services.js"

type Sent = Pick<Incoming, "requestId" | "httpMethod" | "url" | "life"> & { path: string; body: Buffer | undefined }
type Keeping = Pick<Services, "log" | "publicUrl">
type Keyed = { scope: string; key: string; incoming: Sent }

const POLL_MS = 100
/** A little longer than a write may take, so that a repeat hears its end. */
const PATIENCE_MS = 27_000

/** Runs a write once for its `Idempotency-Key`; a repeat gets the first answer, whatever it was. */
export async function answerOnce(
  services: Keeping & Pick<Services, "access" | "clock">,
  { scope, key, incoming }: Keyed,
  run: () => Promise<Reply>,
): Promise<Reply> {
  if (key.length < 1 || key.length > 255)
    throw new AppError("request.invalid", "Idempotency-Key: give 1 to 255 characters")
  const fingerprint = fingerprintOf(incoming)
  const at = { scope, path: `${incoming.httpMethod} ${incoming.path}`, key }
  const { clock } = services
  const endsAt = clock.elapsedMs() + PATIENCE_MS
  for (;;) {
    const start = await services.access.idempotency.begin(at, fingerprint)
    if (start.kind === "started") return runAndKeep(services, start, run)
    if (start.kind === "replay") return replay(start.answer, incoming)
    if (start.kind === "mismatch") {
      throw new AppError("idempotency.mismatch", "this Idempotency-Key was used with another request: use a new key", {
        isUndone: true,
      })
    }
    if (start.kind === "unknown_outcome") return replay(store(unknownOutcome(services)), incoming)
    if (clock.elapsedMs() > endsAt || incoming.life.isOver) {
      throw new AppError(
        "idempotency.in_progress",
        "the first request with this Idempotency-Key is in hand at this moment: its answer is kept, ask again for it",
        { retryAfterSeconds: 1 },
      )
    }
    await clock.sleep(POLL_MS)
  }
}

/** Every repeat that is answered with it puts its own id there. */
const REPLAYED = "first"

/** What is known of a write whose process died: it was on its way to the HR system, and nobody saw the answer. */
const unknownOutcome = ({ publicUrl }: Keeping) =>
  toEnvelope(
    new AppError(
      "upstream.failed",
      "the first request with this Idempotency-Key was cut off: it may have been carried out, so check in the HR system, then use a new key",
    ),
    { requestId: REPLAYED, publicUrl: publicUrl() },
  )

const outcomeOf = (services: Keeping, error: unknown) =>
  error instanceof AppError
    ? toEnvelope(error, { requestId: REPLAYED, publicUrl: services.publicUrl() })
    : unknownOutcome(services)

function fingerprintOf({ url, httpMethod, body }: Sent): Buffer {
  return createHash("sha256")
    .update(`${httpMethod} ${url}\n`)
    .update(body ?? "")
    .digest()
}

/** Errors are kept like answers, also "it may have been carried out", unless it is certain that nothing happened. */
async function runAndKeep(services: Keeping, start: Started, run: () => Promise<Reply>): Promise<Reply> {
  /** The answer is true whether it can be kept or not; what can't becomes an unknown outcome when the lease ends. */
  const settle = (work: Promise<void>) =>
    work.catch((err: unknown) => services.log.error({ err }, "the answer to an idempotent write could not be kept"))
  let reply: Reply
  try {
    reply = await run().then(readWhole)
  } catch (error) {
    if (error instanceof AppError && error.details.isUndone) await settle(start.abandon())
    else await settle(start.finish(store(outcomeOf(services, error))))
    throw error
  }
  const kept = store(reply)
  await settle(start.finish(kept))
  return { ...reply, body: kept.body, headers: kept.headers }
}

type Started = Extract<IdempotentStart, { kind: "started" }>

function store({ status, headers, body }: Reply): StoredAnswer {
  const isBytes = Buffer.isBuffer(body)
  const bytes = isBytes ? body : Buffer.from(JSON.stringify(body ?? null))
  const type = isBytes ? {} : { "content-type": "application/json; charset=utf-8" }
  return { status, headers: { ...headers, ...type }, body: bytes }
}

async function readWhole({ body, ...reply }: Reply): Promise<Reply> {
  if (typeof body === "string") return { ...reply, body: Buffer.from(body) }
  if (!(body instanceof Readable)) return { ...reply, body }
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(Buffer.from(chunk))
  return { ...reply, body: Buffer.concat(chunks) }
}

function replay({ status, headers, body }: StoredAnswer, { requestId }: Sent): Reply {
  return {
    status,
    headers: { ...headers, "idempotency-replayed": "true" },
    body: status < 400 ? body : withRequestId(body, requestId),
  }
}

/** Whatever failed was kept as an envelope of ours, also when the HR system refused it. */
const withRequestId = (envelope: Buffer, requestId: string): Buffer =>
  Buffer.from(JSON.stringify({ ...JSON.parse(envelope.toString("utf8")), request_id: requestId }))
