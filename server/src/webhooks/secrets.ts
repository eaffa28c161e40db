import { randomUUID } from "node:crypto"
import { z } from "zod"
import type { Place, Vault } from "../vault/index.js"
import type { SigningSecrets } from "./sign.js"

/** `previous`: newest first, each still signing until its time (ISO). */
export type WebhookSecrets = { current: string; previous: { secret: string; until: string }[] }

const stored = z.object({
  current: z.string(),
  previous: z.array(z.object({ secret: z.string(), until: z.string() })),
})
const sealedAt = (webhookId: string): Place => ({ table: "webhook", row: webhookId, column: "secrets" })

export const newSecrets = (): WebhookSecrets => ({ current: randomUUID(), previous: [] })

export const sealSecrets = (vault: Vault, webhookId: string, secrets: WebhookSecrets): Buffer =>
  vault.seal(JSON.stringify(secrets), sealedAt(webhookId))

export const openSecrets = (vault: Vault, webhookId: string, sealed: Uint8Array): WebhookSecrets =>
  stored.parse(JSON.parse(vault.open(sealed, sealedAt(webhookId)).toString("utf8")))

/** More would make headers that receivers refuse. */
const MOST_PREVIOUS = 5

/** The old secret signs beside the new one until `until`; those that have run out are forgotten, as are very many. */
export function rotate(
  { current, previous }: WebhookSecrets,
  { now, until }: { now: Date; until: Date },
): WebhookSecrets {
  const all = [{ secret: current, until: until.toISOString() }, ...previous]
  return { current: randomUUID(), previous: all.filter((one) => new Date(one.until) > now).slice(0, MOST_PREVIOUS) }
}

export const signingSecrets = ({ current, previous }: WebhookSecrets, now: Date): SigningSecrets => [
  current,
  ...previous.filter(({ until }) => new Date(until) > now).map(({ secret }) => secret),
]
