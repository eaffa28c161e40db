import type { Page } from "./lists/page.js"
import type { Query } from "./lists/query.js"
import { type Column, type Rendering, renderRow, writeColumns } from "./rows/render.js"
import type { Row } from "./world.js"

/** What the API is about to answer, before it is written: a list's page, one row, or a bare array. */
export type Said = {
  status: number
  form: "page" | "array" | "object"
  table: string
  query: Query
  rows: Row[]
  page: Page | null
  rendering: Rendering
  /** Columns of a row in another way than the API's. */
  columns?: (row: Row) => Column[]
  /** A row of the table as this reader may see it. */
  present: (row: Row) => Row
}

export function writeSaid({ form, rows, page, rendering, columns }: Said): string {
  const texts = rows.map((row) => (columns ? writeColumns(columns(row)) : renderRow(row, rendering)))
  if (form === "object") return texts[0] ?? "null"
  const list = `[${texts.join(",")}]`
  return form === "array" ? list : `{"data":${list},"meta":${JSON.stringify(page?.meta)}}`
}
