import type { Page as PageOfRows } from "@rollcall/sandbox-kit"
import { compareIds } from "../store.js"
import { Refusal, type Row } from "../world.js"
import type { Query } from "./query.js"

const MAX_LIMIT = 100

/** Computed lists have pages but no cursors; shifts come all at once. */
const NUMBERED_ONLY = new Set(["attendance/worked_times"])
const UNPAGED = new Set(["attendance/shifts"])

export type Page = PageOfRows & { rows: Row[]; meta: Record<string, unknown> }

export function pageOf(table: string, all: readonly Row[], query: Query): Page {
  if (UNPAGED.has(table)) return wholePage(all)
  const limit = limitOf(query.limit)
  if (NUMBERED_ONLY.has(table) || query.page !== undefined) return numberedPage(all, limit, query.page)
  const [after, before] = [readCursor(query.after_id), readCursor(query.before_id)]
  const start = after === undefined ? 0 : upperBound(all, after)
  const end = before === undefined ? all.length : lowerBound(all, before)
  const from = before === undefined ? start : Math.max(start, end - limit)
  const to = before === undefined ? Math.min(end, start + limit) : end
  const rows = all.slice(from, Math.max(from, to))
  const meta = {
    has_next_page: to < all.length && rows.length > 0,
    has_previous_page: from > 0 && rows.length > 0,
    start_cursor: cursorOf(rows[0]),
    end_cursor: cursorOf(rows.at(-1)),
    total: all.length,
    limit,
  }
  const next = meta.has_next_page ? { at: to } : null
  return { rows, meta, all, from, limit, isNumbered: false, total: all.length, next }
}

function wholePage(all: readonly Row[]): Page {
  const meta = {
    has_next_page: false,
    has_previous_page: false,
    total: all.length,
    limit: null,
    paginateable: false,
  }
  return { rows: [...all], meta, all, from: 0, limit: null, isNumbered: false, total: all.length, next: null }
}

function numberedPage(all: readonly Row[], limit: number, given: string | string[] | undefined): Page {
  const page = Math.max(1, Number(given) || 1)
  const from = (page - 1) * limit
  const rows = all.slice(from, from + limit)
  const meta = { has_next_page: from + limit < all.length, has_previous_page: page > 1, total: all.length, limit }
  const next = meta.has_next_page ? { at: from + limit } : null
  return { rows, meta, all, from, limit, isNumbered: true, total: all.length, next }
}

/** Longer than any id, so after all of them. */
const BEYOND = "9".repeat(100)

/** What is told about a page: its count and what comes next may have been changed by faults. */
export function metaOf({ meta, all, total, next, isNumbered }: Page): Record<string, unknown> {
  const told = { ...meta, total, has_next_page: next !== null }
  if (isNumbered || next === null) return told
  const before = "at" in next ? (all[next.at - 1] ?? { id: "0" }) : { id: `${BEYOND}${next.beyond}` }
  return { ...told, end_cursor: cursorOf(before) }
}

function limitOf(given: string | string[] | undefined): number {
  const limit = Number(given)
  return Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT ? limit : MAX_LIMIT
}

const cursorOf = (row: { id: string } | undefined): string | null =>
  row ? Buffer.from(row.id).toString("base64") : null

/** Only a cursor that this API made is taken: a plain row id is not. */
function readCursor(given: string | string[] | undefined): string | undefined {
  if (given === undefined || given === "") return undefined
  const text = String(given)
  const id = Buffer.from(text, "base64").toString("utf8")
  if (Buffer.from(id).toString("base64") === text && /^[\w/-]+$/.test(id)) return id
  throw new Refusal(400, { errors: { exception: ["invalid cursor"] } })
}

/** Index of the first row after an id. */
function upperBound(rows: readonly Row[], id: string): number {
  return search(rows, (row) => compareIds(row.id, id) <= 0)
}
/** Index of the first row not before an id. */
function lowerBound(rows: readonly Row[], id: string): number {
  return search(rows, (row) => compareIds(row.id, id) < 0)
}
function search(rows: readonly Row[], isBefore: (row: Row) => boolean): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const row = rows[middle]
    if (row && isBefore(row)) low = middle + 1
    else high = middle
  }
  return low
}
