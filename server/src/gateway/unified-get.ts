import {
  errorInSuccess,
  idColumnOf,
  idIn,
  isRemote,
  named,
  ownId,
  parameterOf,
  type Remote,
  type RemoteQuery,
  type RemoteRequest,
  readWholeList,
  START,
  type Table,
  toWire,
  UpstreamError,
} from "@rollcall/connector-kit"
import { MODEL_NAME, readRemoteJson } from "@rollcall/contract"
import { AppError, type ErrorDetails, notFound } from "../errors.js"
import { mapRows, oneRow } from "./fill.js"
import type { Reply, UnifiedGet } from "./gateway.js"
import { readPresentation, show } from "./present.js"
import { readRemoteQuery } from "./query.js"
import type { Reader } from "./reader.js"
import { type AnyView, listsOf } from "./relations.js"
import { contextOf } from "./unified-list.js"

type Getting = { call: UnifiedGet; reader: Reader; views: readonly AnyView[] }

/** Ids are opaque, but none of the HR system's has other characters, and none must reach into a path. */
const ID = /^[A-Za-z0-9_:.=-]{1,128}$/

/** One unified row by its id. */
export async function getUnified({ call, reader, views }: Getting): Promise<Reply> {
  const { resource, id, query } = call
  const how = readPresentation(resource, query, views)
  const remoteQuery = readRemoteQuery(query.remote_query, listsOf(views))
  const { view, ...found } = await findRow(reader, views, { resource, id, remoteQuery })
  const format = query.truto_response_format
  const context = contextOf(reader)
  // What is answered raw needs no more than what decides whether it is a row.
  const isExcluded = (field: string) => format === "raw" || how.excluded.has(field)
  const [mapped] = await mapRows({ reader, isExcluded, context }, view, oneRow(found.row))
  if (!mapped) throw noUnifiedRow(resource, id)
  if (format === "raw") return { status: 200, headers: {}, body: found.body }
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

/** The HR system's row under a unified id, with the view that it is of. */
export async function findRow(
  reader: Reader,
  views: readonly AnyView[],
  { resource, id, remoteQuery }: Pick<UnifiedGet, "resource"> & Wanted,
): Promise<Found & { view: AnyView }> {
  assertId(resource, id)
  const own = ownId(views, id)
  const found = own && (await readOne(reader, own.view.from, { id: own.id, remoteQuery }))
  if (!found || own.view.where?.(found.row) === false) throw noUnifiedRow(resource, id)
  return { ...found, view: own.view }
}

export const noUnifiedRow = (resource: string, id: string, details?: ErrorDetails): AppError =>
  notFound(
    `there is no row ${id} in ${resource}, or this connection may not see it`,
    `Send an id that GET /unified/${MODEL_NAME}/${resource} lists for this account.`,
    details,
  )

/** Throws for what must not get into a path. */
export function assertId(resource: string, id: string): void {
  if (ID.test(id) && !/^\.+$/.test(id)) return
  const shown = JSON.stringify(id.slice(0, 80))
  const message = `${shown} is not an id of ${resource}: send the id as a list answered it`
  throw new AppError("request.invalid", message, { isUndone: true })
}

type Wanted = { id: string; remoteQuery: RemoteQuery }
type Found = { row: Remote; body: unknown; url: string; headers: unknown }

/**
 * The single read first where there is one. A 404 is not believed where rows can be asked for by id: the list knows rows
 * that the single read denies. A table with neither is read whole.
 */
export async function readOne(reader: Reader, table: Table, { id, remoteQuery }: Wanted): Promise<Found | undefined> {
  if (table.one) {
    const request = table.one(id)
    const answer = await readSingle(reader, { ...request, query: { ...request.query, ...remoteQuery } })
    const row = answer && unwrap(answer.body)
    const found = row && named(table, row)
    if (found && idIn(table, found) === id) return { ...answer, row: found }
  }
  const isIt = (row: Remote) => idIn(table, row) === id
  const by = table.by[idColumnOf(table)]
  if (by !== undefined) {
    const query = { [parameterOf(by)]: [id], ...remoteQuery }
    const page = await reader.page({ list: table, query, position: START, size: table.page.maxSize })
    const row = page.rows.find(isIt)
    return row && { row, body: row, url: page.url, headers: page.headers }
  }
  if (table.one) return undefined
  if (table.locate) return readLocated(reader, table, { id, remoteQuery })
  const row = (await reader.reference({ list: table, query: remoteQuery })).find(isIt)
  return row && { row, body: row, url: "", headers: {} }
}

/** Among the rows that the list has for what is in the id. */
async function readLocated(reader: Reader, table: Table, { id, remoteQuery }: Wanted): Promise<Found | undefined> {
  const query = table.locate?.(id)
  if (!query) return undefined
  const rows = await readWholeList(reader.page, { list: table, query: { ...query, ...remoteQuery } }).catch(noneIfGone)
  const row = rows.find((one) => idIn(table, one) === id)
  return row && { row, body: row, url: "", headers: {} }
}

function noneIfGone(error: unknown): Remote[] {
  if (error instanceof UpstreamError && error.status === 404) return []
  throw error
}

async function readSingle(reader: Reader, request: RemoteRequest): Promise<Omit<Found, "row"> | undefined> {
  const call = toWire(reader.api, request)
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
