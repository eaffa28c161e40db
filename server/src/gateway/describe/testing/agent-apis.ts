import type { PlainSchema, Tool } from "../plain-schema.js"

/** What an agent API documents of the tools that it takes. */
export type AgentApi = {
  name: string
  mostTools: number
  toolName: RegExp
  parameterName: RegExp
  mostDescription: number
  /** Of texts. */
  formats: readonly string[]
  /** Objects and lists inside one another. */
  mostLevels: number
  /** Of all objects of one tool. */
  mostParameters: number
  /** Of all lists of values of one tool. */
  mostValues: number
}

const LETTERS = /^[a-zA-Z0-9_-]{1,64}$/
const STRICT_FORMATS = ["date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid"]
const BEGINS_WITH_A_LETTER = /^[a-zA-Z_][a-zA-Z0-9_]{0,63}$/

/**
 * Limits as the references of the three big agent APIs have them (November 2026); where one has none the strictest of the
 * others stands. OpenAI: 128 functions, names of 64 letters, digits, _ and -, descriptions of 1,024 characters, 10 levels,
 * 5,000 properties and 1,000 values in strict mode. Anthropic: the same names, properties of 64 with dots too. Gemini: 128
 * functions, names and parameters that begin with a letter or _, a subset of OpenAPI's schemas in which each has a type; its
 * models of 2025 refuse every format of a text but date-time.
 */
export const AGENT_APIS: readonly AgentApi[] = [
  {
    name: "OpenAI",
    mostTools: 128,
    toolName: LETTERS,
    parameterName: LETTERS,
    mostDescription: 1_024,
    formats: STRICT_FORMATS,
    mostLevels: 10,
    mostParameters: 5_000,
    mostValues: 1_000,
  },
  {
    name: "Anthropic",
    mostTools: 128,
    toolName: LETTERS,
    parameterName: /^[a-zA-Z0-9_.-]{1,64}$/,
    mostDescription: 1_024,
    formats: STRICT_FORMATS,
    mostLevels: 10,
    mostParameters: 5_000,
    mostValues: 1_000,
  },
  {
    name: "Gemini",
    mostTools: 128,
    toolName: /^[a-zA-Z_][a-zA-Z0-9_-]{0,63}$/,
    parameterName: BEGINS_WITH_A_LETTER,
    mostDescription: 1_024,
    formats: ["date-time"],
    mostLevels: 10,
    mostParameters: 5_000,
    mostValues: 1_000,
  },
]

const TYPES = ["string", "number", "integer", "boolean", "array", "object"]
const KEYWORDS = ["type", "description", "properties", "required", "items", "enum", "format", "minimum", "maximum"]

/** What an agent API would refuse of a list of tools. Each becomes a function of one object: what is in query and body. */
export function faultsOf(tools: readonly Tool[], api: AgentApi): string[] {
  const names = tools.map(({ name }) => name)
  const doubled = names.filter((name, place) => names.indexOf(name) !== place)
  return [
    ...(tools.length > api.mostTools ? [`${tools.length} tools`] : []),
    ...doubled.map((name) => `${name} twice`),
    ...tools.flatMap((tool) => faultsOfTool(tool, api).map((fault) => `${tool.name}: ${fault}`)),
  ]
}

function faultsOfTool({ name, description, query_schema, body_schema, required }: Tool, api: AgentApi): string[] {
  const parts = [query_schema, body_schema]
  const inBoth = Object.keys(query_schema.properties ?? {}).filter((one) => one in (body_schema.properties ?? {}))
  const all = parts.flatMap((part) => [...schemasIn(part)])
  const parameters = parts.flatMap((part) => Object.keys(part.properties ?? {}))
  return [
    ...(api.toolName.test(name) ? [] : ["name"]),
    ...(description.length > api.mostDescription || description === "" ? ["description"] : []),
    ...(parts.every(({ type, properties }) => type === "object" && properties) ? [] : ["not an object"]),
    ...inBoth.map((one) => `${one} in query and body`),
    ...required.filter((one) => !parameters.includes(one)).map((one) => `${one} is required and not there`),
    ...(count(all, ({ properties }) => Object.keys(properties ?? {}).length) > api.mostParameters
      ? ["parameters"]
      : []),
    ...(count(all, ({ enum: values }) => values?.length ?? 0) > api.mostValues ? ["values"] : []),
    ...parts.flatMap((part) => faultsOfSchema(part, api, 1)),
  ]
}

const count = (schemas: readonly PlainSchema[], one: (schema: PlainSchema) => number): number =>
  schemas.reduce((sum, schema) => sum + one(schema), 0)

function* schemasIn(schema: PlainSchema): Iterable<PlainSchema> {
  yield schema
  for (const inner of [...Object.values(schema.properties ?? {}), ...(schema.items ? [schema.items] : [])])
    yield* schemasIn(inner)
}

function faultsOfSchema(schema: PlainSchema, api: AgentApi, level: number): string[] {
  const { type, properties = {}, required = [], items, enum: values, format } = schema
  if (level > api.mostLevels) return ["too deep"]
  return [
    ...(TYPES.includes(type) ? [] : [`type ${type}`]),
    ...Object.keys(schema).filter((key) => !KEYWORDS.includes(key)),
    ...((type === "array") === (items !== undefined) ? [] : ["items"]),
    ...(values && (type !== "string" || values.length === 0 || values.includes("")) ? ["enum"] : []),
    ...(format === undefined || (type === "string" && api.formats.includes(format)) ? [] : [`format ${format}`]),
    ...required.filter((name) => !(name in properties)).map((name) => `${name} is required and not there`),
    ...Object.entries(properties).flatMap(([name, inner]) => [
      ...(api.parameterName.test(name) ? [] : [`parameter ${name}`]),
      ...faultsOfSchema(inner, api, level + 1).map((fault) => `${name}: ${fault}`),
    ]),
    ...(items ? faultsOfSchema(items, api, level + 1) : []),
  ]
}
