import { createHmac } from "node:crypto"

/** Newest first; during a rotation there are several. */
export type SigningSecrets = readonly [string, ...string[]]
export type ToSign = { id: string; at: Date; body: Buffer; secrets: SigningSecrets }

const sha256 = (secret: string, ...parts: readonly (string | Buffer)[]) => {
  const hmac = createHmac("sha256", secret)
  for (const part of parts) hmac.update(part)
  return hmac
}
const trutoStyle = (secret: string, body: Buffer) => `format=sha256,v=${sha256(secret, body).digest("hex")}`

/**
 * Both schemes at once, over the very bytes that are sent; the key is the secret's text.
 * Truto's header holds one signature, so during a rotation it stays with the oldest secret that is valid, and the
 * newest one signs in `x-truto-signature-next`: no receiver breaks at the moment of the rotation.
 * Standard Webhooks (https://www.standardwebhooks.com) has room for all.
 */
export function signatureHeaders({ id, at, body, secrets }: ToSign): Record<string, string> {
  const seconds = String(Math.floor(at.getTime() / 1000))
  const signatures = secrets.map((secret) => `v1,${sha256(secret, `${id}.${seconds}.`, body).digest("base64")}`)
  const [newest] = secrets
  const oldest = secrets.at(-1) ?? newest
  return {
    "x-truto-signature": trutoStyle(oldest, body),
    ...(oldest === newest ? {} : { "x-truto-signature-next": trutoStyle(newest, body) }),
    "webhook-id": id,
    "webhook-timestamp": seconds,
    "webhook-signature": signatures.join(" "),
  }
}
