import {
  errorInSuccess,
  idOf,
  isRemote,
  ownId,
  type Remote,
  type RemoteQuery,
  type Table,
  UpstreamError,
} from "@rollcall/connector-kit"
import { readRemoteJson } from "@rollcall/contract"
import { AppError } from "../errors.js"
import { mapRows } from "./fill.js"
import type { Reply, UnifiedGet } from "./gateway.js"
import { readPresentation, show } from "./present.js"
import { readRemoteQuery } from "./query.js"
import type { Reader } from "./reader.js"
import type { AnyView } from "./relations.js"
import { contextOf } from "./unified-list.js"

type Getting = { call: UnifiedGet; reader: Reader; views: readonly AnyView[] }

/** Ids are opaque, but none of the HR system's has other characters, and none must reach into a path. */
const ID = /^[A-Za-z0-9_:.=-]{1,128}$/

/** One unified row by its id. */
export async function getUnified({ call, reader, views }: Getting): Promise<Reply> {
  const { resource, id, query } = call
  if (!ID.test(id) || /^\.+$/.test(id)) {
    throw new AppError(
      "invalid_request",
      `${JSON.stringify(id.slice(0, 80))} is not an id of ${resource}: send the id as a list answered it`,
    )
  }
  const how = readPresentation(resource, query)
  const remoteQuery = readRemoteQuery(query.remote_query)
  const own = ownId(views, id)
  const found = own && (await readOne(reader, own.view.from, { id: own.id, remoteQuery }))
  if (!found || own.view.where?.(found.row) === false) throw notFound(resource, id)
  const format = query.truto_response_format
  if (format === "raw") return { status: 200, headers: {}, body: found.body }
  const context = contextOf(reader)
  const isExcluded = (field: string) => how.excluded.has(field)
  const [mapped] = await mapRows({ reader, isExcluded, context }, own.view, {
    rows: [found.row],
    page: [found.row],
    late: [],
  })
  if (!mapped) throw notFound(resource, id)
  const row = show(mapped, how)
  if (format !== "debug") return { status: 200, headers: {}, body: row }
  const debug = {
    requestUrl: found.url,
    requestOptions: { method: "GET" },
    data: found.body,
    responseHeaders: found.headers,
  }
  return { status: 200, headers: {}, body: { result: row, debug } }
}

const notFound = (resource: string, id: string) =>
  new AppError("not_found", `there is no row ${id} in ${resource}, or this connection may not see it`)

type Wanted = { id: string; remoteQuery: RemoteQuery }
type Found = { row: Remote; body: unknown; url: string; headers: unknown }

/** The single read first where there is one. A 404 is not believed: the list knows rows that the single read denies. */
export async function readOne(reader: Reader, table: Table, { id, remoteQuery }: Wanted): Promise<Found | undefined> {
  if (table.hasSingle) {
    const answer = await readSingle(reader, `${table.path}/${encodeURIComponent(id)}`, remoteQuery)
    const row = answer && unwrap(answer.body)
    if (row && idOf(row) === id) return { ...answer, row }
  }
  if (table.by.id === undefined) return undefined
  const query = { ...table.query, [table.by.id]: [id], ...remoteQuery }
  const page = await reader.page({ path: table.path, query, position: {}, limit: reader.api.maxPageSize })
  const row = page.rows.find((one) => idOf(one) === id)
  return row && { row, body: row, url: page.url, headers: page.headers }
}

async function readSingle(reader: Reader, path: string, query: RemoteQuery): Promise<Omit<Found, "row"> | undefined> {
  const written = reader.api.writeQuery(query)
  const call = { method: "GET", path: `${reader.api.root}/${path}${written === "" ? "" : `?${written}`}` } as const
  try {
    const answer = await reader.fetch(call)
    const body = readRemoteJson(answer.body.toString("utf8"))
    return errorInSuccess(reader.api, body, call) ? undefined : { body, url: answer.url, headers: answer.headers }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    if (error instanceof UpstreamError && (error.status === 404 || error.status === 410)) return undefined
    throw error
  }
}

/** Single rows come bare; some clients of the HR system saw them under `data`. */
export function unwrap(body: unknown): Remote | undefined {
  if (!isRemote(body)) return undefined
  return body.id === undefined && isRemote(body.data) ? body.data : body
}
