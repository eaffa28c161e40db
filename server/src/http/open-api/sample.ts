import { CHOICES, NULLS, OMITTED } from "./sample-choices.js"
import { FORMATS, IDS, NAMES, NUMBERS, TEXTS, UUID } from "./sample-values.js"
import type { Components, Schema } from "./schemas.js"

const MOST_LEVELS = 12

type Sampling = {
  components: Components
  /** Of the field. */
  name?: string
  /** What the field's row is: the name of a component, of a field or of a resource. */
  about?: string
  level?: number
  onlyRequired?: boolean
}

/** A value that fits a schema: what an example shows. */
export function sampleOf(schema: Schema, sampling: Sampling): unknown {
  const { components, level = 0 } = sampling
  if (typeof schema.$ref === "string") {
    const about = schema.$ref.slice("#/components/schemas/".length)
    const target = components[about]
    return target ? sampleOf(target, { ...sampling, about, level: level + 1 }) : {}
  }
  if ("const" in schema) return schema.const
  if (Array.isArray(schema.enum))
    return schema.enum.find((one) => one === CHOICES[sampling.name ?? ""]) ?? schema.enum[0]
  if (NULLS.has(sampling.name ?? "") && isNullable(schema)) return null
  const options = schema.anyOf ?? schema.oneOf
  if (Array.isArray(options)) return sampleOf(options[0] ?? {}, sampling)
  if (Array.isArray(schema.allOf)) return sampleOf(schema.allOf[0] ?? {}, sampling)
  if (Array.isArray(schema.type)) return sampleOf({ ...schema, type: schema.type[0] }, sampling)
  return sampleOfType(schema, { ...sampling, level })
}

const isNullable = ({ type, anyOf }: Schema): boolean =>
  [type].flat().includes("null") || (Array.isArray(anyOf) && anyOf.some((one: Schema) => one.type === "null"))

function sampleOfType(schema: Schema, sampling: Sampling & { level: number }): unknown {
  const { name = "", level } = sampling
  switch (schema.type) {
    case "object":
      return level > MOST_LEVELS ? {} : sampleObject(schema, sampling)
    case "array":
      return [sampleOf((schema.items ?? {}) as Schema, { ...sampling, level: level + 1 })] // a JSON Schema's
    case "integer":
    case "number":
      return sampleNumber(schema, name)
    case "boolean":
      return true
    case "null":
      return null
    case "string":
      return sampleText(schema, sampling)
    default:
      return {}
  }
}

function sampleObject({ properties = {}, required = [] }: Schema, sampling: Sampling): Schema {
  const needed = required as string[] // a JSON Schema's
  const shown = Object.entries(properties as Components).filter(
    ([key, one]) => needed.includes(key) || (!sampling.onlyRequired && !OMITTED.has(key) && !one.deprecated),
  )
  const { about, name = about, level = 0 } = sampling
  // Rows of a component are known by its name, others by that of the field which holds them.
  const row = about !== undefined && isNamed(about) ? about : name
  const inside = { ...sampling, ...(row === undefined ? {} : { about: row }), level: level + 1 }
  const made = new Map(shown.map(([key, one]) => [key, sampleOf(one, withoutRow({ ...inside, name: key }, one))]))
  for (const key of made.keys()) {
    // The HR system's own value stands beside the one it was made to.
    const value = made.get(key.replace(/_source$/, ""))
    if (key.endsWith("_source") && typeof value === "string") made.set(key, value)
  }
  return Object.fromEntries(made)
}

/** A field that holds rows of its own says what they are, unless it only says that they are rows. */
const withoutRow = ({ about, ...sampling }: Sampling, { type, items, anyOf }: Schema): Sampling => {
  const holds = JSON.stringify([type, items, anyOf]).includes('"object"') && sampling.name !== "result"
  return about === undefined || holds ? sampling : { ...sampling, about }
}

/** `TimeoffType`, `timeoff_types` and `timeoff-type` are the same. */
const plainOf = (about: string): string =>
  about
    .toLowerCase()
    .replace(/[^a-z]/g, "")
    .replace(/ies$/, "y")
    .replace(/s$/, "")
const isNamed = (about: string): boolean => Object.hasOwn(NAMES, plainOf(about)) || isOfPlatform(plainOf(about))

/** Small, and within the bounds. */
function sampleNumber({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: Schema, name: string): number {
  const least = Math.max(Number(minimum ?? -Infinity), Number(exclusiveMinimum ?? -Infinity) + 1)
  const most = Math.min(Number(maximum ?? Infinity), Number(exclusiveMaximum ?? Infinity) - 1)
  return Math.min(Math.max(NUMBERS[name] ?? 1, least), most)
}

function sampleText(schema: Schema, { name = "", about = "" }: Sampling): string {
  const { minLength, maxLength, pattern, format } = schema
  if (pattern === "^#[0-9a-fA-F]{6}$") return "#336699"
  const byName = TEXTS[name]
  if (typeof format === "string" && FORMATS[format] !== undefined)
    return byName !== undefined && fits(byName, format) ? byName : FORMATS[format]
  const text = byName ?? (name === "name" ? (NAMES[plainOf(about)] ?? "Ada Byron") : otherText(name, plainOf(about)))
  return text.slice(0, Number(maxLength ?? text.length)).padEnd(Number(minLength ?? 0), "x")
}

const FORMS: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  uri: /^https?:/,
  email: /@/,
  uuid: /^[0-9a-f]{8}-/,
}
const fits = (text: string, format: string): boolean => FORMS[format]?.test(text) ?? false

function otherText(name: string, about: string): string {
  if (name === "id") return IDS[about] ?? (isOfPlatform(about) ? UUID : "1042")
  if (OF_PLATFORM.test(name)) return UUID
  return name.endsWith("_id") ? "1042" : `some ${name.replaceAll("_", " ")}`.trim()
}

/** Rows of Rollcall's own. */
const PLATFORM_ROWS =
  /^(environment|integratedaccount|account|apitoken|webhook|delivery|linktoken|mcp|sync|write|log|change|mapping)/
const isOfPlatform = (about: string): boolean => PLATFORM_ROWS.test(about)
const OF_PLATFORM =
  /^(environment|environment_integration|webhook|event|request|sync_run|sync_job|sync_job_run|token|mcp_server|team)_id$/
