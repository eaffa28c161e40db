/**
 * The file of a row, streamed. Some HR systems answer it themselves; others say where it is, and whoever knows that address
 * may read it: it is asked without a credential, through the guarded way out, and no redirect is followed.
 */
import type { Readable } from "node:stream"
import { type Download, type Remote, toWire } from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Egress } from "../egress/index.js"
import { AppError } from "../errors.js"
import type { Reply, UnifiedGet } from "./gateway.js"
import { toReply } from "./pass-on.js"
import type { Reader } from "./reader.js"
import type { AnyView } from "./relations.js"
import { findRow } from "./unified-get.js"

export type Files = Pick<Egress, "upstream" | "assertAllowed">
type Downloading = { call: UnifiedGet; reader: Reader; views: readonly AnyView[]; download: Download; files: Files }

/** For the first byte, and between two. */
const WAIT_MS = 20_000

export async function downloadUnified({ call, reader, views, download, files }: Downloading): Promise<Reply> {
  const { row } = await findRow(reader, views, { ...call, remoteQuery: {} })
  const request = toWire(reader.api, download.request(row))
  const reply = download.addressIn
    ? await readAt(files, readAddress(download.addressIn, await reader.fetch(request)), call.life.signal)
    : toReply(reader.api, await reader.open(request), request).reply
  return { ...reply, headers: { ...reply.headers, ...nameOf(reply, download, row) } }
}

/** The HR system's own name for the file goes before that of the row. */
function nameOf({ headers }: Reply, { nameOf: read }: Download, row: Remote): Record<string, string> {
  const name = read(row)
  if (/filename/i.test(headers["content-disposition"] ?? "") || !name) return {}
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_")
  return { "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeName(name)}` }
}

/** Half a character can't be encoded, and some marks mean something in a header. */
const encodeName = (name: string): string =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, "_")).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  )

const noFile = (message: string, cause?: unknown) => new AppError("upstream.failed", message, { cause, isUndone: true })

function readAddress(addressIn: NonNullable<Download["addressIn"]>, { body }: { body: Buffer }): URL {
  try {
    return new URL(addressIn(readRemoteJson(body.toString("utf8"))) ?? "")
  } catch (error) {
    throw noFile("the HR system does not say where the file is", error)
  }
}

async function readAt({ upstream, assertAllowed }: Files, url: URL, signal: AbortSignal): Promise<Reply> {
  const answer = await Promise.resolve()
    .then(() => {
      assertAllowed(url)
      return upstream.request({
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: "GET",
        headersTimeout: WAIT_MS,
        bodyTimeout: WAIT_MS,
        signal,
      })
    })
    .catch((error: unknown) => {
      throw noFile("the file can't be read where the HR system says that it is", error)
    })
  const { statusCode, headers, body } = answer
  if (statusCode !== 200) {
    body.on("error", () => {}).destroy()
    throw noFile(`the file is not where the HR system says that it is: the answer there is a ${statusCode}`)
  }
  const { "content-type": type, "content-length": length, "content-disposition": disposition } = headers
  const given = Object.entries({ "content-type": type, "content-length": length, "content-disposition": disposition })
  const kept = given.flatMap(([name, value]) => (typeof value === "string" ? [[name, value] as const] : []))
  return {
    status: 200,
    headers: { "content-type": "application/octet-stream", ...Object.fromEntries(kept), ...AS_A_FILE },
    body: body satisfies Readable,
  }
}

/** What a browser could run must not come from our origin. */
const AS_A_FILE = { "content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff" }
