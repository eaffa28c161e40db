import { Readable } from "node:stream"
import { type ErrorCode, readJson } from "@rollcall/contract"
import { AppError, isOurs } from "../../errors.js"
import { Pieces, type Reply } from "../../gateway/index.js"
import { toEnvelope } from "../error-envelope.js"
import type { Services } from "../services.js"

/** What a request of a batch was answered, and how long that is. */
export type Answered = { value: unknown; bytes: number }

/** A request of a batch that failed: `body` is what it would have been answered by itself. */
export class FailedCall extends Error {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
    readonly code: ErrorCode,
  ) {
    super("a request of a batch failed")
  }
}

export function failedCall(
  { log, publicUrl }: Pick<Services, "log" | "publicUrl">,
  error: unknown,
  requestId: string,
): FailedCall {
  if (error instanceof FailedCall) return error
  if (isOurs(error)) log.error({ request_id: requestId, err: error }, "a request of a batch failed")
  const { status, body } = toEnvelope(error, { requestId, publicUrl: publicUrl() })
  return new FailedCall(status, body, error instanceof AppError ? error.code : "server.internal")
}

/** Of one answer. */
const MOST_BYTES = 16 * 1024 * 1024

/** Throws `FailedCall` for a failure that is answered again for its key. */
export async function readReply({ status, headers, body }: Reply): Promise<Answered> {
  const answered = body instanceof Readable ? await readStream(body, headers["content-type"]) : readWhole(body)
  if (status < 400) return answered
  const failure = Object(answered.value)
  throw new FailedCall(status, failure, failure.code)
}

function readWhole(body: unknown): Answered {
  const isText = typeof body === "string" || Buffer.isBuffer(body) || body instanceof Pieces
  const bytes = isText ? lengthOf(body) : Buffer.byteLength(JSON.stringify(body ?? null))
  if (bytes > MOST_BYTES) throw new AppError("request.invalid", TOO_LONG)
  return { value: isText ? parse(body.toString()) : body, bytes }
}

const lengthOf = (text: string | Buffer | Pieces): number =>
  typeof text === "string" ? Buffer.byteLength(text) : text.length

async function readStream(body: Readable, type: string | undefined): Promise<Answered> {
  if (type !== undefined && !/json/.test(type)) throw ended(body, NO_JSON)
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    const piece = Buffer.from(chunk)
    bytes += piece.length
    if (bytes > MOST_BYTES) throw ended(body, TOO_LONG)
    chunks.push(piece)
  }
  return { value: parse(Buffer.concat(chunks).toString("utf8")), bytes }
}

const NO_JSON = "the answer is not JSON: ask for it by a call of its own"
const TOO_LONG = `the answer is over ${MOST_BYTES / 1024 / 1024} MB: ask for it by a call of its own`

function ended(body: Readable, message: string): AppError {
  body.on("error", () => {}).destroy()
  return new AppError("request.invalid", message)
}

/** What is no JSON, such as a file of the proxy's, is no row. */
function parse(text: string): unknown {
  try {
    return text === "" ? null : readJson(text)
  } catch {
    throw new AppError("request.invalid", NO_JSON)
  }
}
