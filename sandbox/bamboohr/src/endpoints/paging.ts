import type { Json } from "../world.js"
import { type Call, refuse } from "./call.js"

type Bounds = { name: string; min?: number; max: number; status?: number; code: string }

/** A page or its size, from a query or a body. */
export function wholeNumber(given: Json, { name, min = 1, max, status = 400, code }: Bounds): number {
  const number = typeof given === "string" && /^\d+$/.test(given) ? Number(given) : given
  if (typeof number === "number" && Number.isInteger(number) && number >= min && number <= max) return number
  throw refuse(status, `${name} must be a whole number from ${min} to ${max}`, code)
}

/** Further than any list goes. */
export const LAST_PAGE = 1_000_000

const MAX_SIZE = 1_000

/** The older way: pages from 1, by `page` and `page_size`, told as `pagination`. */
export function numberedPage<T>(all: readonly T[], { query, url }: Call, code: string) {
  const page = wholeNumber(query.get("page") ?? "1", { name: "page", max: LAST_PAGE, code })
  const size = wholeNumber(query.get("page_size") ?? "500", { name: "page_size", max: MAX_SIZE, code })
  const pages = Math.max(1, Math.ceil(all.length / size))
  const link = (to: number) => `${url}?page=${to}&page_size=${size}`
  const pagination = {
    total_records: all.length,
    current_page: page,
    total_pages: pages,
    next_page: page < pages ? link(page + 1) : null,
    prev_page: page > 1 ? link(page - 1) : null,
  }
  return { rows: all.slice((page - 1) * size, page * size), pagination }
}
