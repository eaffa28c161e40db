import { model, type ResourceName } from "@rollcall/contract"
import { z } from "zod"
import { AppError } from "../errors.js"
import type { Mapped, UnifiedRow } from "./fill.js"

/** How rows are shown to the caller. */
export type Presentation = {
  excluded: ReadonlySet<string>
  hasRemoteData: boolean
  /** Every declared key is there, null when unknown. */
  isNormalized: boolean
  keyBy: string | undefined
  resource: ResourceName
}

type Query = Readonly<Record<string, unknown>>

export function readPresentation(resource: ResourceName, query: Query): Presentation {
  const fields = Object.keys(model[resource].row.shape)
  const excluded = new Set(Array.isArray(query.truto_exclude_fields) ? query.truto_exclude_fields.map(String) : [])
  for (const name of excluded) assertField(resource, fields, { name, parameter: "truto_exclude_fields" })
  const keyBy = typeof query.truto_key_by === "string" ? query.truto_key_by : undefined
  if (keyBy !== undefined) {
    assertField(resource, fields, { name: keyBy, parameter: "truto_key_by" })
    if (!isSingleValued(resource, keyBy)) {
      throw new AppError("request.invalid", `truto_key_by: ${keyBy} is not a single value: use id`)
    }
  }
  const isNormalized = query.truto_response_format === "normalized"
  const hasRemoteData = !isNormalized && query.truto_ignore_remote_data !== true && !excluded.has("remote_data")
  return { excluded, hasRemoteData, isNormalized, keyBy, resource }
}

type Named = { name: string; parameter: string }

function assertField(resource: ResourceName, fields: readonly string[], { name, parameter }: Named): void {
  if (fields.includes(name)) return
  throw new AppError(
    "request.invalid",
    `${parameter}: ${resource} have no field ${name}; they have ${fields.join(", ")}`,
  )
}

export function show({ row, remote }: Mapped, how: Presentation): UnifiedRow {
  const shown: Record<string, unknown> = how.isNormalized
    ? Object.fromEntries(Object.keys(model[how.resource].row.shape).map((name) => [name, row[name] ?? null]))
    : { ...row }
  if (how.isNormalized) delete shown.remote_data
  if (how.hasRemoteData) shown.remote_data = remote
  for (const name of how.excluded) delete shown[name]
  return shown as UnifiedRow // `id` stays unless the caller excluded it
}

/**
 * Keys for the rows of one answer: the value of the field. A row without one, and a row whose value another one has
 * already, is kept under `id:{id}`: nothing is lost, and one row's gap is not the list's.
 */
export function createKeys(field: string): (mapped: Mapped) => string {
  const taken = new Set<string>()
  return ({ row }) => {
    const value = row[field]
    const isSingle = typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    const key = isSingle && !taken.has(String(value)) ? String(value) : `id:${row.id}`
    taken.add(key)
    return key
  }
}

/** Whether rows can have one plain value in a field. */
function isSingleValued(resource: ResourceName, field: string): boolean {
  let schema: unknown = model[resource].row.shape[field]
  while (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) schema = schema.unwrap()
  return !(schema instanceof z.ZodObject || schema instanceof z.ZodArray || schema instanceof z.ZodRecord)
}
