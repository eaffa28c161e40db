import { model, type ResourceName } from "@rollcall/contract"
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
  if (keyBy !== undefined) assertField(resource, fields, { name: keyBy, parameter: "truto_key_by" })
  const isNormalized = query.truto_response_format === "normalized"
  const hasRemoteData = !isNormalized && query.truto_ignore_remote_data !== true && !excluded.has("remote_data")
  return { excluded, hasRemoteData, isNormalized, keyBy, resource }
}

type Named = { name: string; parameter: string }

function assertField(resource: ResourceName, fields: readonly string[], { name, parameter }: Named): void {
  if (fields.includes(name)) return
  throw new AppError(
    "invalid_request",
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

/** Values of the key field become keys; a row whose value is not text or a number can't be one. */
export function keyOf(mapped: Mapped, field: string): string {
  const value = mapped.row[field]
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value)
  throw new AppError("invalid_request", `truto_key_by: ${field} of row ${mapped.row.id} is not a single value: use id`)
}
