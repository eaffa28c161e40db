import type { Db } from "../db/index.js"
import { type OpenDelivery, storeOutcomes } from "./delivery-store.js"
import type { WebhooksDeps } from "./deps.js"
import { GIVE_UP_SECONDS, retryDelay } from "./retry.js"
import type { Outcome } from "./send.js"
import { showWebhook } from "./show.js"
import { lockWebhook, updateWebhook, type WebhookRow } from "./store.js"

export type Tried = { delivery: OpenDelivery; outcome: Outcome }

/**
 * What came of some attempts, in one transaction with what it means for the webhook: it works again, it began to fail,
 * it is given up. What an address answered that is the target no more says nothing about the new one.
 */
export async function writeDown(deps: WebhooksDeps, sentTo: WebhookRow, tried: readonly Tried[]): Promise<void> {
  const last = tried.at(-1)
  if (!last) return
  await deps.db.transaction().execute(async (tx) => {
    const webhook = await lockWebhook(tx, sentTo.id)
    if (!webhook) return
    const isMoved = webhook.target_url !== sentTo.target_url
    const rows = tried.map(({ delivery, outcome }) => {
      const nextAttemptSeconds = isMoved ? 0 : delayOf(deps, delivery, outcome)
      return { delivery, outcome, nextAttemptSeconds }
    })
    await storeOutcomes(tx, rows)
    if (isMoved || !webhook.is_active) return
    if (last.outcome.error !== null) await recordFailure(deps, tx, { webhook, outcome: last.outcome })
    else if (webhook.failing_since) await updateWebhook(tx, webhook.id, { failing_since: null })
  })
}

function delayOf({ clock }: WebhooksDeps, { failures }: OpenDelivery, { error, retryAfterSeconds }: Outcome): number {
  return error === null ? 0 : retryDelay({ failures: failures + 1, retryAfterSeconds, random: clock.random })
}

type Failure = { webhook: WebhookRow; outcome: Outcome }

async function recordFailure(deps: WebhooksDeps, tx: Db, { webhook, outcome }: Failure): Promise<void> {
  const failingSince = webhook.failing_since ?? deps.clock.now()
  const reason = giveUpReason(deps, failingSince, outcome)
  if (!reason) {
    if (!webhook.failing_since) await updateWebhook(tx, webhook.id, { failing_since: failingSince })
    return
  }
  const changes = { failing_since: failingSince, is_active: false, disabled_reason: reason }
  const payload = { ...showWebhook(await updateWebhook(tx, webhook.id, changes)), reason }
  await deps.changes.append(tx, webhook.environment_id, [{ type: "webhook:disabled", accountId: null, payload }])
}

function giveUpReason({ clock }: WebhooksDeps, failingSince: Date, { isGone, error }: Outcome): string | undefined {
  if (isGone) return "the target answered 410 Gone"
  const seconds = (clock.now().getTime() - failingSince.getTime()) / 1000
  return seconds >= GIVE_UP_SECONDS ? `it failed for three days without a break; at last: ${error}` : undefined
}
