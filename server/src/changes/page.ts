import type { Db } from "../db/index.js"
import { AppError, badField } from "../errors.js"
import { type EventQuery, type EventRow, findFirst, findId, findLast, findSequence, listEvents } from "./store.js"

export type ChangePage = {
  rows: EventRow[]
  hasMore: boolean
  /** Who goes on from here misses nothing, also of what the query leaves out. */
  nextAfter: number
  /** The event with that number, by which the log is known again; null: it is not kept. */
  log: string | null
}

/** `log`: what the page that `after` is from said. */
export type PageQuery = EventQuery & { log?: string | undefined }

export async function readPage(db: Db, environmentId: string, { log, ...query }: PageQuery): Promise<ChangePage> {
  const { after, limit } = query
  // Before the events: all up to this number are there to be read.
  const last = await findLast(db, environmentId)
  const known = await findId(db, environmentId, after)
  if (after > last) throw ofAnotherLog(after, last)
  if (log !== undefined && log !== known) {
    const place = await findSequence(db, environmentId, log)
    if (place !== undefined) throw ofAnotherPlace(after, place)
    if (known !== undefined) throw ofAnotherLog(after, last)
  }
  const found = await listEvents(db, environmentId, { ...query, limit: limit + 1 })
  // After them: none of them was taken away while they were read.
  const first = (await findFirst(db, environmentId)) ?? last + 1
  if (after + 1 < first) throw gone(after, first)
  const rows = found.slice(0, limit)
  const hasMore = found.length > limit
  const shown = rows.at(-1)?.sequence ?? after
  const nextAfter = hasMore ? shown : Math.max(shown, last)
  const next = nextAfter === after ? (known ?? log) : await findId(db, environmentId, nextAfter)
  return { rows, hasMore, nextAfter, log: next ?? null }
}

const gone = (after: number, first: number) =>
  new AppError(
    "changes.expired",
    `changes after ${after} are too old to be kept: go on with after=${first - 1}, and read the lists again, because they may have changed by what is gone`,
    { nextAfter: first - 1 },
  )

/** Each answer's `log` is of its own number: one that is kept while the number moves on recognises nothing. */
function ofAnotherPlace(after: number, place: number): AppError {
  const message = `came with next_after=${place}, and after is ${after}: send the log and the next_after of the same answer, or leave log out`
  return badField("log", message)
}

/** A database that was restored gives numbers out again; so does another installation. */
const ofAnotherLog = (after: number, last: number) =>
  new AppError(
    "changes.expired",
    `after=${after} is not of this log, which ends at ${last} (was the database restored?): go on with after=${last}, and read the lists again, because they may differ from what you were told`,
    { nextAfter: last },
  )
