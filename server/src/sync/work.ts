import type { Db } from "../db/index.js"
import { takeLease } from "../db/lease.js"
import * as mirror from "../mirror/index.js"
import { readClock } from "./account-store.js"
import { deriveStep } from "./derive-step.js"
import { deriveTouched } from "./derive-touched.js"
import { beginTable, readTablePages } from "./extract.js"
import { readFeedValues } from "./feed.js"
import { deleteSome, reconcileMissing } from "./reconcile.js"
import type { Run, RunEnd, Step } from "./runs/run.js"
import { endRun, findOpenRun, findOpenTable, listOpenSteps, listSteps, startRun, supersedeHeld } from "./runs/store.js"
import { commit, LostLease, StaleMapping, type SyncDeps, type SyncSession, subjectOf } from "./session.js"
import { recordTrouble } from "./trouble.js"
import { beginTurnLog } from "./turn-log.js"

/** A job works for so long and leaves the rest to the next one, so that accounts take turns. */
const TURN_MS = 20_000
/** Tables of one account that are read side by side. */
const AT_ONCE = 4

export type Wake = { environmentId: string; accountId: string }

/** Goes on with the account's runs, if nobody else does. When `signal` is aborted it leaves the rest to another one. */
export async function work(deps: SyncDeps, { environmentId, accountId }: Wake, signal: AbortSignal): Promise<void> {
  const account = await deps.accounts.find(environmentId, accountId, { isFresh: true })
  if (!account) return
  const lease = await takeLease(deps, { work: "sync", accountId })
  if (!lease) return
  const ours = AbortSignal.any([signal, lease.lost])
  const session = {
    deps,
    ...subjectOf(deps, account),
    lease,
    signal: ours,
    reading: new Map(),
    feeds: new Map(),
    told: new Set<string>(),
    writing: Promise.resolve(),
  }
  try {
    const left = await workUntil(session, deps.clock.elapsedMs() + TURN_MS)
    await lease.stop()
    await endTurn(session, left)
  } catch (error) {
    await lease.stop()
    if (error instanceof LostLease || lease.lost.aborted) return
    // The next turn has the account as it is by then.
    if (error instanceof StaleMapping) return endTurn(session, { afterSeconds: 0 })
    await lease.drop(deps.db).catch(() => {})
    throw error
  }
}

/** What is left: nothing, more at once, or more after some seconds. */
type Left = More | null

async function workUntil(session: SyncSession, endMs: number): Promise<Left> {
  const { db, clock } = session.deps
  const turn = beginTurnLog(session)
  try {
    while (clock.elapsedMs() < endMs && !session.signal.aborted) {
      const run = await findOpenRun(db, session.account.id)
      if (!run) return null
      const left = await turn.follow(run, () => goOn(session, run, endMs))
      if (left.afterSeconds > 0) return left
    }
    return { afterSeconds: 0 }
  } finally {
    turn.end()
  }
}

type More = { afterSeconds: number }

/** One step of a run. */
async function goOn(session: SyncSession, run: Run, endMs: number): Promise<More> {
  if (run.status === "queued") {
    await commit(session, (tx) => startRun(tx, run.id))
    return { afterSeconds: 0 }
  }
  const [first] = await listOpenSteps(session.deps.db, run.id)
  if (!first) {
    await finish(session, run)
    return { afterSeconds: 0 }
  }
  return first.kind === "table" ? readTables(session, run, endMs) : deriveOne(session, run, first)
}

/** A few tables side by side, until all are read, the turn is over, or all that are left have to wait. */
async function readTables(session: SyncSession, run: Run, endMs: number): Promise<More> {
  const { db, clock } = session.deps
  const taken = new Set<string>()
  const waits: number[] = []
  const failures: unknown[] = []
  const isCut = () => failures.length > 0 || session.signal.aborted
  const isOver = () => isCut() || clock.elapsedMs() >= endMs
  const take = async (): Promise<Step | undefined> => {
    const steps = await listOpenSteps(db, run.id)
    const free = steps.find((step) => step.kind === "table" && !taken.has(step.name) && isReady(session, step, steps))
    if (free) taken.add(free.name)
    return free
  }
  const lane = async () => {
    while (!isOver()) {
      const step = await take()
      if (!step) return
      const waitSeconds = await readTable(session, { run, name: step.name, isOver, isCut })
      if (waitSeconds > 0) waits.push(waitSeconds)
      // Others may wait for this one: whoever is done looks again.
      else taken.delete(step.name)
    }
  }
  // All of them end before one's failure ends the turn: the lease is let go of then.
  const fail = (error: unknown) => void failures.push(error)
  await Promise.all(Array.from({ length: AT_ONCE }, () => lane().catch(fail)))
  if (failures.length > 0) throw failures[0]
  return { afterSeconds: !isOver() && waits.length > 0 ? Math.min(...waits) : 0 }
}

/** What a table is asked for may depend on another one, which has to be read before. */
function isReady({ graph, connector }: SyncSession, { name }: Step, open: readonly Step[]): boolean {
  const kept = graph.tables.get(name)
  const before = new Set(kept && mirror.askedBefore(kept.table).map((one) => one.name))
  // Which day it is in the company.
  if (kept?.table.days && connector.companyDay?.table) before.add(connector.companyDay.table.name)
  return !open.some((one) => one.kind === "table" && before.has(one.name))
}

type Reading = { run: Run; name: string; isOver(): boolean; isCut(): boolean }

/**
 * Goes on with one table until it is read, or the turn is over; answers the seconds to wait after trouble. Pages that were
 * asked for before the turn was over are written, so that nobody asks for them again.
 */
async function readTable(session: SyncSession, { run, name, isOver, isCut }: Reading): Promise<number> {
  const { db } = session.deps
  const hasPages = () => !isCut() && session.reading.get(name)?.scan?.pages.drain()
  while (!isOver() || hasPages()) {
    const step = await findOpenTable(db, run.id, name)
    if (!step) return 0
    const { retryAt } = step.checkpoint
    const waitMs = retryAt === null ? 0 : Date.parse(retryAt) - (await readClock(db)).getTime()
    if (waitMs > 0) return Math.ceil(waitMs / 1_000)
    await attempt(session, { run, step }, advance)
  }
  return 0
}

async function deriveOne(session: SyncSession, run: Run, step: Step): Promise<More> {
  await attempt(session, { run, step }, deriveStep)
  return { afterSeconds: 0 }
}

type Attempted = { run: Run; step: Step }

async function attempt(
  session: SyncSession,
  { run, step }: Attempted,
  act: (session: SyncSession, run: Run, step: Step) => Promise<void>,
): Promise<void> {
  try {
    await act(session, run, step)
  } catch (error) {
    if (!session.signal.aborted) await recordTrouble(session, { run, step }, error)
  }
}

function advance(session: SyncSession, run: Run, step: Step): Promise<void> {
  if (step.status === "pending") return beginTable(session, run, step)
  if (step.status === "reading")
    return step.checkpoint.feed ? readFeedValues(session, step) : readTablePages(session, step)
  return step.status === "sweeping" ? reconcileMissing(session, step) : deleteSome(session, step)
}

async function finish(session: SyncSession, run: Run): Promise<void> {
  // Other resources show what was read too; and a hint that came while a view was made for the first time has only
  // noted what it changed.
  await deriveTouched(session.deps, session)
  let isFirst = false
  const end = await commit(session, async (tx): Promise<RunEnd> => {
    const steps = await listSteps(tx, [run.id])
    const resources = steps.filter(({ kind }) => kind === "resource")
    const [failed, held] = [
      resources.filter((one) => one.status === "failed"),
      steps.filter((one) => one.status === "held"),
    ]
    const status = held.length > 0 ? "held" : failed.length > 0 ? "failed" : "completed"
    const texts = [...held.filter(({ kind }) => kind === "resource"), ...failed].map(
      (one) => `${one.name}: ${one.error}`,
    )
    await endRun(tx, run.id, { status, error: texts.length > 0 ? texts.join("; ").slice(0, 2_000) : null })
    await supersedeHeld(tx, run)
    isFirst = steps.some(({ checkpoint }) => checkpoint.isFirst)
    if (run.trigger === "schedule" || run.trigger === "request") await recordScans(session, tx, steps)
    return status
  })
  if (isFirst) await Promise.all([session.deps.records.analyze(), mirror.analyze(session.deps.db)])
  session.deps.recordEnd(end)
}

/** Changes that the clock or a new connection brought say nothing about hints. */
async function recordScans({ deps, account }: SyncSession, tx: Db, steps: readonly Step[]): Promise<void> {
  for (const { kind, name, status, progress } of steps) {
    if (kind !== "table" || status !== "done") continue
    const hasMissed = progress.created + progress.updated + progress.deleted > 0
    await deps.recordScan(tx, account, { table: name, hasMissed })
  }
}

/** Looks once more under the account's lock, so that a run that came this very moment is not left lying. */
async function endTurn(session: SyncSession, left: Left): Promise<void> {
  const { deps, account, place, lease } = session
  await commit(session, async (tx) => {
    const hasMore = left ?? ((await findOpenRun(tx, account.id)) ? { afterSeconds: 0 } : null)
    if (hasMore) await deps.jobs.send(tx, { queue: "sync", data: place, afterSeconds: hasMore.afterSeconds })
    await lease.drop(tx)
  })
}
