import { type EventType, isSameValue, type NamedEventType, type ResourceName } from "@rollcall/contract"
import type { Changes, NewEvent } from "../changes/index.js"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import type { RecordChange, RecordPlace, RecordRow, Records } from "../records/index.js"

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
  records: Pick<Records, "lastKnown">
  changes: Pick<Changes, "append">
  nameEvents: NameEvents
}
/** `cause`: why, when nothing changed in the HR system. */
type Emission = { place: RecordPlace; changes: readonly RecordChange[]; today: string; cause?: "mapping" | undefined }

/** Appends `record:created`, `record:updated` and `record:deleted`, each followed by what else the change means. */
export async function emitChanges(deps: EmitDeps, tx: Db, { place, changes, today, cause }: Emission): Promise<void> {
  const known = await deps.records.lastKnown(
    tx,
    place,
    changes.filter(lacksFields).map(({ id }) => id),
  )
  const told = { place, today, cause, at: deps.clock.now(), nameEvents: deps.nameEvents, known }
  const events = changes.flatMap((change) => eventsOf(change, told))
  await deps.changes.append(tx, place.environmentId, events)
}

/** What a change means may depend on fields that the row before did not have, because they could not be read then. */
const lacksFields = ({ before, after }: RecordChange): boolean =>
  before !== null && (after === null || Object.keys(after).some((name) => before[name] === undefined))

type Emitted = {
  place: RecordPlace
  today: string
  cause: Emission["cause"]
  at: Date
  nameEvents: NameEvents
  /** By id: each field as it was when it was read last. */
  known: ReadonlyMap<string, Readonly<Record<string, unknown>>>
}

function eventsOf(change: RecordChange, { place, today, cause, at, nameEvents, known }: Emitted): NewEvent[] {
  const { before, after } = change
  const { accountId, resource } = place
  const changedFields = fieldsOf(change)
  // Only kept remote data changed.
  if (changedFields.length === 0) return []
  const payload = {
    resource: `hris/${resource}`,
    record_id: change.id,
    integrated_account_id: accountId,
    before,
    after,
    changed_fields: changedFields,
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
  const was = before && { ...known.get(change.id), ...before }
  const named = nameEvents(resource, { before: was, after }, { today })
  return [event(type, undefined), ...named.map((one) => event(one.type, one.payload))]
}

function fieldsOf({ before, after }: RecordChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].filter((name) => !isSameValue(before?.[name], after?.[name]))
}
