/**
 * Sends what is due to one webhook, in order: while the first one waits for its next attempt, the others wait behind
 * it. One process at a time, by a lease that is made longer before each attempt; a process that dies leaves a lease
 * that runs out, and what it sent without writing it down is sent again, with the same id.
 */
import { randomUUID } from "node:crypto"
import { type DeliveryRow, listOpen, secondsUntilDue, storeOutcomes } from "./delivery-store.js"
import type { WebhooksParts } from "./parts.js"
import { GIVE_UP_SECONDS, retryDelay } from "./retry.js"
import { openSecrets, signingSecrets } from "./secrets.js"
import { type Outcome, send } from "./send.js"
import { showWebhook } from "./show.js"
import { dropLease, findWebhookById, lockWebhook, takeLease, updateWebhook, type WebhookRow } from "./store.js"

/** Longer than one attempt. */
const LEASE_SECONDS = 20
const RENEW_MS = 3_000
const BATCH = 50
/** After so long another job goes on, so that no webhook keeps a worker to itself. */
const TURN_MS = 20_000

export async function deliver(parts: WebhooksParts, webhookId: string, signal: AbortSignal): Promise<void> {
  const holder = randomUUID()
  if (!(await takeLease(parts.db, webhookId, { holder, seconds: LEASE_SECONDS }))) return
  const endsAt = performance.now() + TURN_MS
  try {
    let isMore = true
    while (isMore && performance.now() < endsAt && !signal.aborted)
      isMore = await sendBatch(parts, webhookId, { holder, endsAt, signal })
  } finally {
    await dropLease(parts.db, webhookId, holder)
  }
  // Looked at after the lease is free: whoever came meanwhile has gone away.
  const webhook = await findWebhookById(parts.db, webhookId)
  const seconds = webhook?.is_active ? await secondsUntilDue(parts.db, webhookId) : undefined
  if (seconds === undefined) return
  await parts.jobs.send(parts.db, { queue: "deliver", data: { webhookId }, afterSeconds: Math.ceil(seconds) })
}

type Turn = { holder: string; endsAt: number; signal: AbortSignal }
type Tried = { delivery: DeliveryRow; outcome: Outcome }

/** True when there may be more that is due. */
async function sendBatch(parts: WebhooksParts, webhookId: string, { holder, endsAt, signal }: Turn): Promise<boolean> {
  const webhook = await findWebhookById(parts.db, webhookId)
  if (!webhook?.is_active) return false
  const open = await listOpen(parts.db, webhookId, BATCH)
  const secrets = signingSecrets(openSecrets(parts.vault, webhookId, webhook.secrets), parts.now())
  const tried: Tried[] = []
  let renewedAt = performance.now()
  for (const delivery of open) {
    if (delivery.next_attempt_at > parts.now() || performance.now() > endsAt || signal.aborted) break
    if (performance.now() - renewedAt > RENEW_MS) {
      if (!(await takeLease(parts.db, webhookId, { holder, seconds: LEASE_SECONDS }))) return false
      renewedAt = performance.now()
    }
    const message = { id: delivery.event_id, url: webhook.target_url, body: delivery.body, secrets }
    const outcome = await send({ dispatcher: parts.egress.dispatcher, now: parts.now }, message)
    tried.push({ delivery, outcome })
    if (outcome.error !== null || outcome.durationMs > SLOW_MS) break
  }
  await writeDown(parts, webhook, tried)
  const isHealthy = tried.at(-1)?.outcome.error === null
  return isHealthy && (open.length === BATCH || tried.length < open.length)
}

/** After an attempt so slow, what was sent is written down: a death should not send much again. */
const SLOW_MS = 500

async function writeDown(parts: WebhooksParts, webhook: WebhookRow, tried: readonly Tried[]): Promise<void> {
  if (tried.length === 0) return
  const last = tried.at(-1)
  const failed = last && last.outcome.error !== null ? last : undefined
  await parts.db.transaction().execute(async (tx) => {
    const current = await lockWebhook(tx, webhook.id)
    if (!current) return
    const rows = tried.map(({ delivery, outcome }) => ({
      delivery,
      outcome,
      nextAttemptSeconds: delayOf(parts, delivery, outcome),
    }))
    await storeOutcomes(tx, rows)
    if (!failed) {
      if (current.failing_since) await updateWebhook(tx, webhook.id, { failing_since: null })
      return
    }
    const failingSince = current.failing_since ?? parts.now()
    const reason = giveUpReason(parts, failingSince, failed.outcome)
    const changes = { failing_since: failingSince, ...(reason ? { is_active: false, disabled_reason: reason } : {}) }
    const after = await updateWebhook(tx, webhook.id, changes)
    if (reason) {
      const payload = { ...showWebhook(after), reason }
      await parts.changes.append(tx, webhook.environment_id, [{ type: "webhook:disabled", accountId: null, payload }])
    }
  })
}

function delayOf({ random }: WebhooksParts, delivery: DeliveryRow, outcome: Outcome): number | null {
  if (outcome.error === null) return null
  return retryDelay({ failures: delivery.failures + 1, retryAfterSeconds: outcome.retryAfterSeconds, random })
}

function giveUpReason({ now }: WebhooksParts, failingSince: Date, { isGone, error }: Outcome): string | undefined {
  if (isGone) return "the target answered 410 Gone"
  const seconds = (now().getTime() - failingSince.getTime()) / 1000
  return seconds >= GIVE_UP_SECONDS ? `it failed for three days without a break; at last: ${error}` : undefined
}
