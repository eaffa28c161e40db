import type { Fault } from "./fault.js"

/** The tokens that faults touch. */
export type FaultyTokens = {
  /** Every access token given so far is expired. */
  expireAll(): void
  /** This access token no longer expires. */
  neverEnd(accessToken: string): void
}

/** An answer of the token endpoint with other or missing fields. Refusals stay as they are. */
export function changeTokens(
  tokens: FaultyTokens,
  { set = {}, without = [], neverEnds }: Fault,
  bytes: Buffer,
): Buffer {
  const text = bytes.toString("utf8")
  const answer: unknown = text.startsWith("{") ? JSON.parse(text) : null
  if (typeof answer !== "object" || answer === null || !("access_token" in answer)) return bytes
  if (neverEnds) tokens.neverEnd(String(answer.access_token))
  const dropped = new Set(neverEnds && !Object.hasOwn(set, "refresh_token") ? [...without, "refresh_token"] : without)
  const changed = { ...answer, ...(neverEnds ? { expires_in: null } : {}), ...set }
  return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(changed).filter(([name]) => !dropped.has(name)))))
}
