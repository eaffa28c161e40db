import { readJson } from "@rollcall/contract"
import type { Api, PageMeta, PagePosition, RemoteQuery } from "../api.js"
import { isRemote, type Remote } from "../remote.js"
import { type RateLimit, UpstreamError, type UpstreamHeaders } from "../verdict.js"
import { errorInSuccess, unexpected } from "./body.js"
import type { WireRequest } from "./transport.js"
import type { WholeAnswer } from "./upstream.js"

/** Reads a whole answer; the caller has chosen account and deadline. */
export type FetchWhole = (request: WireRequest) => Promise<WholeAnswer>

export type PageRequest = { path: string; query?: RemoteQuery; position: PagePosition; limit: number }
export type RemotePage = {
  rows: Remote[]
  meta: PageMeta
  url: string
  headers: UpstreamHeaders
  rateLimit: RateLimit
  body: unknown
  /** Columns of which something was left out, because it is nested too deeply to be kept. */
  cut?: readonly { row: Remote; column: string }[]
}

/** The call that reads one page of a list. */
export function pageCall(api: Api, { path, query, position, limit }: PageRequest): WireRequest {
  const written = api.writeQuery({ ...query, ...api.pageQuery(position, limit) })
  return { method: "GET", path: `${api.root}/${path}${written === "" ? "" : `?${written}`}` }
}

type Answer = Pick<WholeAnswer, "body" | "headers">

/**
 * Reads a list body. Anything but an object with an array of rows is a malformed answer, and worth another try unless it
 * is in another format. Items that are no rows are left out; an array of nothing else is not an empty list.
 */
export function decodePage(
  api: Api,
  { body: bytes, headers }: Answer,
  position: PagePosition,
): Pick<RemotePage, "rows" | "meta" | "body" | "cut"> {
  let body: unknown
  const deep = new Map<string, { at: string; column: string }>()
  try {
    body = readJson(bytes.toString("utf8"), ([key, at, column]) => {
      if (key === api.rowsKey && at !== undefined && column !== undefined) deep.set(`${at} ${column}`, { at, column })
    })
  } catch {
    throw malformed("the HR system's answer is not JSON", { headers, body: bytes.toString("utf8", 0, 2_000) })
  }
  const failure = errorInSuccess(api, body, READ)
  if (failure) throw failure
  const rows = isRemote(body) ? body[api.rowsKey] : undefined
  if (!isRemote(body) || !Array.isArray(rows) || (rows.length > 0 && !rows.some(isRemote)))
    throw malformed("the HR system's answer is not a list", { headers, body })
  const cut = [...deep.values()].flatMap(({ at, column }) => {
    const row: unknown = rows[Number(at)]
    return isRemote(row) ? [{ row, column }] : []
  })
  const page = { rows: rows.filter(isRemote), meta: api.readMeta(body[api.metaKey], position), body }
  return cut.length > 0 ? { ...page, cut } : page
}

const READ = { method: "GET" } as const

const malformed = (message: string, answer: Pick<UpstreamError, "headers" | "body">) =>
  unexpected(message, { ...answer, request: READ, verdict: "retry" })

const MALFORMED_TRIES = 3

/** A read whose answer is not what was asked for is asked again, twice. */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await ask()
    } catch (error) {
      const isMalformed = error instanceof UpstreamError && error.reason === "malformed" && error.verdict === "retry"
      if (!isMalformed || tried >= MALFORMED_TRIES) throw error
    }
  }
}

/** One page of a list, in the HR system's order. */
export const readPage = (api: Api, fetch: FetchWhole, request: PageRequest): Promise<RemotePage> =>
  askAgain(async () => {
    const answer = await fetch(pageCall(api, request))
    const { url, headers, rateLimit } = answer
    return { ...decodePage(api, answer, request.position), url, headers, rateLimit }
  })
