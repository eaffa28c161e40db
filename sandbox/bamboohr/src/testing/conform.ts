import { readFileSync } from "node:fs"

type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  additionalProperties?: Schema | boolean
  enum?: unknown[]
  allOf?: Schema[]
  oneOf?: Schema[]
  anyOf?: Schema[]
}

const schemas: Record<string, Schema> = JSON.parse(
  readFileSync(new URL("../../spec/schemas.json", import.meta.url), "utf8"),
)

/** What of an answer is not as the vendor describes the operation, each once: `data[].id: string, not integer`. */
export function differences(operation: string, answer: unknown): string[] {
  const schema = schemas[operation]
  if (!schema) throw new Error(`no schema of ${operation}`)
  return [...new Set(compare(answer, schema, ""))].sort()
}

function compare(value: unknown, schema: Schema, at: string): string[] {
  if (schema.allOf) return schema.allOf.flatMap((part) => compare(value, part, at))
  const choices = schema.oneOf ?? schema.anyOf
  if (choices) {
    const found = choices.map((choice) => compare(value, choice, at))
    return found.find((one) => one.length === 0) ?? found[0] ?? []
  }
  const types = schema.type === undefined ? [] : [schema.type].flat()
  const own = typeOf(value)
  const fits = types.includes(own) || (own === "integer" && types.includes("number"))
  if (types.length > 0 && !fits) return [`${at}: ${own}, not ${types.join(" or ")}`]
  if (schema.enum && value !== null && !schema.enum.includes(value))
    return [`${at}: ${String(value)} is none of its values`]
  if (Array.isArray(value)) return value.flatMap((one) => (schema.items ? compare(one, schema.items, `${at}[]`) : []))
  return typeof value === "object" && value !== null ? compareKeys(new Map(Object.entries(value)), schema, at) : []
}

function compareKeys(value: ReadonlyMap<string, unknown>, schema: Schema, at: string): string[] {
  const missing = (schema.required ?? []).filter((name) => !value.has(name)).map((name) => `${at}.${name}: missing`)
  const named = [...value].flatMap(([name, one]) => {
    const known = schema.properties?.[name]
    if (known) return compare(one, known, `${at}.${name}`)
    const other = schema.additionalProperties
    return typeof other === "object" ? compare(one, other, `${at}.*`) : []
  })
  return [...missing, ...named]
}

function typeOf(value: unknown): string {
  if (value === null) return "null"
  if (Array.isArray(value)) return "array"
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number"
  return typeof value
}
