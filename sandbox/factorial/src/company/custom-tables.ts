import { type TablePlan, tablePlans } from "./custom-field-list.js"
import { addField, addOptions, addValue, type Field } from "./custom-fields.js"
import type { Draft } from "./draft.js"
import type { Person } from "./people.js"

/** Tables a company adds itself: schema, columns, rows of people, a value holder a cell and the value in it. */
export function writeCustomTables(draft: Draft, people: Person[]): void {
  for (const [position, plan] of tablePlans.entries()) {
    const values = { name: plan.name, company_id: draft.company.id, hidden: plan.hidden, position }
    const schema = draft.add("custom_resources/schemas", values)
    const fields = plan.columns.map((column, index) => addField(draft, { plan: column, position: index, place: null }))
    for (const field of fields) {
      addOptions(draft, field)
      draft.add("custom_fields/resource_fields", { field_id: field.id, schema_id: schema.id })
    }
    writeRows(draft, { plan, schemaId: schema.id, fields, people })
  }
}

type TableDraft = { plan: TablePlan; schemaId: string; fields: Field[]; people: Person[] }

function writeRows(draft: Draft, { plan, schemaId, fields, people }: TableDraft): void {
  const random = draft.random(`table/${plan.name}`)
  for (const person of people) {
    if (!random.chance(plan.share)) continue
    const rows = random.int(1, 2)
    for (let i = 0; i < rows; i++) {
      const resource = draft.add("custom_resources/resources", {
        schema_id: schemaId,
        attachable_type: "Employee",
        attachable_id: person.id,
      })
      for (const field of fields) {
        const holder = { resource_id: resource.id, attachable_id: person.id }
        addValue(draft, { field, ownerId: draft.add("custom_resources/values", holder).id, random })
      }
    }
  }
}
