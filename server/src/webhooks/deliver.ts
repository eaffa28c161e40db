/**
 * Sends what is due to one webhook, in order: while the first one waits for its next attempt, the others wait behind
 * it. One process at a time, by a short lease that is renewed while the process lives; one that dies leaves a lease
 * that runs out, and what it sent without writing it down is sent again, with the same id.
 * Whoever sets the time of the next attempt sends the one wake-up for it; whoever finds that it has not come goes away.
 */
import type { Clock } from "../clock.js"
import { type Lease, withLease } from "../db/lease.js"
import { secondsUntilDue } from "./delivery-store.js"
import type { WebhooksDeps } from "./deps.js"
import { type Ended, sendBatch } from "./send-batch.js"
import { findWebhookById } from "./store.js"

/** After so long another job goes on, so that no webhook keeps a worker to itself. */
const TURN_MS = 20_000
/** An attempt on its way when the process stops may end within so long. */
const GRACE_MS = 5_000
/** A webhook that was switched off is sent nothing more after so long. */
const ACTIVE_MS = 1_500

/** Failing endpoints have hands of their own, so that waiting for them keeps nobody else waiting. */
export type Lane = "deliver" | "deliver-failing"
type Turn = { webhookId: string; lane: Lane; signal: AbortSignal }

export async function deliver(deps: WebhooksDeps, { webhookId, lane, signal }: Turn): Promise<void> {
  const { db, jobs } = deps
  if (lane === "deliver" && (await laneOf(deps, webhookId)) === "deliver-failing")
    return jobs.send(db, { queue: "deliver-failing", data: { webhookId } })
  const ended = await withLease(deps, { work: "deliver", webhookId }, (lease) =>
    sendWhileOurs(deps, { webhookId, lease, signal }),
  )
  if (ended !== undefined && ended !== "lost") await wakeNext(deps, webhookId, ended)
}

/** What is left of a lease when its holder must have ended, and how often it looks. */
const DOUBT_MS = 1_500
const LOOK_MS = 500

type Sending = { webhookId: string; lease: Lease; signal: AbortSignal }

/** Nothing protects an endpoint from two senders: what is on its way is cut off before the lease can be another's. */
async function sendWhileOurs(deps: WebhooksDeps, { webhookId, lease, signal }: Sending): Promise<Ended> {
  const { clock, db } = deps
  const ending = new AbortController()
  let isActive = true
  const isOurs = () => isActive && lease.leftMs() > DOUBT_MS
  const endDoubts = clock.every(LOOK_MS, () => lease.leftMs() <= DOUBT_MS && ending.abort())
  const look = async () => {
    isActive = (await findWebhookById(db, webhookId))?.is_active === true
  }
  const endLooks = clock.every(ACTIVE_MS, () => void look().catch(() => {}))
  const cut = cutAfter(clock, signal, GRACE_MS)
  const endsAt = clock.elapsedMs() + TURN_MS
  const hasToEnd = () => clock.elapsedMs() > endsAt || signal.aborted
  const turn = { isOurs, hasToEnd, signal: AbortSignal.any([cut.signal, ending.signal]) }
  try {
    let ended: Ended = "more"
    while (ended === "more" && !hasToEnd()) ended = await sendBatch(deps, webhookId, turn)
    return ended
  } finally {
    for (const end of [cut.done, endDoubts, endLooks]) end()
  }
}

/** Undefined: nothing is sent to it. */
async function laneOf({ db }: WebhooksDeps, webhookId: string): Promise<Lane | undefined> {
  const webhook = await findWebhookById(db, webhookId)
  if (!webhook?.is_active) return undefined
  return webhook.failing_since === null ? "deliver" : "deliver-failing"
}

/** Looks after the lease is free: whoever came meanwhile has gone away. */
async function wakeNext(deps: WebhooksDeps, webhookId: string, ended: Ended): Promise<void> {
  const queue = await laneOf(deps, webhookId)
  const seconds = queue && (await secondsUntilDue(deps.db, webhookId))
  if (queue === undefined || seconds === undefined || (seconds > 0 && ended !== "failed")) return
  await deps.jobs.send(deps.db, { queue, data: { webhookId }, afterSeconds: Math.ceil(seconds) })
}

/** Aborted `ms` after `signal` was. */
function cutAfter(clock: Clock, signal: AbortSignal, ms: number): { signal: AbortSignal; done(): void } {
  const cutting = new AbortController()
  let cancel = () => {}
  const begin = () => {
    cancel = clock.after(ms, () => cutting.abort())
  }
  signal.addEventListener("abort", begin, { once: true })
  const done = () => {
    cancel()
    signal.removeEventListener("abort", begin)
  }
  return { signal: cutting.signal, done }
}
