import type { Step } from "@rollcall/connector-kit"
import { idsIn } from "../gateway/index.js"
import { findOut } from "./find-out.js"
import type { KeptStep, Refusal, Sent } from "./operation.js"
import { requestOf, settledOf } from "./plan.js"
import { toRefusal } from "./refusal.js"
import { answeredIn, commitStep, isCutOff, type Run, type Stop } from "./run.js"

/**
 * Carries the plan on from wherever it is: what was left by a process that died, what nobody heard the answer to, what is
 * still to be sent. It may end anywhere, by a kill too, and be called again by another process: a step that may have been
 * sent is looked for before it is sent again.
 */
export async function advance(run: Run): Promise<Stop> {
  for (const [position, step] of run.steps.entries()) {
    const stop = await carryOut(run, step, position)
    if (stop?.state === "failed" && run.kept.some(({ state }) => state === "done")) return { state: "partial" }
    if (stop) return stop
  }
  return { state: "done" }
}

/** Undefined: it is done. */
async function carryOut(run: Run, step: Step, position: number): Promise<Stop | undefined> {
  for (;;) {
    const kept = run.kept[position]
    if (!kept) throw new Error("every step of a plan is kept")
    const stop = await goOn(run, step, kept)
    if (stop !== "again") return stop
  }
}

type Next = Stop | undefined | "again"

async function goOn(run: Run, step: Step, kept: KeptStep): Promise<Next> {
  switch (kept.state) {
    case "done":
      return undefined
    case "failed":
      return { state: "failed" }
    case "planned":
      return sendOrStop(run, step, kept)
    case "sent":
      // Its process died, so from now on nothing of it can be on its way to the HR system any more.
      await commitStep(run, kept.position, { state: "unknown" })
      return "again"
    case "unknown":
      return findOut(run, step, kept)
  }
}

/** A step is not begun with less time than this: its answer would not be heard. */
const LEAST_MS = 5_000

const CUT_OFF: Refusal = {
  code: "server.unavailable",
  message: "the request was cut off before anything had happened: send it again",
  ...{ status: undefined, isCertain: true, isAccepted: false, details: {} },
}

async function sendOrStop(run: Run, step: Step, kept: KeptStep): Promise<Next> {
  const { budget, now } = run.session.reader
  if (isCutOff(run)) {
    await commitStep(run, kept.position, { state: "failed", failure: CUT_OFF })
    return "again"
  }
  if (!run.maySend || budget.deadlineMs - now() < LEAST_MS) return { state: "running" }
  // Others may have changed since what a repeatable request was made from.
  const sent = (step.isRepeatable ? undefined : kept.sent) ?? (await prepare(run, step, kept))
  if (sent) await send(run, step, { kept, sent })
  return "again"
}

/** Undefined: it could not be prepared. What was sent before is looked for then, and else nothing of it has happened. */
async function prepare(run: Run, step: Step, kept: KeptStep): Promise<Sent | undefined> {
  const { session } = run
  const answered = answeredIn(run)
  try {
    const rows = await session.rows(step.reads?.(answered) ?? {})
    const request = requestOf(step, answered, rows)
    const settled = settledOf(step, answered, rows)
    if (!("isLike" in settled)) return { request, rows, before: [] }
    const { table, query, isLike } = settled
    const before = await session.list(table, query).then(
      (found) => idsIn(table, found, isLike),
      (error: unknown) => {
        // What may not be read can still be written; what can't be read at this moment can't be told apart later.
        if (toRefusal(session.reader, error)?.status === 403) return null
        throw error
      },
    )
    return { request, rows, before }
  } catch (error) {
    const failure = toRefusal(session.reader, error)
    if (!failure) throw error
    await commitStep(run, kept.position, { state: kept.tries === 0 ? "failed" : "unknown", failure })
    return undefined
  }
}

/** `sent` is committed before the request leaves: whoever finds it knows that it may have left. */
async function send(run: Run, step: Step, { kept, sent }: { kept: KeptStep; sent: Sent }): Promise<void> {
  const { session, lease, facts } = run
  const { position } = kept
  const wire = session.wire(sent.request, facts.remoteQuery)
  await commitStep(run, position, { state: "sent", sent })
  try {
    lease.lost.throwIfAborted()
    const heard = await session.send(step, { request: sent.request, wire }).finally(run.onSent)
    run.heard.set(step.name, heard)
    await commitStep(run, position, { state: "done", answered: heard.row })
  } catch (error) {
    const failure = toRefusal(session.reader, error)
    if (!failure) throw error
    // A refusal of what was sent before may be due to that: it is looked for.
    const isUndone = failure.isCertain && kept.tries === 0
    await commitStep(run, position, { state: isUndone ? "failed" : "unknown", failure })
  }
}
