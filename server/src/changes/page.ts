import type { Db } from "../db/index.js"
import { AppError } from "../errors.js"
import { type EventQuery, type EventRow, findFirst, findLast, listEvents } from "./store.js"

export type ChangePage = {
  rows: EventRow[]
  hasMore: boolean
  /** Who goes on from here misses nothing, also of what the query leaves out. */
  nextAfter: number
}

export async function readPage(db: Db, environmentId: string, query: EventQuery): Promise<ChangePage> {
  const { after, limit } = query
  // Before the events: all up to this number are there to be read.
  const last = await findLast(db, environmentId)
  const found = await listEvents(db, environmentId, { ...query, limit: limit + 1 })
  // After them: none of them was taken away while they were read.
  const first = (await findFirst(db, environmentId)) ?? last + 1
  if (after + 1 < first) throw gone(after, first)
  const rows = found.slice(0, limit)
  const hasMore = found.length > limit
  const shown = rows.at(-1)?.sequence ?? after
  return { rows, hasMore, nextAfter: hasMore ? shown : Math.max(shown, last) }
}

const gone = (after: number, first: number) =>
  new AppError(
    "gone",
    `changes after ${after} are too old to be kept: go on with after=${first - 1}, and read the lists again, because they may have changed by what is gone`,
  )
