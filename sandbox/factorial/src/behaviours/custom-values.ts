import { checkBody } from "../rows/write.js"
import type { Behaviour, Call, Json, Row } from "../world.js"
import { complain, findNamed, patchNamed } from "./rules.js"

const VALUES = "custom_fields/values"

export const customValues: Record<string, Behaviour> = {
  [`POST ${VALUES}`]: writeValue,
  [`PUT ${VALUES}`]: (call) => {
    const row = findNamed(VALUES, call)
    assertChoices(call, String(row.field_id))
    return patchNamed(VALUES, call, typedValue(call, String(row.field_id)))
  },
}

function writeValue(call: Call): Row {
  const { store } = call.world
  const body = checkBody(VALUES, "create", call)
  const field = findNamed("custom_fields/fields", call, body.field_id)
  if (body.valuable_type === "Employee") findNamed("employees/employees", call, body.valuable_id)
  assertChoices(call, field.id)
  const values = {
    field_id: field.id,
    valuable_type: body.valuable_type ?? null,
    valuable_id: body.valuable_id ?? null,
    label: field.label_text ?? null,
    required: field.required ?? null,
    custom_field_identifier: `field-${field.id}`,
  }
  return store.insert(VALUES, { ...values, ...typedValue(call, field.id) })
}

/** A choice is one of the field's options. */
function assertChoices(call: Call, fieldId: string): void {
  const { store } = call.world
  const type = String(store.find("custom_fields/fields", fieldId)?.field_type)
  const given = [call.body.value ?? []].flat()
  if (!type.endsWith("_choice") || given.length === 0) return
  const known = store.where("custom_fields/options", { field_id: fieldId }).map(({ value }) => value)
  if (given.some((one) => !known.includes(one))) throw complain(call, "value", "inclusion")
}

/** The column of the field's type, and the general one. */
export function typedValue(call: Call, fieldId: string): Record<string, Json> {
  const type = call.world.store.find("custom_fields/fields", fieldId)?.field_type
  const value = call.body.value ?? null
  if (type === "long_text") return { value: null, long_text_value: value }
  if (type === "date") return { value: null, date_value: value }
  if (type === "single_choice") return { value, single_choice_value: value }
  if (type === "money" || type === "cents")
    return { value: null, cents_value: value === null ? null : Math.round(Number(value) * 100) }
  return { value }
}
