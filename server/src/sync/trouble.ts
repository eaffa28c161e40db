import { UpstreamError } from "@rollcall/connector-kit"
import { AppError } from "../errors.js"
import * as mirror from "../mirror/index.js"
import { readClock } from "./account-store.js"
import { tellForbidden } from "./lacking.js"
import type { Run, Step } from "./runs/run.js"
import { failTables, updateStep } from "./runs/store.js"
import { commitCharged, LostLease, StaleMapping, type SyncSession, tableOf } from "./session.js"

/** Tries of one page before its table is given up for this run. */
export const MOST_TRIES = 5

/**
 * What a failure means: again: the same page may work later · skip: the HR system refuses this table, the others go
 * on · fail: this table is given up for this run · reconnect: nothing of the account can be read.
 */
type Meaning = { kind: "again"; afterSeconds?: number; isHeld?: boolean } | { kind: "skip" | "fail" | "reconnect" }

function meaningOf(error: unknown): Meaning {
  if (error instanceof UpstreamError) {
    if (error.verdict === "skip") return { kind: "skip" }
    if (error.verdict === "reconnect") return { kind: "reconnect" }
    if (error.verdict === "stop") return { kind: "fail" }
    const isHeld = error.verdict === "limit"
    const { retryAfterSeconds } = error.rateLimit
    return { kind: "again", isHeld, ...(retryAfterSeconds === undefined ? {} : { afterSeconds: retryAfterSeconds }) }
  }
  if (error instanceof AppError && error.code === "account.needs_reauth") return { kind: "reconnect" }
  return { kind: "again" }
}

/** A token that was renewed a moment ago may not be known everywhere at the HR system yet: only a lost grant is for good. */
const isDisconnected = async ({ deps, account }: SyncSession): Promise<boolean> =>
  (await deps.accounts.find(account.environmentId, account.id))?.status !== "active"

async function meaningFor(session: SyncSession, step: Step, error: unknown): Promise<Meaning> {
  const meaning = meaningOf(error)
  const isLast = step.checkpoint.tries + 1 >= MOST_TRIES
  return meaning.kind === "reconnect" && !isLast && !(await isDisconnected(session)) ? { kind: "again" } : meaning
}

/** Writes down what went wrong, and from when on the next try may come, if there is one. */
export async function recordTrouble(
  session: SyncSession,
  { run, step }: { run: Run; step: Step },
  error: unknown,
): Promise<void> {
  if (error instanceof LostLease || error instanceof StaleMapping) throw error
  const meaning = await meaningFor(session, step, error)
  const message = (error instanceof Error ? error.message : String(error)).slice(0, 500)
  // A limit is waited for, however often: it is no failure of the page.
  const tries = step.checkpoint.tries + (meaning.kind === "again" && meaning.isHeld ? 0 : 1)
  if (error instanceof UpstreamError && error.status === 403) await tellRefused(session, step)
  await commitCharged(session, step, async (tx, progress) => {
    if (meaning.kind === "again" && tries < MOST_TRIES) {
      const seconds = Math.max(meaning.afterSeconds ?? 0, Math.min(300, 2 ** tries))
      const retryAt = new Date((await readClock(tx)).getTime() + seconds * 1_000).toISOString()
      return updateStep(tx, step, { checkpoint: { ...step.checkpoint, tries, retryAt }, progress, error: message })
    }
    const isRefused = meaning.kind === "skip" && step.kind === "table"
    if (step.kind === "table") await mirror.deleteSeen(tx, tableOf(session, step))
    if (isRefused) {
      const { columns } = step.checkpoint
      await mirror.putState(tx, tableOf(session, step), { state: "refused", columns })
    }
    await updateStep(tx, step, { status: isRefused ? "skipped" : "failed", progress, error: message })
    // Without credentials nothing else of the run can be read either.
    if (meaning.kind === "reconnect") await failTables(tx, run.id, message)
  })
}

/** A right is lost once: what is refused since an earlier run was told then. */
async function tellRefused(session: SyncSession, step: Step): Promise<void> {
  const before = (await mirror.listStates(session.deps.db, session.place)).get(step.name)
  if (before?.state !== "refused") await tellForbidden(session, step)
}
