import { Worker } from "node:worker_threads"

/** `batchMs`: what all rows may take once they are begun, `rowMs`: one of them. */
export type Message = {
  kind: "compile" | "run"
  owner: string
  source: string
  rows?: readonly string[]
  rowMs?: number
  batchMs?: number
}
export type Answer = {
  compiled?: string
  outcomes?: RawOutcome[]
  ranMs?: number
  /** The thread is no good any more. */
  isSpent?: boolean
  begun?: true
}
/** `text`: JSON of the outcome. */
export type RawOutcome = { kind: string; text?: string; error?: object }

export type Starting = {
  /** Runs `act` once, later; answers how to call it off. */
  after(ms: number, act: () => void): () => void
  script: URL
}

/** One after another. A thread that is lost or spent is followed by a new one. */
export type Thread = {
  /** Undefined: there was no answer. */
  ask(message: Message): Promise<Answer | undefined>
  end(): Promise<void>
}

export const START_MS = 10_000
/** For loading JSONata into a new runtime. */
const LOAD_MS = 10_000
/** For what can't be cut short from inside, and the way back. */
const GRACE_MS = 500

export function createThread(starting: Starting): Thread {
  let worker: Worker | undefined
  const start = async () => {
    const started = await startWorker(starting)
    started?.once("exit", () => {
      if (worker === started) worker = undefined
    })
    worker = started
    return started
  }
  return {
    async ask(message) {
      const own = worker ?? (await start())
      if (!own) return undefined
      const answer = await answerOf(own, message, starting.after)
      if (answer && !answer.isSpent) return answer
      if (worker === own) worker = undefined
      await own.terminate()
      return answer
    },
    async end() {
      await worker?.terminate()
    },
  }
}

/** Undefined: it does not start. */
function startWorker({ after, script }: Starting): Promise<Worker | undefined> {
  const worker = new Worker(script, {
    resourceLimits: { maxOldGenerationSizeMb: 64, stackSizeMb: 4 },
  })
  // Nothing waits for an expression when the process ends.
  worker.unref()
  return new Promise((resolve) => {
    const settle = (found: Worker | undefined) => {
      callOff()
      if (!found) void worker.terminate()
      resolve(found)
    }
    const callOff = after(START_MS, () => settle(undefined))
    worker.once("message", () => settle(worker))
    // Also later: what is thrown in the thread must not end the process.
    worker.on("error", () => settle(undefined))
    worker.once("exit", () => settle(undefined))
  })
}

/** Undefined: the thread is lost. One that is too long at it is ended, and what it was at took too long. */
function answerOf(worker: Worker, message: Message, after: Starting["after"]): Promise<Answer | undefined> {
  const { rows = [], batchMs = 0 } = message
  return new Promise((resolve) => {
    const settle = (answer: Answer | undefined) => {
      callOff()
      worker.off("message", hear)
      worker.off("exit", gone)
      worker.off("error", gone)
      resolve(answer)
    }
    const hear = (answer: Answer) => {
      if (!answer.begun) return settle(answer)
      callOff()
      const outcomes = rows.map(() => ({ kind: "timeout" as const }))
      callOff = after(batchMs + GRACE_MS, () => settle({ outcomes, isSpent: true }))
    }
    const gone = () => settle(undefined)
    let callOff = after(LOAD_MS, gone)
    worker.on("message", hear)
    worker.on("exit", gone)
    worker.on("error", gone)
    worker.postMessage(message)
  })
}
