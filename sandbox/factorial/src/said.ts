import type { Said as Rows } from "@rollcall/sandbox-kit"
import { metaOf, type Page } from "./lists/page.js"
import { type Rendering, renderColumns, renderRow, writeColumns } from "./rows/render.js"
import type { Row } from "./world.js"

/** What the API is about to answer, before it is written: a list's page, one row, or a bare array. */
export type Said = Rows & {
  status: number
  shape: "page" | "array" | "object"
  page: Page | null
  rendering: Rendering
}

/** Ids as JSON numbers, as before 2026-07-01, in the columns of the version that was asked for. */
export const withNumericIds = (said: Said): Said => ({
  ...said,
  columns: (row: Row) => renderColumns(row, { ...said.rendering, hasNumberIds: true }),
})

/** `plain`: what it was before faults changed it. */
export function writeSaid({ shape, rows, page, rendering, columns }: Said, plain: Said): string {
  const isPlain = columns === plain.columns
  const texts = rows.map((row) => (isPlain ? renderRow(row, rendering) : writeColumns(columns(row))))
  if (shape === "object") return texts[0] ?? "null"
  const list = `[${texts.join(",")}]`
  return shape === "array" || !page ? list : `{"data":${list},"meta":${JSON.stringify(metaOf(page))}}`
}
