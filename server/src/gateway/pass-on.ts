import type { Readable } from "node:stream"
import {
  type Api,
  askAgain,
  type Effect,
  errorInSuccess,
  isRead,
  type OpenAnswer,
  type UpstreamHeaders,
  unexpected,
  type WireRequest,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import { forwardHeaders } from "./failures.js"
import type { PassedBody, QueryObject, Reply } from "./gateway.js"
import { flatten, withoutOurs } from "./query.js"
import type { Reader } from "./reader.js"

type Method = WireRequest["method"]
/** `reads`: nothing changes by it, although it is no GET. */
export type Sending = { method: Method; path: string; query: QueryObject; body: PassedBody | undefined; reads?: true }
/** `read`: what the body says, where it is JSON that is here to its end. */
export type Passed = { reply: Reply & { body: Buffer | Readable }; read: unknown }

/**
 * Sends a call on as it came, and its answer back as it came. Answers to writes are whole before anything of them goes
 * out, and so are reads up to a few megabytes: one that breaks off is an error then, not a cut connection.
 */
export async function passOn(reader: Reader, sending: Sending): Promise<Passed> {
  const request = toWire(reader.api, sending)
  if (!isRead(request)) return toReply(reader.api, await reader.write(request), request)
  return askAgain(async () => toReply(reader.api, await reader.open(request), request))
}

/** The call as it goes out. */
export function toWire(api: Api, { method, path, query, body, reads }: Sending): WireRequest {
  const written = api.writeQuery(flatten(withoutOurs(query)))
  const hasBody = body !== undefined && body.bytes.length > 0
  return {
    method,
    path: written === "" ? path : `${path}?${written}`,
    ...(hasBody ? { headers: { "content-type": typeOf(body) }, body: body.bytes } : {}),
    ...(reads ? { reads } : {}),
  }
}

/** Many clients send JSON under another type, or under none. JSON has no charset, and some HR systems refuse one. */
function typeOf({ bytes, contentType }: PassedBody): string {
  if (contentType !== undefined && isJsonType(contentType)) return contentType.replace(/\s*;\s*charset=[^;]*/i, "")
  const isJson = /^\s*[[{]/.test(bytes.toString("latin1", 0, 100)) && readable(bytes)
  return isJson ? "application/json" : (contentType ?? "application/octet-stream")
}

const isJsonType = (type: string | undefined): boolean => type !== undefined && /[/+]json\b/i.test(type)

const readable = (bytes: Buffer): boolean => {
  try {
    readRemoteJson(bytes.toString("utf8"))
    return true
  } catch {
    return false
  }
}

/** What a browser could run must not come from our origin, whatever the HR system says it is. */
const HARMLESS = { "content-security-policy": "default-src 'none'; sandbox" }
export const isHtml = (type: string): boolean => /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(type)
const JSON_TYPE = "application/json"
const BINARY = "application/octet-stream"
const NULL = Buffer.from("null")
const HAS_NO_BODY: ReadonlySet<number> = new Set([204, 205])

/** The answer as it goes back. Throws `UpstreamError` for a success without what was asked for. */
export function toReply(api: Api, answer: OpenAnswer, request: Effect): Passed {
  const { status, headers, rateLimit, body } = answer
  const type = typeOfAnswer(answer)
  if (type === undefined) throw webPage(answer, request)
  const isJson = isJsonType(type)
  const checked = isJson && Buffer.isBuffer(body) ? checkJson(api, body, request) : { body, read: undefined }
  const isNothing = isJson && Buffer.isBuffer(checked.body) && checked.body.length === 0
  const reply = {
    // An answer in JSON has a body, and the status of one.
    status: isNothing && HAS_NO_BODY.has(status) ? 200 : status,
    headers: {
      ...forwardHeaders(headers, rateLimit),
      "content-type": type,
      ...(isJson ? {} : { ...HARMLESS, "content-disposition": asAttachment(headers) }),
    },
    body: isNothing ? NULL : checked.body,
  }
  return { reply, read: checked.read }
}

/** The failure of an answer that is a web page in place of what was asked for. */
export function webPage({ headers, body }: OpenAnswer, request: Effect): Error {
  if (!Buffer.isBuffer(body)) body.destroy()
  return unexpected("the HR system answered a web page", { request, headers, body: startOf(body), verdict: "retry" })
}

/**
 * The content type with which an answer goes out; undefined: it is a web page in place of an answer. Nothing at all is
 * JSON, a sentence that calls itself HTML is text, and HTML that comes as a file is a file.
 */
function typeOfAnswer({ headers, body }: OpenAnswer): string | undefined {
  const given = typeof headers["content-type"] === "string" ? headers["content-type"] : undefined
  const bytes = Buffer.isBuffer(body) ? withoutMark(body) : undefined
  if (given === undefined) return bytes && (bytes.length === 0 || readable(bytes)) ? JSON_TYPE : BINARY
  if (!isHtml(given)) return given
  if (/^\s*attachment\b/i.test(dispositionOf(headers))) return BINARY
  if (!bytes || /^\s*</.test(bytes.toString("latin1", 0, 1_000))) return undefined
  return bytes.length === 0 ? JSON_TYPE : given.replace(/^[^;]*/, "text/plain")
}

export const dispositionOf = ({ "content-disposition": given }: UpstreamHeaders): string => [given ?? ""].flat().join()

/** Not shown in a browser, under the name that the HR system gives it. */
export const asAttachment = (headers: UpstreamHeaders): string =>
  dispositionOf(headers).replace(/^[^;]*/, (first) =>
    first.includes("=") ? `attachment; ${first.trim()}` : "attachment",
  )

const startOf = (body: Buffer | Readable): unknown => (Buffer.isBuffer(body) ? body.toString("utf8", 0, 2_000) : null)

/** The bytes without a byte order mark, and what they say; no bytes are fine. */
function checkJson(api: Api, bytes: Buffer, request: Effect): { body: Buffer; read: unknown } {
  const body = withoutMark(bytes)
  if (body.length === 0) return { body, read: undefined }
  let read: unknown
  try {
    read = readRemoteJson(body.toString("utf8"))
  } catch {
    throw unexpected("the HR system's answer is not JSON", { request, body: startOf(body), verdict: "retry" })
  }
  const failure = errorInSuccess(api, read, request)
  if (failure) throw failure
  return { body, read }
}

const MARK = Buffer.from([0xef, 0xbb, 0xbf])
const withoutMark = (bytes: Buffer): Buffer => (bytes.subarray(0, 3).equals(MARK) ? bytes.subarray(3) : bytes)
