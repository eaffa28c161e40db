/** The formats of an export. Each makes bytes of portions of rows, one portion after another, and keeps none of them. */
import type { Column } from "@rollcall/contract"
import { writeCsv } from "./csv.js"
import type { Portions } from "./flat-row.js"
import { writeParquet } from "./parquet.js"

export type Format = {
  contentType: string
  write(portions: Portions, columns: readonly Column[]): AsyncIterable<string | Uint8Array>
}

export const FORMATS = {
  ndjson: { contentType: "application/x-ndjson; charset=utf-8", write: writeLines },
  csv: { contentType: "text/csv; charset=utf-8; header=present", write: writeCsv },
  parquet: { contentType: "application/vnd.apache.parquet", write: writeParquet },
} satisfies Record<string, Format>

/** Rows as they are stored: JSON text of ours has no line breaks. */
async function* writeLines(portions: Portions): AsyncGenerator<string> {
  for await (const rows of portions) yield `${rows.join("\n")}\n`
}
