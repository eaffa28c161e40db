import { type EventType, isSameValue, type NamedEventType, type ResourceName } from "@rollcall/contract"
import type { Changes, NewEvent } from "../changes/index.js"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import type { RecordChange, RecordPlace, RecordRow, Records } from "../records/index.js"
import { fillRow } from "./lost-fields.js"

/** An event that a change of a record means besides, e.g. `employee:hired`. Its payload is laid over the record's. */
export type NamedEvent = { type: NamedEventType; payload?: Readonly<Record<string, unknown>> }

/** Pure: what a change of a record means. `before` null: created, `after` null: deleted. */
export type NameEvents = (
  resource: ResourceName,
  change: { before: RecordRow | null; after: RecordRow | null },
  context: { today: string },
) => readonly NamedEvent[]

export type EmitDeps = {
  clock: Pick<Clock, "now">
  records: Pick<Records, "versions">
  changes: Pick<Changes, "append">
  nameEvents: NameEvents
}
type Emission = {
  place: RecordPlace
  changes: readonly RecordChange[]
  today: string
  /** Why, when nothing changed in the HR system. */
  cause?: "mapping" | undefined
  /** Also what a map of names does not have is not known, because empty values are told as null. */
  tellsEmpty: boolean
}

/**
 * Appends `record:created`, `record:updated` and `record:deleted`, each followed by what else the change means. What is
 * not known any more is no change; what is known again is one when it is something else than it was.
 */
export async function emitChanges(deps: EmitDeps, tx: Db, emission: Emission): Promise<void> {
  const { place, changes, tellsEmpty } = emission
  const versions = await deps.records.versions(
    tx,
    place,
    changes.filter((change) => lacksFields(change, tellsEmpty)).map(({ id }) => id),
  )
  const told = { ...emission, at: deps.clock.now(), nameEvents: deps.nameEvents, versions }
  const events = changes.flatMap((change) => eventsOf(change, told))
  await deps.changes.append(tx, place.environmentId, events)
}

/** What a change means may depend on fields that the row before did not have, because they could not be read then. */
const lacksFields = ({ before, after }: RecordChange, tellsEmpty: boolean): boolean =>
  before !== null && (after === null || fillRow(before, after, tellsEmpty) !== before)

type Emitted = Omit<Emission, "changes"> & {
  at: Date
  nameEvents: NameEvents
  /** By id, what it was before that, newest first. */
  versions: ReadonlyMap<string, readonly RecordRow[]>
}

function eventsOf(change: RecordChange, emitted: Emitted): NewEvent[] {
  const { place, today, cause, at, nameEvents, versions, tellsEmpty } = emitted
  const { before, after } = change
  const { accountId, resource } = place
  // As it was when it was read last.
  const fill = (row: RecordRow, older: RecordRow) => fillRow(row, older, tellsEmpty)
  const was = before && (versions.get(change.id) ?? []).reduce(fill, before)
  // What is not known any more counts as what it was.
  const is = was && after ? fillRow(after, was, tellsEmpty) : after
  const changedFields = fieldsOf({ before: after ? was : before, after: is })
  // Only rights, or kept remote data, changed.
  if (changedFields.length === 0) return []
  const unknownFields = before && after ? fieldsOf({ before: fillRow(after, before, tellsEmpty), after }) : []
  const payload = {
    resource: `hris/${resource}`,
    record_id: change.id,
    integrated_account_id: accountId,
    before,
    after,
    changed_fields: changedFields,
    ...(unknownFields.length > 0 ? { unknown_fields: unknownFields } : {}),
    effective_date: today,
    changed_at: at.toISOString(),
    ...(cause ? { cause } : {}),
  }
  const event = (type: EventType, extra: NamedEvent["payload"]): NewEvent => ({
    type,
    accountId,
    payload: { ...payload, ...extra },
    record: { resource: `hris/${resource}`, id: change.id },
  })
  const type = before === null ? "record:created" : after === null ? "record:deleted" : "record:updated"
  const named = nameEvents(resource, { before: was, after }, { today })
  return [event(type, undefined), ...named.map((one) => event(one.type, one.payload))]
}

function fieldsOf({ before, after }: Pick<RecordChange, "before" | "after">): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].filter((name) => !isSameValue(before?.[name], after?.[name]))
}
