import { type Field, findField } from "../fields/index.js"
import type { Person } from "../fields/person.js"
import { readField } from "../fields/read.js"
import { type Form, writeValue } from "../fields/write-forms.js"
import type { Rights } from "../permissions/index.js"
import type { Json } from "../world.js"
import { refuse } from "./call.js"

/** A field as it was asked for, and the key under which it is answered. */
export type Granted = { key: string; field: Field }

const MAX_FIELDS = 400

/** Unknown and forbidden fields are left out without a word. `keyOf` makes the key of what was asked for. */
export function grant(
  asked: readonly string[],
  rights: Rights,
  keyOf: (name: string) => string = (name) => name,
): Granted[] {
  if (asked.length > MAX_FIELDS) throw refuse(400, `At most ${MAX_FIELDS} fields can be asked for`)
  return [...new Set(asked)].flatMap((name) => {
    const field = findField(name)
    return field && rights.seesField(field) ? [{ key: keyOf(name), field }] : []
  })
}

type Writing = { rights: Rights; form: Form }

/** The id is in every row. */
export function valuesOf(
  person: Person,
  granted: readonly Granted[],
  { rights, form }: Writing,
): { [key: string]: Json } {
  const row: { [key: string]: Json } = { id: person.id }
  for (const { key, field } of granted) {
    if (rights.seesFieldOf(field, person.id))
      row[key] = writeValue(readField(field, person), field.type, { form, person })
  }
  return row
}
