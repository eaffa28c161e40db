import type { WriteModel } from "@rollcall/contract"

type Schema = WriteModel["body"]["shape"][string]
/** What is read of a schema to fill it. */
type Def = {
  type: string
  innerType?: Schema
  element?: Schema
  options?: readonly Schema[]
  entries?: Readonly<Record<string, string>>
  shape?: Readonly<Record<string, Schema>>
  in?: Schema
}

/** Texts of the forms that bodies ask for; the first that a schema takes is used. */
const TEXTS = ["2026-03-02", "ES", "EUR", "a.b@example.test", "Europe/Madrid", "1", "x"]

const defOf = (schema: Schema): Def => (schema as unknown as { _zod: { def: Def } })._zod.def // zod keeps it there

/** A value that the schema takes. */
function sampleOf(schema: Schema): unknown {
  const { type, innerType, element, options, entries, shape, in: input } = defOf(schema)
  if (type === "object" && shape)
    return Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, sampleOf(one)]))
  if (type === "array" && element) return [sampleOf(element)]
  if (type === "enum" && entries) return Object.values(entries)[0]
  if (type === "union" && options?.[0]) return sampleOf(options[0])
  if (type === "record") return {}
  if (type === "number") return 1
  if (type === "boolean") return true
  const inside = innerType ?? input
  if (inside) return sampleOf(inside)
  return TEXTS.find((text) => schema.safeParse(text).success) ?? "x"
}

/**
 * Bodies of a write with the fields that the HR system takes: all of them, each alone beside what the model requires, and
 * each emptied where that may be.
 */
export function bodiesOf({ body }: WriteModel, takes: readonly string[]): Record<string, unknown>[] {
  const fields = Object.entries(body.shape).filter(([name]) => takes.includes(name))
  const full = Object.fromEntries(fields.map(([name, schema]) => [name, sampleOf(schema)]))
  const required = Object.fromEntries(
    fields.flatMap(([name, schema]) => (schema.safeParse(undefined).success ? [] : [[name, full[name]]])),
  )
  const alone = fields.map(([name]) => ({ ...required, [name]: full[name] }))
  const emptied = fields.flatMap(([name, schema]) =>
    schema.safeParse(null).success ? [{ ...required, [name]: null }] : [],
  )
  return [required, full, ...alone, ...emptied].flatMap((one) => {
    const parsed = body.safeParse(one)
    return parsed.success ? [parsed.data] : []
  })
}
