import { checkBody, createRow } from "../rows/write.js"
import type { Behaviour, Call, Json, Row } from "../world.js"
import { typedValue } from "./custom-values.js"
import { findNamed } from "./rules.js"

const FIELDS = "custom_fields/fields"
const COLUMNS = "custom_fields/resource_fields"
const CELLS = "custom_resources/values"

/** Fields with their choices; columns and cells of custom tables, which are fields and values too. */
export const customTables: Record<string, Behaviour> = {
  [`POST ${FIELDS}`]: createField,
  [`POST ${COLUMNS}`]: (call) => {
    const { schema_id } = checkBody(COLUMNS, "create", call)
    findNamed("custom_resources/schemas", call, schema_id)
    const field = createField(call)
    return call.world.store.insert(COLUMNS, { schema_id: schema_id ?? null, field_id: field.id })
  },
  [`POST ${CELLS}`]: writeCell,
}

function createField(call: Call): Row {
  const field = createRow(FIELDS, call)
  const { options } = call.body
  for (const label of Array.isArray(options) ? options : [])
    createRow("custom_fields/options", { ...call, body: { label, value: label, field_id: field.id } })
  return field
}

/** In the row that is named, or in a new one. */
function writeCell(call: Call): Row {
  const { store } = call.world
  const body = checkBody(CELLS, "create", call)
  const employee = findNamed("employees/employees", call, body.employee_id)
  const field = findNamed(FIELDS, call, body.field_id)
  const given: Json | undefined = body.custom_resource_id
  const resource =
    given === undefined || given === null
      ? store.insert("custom_resources/resources", {
          schema_id: body.schema_id ?? null,
          attachable_type: "Employee",
          attachable_id: employee.id,
        })
      : findNamed("custom_resources/resources", call, given)
  const cell = store.insert(CELLS, { resource_id: resource.id, attachable_id: employee.id })
  store.insert("custom_fields/values", {
    field_id: field.id,
    valuable_type: "CustomResources::Value",
    valuable_id: cell.id,
    label: field.label_text ?? null,
    required: field.required ?? null,
    custom_field_identifier: `field-${field.id}`,
    ...typedValue(call, field.id),
  })
  return cell
}
