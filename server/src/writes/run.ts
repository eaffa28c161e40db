import type { Remote, Step } from "@rollcall/connector-kit"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import type { Lease } from "../db/lease.js"
import { AppError } from "../errors.js"
import type { SentAnswer, WriteSession } from "../gateway/index.js"
import type { Vault } from "../vault/index.js"
import type { Facts, KeptStep, Operation, OperationState } from "./operation.js"
import type { Known } from "./plan.js"
import { changeOperation, changeStep, type OperationEnd, type StepChange } from "./store.js"

export type RunDeps = { db: Db; vault: Vault; clock: Pick<Clock, "sleep" | "after" | "elapsedMs"> }

/** One process at work on one operation, as long as it has the lease and one call may take. */
export type Run = {
  deps: RunDeps
  operation: Operation
  known: Known
  facts: Facts
  steps: readonly Step[]
  /** What became of each step so far. */
  kept: KeptStep[]
  session: WriteSession
  lease: Lease
  /** False: it only finds out what happened. */
  maySend: boolean
  /** Nobody knows that it was begun: its process died before it had answered, and no key can ask for it again. */
  isOrphan: boolean
  /** A request has left, or could not: from then on the caller's leaving stops nothing. */
  onSent(): void
  /** What this process has heard, by step. */
  heard: Map<string, SentAnswer>
}

/** Nobody asked for it again, and nothing of it has happened: it is not begun. */
export const isCutOff = ({ isOrphan, kept }: Pick<Run, "isOrphan" | "kept">): boolean =>
  isOrphan && !kept.some(({ state }) => state === "done")

/** Commits while the operation is ours, or throws: what is not committed has not happened for anybody else. */
export async function commitStep(run: Run, position: number, change: StepChange): Promise<KeptStep> {
  const { deps, operation, lease } = run
  return deps.db.transaction().execute(async (tx) => {
    if (!(await lease.keep(tx))) throw lostError(operation)
    const kept = await changeStep(tx, deps.vault, { id: operation.id, position, change })
    run.kept[position] = kept
    return kept
  })
}

export async function commitEnd({ deps, operation, lease }: Run, end: OperationEnd): Promise<void> {
  await deps.db.transaction().execute(async (tx) => {
    if (!(await lease.keep(tx))) throw lostError(operation)
    await changeOperation(tx, operation.id, end)
  })
}

const lostError = ({ id }: Operation) =>
  new AppError("write.unknown", "another process goes on with this write", { write: { id } })

/** Rows that finished steps have answered, by step. */
export const answeredIn = ({ kept }: Pick<Run, "kept">): Record<string, Remote> =>
  Object.fromEntries(kept.flatMap(({ name, state, answered }) => (state === "done" ? [[name, answered ?? {}]] : [])))

/** Where a run has come to. */
export type Stop = {
  state: OperationState
  /** When to look again; undefined with `unknown`: never by itself. */
  inSeconds?: number
  askPerson?: string
}

export const stopOf = ({ state, askPerson }: Operation): Stop => ({
  state,
  ...(askPerson === null ? {} : { askPerson }),
})

export const OTHER_PLAN: Stop = {
  state: "unknown",
  askPerson:
    "Rollcall was updated meanwhile, and would do it in other steps now: look in the HR system what has happened",
}

/** What was refused has not happened, so it may be tried again, with a request made from rows as they are then. */
export async function planAgain(run: Run): Promise<void> {
  for (const { state, position } of run.kept)
    if (state === "failed") await commitStep(run, position, { state: "planned", sent: null })
}
