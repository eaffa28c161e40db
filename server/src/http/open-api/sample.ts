import type { Components, Schema } from "./schemas.js"

/** Values that read like ones, for texts of which a schema says no more than that. */
const TEXTS: Readonly<Record<string, string>> = {
  city: "Barcelona",
  country: "ES",
  currency: "EUR",
  email: "ada@example.com",
  first_name: "Ada",
  integrated_account_id: "0f7c1147-b2e5-4b4c-8b4f-6a2f6f0f7c11",
  job_title: "Engineer",
  last_name: "Byron",
  name: "Ada Byron",
  tenant_id: "customer-1",
  timezone: "Europe/Madrid",
}
const FORMATS: Readonly<Record<string, string>> = {
  date: "2026-03-01",
  "date-time": "2026-03-01T09:00:00.000Z",
  uuid: "0f7c1147-b2e5-4b4c-8b4f-6a2f6f0f7c11",
  uri: "https://app.example.com/webhooks",
  email: "ada@example.com",
}
const MOST_LEVELS = 12

type Sampling = { components: Components; name?: string; level?: number; onlyRequired?: boolean }

/** A value that fits a schema: what an example shows. */
export function sampleOf(schema: Schema, sampling: Sampling): unknown {
  const { components, name = "", level = 0 } = sampling
  if (typeof schema.$ref === "string") {
    const target = components[schema.$ref.slice("#/components/schemas/".length)]
    return target ? sampleOf(target, { ...sampling, level: level + 1 }) : {}
  }
  if ("const" in schema) return schema.const
  if (Array.isArray(schema.enum)) return schema.enum[0]
  const options = schema.anyOf ?? schema.oneOf
  if (Array.isArray(options)) return sampleOf(options[0] ?? {}, sampling)
  if (Array.isArray(schema.allOf)) return sampleOf(schema.allOf[0] ?? {}, sampling)
  if (Array.isArray(schema.type)) return sampleOf({ ...schema, type: schema.type[0] }, sampling)
  if (schema.type === "object") return level > MOST_LEVELS ? {} : sampleObject(schema, sampling)
  if (schema.type === "array") return [sampleOf((schema.items ?? {}) as Schema, { ...sampling, level: level + 1 })] // a JSON Schema's
  if (schema.type === "integer" || schema.type === "number") return Number(schema.minimum ?? 1)
  if (schema.type === "boolean") return true
  if (schema.type === "null") return null
  if (schema.type === "string") return FORMATS[String(schema.format)] ?? sampleText(schema, name)
  return {}
}

function sampleObject({ properties = {}, required = [] }: Schema, sampling: Sampling): Schema {
  const needed = required as string[] // a JSON Schema's
  const shown = Object.entries(properties as Components).filter(
    ([key, one]) => needed.includes(key) || (!sampling.onlyRequired && key !== "remote_data" && !one.deprecated),
  )
  const level = (sampling.level ?? 0) + 1
  return Object.fromEntries(shown.map(([key, one]) => [key, sampleOf(one, { ...sampling, name: key, level })]))
}

function sampleText({ minLength, maxLength, pattern }: Schema, name: string): string {
  if (pattern === "^#[0-9a-fA-F]{6}$") return "#336699"
  const text = TEXTS[name] ?? (name === "id" || name.endsWith("_id") ? "1042" : "text")
  return text.slice(0, Number(maxLength ?? text.length)).padEnd(Number(minLength ?? 0), "x")
}
