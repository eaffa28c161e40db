import { meaningOf } from "@rollcall/contract"
import { z } from "zod"

export type Schema = Record<string, unknown>
export type Components = Record<string, Schema>

/**
 * JSON Schemas of the contract. Rows with a name of their own become components, so that each is written once. What is
 * answered may have more keys than are declared (overrides of a mapping add some), what is given may not.
 */
export function toSchema(schema: z.ZodType, components: Components, io: "input" | "output"): Schema {
  const written = z.toJSONSchema(schema, { unrepresentable: "any", io, reused: "inline" })
  const { $schema: _, $defs, ...own } = told(written, io) as Schema // plain JSON
  for (const [name, definition] of Object.entries(($defs ?? {}) as Components)) components[name] ??= definition
  return own
}

export const propertiesOf = ({ properties }: Schema) => (properties ?? {}) as Components // a JSON Schema's

/** A schema with its references into the components, and a description wherever a name has a meaning. */
function told(value: unknown, io: "input" | "output"): unknown {
  if (Array.isArray(value)) return value.map((one) => told(one, io))
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
    if (key === "$ref" && typeof one === "string") return [[key, one.replace("#/$defs/", "#/components/schemas/")]]
    // A component is referred to by its place, and by nothing else.
    if (key === "id" && "type" in value && typeof one === "string") return []
    if (key === "additionalProperties" && one === false && io === "output") return []
    if (key === "properties") return [[key, named(one as Schema, io)]]
    return [[key, key === "enum" || key === "const" ? one : told(one, io)]]
  })
  return Object.fromEntries(entries)
}

const named = (properties: Schema, io: "input" | "output"): Schema =>
  Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, describe(name, told(one, io) as Schema)]))

/** Beside a reference a description is what this field is, not what the component is. */
export function describe(name: string, schema: Schema): Schema {
  const meaning = meaningOf(name)
  return schema.description !== undefined || meaning === undefined ? schema : { ...schema, description: meaning }
}
