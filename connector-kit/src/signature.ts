import { createHmac, timingSafeEqual } from "node:crypto"

/** Takes as long whatever the difference is. An empty secret is nobody's. */
export function isSameSecret(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)]
  return one.length > 0 && one.length === other.length && timingSafeEqual(one, other)
}

/** HMAC-SHA256 over the parts one after another, in small hexadecimal digits. */
export function hmacSha256(key: string, ...parts: readonly (string | Uint8Array)[]): string {
  const hmac = createHmac("sha256", key)
  for (const part of parts) hmac.update(part)
  return hmac.digest("hex")
}
