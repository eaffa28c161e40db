import type { Column, ColumnType } from "@rollcall/contract"
import { ByteWriter, ParquetWriter, type SchemaElement } from "hyparquet-writer"
import { type Cell, flattener, type Portions } from "./flat-row.js"

const TYPES: Record<ColumnType, Pick<SchemaElement, "type" | "converted_type">> = {
  text: { type: "BYTE_ARRAY", converted_type: "UTF8" },
  number: { type: "DOUBLE" },
  boolean: { type: "BOOLEAN" },
  day: { type: "INT32", converted_type: "DATE" },
  instant: { type: "INT64", converted_type: "TIMESTAMP_MILLIS" },
  json: { type: "BYTE_ARRAY", converted_type: "JSON" },
}

/** A portion is a row group; what is left in memory of it is its place in the file, until the footer is written. */
export async function* writeParquet(portions: Portions, columns: readonly Column[]): AsyncGenerator<Uint8Array> {
  const cellsOf = flattener(columns)
  const writer = new ByteWriter()
  const file = new ParquetWriter({ writer, schema: schemaOf(columns), createdBy: "Rollcall" })
  yield taken(writer)
  for await (const rows of portions) {
    const cells = rows.map((text) => cellsOf(JSON.parse(text)))
    const columnData = columns.map(({ name, type }, at) => ({
      name,
      data: cells.map((row) => toValue(row[at], type)),
      offsetIndex: false,
    }))
    await file.write({ columnData, rowGroupSize: rows.length })
    yield taken(writer)
  }
  await file.finish()
  yield taken(writer)
}

const schemaOf = (columns: readonly Column[]): SchemaElement[] => [
  { name: "root", num_children: columns.length },
  ...columns.map(({ name, type }): SchemaElement => ({ name, repetition_type: "OPTIONAL", ...TYPES[type] })),
]

const toValue = (cell: Cell, type: ColumnType): unknown =>
  typeof cell === "string" && (type === "day" || type === "instant") ? new Date(cell) : cell

/** What was written since the last time; the writer goes on counting. */
function taken(writer: ByteWriter): Uint8Array {
  const bytes = writer.getBytes().slice()
  writer.index = 0
  return bytes
}
