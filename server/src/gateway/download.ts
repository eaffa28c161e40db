/**
 * The file of a row, streamed. Some HR systems answer it themselves; others say where it is, and whoever knows that address
 * may read it: it is asked without a credential, through the guarded way out, and no redirect is followed. Whatever the
 * file is, its bytes are passed on as they are, to be kept and not to be shown.
 */
import { type Download, type OpenAnswer, toWire, UpstreamError } from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import type { Accounts } from "../accounts/index.js"
import { AppError } from "../errors.js"
import { limitHeaders } from "./failures.js"
import type { Reply, UnifiedGet } from "./gateway.js"
import { asAttachment, dispositionOf, isHtml, webPage } from "./pass-on.js"
import type { Reader } from "./reader.js"
import type { AnyView } from "./relations.js"
import { findRow } from "./unified-get.js"

type Downloading = {
  call: UnifiedGet
  reader: Reader
  views: readonly AnyView[]
  download: Download
  filesAt: Accounts["filesAt"]
}

export async function downloadUnified({ call, reader, views, download, filesAt }: Downloading): Promise<Reply> {
  const { row } = await findRow(reader, views, { ...call, remoteQuery: {} })
  const request = toWire(reader.api, download.request(row))
  if (!download.addressIn) {
    const answer = await reader.open(request)
    if (isPage(answer)) throw webPage(answer, request)
    return toFile(answer, download.nameOf(row))
  }
  const address = readAddress(download.addressIn, await reader.fetch(request))
  const upstream = filesAt(reader.account, address.origin)
  const asked = { method: "GET", path: `${address.pathname}${address.search}` } as const
  const { rateLimit: _, ...answer } = await upstream.open(asked, reader.budget).catch(noneThere)
  return toFile({ ...answer, rateLimit: {} }, download.nameOf(row))
}

/** A page to log in on, or one that says that all is down, has no name. */
const isPage = ({ headers }: OpenAnswer): boolean =>
  isHtml(String(headers["content-type"] ?? "")) && dispositionOf(headers) === ""

function toFile({ headers, rateLimit, body }: OpenAnswer, name: string | null | undefined): Reply {
  const { "content-type": type, "content-length": length } = headers
  return {
    status: 200,
    headers: {
      ...limitHeaders(rateLimit),
      "content-type": typeof type === "string" ? type : "application/octet-stream",
      // Bytes that are here already are counted when they go out.
      ...(typeof length === "string" && !Buffer.isBuffer(body) ? { "content-length": length } : {}),
      "content-disposition": dispositionFor(headers, name),
    },
    body,
  }
}

/** The HR system's own name for the file goes before that of the row. */
function dispositionFor(headers: OpenAnswer["headers"], name: string | null | undefined): string {
  const given = asAttachment(headers)
  if (/filename/i.test(given) || !name) return given
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, "_")
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeName(name)}`
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

/** What the address answers says nothing about the connection, so nothing of it is told as the HR system's. */
function noneThere(error: unknown): never {
  if (!(error instanceof UpstreamError) || PASSED_ON.has(error.reason)) throw error
  const { status } = error
  throw status === undefined
    ? noFile("the file can't be read where the HR system says that it is", error)
    : noFile(`the file is not where the HR system says that it is: the answer there is a ${status}`, error)
}

/** Known here, and not by the answer. */
const PASSED_ON: ReadonlySet<UpstreamError["reason"]> = new Set(["busy", "abandoned", "removed"])
