import { UpstreamError } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import { readClock } from "./lease/store.js"
import { OPEN_STEPS, type Run, type Step } from "./runs/run.js"
import { failOpenSteps, listSteps, updateStep } from "./runs/store.js"
import { commitCharged, LostLease, placeOf, type Shift } from "./shift.js"

/** Tries of one page before its resource is given up for this run. */
export const MOST_TRIES = 5

/**
 * What a failure means: again: the same page may work later · skip: the HR system refuses this resource, the others go
 * on · fail: this resource is given up for this run · reconnect: nothing of the account can be read.
 */
type Meaning = { kind: "again"; afterSeconds?: number; isHeld?: boolean } | { kind: "skip" | "fail" | "reconnect" }

function meaningOf(error: unknown): Meaning {
  if (error instanceof UpstreamError) {
    if (error.verdict === "skip") return { kind: "skip" }
    if (error.verdict === "reconnect") return { kind: "reconnect" }
    const isHeld = error.reason === "held" || error.status === 429
    if (!isHeld && error.verdict === "stop") return { kind: "fail" }
    const { retryAfterSeconds } = error.rateLimit
    return { kind: "again", isHeld, ...(retryAfterSeconds === undefined ? {} : { afterSeconds: retryAfterSeconds }) }
  }
  if (error instanceof AppError && error.code === "unauthorized") return { kind: "reconnect" }
  return { kind: "again" }
}

/** A token that was renewed a moment ago may not be known everywhere at the HR system yet: only a lost grant is for good. */
const isDisconnected = async ({ parts, account }: Shift): Promise<boolean> =>
  (await parts.accounts.find(account.environmentId, account.id))?.status !== "active"

async function meaningFor(shift: Shift, step: Step, error: unknown): Promise<Meaning> {
  const meaning = meaningOf(error)
  const isLast = step.checkpoint.tries + 1 >= MOST_TRIES
  return meaning.kind === "reconnect" && !isLast && !(await isDisconnected(shift)) ? { kind: "again" } : meaning
}

const isOpen = ({ status }: Step): boolean => OPEN_STEPS.includes(status)

/** Writes down what went wrong; answers the seconds to wait before the next try, if there is one. */
export async function noteTrouble(
  shift: Shift,
  { run, step }: { run: Run; step: Step },
  error: unknown,
): Promise<void> {
  if (error instanceof LostLease) throw error
  const meaning = await meaningFor(shift, step, error)
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  // A limit is waited for, however often: it is no failure of the page.
  const tries = step.checkpoint.tries + (meaning.kind === "again" && meaning.isHeld ? 0 : 1)
  await commitCharged(shift, step, async (tx, progress) => {
    if (meaning.kind === "again" && tries < MOST_TRIES) {
      const seconds = Math.max(meaning.afterSeconds ?? 0, Math.min(300, 2 ** tries))
      const retryAt = new Date((await readClock(tx)).getTime() + seconds * 1_000).toISOString()
      return updateStep(tx, step, { checkpoint: { ...step.checkpoint, tries, retryAt }, progress, error: message })
    }
    const result = meaning.kind === "skip" ? "forbidden" : "failed"
    const { records } = shift.parts
    // Without credentials nothing else of the run can be read either.
    const steps = meaning.kind === "reconnect" ? (await listSteps(tx, [run.id])).filter(isOpen) : [step]
    for (const one of steps) await records.noteAttempt(tx, placeOf(shift, one), { result, error: message })
    await records.dropScan(tx, placeOf(shift, step))
    await updateStep(tx, step, { status: meaning.kind === "skip" ? "skipped" : "failed", progress, error: message })
    if (meaning.kind === "reconnect") await failOpenSteps(tx, run.id, message)
  })
}
