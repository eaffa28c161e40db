import { idIn, type Remote, type Settled, type Step } from "@rollcall/connector-kit"
import type { KeptStep } from "./operation.js"
import { settledOf } from "./plan.js"
import { toRefusal } from "./refusal.js"
import { answeredIn, commitStep, isCutOff, type Run, type Stop } from "./run.js"
import { secondsSince } from "./store.js"

/** A step that is never answered, and never seen to have happened, is sent so often at most. */
const MOST_TRIES = 3
/**
 * A request that lost its connection may still be worked on in the HR system. Only a reading that began so long after it can
 * tell that it has not happened; that it has happened, any reading can.
 */
const QUIET_SECONDS = 10
/** When the HR system can't be read. */
const AGAIN_SECONDS = 15
/** Time kept for the reading, and for what is still to be sent. */
const RESERVE_MS = 8_000

/** What became of a step whose answer nobody heard, or could believe. `again`: the step has another state now, or time has passed. */
export async function findOut(run: Run, step: Step, kept: KeptStep): Promise<Stop | "again"> {
  const { position, failure, tries, sent } = kept
  if (!sent) throw new Error("a step that may have been sent says what was sent")
  const repeats = step.isRepeatable === true && tries < MOST_TRIES && !isCutOff(run)
  if (repeats && run.maySend && !isAnswered(kept)) return again(run, position)
  const quiet = await quietSeconds(run, kept)
  const found = await look(run, settledOf(step, answeredIn(run), sent.rows), kept)
  if ("row" in found) {
    await commitStep(run, position, { state: "done", answered: found.row })
    return "again"
  }
  if (found.state !== "unseen") return found.askPerson && repeats ? repeat(run, kept) : found
  if (quiet > 0) return wait(run, quiet)
  const isOver = isAnswered(kept) || tries >= MOST_TRIES
  if (!isOver) return again(run, position)
  await commitStep(run, position, { state: "failed", ...(failure ? { failure } : {}) })
  return "again"
}

/** What can't be seen, and does no harm twice. It is sent with a pause, because the HR system is in trouble. */
async function repeat(run: Run, { position, unknownSince }: KeptStep): Promise<Stop | "again"> {
  if (!run.maySend) return { state: "unknown", inSeconds: AGAIN_SECONDS }
  const pause = unknownSince ? QUIET_SECONDS - (await secondsSince(run.deps.db, unknownSince)) : 0
  return pause > 0 ? wait(run, pause) : again(run, position)
}

async function again(run: Run, position: number): Promise<"again"> {
  await commitStep(run, position, { state: "planned" })
  return "again"
}

/** The HR system has said by itself that it did not do it: it is not asked once more for nothing. */
const isAnswered = ({ failure }: KeptStep): boolean =>
  failure !== undefined && (failure.isCertain || failure.status !== undefined)

/** Statuses of what stands before the HR system, which may have passed the request on. */
const RELAYED: readonly number[] = [408, 502, 503, 504]

/** Seconds until a reading can tell that it has not happened. */
async function quietSeconds({ deps }: Run, kept: KeptStep): Promise<number> {
  const { failure, unknownSince } = kept
  const isEnded = failure?.status !== undefined && !RELAYED.includes(failure.status)
  if (isEnded || failure?.isCertain || !unknownSince) return 0
  return Math.max(0, QUIET_SECONDS - (await secondsSince(deps.db, unknownSince)))
}

/** In this call, if there is time for what comes after it; else later. */
async function wait({ deps, session }: Run, seconds: number): Promise<Stop | "again"> {
  const { budget, now } = session.reader
  if (budget.deadlineMs - now() < seconds * 1_000 + RESERVE_MS) return { state: "unknown", inSeconds: seconds }
  await deps.clock.sleep(seconds * 1_000)
  return "again"
}

type Readable = Exclude<Settled, { askPerson: string }>
/** The row that shows it; or that there is none; or why that can't be told. */
type Found = { row: Remote } | { state: "unseen" } | (Stop & { state: "unknown" })

async function look(run: Run, settled: Settled, { sent, failure }: KeptStep): Promise<Found> {
  const ask = (askPerson: string) => ({ state: "unknown" as const, askPerson })
  if ("askPerson" in settled) return ask(settled.askPerson)
  if ("isLike" in settled && sent?.before === null) return ask(unreadable(settled))
  try {
    const row = await read(run, settled, sent?.before ?? [])
    if (row) return { row }
    return failure?.isAccepted ? ask(unseen(settled)) : { state: "unseen" }
  } catch (error) {
    const refusal = toRefusal(run.session.reader, error)
    if (!refusal) throw error
    return refusal.status === 403 ? ask(unreadable(settled)) : { state: "unknown", inSeconds: AGAIN_SECONDS }
  }
}

async function read({ session }: Run, settled: Readable, before: readonly string[]): Promise<Remote | undefined> {
  if ("id" in settled) {
    const row = await session.row(settled.table, settled.id)
    return settled.shows(row) ? (row ?? {}) : undefined
  }
  const rows = await session.list(settled.table, settled.query)
  if ("together" in settled) return settled.together(rows) ? {} : undefined
  const known = new Set(before)
  return rows.find((row) => settled.isLike(row) && !known.has(idIn(settled.table, row) ?? ""))
}

const unreadable = ({ table }: Readable) =>
  `the HR system does not let this connection read ${table.name}: look there whether it has happened`
const unseen = ({ table }: Readable) =>
  `the HR system called it a success, but ${table.name} does not show it: look there whether it has happened`
