import { Readable } from "node:stream"
import { readRemoteJson } from "@rollcall/contract"
import { AppError } from "../errors.js"
import type { CustomCall, Reply } from "./gateway.js"
import { passOn } from "./pass-on.js"
import { assertPlainPath } from "./plain-path.js"
import { assertWritable } from "./proxy.js"
import type { Reader } from "./reader.js"

/**
 * Any call to the HR system's API. `/custom/teams/teams` is a path below the connector's root; one that begins like the
 * root (`/custom/api/...`) is a path from the host's. A JSON answer, or none, is wrapped as `{result, next_cursor,
 * prev_cursor}` while it streams, anything else passes as it is. Paging is the HR system's own here, so the two cursors
 * are null.
 */
export async function callCustom({ call, reader }: { call: CustomCall; reader: Reader }): Promise<Reply> {
  if (call.httpMethod !== "GET") assertWritable(reader)
  assertNoMethodConfig(call)
  const path = readPath(call.path, reader.api.root)
  const { reply: passed } = await passOn(reader, { method: call.httpMethod, path, query: call.query, body: call.body })
  const { status, headers, body } = passed
  if (!/json/i.test(headers["content-type"] ?? "")) return passed
  if (Buffer.isBuffer(body)) return { status, headers, body: Buffer.concat([HEAD, body, TAIL]) }
  const wrapped = Readable.from(wrap(body))
  // A stream that is ended before it was read never starts the function above.
  wrapped.once("close", () => body.destroy())
  // One that waits for its reader does not hear that what it reads has broken.
  body.once("error", (error) => wrapped.destroy(error))
  return { status, headers, body: wrapped }
}

const HEAD = Buffer.from('{"result":')
const TAIL = Buffer.from(',"next_cursor":null,"prev_cursor":null}')

async function* wrap(body: Readable): AsyncGenerator<Buffer> {
  yield HEAD
  for await (const chunk of body) yield chunk
  yield TAIL
}

/** Truto lets one call carry its own method definition; we refuse it clearly rather than forward it. */
function assertNoMethodConfig({ body }: CustomCall): void {
  if (!body || body.bytes.indexOf('"methodConfig"') < 0) return
  let parsed: unknown
  try {
    parsed = readRemoteJson(body.bytes.toString("utf8"))
  } catch {
    return
  }
  if (typeof parsed !== "object" || parsed === null || !("methodConfig" in parsed)) return
  const message =
    "methodConfig is not supported: give the HR system's own path, query and body, or use /proxy for paging"
  throw new AppError("request.invalid", message, { isUndone: true })
}

function readPath(given: string, root: string): string {
  const path = given.replace(/^\/+/, "")
  assertPlainPath(path, "the path after /custom/")
  const [, first = ""] = root.split("/")
  return first !== "" && path.startsWith(`${first}/`) ? `/${path}` : `${root}/${path}`
}
