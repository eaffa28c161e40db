import type { OAuthState } from "../oauth/index.js"
import type { Fault } from "./fault.js"

/** An answer of the token endpoint with other or missing fields. Refusals stay as they are. */
export function changeTokens(oauth: OAuthState, { set = {}, without = [], neverEnds }: Fault, bytes: Buffer): Buffer {
  const text = bytes.toString("utf8")
  const answer: unknown = text.startsWith("{") ? JSON.parse(text) : null
  if (typeof answer !== "object" || answer === null || !("access_token" in answer)) return bytes
  if (neverEnds) oauth.neverEnd(String(answer.access_token))
  const dropped = new Set(neverEnds && !Object.hasOwn(set, "refresh_token") ? [...without, "refresh_token"] : without)
  const changed = { ...answer, ...(neverEnds ? { expires_in: null } : {}), ...set }
  return Buffer.from(JSON.stringify(Object.fromEntries(Object.entries(changed).filter(([name]) => !dropped.has(name)))))
}
