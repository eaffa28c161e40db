import type { ResourceName } from "@rollcall/contract"
import type { NewEvent } from "../changes/index.js"
import type { RecordChange, RecordRow } from "../records/index.js"

/** An event that a change of a record means besides, e.g. `employee:hired`. Its payload is laid over the record's. */
export type NamedEvent = { type: string; payload?: Readonly<Record<string, unknown>> }

/** Pure: what a change of a record means. `before` null: created, `after` null: deleted. */
export type NameEvents = (
  resource: ResourceName,
  change: { before: RecordRow | null; after: RecordRow | null },
  context: { today: string },
) => readonly NamedEvent[]

type Told = { accountId: string; resource: ResourceName; today: string; at: Date; nameEvents: NameEvents }

/** `record:created`, `record:updated` and `record:deleted`, each followed by what else the change means. */
export function toEvents(changes: readonly RecordChange[], told: Told): NewEvent[] {
  return changes.flatMap((change) => eventsOf(change, told))
}

function eventsOf(change: RecordChange, { accountId, resource, today, at, nameEvents }: Told): NewEvent[] {
  const { before, after } = change
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
  }
  const event = (type: string, extra: NamedEvent["payload"]): NewEvent => ({
    type,
    accountId,
    payload: { ...payload, ...extra },
    record: { resource: `hris/${resource}`, id: change.id },
  })
  const word = before === null ? "created" : after === null ? "deleted" : "updated"
  const named = nameEvents(resource, { before, after }, { today })
  return [event(`record:${word}`, undefined), ...named.map((one) => event(one.type, one.payload))]
}

function fieldsOf({ before, after }: RecordChange): string[] {
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])
  return [...names].filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
}
