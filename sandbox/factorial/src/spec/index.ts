/**
 * What Factorial's API offers, as data read once from `spec/operations.json`: every operation with its parameters and
 * body, every answer's columns, every webhook event. Short keys there: a answer, m method, st status, o schema, s
 * scope, q query, b body; t type, f format, e enum, i items, r required, n nullable.
 */
import { readFileSync } from "node:fs"

export type FieldSpec = { t: string; f?: string; e?: string[]; i?: FieldSpec; r?: 1; n?: 1; o?: string }
export type OperationSpec = {
  a: "page" | "object" | "array"
  m: "GET" | "POST" | "PUT" | "DELETE"
  st: number
  o: string | null
  s?: string
  q?: Record<string, FieldSpec>
  b?: Record<string, FieldSpec>
}
type Spec = {
  resources: Record<string, Record<string, OperationSpec>>
  schemas: Record<string, Record<string, FieldSpec>>
  events: string[]
}

const spec: Spec = JSON.parse(readFileSync(new URL("../../spec/operations.json", import.meta.url), "utf8"))

export const operationsOf = (table: string): Record<string, OperationSpec> | undefined =>
  Object.hasOwn(spec.resources, table) ? spec.resources[table] : undefined

/** Columns of a schema, in the order of the answers. */
export const columnsOf = (schema: string | null): Record<string, FieldSpec> =>
  schema === null ? {} : (spec.schemas[schema] ?? {})

/** The columns of a table's rows. */
export function tableColumns(table: string): Record<string, FieldSpec> {
  const operations = operationsOf(table) ?? {}
  const shown = operations.get ?? operations.list ?? Object.values(operations)[0]
  return columnsOf(shown?.o ?? null)
}

const events = new Set(spec.events)

/** The event of a plain create, update or delete, e.g. `teams/team/create`; undefined when there is none. */
export function eventOf(table: string, action: string): string | undefined {
  const [domain = "", resource = ""] = table.split("/")
  const one = resource.endsWith("ies") ? `${resource.slice(0, -3)}y` : resource.replace(/s$/, "")
  const name = `${domain}/${one}/${action}`
  return events.has(name) ? name : undefined
}
