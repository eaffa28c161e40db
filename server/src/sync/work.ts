import type { Db } from "../db/index.js"
import { keepRenewing, LEASE_SECONDS } from "../db/keep-renewing.js"
import { dropLease, keepLease, lockAccount, readClock, takeLease } from "./lease/store.js"
import { beginStep, readPage } from "./read-step.js"
import type { Run, RunEnd, Step } from "./runs/run.js"
import { endRun, findOpenRun, findOpenStep, listSteps, startRun, supersedeHeld } from "./runs/store.js"
import { readSettings } from "./settings.js"
import { commit, LostLease, openShift, type Shift, type SyncParts } from "./shift.js"
import { deleteSome, sweep } from "./sweep-step.js"
import { noteTrouble } from "./trouble.js"

/** A job works for so long and leaves the rest to the next one, so that accounts take turns. */
const SHIFT_MS = 20_000

export type Wake = { environmentId: string; accountId: string }

/** Goes on with the account's runs, if nobody else does. When `signal` is aborted it leaves the rest to another one. */
export async function work(parts: SyncParts, { environmentId, accountId }: Wake, signal: AbortSignal): Promise<void> {
  const account = await parts.accounts.find(environmentId, accountId)
  if (!account) return
  const fence = await takeLease(parts.db, accountId, LEASE_SECONDS)
  if (fence === undefined) return
  const settings = readSettings(account.context)
  const lost = new AbortController()
  const renew = () => keepLease(parts.db, { accountId, fence }, LEASE_SECONDS)
  const stopRenewing = keepRenewing(parts.clock, {
    renew,
    onLost: () => lost.abort(new LostLease()),
    everyMs: parts.renewMs,
  })
  try {
    const ours = AbortSignal.any([signal, lost.signal])
    const shift = await openShift({ parts, account, settings, fence, signal: ours })
    const left = await workUntil(shift, parts.clock.elapsedMs() + SHIFT_MS)
    await stopRenewing()
    if (!lost.signal.aborted) await endShift(shift, left)
  } catch (error) {
    await stopRenewing()
    if (error instanceof LostLease || lost.signal.aborted) return
    await dropLease(parts.db, { accountId, fence }).catch(() => {})
    throw error
  }
}

/** What is left: nothing, more at once, or more after some seconds. */
type Left = { afterSeconds: number } | null

async function workUntil(shift: Shift, end: number): Promise<Left> {
  while (shift.parts.clock.elapsedMs() < end && !shift.signal.aborted) {
    const left = await workOnce(shift)
    if (left === null || left.afterSeconds > 0) return left
  }
  return { afterSeconds: 0 }
}

/** One transaction's worth of work on the account's oldest open run. */
async function workOnce(shift: Shift): Promise<Left> {
  const { db } = shift.parts
  const run = await findOpenRun(db, shift.account.id)
  if (!run) return null
  if (run.status === "queued") {
    await commit(shift, (tx) => startRun(tx, run.id))
    return { afterSeconds: 0 }
  }
  const step = await findOpenStep(db, run.id)
  if (!step) {
    await finish(shift, run)
    return { afterSeconds: 0 }
  }
  const { retryAt } = step.checkpoint
  const waitMs = retryAt === null ? 0 : Date.parse(retryAt) - (await readClock(db)).getTime()
  if (waitMs > 0) return { afterSeconds: Math.ceil(waitMs / 1_000) }
  try {
    await advance(shift, run, step)
    shift.parts.relieve()
  } catch (error) {
    if (!shift.signal.aborted) await noteTrouble(shift, { run, step }, error)
  }
  return { afterSeconds: 0 }
}

async function advance(shift: Shift, run: Run, step: Step): Promise<void> {
  if (step.status === "pending") return beginStep(shift, run, step)
  if (step.status === "reading") return readPage(shift, step)
  return step.status === "sweeping" ? sweep(shift, step) : deleteSome(shift, step)
}

async function finish(shift: Shift, run: Run): Promise<void> {
  let isFirst = false
  const end = await commit(shift, async (tx): Promise<RunEnd> => {
    const steps = await listSteps(tx, [run.id])
    const failed = steps.filter((step) => step.status === "failed")
    const held = steps.filter((step) => step.status === "held")
    const status = held.length > 0 ? "held" : failed.length > 0 ? "failed" : "completed"
    const texts = [...held, ...failed].map((step) => `${step.resource}: ${step.error}`)
    await endRun(tx, run.id, { status, error: texts.length > 0 ? texts.join("; ").slice(0, 2_000) : null })
    await supersedeHeld(tx, run)
    isFirst = steps.some(({ checkpoint }) => checkpoint.isFirst)
    if (run.trigger === "schedule" || run.trigger === "request") await noteScans(shift, tx, steps)
    return status
  })
  if (isFirst) await shift.parts.records.analyze()
  shift.parts.noteEnd(end)
}

/** Changes that the clock or a new connection brought say nothing about hints. */
async function noteScans({ parts, account }: Shift, tx: Db, steps: readonly Step[]): Promise<void> {
  for (const { resource, status, progress } of steps) {
    if (status !== "done") continue
    const hasMissed = progress.created + progress.updated + progress.deleted > 0
    await parts.noteScan(tx, account, { resource, hasMissed })
  }
}

/** Looks once more under the account's lock, so that a run that came this very moment is not left lying. */
async function endShift(shift: Shift, left: Left): Promise<void> {
  const { parts, account, fence } = shift
  const wake: Wake = { environmentId: account.environmentId, accountId: account.id }
  await parts.db.transaction().execute(async (tx) => {
    await lockAccount(tx, wake.environmentId, wake.accountId)
    const hasMore = left ?? ((await findOpenRun(tx, account.id)) ? { afterSeconds: 0 } : null)
    if (hasMore) await parts.jobs.send(tx, { queue: "sync", data: wake, afterSeconds: hasMore.afterSeconds })
    await dropLease(tx, { accountId: account.id, fence })
  })
}
