import { model, type ResourceName } from "@rollcall/contract"
import { z } from "zod"
import { AppError } from "../errors.js"
import type { Mapped, UnifiedRow } from "./fill.js"
import type { AnyView } from "./relations.js"

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
type Views = readonly Pick<AnyView, "revision">[]

/** `views`: those of the resource, whose rows may have fields of their own. */
export function readPresentation(resource: ResourceName, query: Query, views: Views = []): Presentation {
  const own = views.map(({ revision }) => (revision ? revision.fields : []))
  const fields = own.includes(null)
    ? null
    : [...Object.keys(model[resource].row.shape), ...own.flatMap((one) => one ?? [])]
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

/** Null: rows may have any. */
function assertField(resource: ResourceName, fields: readonly string[] | null, { name, parameter }: Named): void {
  if (!fields || fields.includes(name)) return
  throw new AppError(
    "request.invalid",
    `${parameter}: ${resource} have no field ${name}; they have ${fields.join(", ")}`,
  )
}

export function show({ row, remote }: Mapped, how: Presentation): UnifiedRow {
  const shown: Record<string, unknown> = how.isNormalized ? { ...nothingOf(how.resource), ...known(row) } : { ...row }
  if (how.isNormalized) delete shown.remote_data
  if (how.hasRemoteData) shown.remote_data = remote
  for (const name of how.excluded) delete shown[name]
  return shown as UnifiedRow // `id` stays unless the caller excluded it
}

const nothingOf = (resource: ResourceName) =>
  Object.fromEntries(
    Object.keys(model[resource].row.shape).flatMap((name) => (name === "mapping_errors" ? [] : [[name, null]])),
  )

const known = (row: UnifiedRow) => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined))

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
