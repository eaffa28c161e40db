import { idColumnOf, idIn, type Remote, type WireRequest } from "@rollcall/connector-kit"
import type { ResourceName } from "@rollcall/contract"
import { type Mapped, mapRows, oneRow } from "./fill.js"
import { readPresentation, show } from "./present.js"
import type { Reader } from "./reader.js"
import type { AnyView } from "./relations.js"
import { readOne } from "./unified-get.js"

export type ShownWrite = {
  resource: ResourceName
  query: Readonly<Record<string, unknown>>
  view: AnyView
  /** As much of the row as is known; its id at least. */
  row: Remote
}

/**
 * The row as any read shows it: the answer to a write leaves out what has to be asked for. What was written is there by now,
 * so neither a read nor a relation that fails must turn the success into an error. `found`: the row as it was read.
 */
export async function showWritten(reader: Reader, written: ShownWrite): Promise<{ body: unknown; found?: Remote }> {
  const { resource, query, view, row } = written
  const how = readPresentation(resource, query, [view])
  const read = await readOne(reader, view.from, { id: idIn(view.from, row) ?? "", remoteQuery: {} }).catch(
    () => undefined,
  )
  const remote = read?.row ?? row
  const today = reader.today().catch(() => new Date(reader.now()).toISOString().slice(0, 10))
  const context = today.then((day) => ({ today: day }))
  const given = oneRow(remote)
  const isExcluded = (field: string) => how.excluded.has(field)
  const [mapped] = await mapRows({ reader, isExcluded, context }, view, given)
    .catch(() => mapRows({ reader, isExcluded: () => true, context }, view, given))
    .catch(() => [])
  const shown: Mapped = mapped ?? { row: { id: unifiedId(view, remote) }, remote }
  return { body: show(shown, how), ...(read ? { found: read.row } : {}) }
}

/** One that the view passes over is known by its id. */
export const unifiedId = (view: AnyView, row: Remote): string => `${view.idPrefix ?? ""}${idIn(view.from, row)}`

/** A row of which only the id is known. */
export const rowWithId = (view: AnyView, id: string): Remote => ({ [idColumnOf(view.from)]: id })

/** A call as it goes out, without what it is authorised by. */
export const showCall = (reader: Reader, wire: WireRequest) => ({
  requestUrl: wire.path,
  requestOptions: {
    method: wire.method,
    headers: { ...reader.api.headers, ...wire.headers, authorization: "(hidden)" },
    body: wire.body,
  },
})
