/** A JSON Schema with nothing in it but what every agent API takes. */
export type PlainSchema = {
  type: string
  description?: string
  properties?: Record<string, PlainSchema>
  required?: string[]
  items?: PlainSchema
  enum?: string[]
  format?: string
  minimum?: number
  maximum?: number
}

export type Tool = {
  resource: string
  method: string
  name: string
  /** Under which paths it is called: /proxy or /unified. */
  type: "proxy" | "unified"
  description: string
  query_schema: PlainSchema
  body_schema: PlainSchema
  required: string[]
}
type Given = Readonly<Record<string, unknown>>
const objectOf = (value: unknown): Given | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined

const NOTHING: Given = {}

/** What is deeper is told as an object, which holds anything. */
const MOST_LEVELS = 5

/**
 * References are written out, of alternatives the first is told (one with bounds of a range before others), and what has no
 * type is text.
 */
export function plainSchema(schema: Given, defs: Given = objectOf(schema.$defs) ?? {}, level = 0): PlainSchema {
  const given = resolve(schema, defs)
  const type = typeOf(given)
  const told = typeof schema.description === "string" ? schema.description : given.description
  const description = [told, type === "string" ? formatInWords(given) : undefined].filter(
    (one) => typeof one === "string",
  )
  return {
    type,
    ...(description.length > 0 ? { description: description.join(" ") } : {}),
    ...(type === "object" ? propertiesOf(given, defs, level) : {}),
    ...(type === "array" ? { items: plainSchema(objectOf(given.items) ?? NOTHING, defs, level + 1) } : {}),
    ...(type === "string" ? textOf(given) : {}),
    ...(type === "integer" || type === "number" ? boundsOf(given) : {}),
  }
}

function resolve(schema: Given, defs: Given): Given {
  const name = typeof schema.$ref === "string" ? schema.$ref.split("/").at(-1) : undefined
  const target = name === undefined ? undefined : objectOf(defs[name])
  if (target) return resolve(target, defs)
  const choices: unknown = schema.anyOf ?? schema.oneOf
  if (!Array.isArray(choices)) return schema
  const known = choices.map(objectOf).filter((one) => one !== undefined)
  const fit = known.map((one) => resolve(one, defs)).filter((one) => one.type !== "null")
  return fit.find(isRange) ?? fit[0] ?? {}
}

const isRange = ({ properties }: Given): boolean => Object.keys(objectOf(properties) ?? {}).includes("gte")

const TYPES = ["string", "number", "integer", "boolean", "array", "object"]

function typeOf({ type, properties, enum: values }: Given): string {
  const named = Array.isArray(type) ? type.find((one) => one !== "null") : type
  if (typeof named === "string" && TYPES.includes(named)) return named
  return properties !== undefined && values === undefined ? "object" : "string"
}

function propertiesOf({ properties, required }: Given, defs: Given, level: number) {
  if (level >= MOST_LEVELS) return { properties: {} }
  const all = Object.entries(objectOf(properties) ?? {}).map(([name, one]): [string, PlainSchema] => [
    plainName(name),
    plainSchema(objectOf(one) ?? {}, defs, level + 1),
  ])
  const needed = Array.isArray(required) ? required.map((name) => plainName(String(name))) : []
  return { properties: Object.fromEntries(all), ...(needed.length > 0 ? { required: needed } : {}) }
}

/** Agent APIs take no brackets in a name; `ids` is read as `ids[]`. */
const plainName = (name: string): string => name.replace(/\[\]$/, "")

function textOf({ enum: values, const: only, format }: Given): Pick<PlainSchema, "enum" | "format"> {
  const all = (Array.isArray(values) ? values : [only]).filter((one) => typeof one === "string" && one !== "")
  if (all.length > 0) return { enum: all.map(String) }
  return format === DATE_TIME ? { format } : {}
}

/** The one format of a text that every agent API takes. */
const DATE_TIME = "date-time"

function formatInWords({ enum: values, format }: Given): string | undefined {
  if (values !== undefined || typeof format !== "string" || format === DATE_TIME) return undefined
  return `Format: ${format === "date" ? "YYYY-MM-DD" : format}.`
}

const boundsOf = ({ minimum, maximum }: Given): Pick<PlainSchema, "minimum" | "maximum"> => ({
  ...(typeof minimum === "number" ? { minimum } : {}),
  ...(typeof maximum === "number" && maximum < Number.MAX_SAFE_INTEGER ? { maximum } : {}),
})
