import type { WireRequest } from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Reply } from "./gateway.js"

/** Methods of HTTP that say of themselves that a second time changes nothing more. */
const REPEATABLE: ReadonlySet<string> = new Set(["PUT", "DELETE"])

/** What `dry_run` answers of a call that would be sent on, in the shape of a write's steps. It holds no credentials: they are added later. */
export function showSending(name: string, { method, path, body }: WireRequest): Reply {
  const request = { method, url: path, body: body === undefined ? null : readable(body) }
  const step = { name, request, is_repeatable: REPEATABLE.has(method) }
  return { status: 200, headers: {}, body: { dry_run: true, steps: [step] } }
}

/** JSON as what it says; what is none as its text. */
function readable(body: NonNullable<WireRequest["body"]>): unknown {
  const text = body.toString()
  try {
    return readRemoteJson(text)
  } catch {
    return text
  }
}
