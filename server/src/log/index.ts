/**
 * The log: what was asked of Rollcall and what that took at the HR system, an entry for each operation with a known token and
 * for each turn of a sync. It knows shapes and times, never people: what may stand in it is listed in `redact.ts`. Nobody waits
 * for it and nothing fails by it; a killed process loses its last second. It knows nothing of HTTP.
 */
import { randomUUID } from "node:crypto"
import { ERRORS, type LogEntry, type LogEntryWithCalls } from "@rollcall/contract"
import type { Clock } from "../clock.js"
import type { Db } from "../db/index.js"
import { type At, type Page, type PageQuery, readPage } from "../db/paging.js"
import { assertStorable } from "../db/storable.js"
import type { Vault } from "../vault/index.js"
import type { Entry, NewEntry } from "./entry.js"
import * as store from "./store.js"
import type { Trail } from "./trail.js"
import { createWriter } from "./writer.js"

export type RequestLogDeps = {
  db: Db
  vault: Vault
  clock: Clock
  keepDays: number
  onLost(count: number, error: unknown): void
}

export type RequestLog = {
  /** Returns at once. */
  record(entry: NewEntry, trail: Trail): void
  /** The newest first. What this process has recorded is among them. */
  page(environmentId: string, query: PageQuery & { filters: store.EntryFilters }): Promise<Page<LogEntry>>
  /** By its id, or the newest one by the id of its request. */
  get(environmentId: string, id: string): Promise<LogEntryWithCalls | undefined>
  /** Lets go of what is too old or too much; answers how many entries that were. */
  cleanUp(): Promise<number>
  close(): Promise<void>
}

/** Of one environment. */
const MOST_ENTRIES = 500_000
const MOST_BYTES = 512 * 1024 * 1024

export function createRequestLog({ db, vault, clock, keepDays, onLost }: RequestLogDeps): RequestLog {
  const writer = createWriter<Entry>({ clock, write: (batch) => store.insertAll(db, batch), onLost })
  return {
    record: (entry, trail) => writer.add(toEntry(entry, trail)),
    async page(environmentId, { filters, ...query }) {
      assertStorable(filters)
      await writer.flush()
      const list = ({ after, limit }: At) => store.listEntries(db, environmentId, { before: after, limit, filters })
      return readPage(vault, { binding: `log ${environmentId}`, query, list, show: showEntry })
    },
    async get(environmentId, id) {
      assertStorable({ id })
      await writer.flush()
      const row = await store.findEntry(db, environmentId, id)
      return row && { ...showEntry(row), calls: row.calls as LogEntryWithCalls["calls"] } // written by us
    },
    cleanUp: () => store.deleteOld(db, { keepDays, mostEntries: MOST_ENTRIES, mostBytes: MOST_BYTES }),
    close: writer.close,
  }
}

const toEntry = ({ startedAt, durationMs, ...entry }: NewEntry, trail: Trail): Entry => ({
  ...{ resource: null, method: null, http_method: null, path: null, status: null, code: null, details: {} },
  named_account_id: null,
  ...entry,
  id: randomUUID(),
  created_at: startedAt.toISOString(),
  duration_ms: Math.round(durationMs),
  fetch_ms: Math.round(trail.fetchMs),
  waited_ms: Math.round(trail.waitedMs),
  call_count: trail.count,
  attempt_count: trail.attempts,
  // What goes on after the end is not told.
  calls: [...trail.calls],
})

function showEntry(row: store.EntryRow): LogEntry {
  const { account_id, created_at, path, status, code } = row
  return {
    ...(row.details as Partial<LogEntry>), // written by us
    id: row.id,
    _id: row.id,
    request_id: row.request_id,
    log_type: row.log_type,
    timestamp: created_at.toISOString(),
    service: "rollcall",
    environment_id: row.environment_id,
    integrated_account_id: account_id,
    tenant_id: row.tenant_id,
    integration: row.integration,
    request_type: row.request_type,
    operation: row.operation,
    resource: row.resource,
    method: row.method,
    http_method: row.http_method,
    http_url: path,
    http_status_code: status,
    http_status_category: status === null ? null : `${Math.floor(status / 100)}xx`,
    code,
    message: titleOf(code),
    duration: row.duration_ms,
    fetch_duration: row.fetch_ms,
    waited: row.waited_ms,
    call_count: row.call_count,
    attempt_count: row.attempt_count,
    ...(row.job_run_id === null ? {} : { sync_job_run_id: row.job_run_id }),
  }
}

const titles: ReadonlyMap<string, string> = new Map(Object.entries(ERRORS).map(([code, { title }]) => [code, title]))
const titleOf = (code: string | null): string | null => (code === null ? null : (titles.get(code) ?? null))

export { safeUrl, safeWord } from "./redact.js"
export type { EntryFilters, Times } from "./store.js"
export { follow, noteCall, Trail } from "./trail.js"
