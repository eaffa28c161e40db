/**
 * What happened, in order: one append-only log for each environment. An event is appended in the transaction that made
 * it true and gets the environment's next number there, so numbers have no gaps and a reader who has seen one has seen
 * all before it. Events are never changed; they go when they are older than they are kept. It knows no subscriber:
 * `wake` tells whoever passes events on, in the same transaction.
 */
import type { Db } from "../db/index.js"
import { type ChangePage, type PageQuery, readPage } from "./page.js"
import type { NewEvent } from "./store.js"
import {
  deleteEvents,
  type EventQuery,
  type EventRow,
  findId,
  findLast,
  hasEventOf,
  insertEvents,
  listEvents,
  lockCounter,
} from "./store.js"

export type Changes = {
  /** Takes the environment's counter until the transaction ends: append last. */
  append(tx: Db, environmentId: string, events: readonly NewEvent[]): Promise<void>
  /** The number given out last; nobody appends to the environment until the transaction ends. */
  hold(tx: Db, environmentId: string): Promise<number>
  /** A page after a number. Throws `changes.expired` when an event after it is no longer kept, or the number is of another log. */
  read(environmentId: string, query: PageQuery): Promise<ChangePage>
  /** Where who goes on reads what is new. */
  last(environmentId: string): Promise<Pick<ChangePage, "nextAfter" | "log">>
  /** Whether there are events of an account, also of one that was deleted. */
  isOf(environmentId: string, accountId: string): Promise<boolean>
  /** Events after a number, oldest first, as far as they are kept. */
  readIn(tx: Db, environmentId: string, query: EventQuery): Promise<EventRow[]>
  /** Takes away a portion of the events from before a moment; those that an active webhook has not been given stay. */
  forget(before: Date): Promise<void>
}

type Wake = (tx: Db, environmentId: string) => Promise<void>

export function createChanges({ db, wake }: { db: Db; wake: Wake }): Changes {
  return {
    async append(tx, environmentId, events) {
      if (events.length === 0) return
      await insertEvents(tx, environmentId, events)
      await wake(tx, environmentId)
    },
    hold: lockCounter,
    read: (environmentId, query) => readPage(db, environmentId, query),
    async last(environmentId) {
      const nextAfter = await findLast(db, environmentId)
      return { nextAfter, log: (await findId(db, environmentId, nextAfter)) ?? null }
    },
    isOf: (environmentId, accountId) => hasEventOf(db, environmentId, accountId),
    readIn: listEvents,
    forget: (before) => deleteEvents(db, before),
  }
}

export type { ChangePage } from "./page.js"
export type { EventQuery, EventRow, NewEvent } from "./store.js"
