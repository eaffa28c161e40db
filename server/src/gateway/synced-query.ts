import { DEFAULT_LIMIT, model, readMoment, withPlus } from "@rollcall/contract"
import type { Clock } from "../clock.js"
import { AppError } from "../errors.js"
import type { Age, Freshness, RecordPlace, Records } from "../records/index.js"
import { dayIn, endOfDay } from "./company-day.js"
import { type Condition, isUnsupported, readConditions } from "./conditions.js"
import { hasDates } from "./effective-dates.js"
import type { UnifiedCall } from "./gateway.js"
import { type Presentation, readPresentation } from "./present.js"
import type { AnyView } from "./relations.js"

type Query = UnifiedCall["query"]
export type SyncedCall<C extends UnifiedCall = UnifiedCall> = {
  call: C
  clock: Pick<Clock, "now">
  records: Records
  views: readonly AnyView[]
}

/** `as_of` is only known of the synced copy. */
export function isSynced({ source, as_of, updated_since, truto_super_query }: Query): boolean {
  if (source === "synced") return true
  if (truto_super_query !== undefined) {
    if (source === undefined) return true
    throw new AppError("request.invalid", "truto_super_query: it reads the synced copy: leave it or source=live out")
  }
  const named = as_of === undefined ? (updated_since === undefined ? undefined : "updated_since") : "as_of"
  if (named === undefined) return false
  if (named === "as_of" && source === undefined) return true
  throw new AppError("request.invalid", `${named}: only the synced copy knows it: add source=synced`)
}

/**
 * What an `as_of` answer is based on. recorded: the copy as it was at the end of that day. effective_dates: the day is
 * before the first sync, so rows are chosen by their own dates. first_sync: before it too, but rows have no dates.
 */
export type AsOf = { day: string; basis: "recorded" | "effective_dates" | "first_sync"; at: Date }

/** What is asked, as far as the query says it. */
export type SyncedAsk = {
  place: RecordPlace
  conditions: readonly Condition[]
  how: Presentation
  updatedSince: Date | undefined
  limit: number
  /** Rows can be answered as the text they are stored as: nothing has to look into them. */
  isVerbatim: boolean
}
export type SyncedQuestion = SyncedAsk & { freshness: Freshness; asOf: AsOf | undefined }

const UNFIT = ["remote_query"] as const

export function readSyncedAsk({ call, views }: Pick<SyncedCall, "call" | "views">): SyncedAsk {
  const { account, resource, query } = call
  const unfit = UNFIT.find((name) => query[name] !== undefined) ?? unfitFormat(query)
  if (unfit)
    throw new AppError("request.invalid", `${unfit} goes to the HR system: it does not work with source=synced`)
  const conditions = readConditions(model[resource].filters, query)
  assertHeld(conditions, views)
  const how = readPresentation(resource, query, views)
  const isPlain = how.keyBy === undefined && [...how.excluded].every((name) => name === "remote_data")
  return {
    place: { environmentId: account.environmentId, accountId: account.id, resource },
    conditions,
    how,
    updatedSince: readSince(query),
    limit: query.truto_ignore_limit === true ? Number.POSITIVE_INFINITY : Number(query.limit ?? DEFAULT_LIMIT),
    isVerbatim:
      isPlain &&
      conditions.length === 0 &&
      query.as_of === undefined &&
      (query.truto_response_format ?? "unified") === "unified",
  }
}

export async function readSyncedQuestion({ call, clock, records, views }: SyncedCall): Promise<SyncedQuestion> {
  const ask = readSyncedAsk({ call, views })
  const freshness = assertSynced(call.resource, await records.freshness(ask.place))
  return { ...ask, freshness, asOf: readAsOf(call, freshness, clock.now()) }
}

/** Throws `account.not_synced` for what was never read whole. */
export function assertSynced<T extends Age>(resource: string, age: T | undefined): T & Synced {
  if (!age?.firstSyncedAt) throw notSynced(resource, age)
  return { ...age, firstSyncedAt: age.firstSyncedAt }
}

const unfitFormat = ({ truto_response_format: format }: Query): string | undefined =>
  format === "raw" || format === "debug" ? `truto_response_format=${format}` : undefined

/** As in a live list: filtering by what the HR system does not have would answer nothing. */
function assertHeld(conditions: readonly Condition[], views: readonly AnyView[]): void {
  for (const { name, filter } of conditions) {
    if (!views.some((view) => isUnsupported(view, filter))) continue
    throw new AppError("filter.unsupported", `${name}: the HR system has no such value, so it can't be filtered by`)
  }
}

function notSynced(resource: string, freshness: Age | undefined): AppError {
  const last = freshness?.lastAttempt
  const why = last?.error ? ` (the last attempt ended with: ${last.error})` : ""
  return new AppError(
    "account.not_synced",
    `${resource} of this account were not synced yet${why}: start one with POST /sync-run, or leave source=synced out`,
    { isUndone: true },
  )
}

function readSince({ updated_since }: Query): Date | undefined {
  const moment = typeof updated_since === "string" ? readMoment(withPlus(updated_since)) : undefined
  return moment && new Date(moment.atMs)
}

type Synced = { firstSyncedAt: Date }

function readAsOf({ resource, query }: UnifiedCall, freshness: Freshness & Synced, now: Date): AsOf | undefined {
  const { firstSyncedAt, timeZone } = freshness
  if (typeof query.as_of !== "string") return undefined
  const day = query.as_of
  if (day > dayIn(timeZone, now)) throw new AppError("request.invalid", "as_of: give a day that has begun")
  if (query.updated_since !== undefined) {
    throw new AppError("request.invalid", "updated_since does not work with as_of: give one of them")
  }
  const end = endOfDay(timeZone, day)
  const at = end > firstSyncedAt ? (end < now ? end : now) : firstSyncedAt
  assertKept(at, freshness)
  if (end > firstSyncedAt) return { day, basis: "recorded", at }
  return { day, basis: hasDates(resource) ? "effective_dates" : "first_sync", at }
}

/** Days before the first sync are told by the versions of that time, so they go with them. */
function assertKept(at: Date, { historyFrom, timeZone }: Freshness): void {
  if (historyFrom === null || at >= historyFrom) return
  throw new AppError(
    "request.invalid",
    `as_of: older versions are no longer kept: give ${dayIn(timeZone, historyFrom)} or a later day`,
  )
}
