import { Readable } from "node:stream"
import type { Dispatcher } from "undici"
import type { UpstreamHeaders } from "../verdict.js"

type Answered = { status: number; headers: UpstreamHeaders; body: Readable }
type Watch = {
  signal: AbortSignal
  /** The request is put on its connection: until then it is certain that nothing happened. */
  recordSent(): void
}

/**
 * One request and its answer, whose body is still to be read: destroying it ends the call. The signal ends it at any time,
 * also while the call waits for a connection that it may never get. Rejects with what ended it before there was an answer.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  { signal, recordSent }: Watch,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined
    let body: Body | undefined
    const fail = (error: Error) => {
      reject(error)
      body?.destroy(error)
    }
    signal.addEventListener("abort", () => {
      reject(signal.reason)
      controller?.abort(signal.reason)
    })
    dispatcher.dispatch(request, {
      onRequestStart(given) {
        controller = given
        if (signal.aborted) return given.abort(signal.reason)
        recordSent()
      },
      onResponseStart(given, status, headers) {
        if (status < 200) return
        body = new Body(given)
        // Whoever reads it hears of errors; a body that nobody reads any more must not end the process with one.
        body.on("error", () => {})
        resolve({ status, headers, body })
      },
      onResponseData(given, chunk) {
        if (body && !body.push(chunk)) given.pause()
      },
      onResponseEnd() {
        body?.push(null)
      },
      onResponseError: (_controller, error) => fail(error),
    })
  })
}

/** So much is taken from the connection before its reader has asked for it. */
const BUFFERED_BYTES = 128 * 1024

class Body extends Readable {
  readonly #controller: Dispatcher.DispatchController

  constructor(controller: Dispatcher.DispatchController) {
    super({ highWaterMark: BUFFERED_BYTES })
    this.#controller = controller
  }

  override _read(): void {
    this.#controller.resume()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    if (!this.readableEnded) this.#controller.abort(error ?? new Error("nobody wants the rest of the answer"))
    done(error)
  }
}
