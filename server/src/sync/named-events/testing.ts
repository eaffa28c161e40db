import { type Employee, model, type ResourceName } from "@rollcall/contract"
import fc from "fast-check"
import { z } from "zod"
import type { NamedEvent, RowChange } from "./event.js"
import { nameEvents } from "./index.js"

/** Few values of each kind, so that two rows often agree in some fields and differ in others. */
const TEXTS = ["", "1", "2", "a", "2024-02-29", "2026-11-23", "2026-12-01", "2026-12-01T09:00:00", "not a day"]

type Schema = {
  type?: string
  enum?: readonly unknown[]
  anyOf?: readonly Schema[]
  $ref?: string
  items?: Schema
  properties?: Readonly<Record<string, Schema>>
  required?: readonly string[]
}
type Definitions = Readonly<Record<string, Schema>>

/** Any row that a resource's schema allows; keys may be absent where it says so. */
export function rowOf(resource: ResourceName): fc.Arbitrary<Record<string, unknown>> {
  const schema = z.toJSONSchema(model[resource].row) as Schema & { $defs?: Definitions } // JSON Schema has this shape
  return arbitraryOf(schema, schema.$defs ?? {}) as fc.Arbitrary<Record<string, unknown>> // rows are objects
}

/** Two rows, or one of them, of the same record. */
export const changeOf = (resource: ResourceName): fc.Arbitrary<RowChange> =>
  fc
    .record({
      before: fc.option(rowOf(resource)),
      after: fc.option(rowOf(resource)),
      today: fc.constantFrom("2026-11-23", "2026-12-01"),
    })
    .map((change) => ({ resource, ...change }) as RowChange) // rows are the resource's own

function arbitraryOf(schema: Schema, definitions: Definitions): fc.Arbitrary<unknown> {
  const of = (one: Schema) => arbitraryOf(one, definitions)
  if (schema.$ref !== undefined) return of(definitions[schema.$ref.replace("#/$defs/", "")] ?? {})
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(of))
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.type === "array") return fc.array(of(schema.items ?? {}), { maxLength: 3 })
  if (schema.type === "object") return objectOf(schema, of)
  if (schema.type === "string") return fc.constantFrom(...TEXTS)
  if (schema.type === "number") return fc.constantFrom(0, 1.5, 50_000, -3)
  if (schema.type === "boolean") return fc.boolean()
  return fc.constant(null)
}

function objectOf({ properties, required = [] }: Schema, of: (schema: Schema) => fc.Arbitrary<unknown>) {
  const values = Object.fromEntries(Object.entries(properties ?? {}).map(([name, schema]) => [name, of(schema)]))
  return fc.record(values, { requiredKeys: [...required] })
}

export const TODAY = "2026-11-23"

export const ANA: Employee = {
  id: "1",
  name: "Ana",
  employment_status: "active",
  start_date: "2024-01-01",
  termination_date: null,
  job_title: "Baker",
  manager: { id: "9", name: "Bo" },
  work_location: { id: "l1", name: "Porto" },
  groups: [{ id: "g1", name: "Ovens", type: "team" }],
  employments: [version("2024-01-01", 50_000)],
}

export function version(effective_date: string, pay_rate: number | null | undefined, more: object = {}) {
  return {
    id: effective_date,
    effective_date,
    start_date: "2024-01-01",
    job_title: "Baker",
    pay_currency: "EUR",
    pay_period: "annually" as const,
    ...(pay_rate === undefined ? {} : { pay_rate }),
    ...more,
  }
}

export const employee = (before: object | null, after: object | null) =>
  nameEvents({
    resource: "employees",
    before: before && { ...ANA, ...before },
    after: after && { ...ANA, ...after },
    today: TODAY,
  })

export const named = (events: readonly NamedEvent[]) => events.map(({ type, effective_date }) => [type, effective_date])
