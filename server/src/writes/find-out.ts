import { idIn, type Remote, type Settled, type Step } from "@rollcall/connector-kit"
import type { KeptStep, Sent } from "./operation.js"
import { settledOf } from "./plan.js"
import { toRefusal } from "./refusal.js"
import { answeredIn, commitStep, type Run, type Stop } from "./run.js"
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
  if (step.isRepeatable && tries < MOST_TRIES && !isAnswered(kept)) return again(run, position)
  const settled = settledOf(step, answeredIn(run), sent.rows)
  if ("askPerson" in settled) return { state: "unknown", askPerson: settled.askPerson }
  if ("isLike" in settled && sent.before === null) return { state: "unknown", askPerson: unreadable(settled) }
  const quiet = await quietSeconds(run, kept)
  const found = await look(run, settled, sent).catch((error: unknown) => whyNot(run, settled, error))
  if ("state" in found) return found
  if (found.row) {
    await commitStep(run, position, { state: "done", answered: found.row })
    return "again"
  }
  if (quiet > 0) return wait(run, quiet)
  if (failure?.isAccepted) return { state: "unknown", askPerson: unseen(settled) }
  const isOver = isAnswered(kept) || tries >= MOST_TRIES
  if (!isOver) return again(run, position)
  await commitStep(run, position, { state: "failed", ...(failure ? { failure } : {}) })
  return "again"
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

async function look({ session }: Run, settled: Readable, sent: Sent): Promise<{ row: Remote | undefined }> {
  if ("id" in settled) {
    const row = await session.row(settled.table, settled.id)
    return { row: settled.shows(row) ? (row ?? {}) : undefined }
  }
  const rows = await session.list(settled.table, settled.query)
  if ("together" in settled) return { row: settled.together(rows) ? {} : undefined }
  const before = new Set(sent.before)
  return { row: rows.find((row) => settled.isLike(row) && !before.has(idIn(settled.table, row) ?? "")) }
}

function whyNot({ session }: Run, settled: Readable, error: unknown): Stop {
  const failure = toRefusal(session.reader, error)
  if (!failure) throw error
  if (failure.status === 403) return { state: "unknown", askPerson: unreadable(settled) }
  return { state: "unknown", inSeconds: AGAIN_SECONDS }
}

const unreadable = ({ table }: Readable) =>
  `the HR system does not let this connection read ${table.name}: look there whether it has happened`
const unseen = ({ table }: Readable) =>
  `the HR system called it a success, but ${table.name} does not show it: look there whether it has happened`
