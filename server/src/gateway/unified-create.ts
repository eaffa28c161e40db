import {
  type Create,
  type CreateContext,
  InputProblem,
  idIn,
  type Remote,
  type RemoteRequest,
  toWire,
  type WireRequest,
} from "@rollcall/connector-kit"
import { readMoment } from "@rollcall/contract"
import { AppError } from "../errors.js"
import { clockIn } from "./company-day.js"
import { mapRows, oneRow } from "./fill.js"
import type { OnWritten, Reply, UnifiedCreate } from "./gateway.js"
import { readPresentation, show } from "./present.js"
import { flatten } from "./query.js"
import { readCreated } from "./read-created.js"
import type { Reader } from "./reader.js"
import type { AnyView } from "./relations.js"
import { readOne } from "./unified-get.js"

type Creating = { call: UnifiedCreate; reader: Reader; views: readonly AnyView[]; create: Create; onWritten: OnWritten }

/** Creates a row in the HR system and answers it in the unified shape. */
export async function createUnified({ call, reader, views, create, onWritten }: Creating): Promise<Reply> {
  const how = readPresentation(call.resource, call.query)
  const [references, context] = await Promise.all([readReferences(reader, create), readContext(reader)])
  const request = create.request(call.body, references, context)
  const wire = callOf(reader, request, call.query.remote_query)
  const isDebug = call.query.truto_response_format === "debug"
  if (call.query.truto_skip_api_call === true) {
    if (!isDebug)
      throw new AppError("request.invalid", "truto_skip_api_call works with truto_response_format=debug", {
        isUndone: true,
      })
    return { status: 200, headers: {}, body: { result: null, debug: debugOf(reader, wire) } }
  }
  const answer = await reader.write(wire)
  const view = views.find(({ name }) => name === create.view)
  if (!view) throw new Error("a create names one of its resource's views")
  const created = readCreated(reader.api, answer, { request, create, table: view.from })
  if (call.query.truto_response_format === "raw") return { status: 200, headers: {}, body: created.body }
  const row = show(
    await mapCreated({ reader, view, created: created.row, onWritten, isExcluded: (field) => how.excluded.has(field) }),
    how,
  )
  const debug = { ...debugOf(reader, wire), data: created.body, responseHeaders: answer.headers }
  return { status: 200, headers: {}, body: isDebug ? { result: row, debug } : row }
}

async function readContext(reader: Reader): Promise<CreateContext> {
  const zone = await reader.ownTimeZone()
  return {
    toLocal(given) {
      const moment = readMoment(given)
      if (moment?.offset === undefined) return given
      return zone === undefined ? undefined : clockIn(zone, new Date(moment.atMs))
    },
  }
}

async function readReferences(reader: Reader, create: Create): Promise<Record<string, readonly Remote[]>> {
  const read = Object.entries(create.references).map(
    async ([name, list]) => [name, await reader.reference({ list })] as const,
  )
  return Object.fromEntries(await Promise.all(read))
}

function callOf(reader: Reader, request: RemoteRequest, remoteQuery: unknown): WireRequest {
  if (request.method === "GET") throw new InputProblem([{ path: "", message: "a create must write" }])
  const query = { ...request.query, ...flatten((remoteQuery ?? {}) as Record<string, unknown>) } // checked by the schema
  return toWire(reader.api, { ...request, query, body: request.body ?? {} })
}

type Created = {
  reader: Reader
  view: AnyView
  created: Remote
  isExcluded(field: string): boolean
  onWritten: OnWritten
}

/**
 * The row as any read shows it: the answer to a write leaves out what has to be asked for. The row exists by now, so
 * neither a read nor a relation that fails must turn the success into an error.
 */
async function mapCreated({ reader, view, created, isExcluded, onWritten }: Created) {
  const found = await readOne(reader, view.from, { id: idIn(view.from, created) ?? "", remoteQuery: {} }).catch(
    () => undefined,
  )
  const remote = found?.row ?? created
  // What can't be taken in now is found by the next run.
  if (found) await onWritten(reader.account, { table: view.from.name, row: found.row }).catch(() => {})
  const today = reader.today().catch(() => new Date(reader.now()).toISOString().slice(0, 10))
  const context = today.then((day) => ({ today: day }))
  const given = oneRow(remote)
  const [mapped] = await mapRows({ reader, isExcluded, context }, view, given)
    .catch(() => mapRows({ reader, isExcluded: () => true, context }, view, given))
    .catch(() => [])
  // One that the view passes over is known by its id.
  return mapped ?? { row: { id: `${view.idPrefix ?? ""}${idIn(view.from, remote)}` }, remote }
}

const debugOf = (reader: Reader, wire: WireRequest) => ({
  requestUrl: wire.path,
  requestOptions: {
    method: wire.method,
    headers: { ...reader.api.headers, ...wire.headers, authorization: "(hidden)" },
    body: wire.body,
  },
})
