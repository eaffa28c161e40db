import { Readable } from "node:stream"
import { AppError } from "../errors.js"
import type { CustomCall, Reply } from "./gateway.js"
import { assertWritable, send } from "./proxy.js"
import type { Reader } from "./reader.js"

/**
 * Any call to the HR system's API. `/custom/teams/teams` is a path below the connector's root, `/custom/api/...` one
 * from the host's. A JSON answer is wrapped as `{result, next_cursor, prev_cursor}` while it streams, anything else
 * passes as it is. Paging is the HR system's own here, so the two cursors are null.
 */
export async function callCustom({ call, reader }: { call: CustomCall; reader: Reader }): Promise<Reply> {
  if (call.httpMethod !== "GET") assertWritable(reader)
  assertNoMethodConfig(call)
  const path = readPath(call.path, reader.api.root)
  const sent = await send(reader, { method: call.httpMethod, path, query: call.query, body: call.body })
  if (!/json/i.test(sent.headers["content-type"] ?? "")) return sent
  return { ...sent, body: Readable.from(wrap(sent.body)) }
}

async function* wrap(body: Readable): AsyncGenerator<Buffer | string> {
  yield '{"result":'
  let isEmpty = true
  for await (const chunk of body) {
    isEmpty = false
    yield chunk
  }
  yield `${isEmpty ? "null" : ""},"next_cursor":null,"prev_cursor":null}`
}

/** Truto lets one call carry its own method definition; we refuse it clearly rather than forward it. */
function assertNoMethodConfig({ body }: CustomCall): void {
  if (!body || body.bytes.indexOf('"methodConfig"') < 0) return
  let parsed: unknown
  try {
    parsed = JSON.parse(body.bytes.toString("utf8"))
  } catch {
    return
  }
  if (typeof parsed !== "object" || parsed === null || !("methodConfig" in parsed)) return
  const message =
    "methodConfig is not supported: give the HR system's own path, query and body, or use /proxy for paging"
  throw new AppError("invalid_request", message, { isUndone: true })
}

function readPath(given: string, root: string): string {
  const path = given.replace(/^\/+/, "")
  if (
    path
      .split("/")
      .map(decode)
      .some((step) => step === ".." || step === "." || /[\\\0]/.test(step))
  ) {
    throw new AppError("invalid_request", "the path after /custom/ must not climb with . or ..", { isUndone: true })
  }
  return path.startsWith("api/") ? `/${path}` : `${root}/${path}`
}

function decode(step: string): string {
  try {
    return decodeURIComponent(step)
  } catch {
    const message = `the path after /custom/ has a broken escape in ${JSON.stringify(step.slice(0, 80))}`
    throw new AppError("invalid_request", message, { isUndone: true })
  }
}
