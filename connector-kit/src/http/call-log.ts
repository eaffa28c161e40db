import { UpstreamError } from "../verdict.js"
import type { RecordedCall, Transport, WireAnswer, WireRequest } from "./transport.js"

/** One call while it goes on. */
export type CallLog = {
  /** Waits by it are counted. */
  transport: Transport
  attempt(send: () => Promise<WireAnswer>): Promise<WireAnswer>
}

/** Tells of a call when its answer is there or it has failed: how often it was sent, and how long it waited. */
export async function recorded<T>(
  transport: Transport,
  { method, path }: WireRequest,
  call: (log: CallLog) => Promise<T>,
): Promise<T> {
  const { recordCall, now } = transport
  const atMs = now()
  const told = { attempts: 0, waitedMs: 0, status: undefined as number | undefined }
  const end = (reason: RecordedCall["reason"]) =>
    recordCall?.({ method, path, atMs, reason, durationMs: now() - atMs, ...told })
  const sleep: Transport["sleep"] = async (ms, signal) => {
    const sinceMs = now()
    await transport.sleep(ms, signal).finally(() => {
      told.waitedMs += now() - sinceMs
    })
  }
  const attempt: CallLog["attempt"] = async (send) => {
    told.attempts++
    told.status = undefined
    const answer = await send()
    told.status = answer.status
    return answer
  }
  try {
    const answer = await call({ transport: { ...transport, sleep }, attempt })
    end("answer")
    return answer
  } catch (error) {
    if (error instanceof UpstreamError && error.reason === "answer") told.status = error.status
    end(error instanceof UpstreamError ? error.reason : "abandoned")
    throw error
  }
}
