/**
 * A field of a JSON Schema, short, because a catalogue keeps those of hundreds of operations in a file: t type, f format,
 * e values, i items, p properties, r required.
 */
export type PackedField = { t: string; f?: string; e?: readonly string[]; i?: PackedField; p?: PackedFields; r?: 1 }
export type PackedFields = Readonly<Record<string, PackedField>>

/** The JSON Schema of an object with these fields. */
export function unpackSchema(fields: PackedFields): Record<string, unknown> {
  const required = Object.entries(fields).filter(([, one]) => one.r === 1)
  return {
    type: "object",
    properties: Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, unpackField(one)])),
    ...(required.length > 0 ? { required: required.map(([name]) => name) } : {}),
  }
}

const unpackField = ({ t, f, e, i, p }: PackedField): Record<string, unknown> => ({
  ...(t === "any" ? {} : { type: t }),
  ...(f === undefined ? {} : { format: f }),
  ...(e === undefined ? {} : { enum: e }),
  ...(i === undefined ? {} : { items: unpackField(i) }),
  ...(p === undefined ? {} : unpackSchema(p)),
})
