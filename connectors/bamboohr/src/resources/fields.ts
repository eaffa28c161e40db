import { flag, idOf, many, type Remote, resource, sortById, text, view } from "@rollcall/connector-kit"
import { dataTypeOf, isCustom } from "../custom-fields.js"
import * as tables from "../tables.js"

export const fields = resource("fields", {
  fields: view({
    from: tables.fields,
    relations: {
      options: many(tables.options, { fieldId: "id" }, { fields: ["options"] }),
      columns: many(tables.columns, { fieldId: "id" }, { fields: ["id"], decides: true }),
    },
    unsupported: ["required", "created_at", "updated_at"],
    where: isCustom,
    map(row, { options, columns }) {
      // A column of one of the company's own tables is no field of a person.
      if (columns !== undefined && columns.length > 0) return undefined
      const type = dataTypeOf(row)
      const isChoice = type === "single_choice" || type === "multiple_choice"
      // Countries, states and genders have no list of their own.
      const listed = options && (options.length > 0 || /list$/i.test(text(row, "type") ?? "")) ? options : undefined
      return {
        id: idOf(row) ?? "",
        name: text(row, "alias"),
        label: text(row, "name"),
        entity_type: "employee",
        data_type: type,
        data_type_source: text(row, "type"),
        options: isChoice ? listed && sortById(listed).map(toOption) : null,
        company: null,
      }
    },
  }),
})

function toOption(option: Remote) {
  const isArchived = flag(option, "archived")
  return {
    id: idOf(option) ?? "",
    label: text(option, "name"),
    value: text(option, "name"),
    is_active: typeof isArchived === "boolean" ? !isArchived : isArchived,
  }
}
