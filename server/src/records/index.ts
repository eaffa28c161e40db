/**
 * The synced copy: the current unified rows of every account and resource, the versions they had, and how fresh they
 * are. A row that did not change is not written. It reads rows as they are and as they were at a moment; whoever
 * writes takes `tx` first, because records, changes and jobs commit together. It does not know where rows come from,
 * what they mean or who reads them.
 */
import type { Db } from "../db/index.js"
import { deleteVersions, findVersions } from "./history/store.js"
import * as portions from "./reading/portions.js"
import * as reading from "./reading/store.js"
import * as texts from "./reading/texts.js"
import type { Attempt, Freshness, NewRecord, RecordChange, RecordPlace, RecordRow } from "./record.js"
import * as store from "./store.js"

export type Records = {
  /**
   * Brings these rows up to date and answers what changed. Nothing they are made from was read before `readAt`. A row
   * that is there from a later reading is left alone: what was read may be older than what is there.
   */
  apply(tx: Db, place: RecordPlace, page: { rows: readonly NewRecord[]; readAt: Date }): Promise<RecordChange[]>
  /** Those of the ids that there are rows of. */
  there(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<ReadonlySet<string>>
  /** Takes rows away; those that are gone already are left out of the answer. */
  remove(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<RecordChange[]>
  /** By id, the versions that a row had before, newest first; only so many of them. */
  versions(tx: Db, place: RecordPlace, ids: readonly string[]): Promise<Map<string, RecordRow[]>>
  recordAttempt(tx: Db, place: RecordPlace, attempt: Attempt): Promise<void>
  /** Of each resource of the account that somebody has tried. */
  allFreshness(environmentId: string, accountIds: readonly string[]): Promise<reading.ListedFreshness[]>
  /** Of each resource the age of the oldest copy, over all accounts that are kept in step. */
  oldestCopies(): Promise<reading.CopyAge[]>
  /** Undefined: nobody has tried yet. */
  freshness(place: RecordPlace): Promise<Freshness | undefined>
  list(place: RecordPlace, query: reading.ListQuery): Promise<reading.StoredRow[]>
  /** Rows and freshness by one statement, as text that nobody opens. Undefined: nobody has tried yet. */
  texts(place: RecordPlace, query: texts.TextQuery): ReturnType<typeof texts.findTexts>
  text(place: RecordPlace, query: { id: string; hasRemote: boolean }): ReturnType<typeof texts.findText>
  /** What is read as of this moment is the same whenever it is read. */
  settledMoment(): Promise<portions.Moment>
  portion(place: RecordPlace, query: portions.PortionQuery): Promise<portions.TextRow[]>
  /** The view that a row was of at a moment. Undefined: there was none. */
  viewAt(place: RecordPlace, row: { id: string; at: portions.Moment }): Promise<string | undefined>
  /** For after many rows were written at once: the planner is told of them at once. Never throws. */
  analyze(): Promise<void>
  /** Takes away a portion of the versions that ended before a moment, and writes down that they are missing. */
  forget(before: Date): Promise<void>
}

export function createRecords({ db }: { db: Db }): Records {
  return {
    apply: store.applyRows,
    there: store.findThere,
    remove: store.removeRows,
    versions: findVersions,
    recordAttempt: store.upsertFreshness,
    allFreshness: (environmentId, accountIds) => reading.listFreshness(db, environmentId, accountIds),
    oldestCopies: () => reading.readOldestCopies(db),
    freshness: (place) => reading.findFreshness(db, place),
    list: (place, query) => reading.listRows(db, place, query),
    texts: (place, query) => texts.findTexts(db, place, query),
    text: (place, query) => texts.findText(db, place, query),
    settledMoment: () => portions.readSettledMoment(db),
    portion: (place, query) => portions.listPortion(db, place, query),
    viewAt: (place, row) => portions.findView(db, place, row),
    analyze: () => store.analyze(db),
    forget: (before) => deleteVersions(db, before),
  }
}

export type { Moment, PortionQuery } from "./reading/portions.js"
export type { ListQuery, RowKey, StoredRow } from "./reading/store.js"
export type * from "./record.js"
