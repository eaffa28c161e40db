import { listOpen, type OpenDelivery } from "./delivery-store.js"
import type { WebhooksDeps } from "./deps.js"
import { openSecrets, signingSecrets } from "./secrets.js"
import { type Outcome, type SendDeps, send } from "./send.js"
import { findWebhookById, type WebhookRow } from "./store.js"
import { type Tried, writeDown } from "./write-down.js"

/** After an attempt so slow, what was sent is written down: a death should not send much again. */
const SLOW_MS = 500

/** `more`: more may be due. `lost`: somebody else may send now. `failed`: the first one waits for its next attempt. */
export type Ended = "more" | "done" | "failed" | "lost"

type Turn = {
  /** Asked before each attempt: false when this process may send no more. */
  isOurs(): boolean
  hasToEnd(): boolean
  /** Cuts an attempt off. */
  signal: AbortSignal
}

/** Sends the first deliveries that are due, until one fails, and writes down what came of them, whatever happens. */
export async function sendBatch(deps: WebhooksDeps, webhookId: string, turn: Turn): Promise<Ended> {
  const webhook = await findWebhookById(deps.db, webhookId)
  if (!webhook?.is_active) return "done"
  const open = await listOpen(deps.db, webhookId)
  const { tried, isLost } = await sendInOrder(deps, { webhook, open }, turn)
  await writeDown(deps, webhook, tried)
  if (isLost) return "lost"
  const last = tried.at(-1)
  if (!last) return "done"
  return last.outcome.error === null ? "more" : "failed"
}

type Batch = { webhook: WebhookRow; open: readonly OpenDelivery[] }

async function sendInOrder(deps: WebhooksDeps, { webhook, open }: Batch, turn: Turn) {
  const { egress, vault, clock } = deps
  const secrets = signingSecrets(openSecrets(vault, webhook.id, webhook.secrets), clock.now())
  const sending: SendDeps = { dispatcher: egress.dispatcher, clock, signal: turn.signal }
  const tried: Tried[] = []
  for (const delivery of open) {
    if (!delivery.is_due || turn.hasToEnd()) break
    if (!turn.isOurs()) return { tried, isLost: true }
    const message = { id: delivery.event_id, url: webhook.target_url, body: delivery.body, secrets }
    const outcome = await sendUnlessCut(sending, message)
    if (!outcome) return { tried, isLost: !turn.isOurs() }
    tried.push({ delivery, outcome })
    if (outcome.error !== null || outcome.durationMs > SLOW_MS) break
  }
  return { tried, isLost: false }
}

/** Undefined: cut off, and nobody knows whether it arrived. */
const sendUnlessCut = (sending: SendDeps, message: Parameters<typeof send>[1]): Promise<Outcome | undefined> =>
  send(sending, message).catch((error: unknown) => {
    if (sending.signal?.aborted) return undefined
    throw error
  })
