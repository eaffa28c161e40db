import { type Answer, createThread, type Message, type RawOutcome, START_MS, type Thread } from "./thread.js"

/** What became of one row. unrun: the time was over before it. */
export type Outcome =
  | { kind: "made"; value: unknown }
  | { kind: "nothing" }
  | { kind: "failed"; error: Trouble }
  | { kind: "timeout" | "memory" | "unrun" | "unavailable" }
/** What JSONata says, or the engine under it. */
export type Trouble = { code: string; message: string; position?: number; token?: string }

export type Compiled = { tree: unknown; functions: readonly string[] } | { error: Trouble }

/** `owner`: an environment, of which no other one sees anything, and which never has every thread for itself. */
export type Code = { owner: string; source: string }
export type Batch = Code & { rows: readonly string[]; rowMs: number; batchMs: number }

/**
 * Threads in which expressions of users run. One that does not answer in time is ended and replaced, whatever it does. Nothing
 * rejects: what can't be run is told so.
 */
export type Sandbox = {
  compile(code: Code): Promise<Compiled>
  /** An outcome for each row, in their order, and the milliseconds that they took once they were begun. */
  run(batch: Batch): Promise<{ outcomes: readonly Outcome[]; ranMs: number }>
  close(): Promise<void>
}

export type SandboxSettings = {
  threads: number
  /** Runs `act` once, later; answers how to call it off. */
  after(ms: number, act: () => void): () => void
  /** What a thread runs, where it is another one for a test. */
  script?: URL
}

const SCRIPT = new URL("../../mapping-worker.js", import.meta.url)

export function createSandbox({ threads, after, script = SCRIPT }: SandboxSettings): Sandbox {
  const queue = createQueue(
    Array.from({ length: threads }, () => createThread({ after, script })),
    after,
  )
  return {
    async compile(code) {
      const answer = await queue.ask({ kind: "compile", ...code }, START_MS)
      if (answer?.compiled === undefined) return { error: UNAVAILABLE }
      return JSON.parse(answer.compiled) as Compiled // as the thread writes it
    },
    async run(batch) {
      const answer = await queue.ask({ kind: "run", ...batch }, batch.batchMs)
      const { compiled, outcomes: raw, ranMs = batch.batchMs } = answer ?? {}
      const outcomes = batch.rows.map((_, place): Outcome => {
        return compiled === undefined ? toOutcome(raw?.[place]) : { kind: "failed", error: errorIn(compiled) }
      })
      return { outcomes, ranMs }
    },
    close: queue.close,
  }
}

type Task = { message: Message; settle(answer: Answer | undefined): void }

/** Owners take turns, and nobody has every thread. */
function createTurns(threads: readonly Thread[]) {
  const owners = new Map<Thread, string>()
  /** When each owner had a turn, of those that wait or run. */
  const turns = new Map<string, number>()
  const most = Math.max(1, threads.length - 1)
  let count = 0
  const turnOf = ({ message }: Task) => turns.get(message.owner) ?? 0
  const mayRun = ({ message }: Task) => [...owners.values()].filter((one) => one === message.owner).length < most
  return {
    free: () => threads.find((one) => !owners.has(one)),
    /** Of those that may run, whose owner has waited longest. */
    next: (waiting: readonly Task[]) =>
      waiting
        .filter(mayRun)
        .reduce<Task | undefined>((first, one) => (first && turnOf(first) <= turnOf(one) ? first : one), undefined),
    begin(thread: Thread, { message: { owner } }: Task) {
      owners.set(thread, owner)
      turns.set(owner, ++count)
    },
    end(thread: Thread, { message: { owner } }: Task, waiting: readonly Task[]) {
      owners.delete(thread)
      const isThere = [...owners.values(), ...waiting.map(({ message }) => message.owner)].includes(owner)
      if (!isThere) turns.delete(owner)
    },
  }
}

/** Each owner's are first come, first served. What waits for longer than it may is not run. */
function createQueue(threads: readonly Thread[], after: SandboxSettings["after"]) {
  const waiting: Task[] = []
  const turns = createTurns(threads)
  let isClosed = false
  const take = (task: Task | undefined) => (task ? waiting.splice(waiting.indexOf(task), 1) : [])
  const dispatch = () => {
    const thread = turns.free()
    const [task] = thread && !isClosed ? take(turns.next(waiting)) : []
    if (!thread || !task) return
    turns.begin(thread, task)
    void thread
      .ask(task.message)
      .then(task.settle)
      .finally(() => {
        turns.end(thread, task, waiting)
        dispatch()
      })
    dispatch()
  }
  const ask = (message: Message, waitMs: number) =>
    new Promise<Answer | undefined>((resolve) => {
      if (isClosed) return resolve(undefined)
      const task: Task = { message, settle: (answer) => [callOff(), resolve(answer)] }
      const callOff = after(waitMs, () => {
        if (waiting.includes(task)) for (const late of take(task)) late.settle(undefined)
      })
      waiting.push(task)
      dispatch()
    })
  const close = async () => {
    isClosed = true
    for (const task of waiting.splice(0)) task.settle(undefined)
    await Promise.all(threads.map((thread) => thread.end()))
  }
  return { ask, close }
}

const UNAVAILABLE: Trouble = { code: "unavailable", message: "it could not be looked at in time: try again" }
const errorIn = (compiled: string): Trouble => (JSON.parse(compiled) as { error?: Trouble }).error ?? UNAVAILABLE

function toOutcome(raw: RawOutcome | undefined): Outcome {
  if (!raw) return { kind: "unavailable" }
  if (raw.text !== undefined) return JSON.parse(raw.text) as Outcome // as the thread writes it
  return raw as Outcome // likewise
}
