/**
 * Sends what is due to one webhook, in order: while the first one waits for its next attempt, the others wait behind
 * it. One process at a time, by a short lease that is renewed while the process lives; one that dies leaves a lease
 * that runs out, and what it sent without writing it down is sent again, with the same id.
 * Whoever sets the time of the next attempt sends the one wake-up for it; whoever finds that it has not come goes away.
 */
import { randomUUID } from "node:crypto"
import type { Clock } from "../clock.js"
import { LEASE_SECONDS } from "../db/keep-renewing.js"
import { secondsUntilDue } from "./delivery-store.js"
import { holdLease } from "./lease.js"
import type { WebhooksParts } from "./parts.js"
import { type Ended, sendBatch } from "./send-batch.js"
import { dropLease, findWebhookById, takeLease } from "./store.js"

/** After so long another job goes on, so that no webhook keeps a worker to itself. */
const TURN_MS = 20_000
/** An attempt on its way when the process stops may end within so long. */
const GRACE_MS = 5_000

/** Failing endpoints have hands of their own, so that waiting for them keeps nobody else waiting. */
export type Lane = "deliver" | "deliver-failing"
type Turn = { webhookId: string; lane: Lane; signal: AbortSignal }

export async function deliver(parts: WebhooksParts, { webhookId, lane, signal }: Turn): Promise<void> {
  const { db, jobs } = parts
  if (lane === "deliver" && (await laneOf(parts, webhookId)) === "deliver-failing")
    return jobs.send(db, { queue: "deliver-failing", data: { webhookId } })
  const holder = randomUUID()
  const take = () => takeLease(db, webhookId, { holder, seconds: LEASE_SECONDS })
  if (!(await take())) return
  const lease = holdLease(take, parts.clock)
  const cut = cutAfter(parts.clock, signal, GRACE_MS)
  const endsAt = parts.clock.elapsedMs() + TURN_MS
  const hasToEnd = () => parts.clock.elapsedMs() > endsAt || signal.aborted
  const turn = { isOurs: lease.isOurs, hasToEnd, signal: AbortSignal.any([cut.signal, lease.lost]) }
  let ended: Ended = "more"
  try {
    while (ended === "more" && !hasToEnd()) ended = await sendBatch(parts, webhookId, turn)
  } finally {
    cut.done()
    await lease.stop()
    await dropLease(db, webhookId, holder)
  }
  if (ended !== "lost") await wakeNext(parts, webhookId, ended)
}

/** Undefined: nothing is sent to it. */
async function laneOf({ db }: WebhooksParts, webhookId: string): Promise<Lane | undefined> {
  const webhook = await findWebhookById(db, webhookId)
  if (!webhook?.is_active) return undefined
  return webhook.failing_since === null ? "deliver" : "deliver-failing"
}

/** Looks after the lease is free: whoever came meanwhile has gone away. */
async function wakeNext(parts: WebhooksParts, webhookId: string, ended: Ended): Promise<void> {
  const queue = await laneOf(parts, webhookId)
  const seconds = queue && (await secondsUntilDue(parts.db, webhookId))
  if (queue === undefined || seconds === undefined || (seconds > 0 && ended !== "failed")) return
  await parts.jobs.send(parts.db, { queue, data: { webhookId }, afterSeconds: Math.ceil(seconds) })
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
