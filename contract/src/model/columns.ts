import { z } from "zod"
import { model, type ResourceName } from "./index.js"

/** `json`: a list or a map, as one value. */
export type ColumnType = "text" | "number" | "boolean" | "day" | "instant" | "json"

/** A column of a unified row where rows are flat: CSV, Parquet, SQL. */
export type Column = {
  /** The steps of its path, joined by `_`. It stays as it is once it was released. */
  name: string
  /** Where its value is in a row. */
  path: readonly string[]
  type: ColumnType
}

/** Every value of a row has a place: objects become a column for each of their fields, lists and maps are one column. */
export const columnsOf = (resource: ResourceName): readonly Column[] =>
  Object.entries(model[resource].row.shape)
    .filter(([name]) => name !== "remote_data")
    .flatMap(([name, schema]) => columnsAt([name], schema))

function columnsAt(path: readonly string[], schema: unknown): Column[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return columnsAt(path, schema.unwrap())
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, inner]) => columnsAt([...path, name], inner))
  return [{ name: path.join("_"), path, type: typeOf(schema) }]
}

function typeOf(schema: unknown): ColumnType {
  if (schema instanceof z.ZodNumber) return "number"
  if (schema instanceof z.ZodBoolean) return "boolean"
  if (schema instanceof z.ZodEnum) return "text"
  if (!(schema instanceof z.ZodString)) return "json"
  const format = schema.meta()?.format
  return format === "date" ? "day" : format === "date-time" ? "instant" : "text"
}
