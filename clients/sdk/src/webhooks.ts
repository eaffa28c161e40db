import type { WebhookEvent } from "./events.js"

/** Why a delivery is not to be believed. Answer 400 to it. */
export class WebhookVerificationError extends Error {
  override name = "WebhookVerificationError"
}

export type Verifying = {
  /** The bytes of the body as they came, before anything has parsed them. */
  body: string | Uint8Array
  /** Of the request: a `Headers`, or an object as Node and its frameworks have it. */
  headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>
  /** As it was shown when the webhook was made. Several while you change it. */
  secret: string | readonly string[]
  /** How old or new a delivery may be in seconds: 300 unless given. What was recorded can't be sent again later. */
  toleranceSeconds?: number | undefined
  /** Instead of the clock, in tests: milliseconds since 1970. */
  now?: number | undefined
}

/**
 * The event of a delivery, once it is known to be from your Rollcall. Throws `WebhookVerificationError`. The same event may
 * come twice: skip an `id` that you have.
 */
export async function verifyWebhook(given: Verifying): Promise<WebhookEvent> {
  const [id, timestamp, signatures] = ["webhook-id", "webhook-timestamp", "webhook-signature"].map((name) => {
    const value = headerOf(given.headers, name)
    if (value) return value
    throw new WebhookVerificationError(`the header ${name} is missing: pass on the headers as they came`)
  }) as [string, string, string] // as many as names
  const { toleranceSeconds = 300, now = Date.now(), body } = given
  const age = Math.abs(now / 1000 - Number(timestamp))
  if (!(age <= toleranceSeconds))
    throw new WebhookVerificationError("it was signed too long ago, or the clock of this machine is wrong")
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body
  const sent = signatures.split(" ").flatMap((one) => (one.startsWith("v1,") ? [decode(one.slice(3))] : []))
  const signed = concat(new TextEncoder().encode(`${id}.${timestamp}.`), bytes)
  for (const secret of [given.secret].flat()) if (await matches(secret, sent, signed)) return parse(bytes)
  throw new WebhookVerificationError(
    "the signature is of another secret or another body: check the secret, and verify the bytes before parsing them",
  )
}

async function matches(secret: string, sent: readonly Uint8Array<ArrayBuffer>[], signed: Uint8Array<ArrayBuffer>) {
  const algorithm = { name: "HMAC", hash: "SHA-256" }
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, ["verify"])
  for (const one of sent) if (await crypto.subtle.verify("HMAC", key, one, signed)) return true
  return false
}

function headerOf(headers: Verifying["headers"], name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined
  const found = headers[name] ?? Object.entries(headers).find(([own]) => own.toLowerCase() === name)?.[1]
  return typeof found === "string" ? found : found?.[0]
}

function decode(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

function concat(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}

function parse(bytes: Uint8Array): WebhookEvent {
  return JSON.parse(new TextDecoder().decode(bytes)) as WebhookEvent // signed by the server, which has its types
}
