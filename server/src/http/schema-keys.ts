import { z } from "zod"

/** The names that an object takes at a place of a schema; none where there is no object, or one that takes any. */
export const keysAt = (schema: z.ZodType, path: readonly PropertyKey[]): string[] => [
  ...new Set(
    path
      .reduce<z.ZodType[]>((found, step) => found.flatMap((one) => stepInto(one, step)), formsOf(schema))
      .flatMap((one) => (one instanceof z.ZodObject ? Object.keys(one.shape) : [])),
  ),
]

/** What a value may be, without what is around it. */
function formsOf(schema: unknown): z.ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return formsOf(schema.unwrap())
  if (schema instanceof z.ZodPipe) return [...formsOf(schema.in), ...formsOf(schema.out)]
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(formsOf)
  return schema instanceof z.ZodType ? [schema] : []
}

function stepInto(schema: z.ZodType, step: PropertyKey): z.ZodType[] {
  if (schema instanceof z.ZodArray) return formsOf(schema.element)
  if (schema instanceof z.ZodRecord) return formsOf(schema.valueType)
  const isField = schema instanceof z.ZodObject && Object.hasOwn(schema.shape, step)
  return isField ? formsOf(schema.shape[String(step)]) : []
}
