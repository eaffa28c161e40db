import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { columnsOf, hiddenColumns } from "./columns/index.js"
import { buildCompany } from "./index.js"

/** A field of the engine's catalogue: type, nullable, format, closed list, item, name of another schema. */
type Field = { t?: string; n?: number; f?: string; e?: string[]; i?: Field; o?: string }
type Schemas = Record<string, Record<string, Field>>
type Catalogue = { resources: Record<string, { list?: { o?: string } }>; schemas: Schemas }

const path = new URL("../../spec/operations.json", import.meta.url)
const catalogue: Catalogue = JSON.parse(readFileSync(path, "utf8"))
const data = buildCompany({ seed: "schema", size: 120, today: "2026-11-23" })

const listed = Object.entries(catalogue.resources).flatMap(([table, { list }]) => {
  const schema = list?.o === undefined ? undefined : catalogue.schemas[list.o]
  return schema === undefined ? [] : [{ table, schema }]
})
const computed = [
  "api_public/credentials",
  "attendance/worked_times",
  "contracts/materialized_templates",
  "contracts/reference_contracts",
  "timeoff/allowance_stats",
  "timeoff/french_leave_day_counts",
]
const formats: Record<string, RegExp> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  "date-time": /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/,
}

function isScalarRight(field: Field, value: unknown): boolean {
  if (field.e !== undefined) return field.e.includes(String(value))
  if (field.t === "integer") return Number.isInteger(value)
  if (field.t === "object") return typeof value === "object"
  if (field.t !== undefined && field.t !== "any" && typeof value !== field.t) return false
  return field.f === undefined || formats[field.f]?.test(String(value)) !== false
}

function listFaults(field: Field, value: unknown, at: string): string[] {
  if (value === null) return field.n === 1 || field.t === "any" ? [] : [`${at} is null`]
  if (field.t === "array") {
    if (!Array.isArray(value)) return [`${at} is no list`]
    return value.flatMap((item) => listFaults(field.i ?? {}, item, `${at}[]`))
  }
  const nested = field.o === undefined ? undefined : catalogue.schemas[field.o]
  if (nested !== undefined && typeof value === "object") return listRowFaults(nested, { ...value }, at)
  return isScalarRight(field, value) ? [] : [`${at} is ${JSON.stringify(value)}`]
}

function listRowFaults(schema: Record<string, Field>, row: Record<string, unknown>, at: string): string[] {
  const missing = Object.keys(schema).filter((name) => !(name in row))
  const faults = Object.entries(schema).flatMap(([name, field]) => {
    return name in row ? listFaults(field, row[name], `${at}.${name}`) : []
  })
  return [...missing.map((name) => `${at}.${name} is missing`), ...faults]
}

describe("the company against the catalogue of Factorial's answers", () => {
  it("stores every list there is, but for the computed ones", () => {
    const tables = listed.map(({ table }) => table).filter((table) => !computed.includes(table))
    expect(tables.length).toBeGreaterThan(70)
    expect(Object.keys(data.tables).sort()).toEqual(tables.sort())
  })

  it.each(listed.filter(({ table }) => !computed.includes(table)))(
    "$table has the columns of its schema",
    (resource) => {
      const names = Object.keys(resource.schema).filter((name) => name !== "id")
      expect([...(columnsOf[resource.table] ?? [])].sort()).toEqual(names.sort())
    },
  )

  it("has values of the right type, format and closed list in every row", () => {
    const faults = listed.flatMap(({ table, schema }) => {
      return (data.tables[table] ?? []).flatMap((row) => listRowFaults(schema, row, table))
    })
    expect([...new Set(faults)]).toEqual([])
  })

  it("notices wrong values", () => {
    const schema = catalogue.schemas.Leave ?? {}
    const leave = { ...data.tables["timeoff/leaves"]?.[0], start_on: "23/11/2026", approved: "yes", days_taken: null }
    expect(listRowFaults(schema, leave, "leave")).toHaveLength(3)
  })

  it("hides no column that an answer shows", () => {
    for (const [table, name] of Object.entries(hiddenColumns)) expect(columnsOf[table]).not.toContain(name)
  })
})
