import { type Days, daysAround, type Table } from "@rollcall/connector-kit"
import type { Db } from "../db/index.js"
import { daysOf } from "../gateway/index.js"
import { readDay, readTimeZone } from "./derive.js"
import type { Subject } from "./session.js"

type Wanted = { table: Table; isRecent: boolean }

/** Of a table that is read by days, those around the company's day; the last ones alone where the others were read lately. */
export async function readDays(db: Db, subject: Subject, { table, isRecent }: Wanted): Promise<Days | null> {
  const days = daysOf(subject, table)
  if (!days) return null
  const { today } = await readDay(db, await readTimeZone(db, subject))
  return daysAround(today, isRecent ? { ...days, back: Math.min(days.recent, days.back) } : days)
}
