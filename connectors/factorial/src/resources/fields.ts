import {
  all,
  flag,
  idOf,
  lookUp,
  many,
  type Remote,
  resource,
  sortById,
  text,
  toList,
  view,
} from "@rollcall/connector-kit"
import type { Field } from "@rollcall/contract"
import { fieldNames } from "../field-names.js"
import { customFields, customOptions } from "../tables.js"

type DataType = NonNullable<Field["data_type"]>

export const DATA_TYPES: Readonly<Record<string, DataType>> = {
  text: "text",
  long_text: "long_text",
  date: "date",
  rating: "number",
  checkbox: "boolean",
  single_choice: "single_choice",
  multiple_choice: "multiple_choice",
  money: "money",
  cents: "money",
}

export const fields = resource("fields", {
  fields: view({
    from: customFields,
    relations: {
      // Names are given so that no two fields have the same one.
      others: all(customFields, { fields: ["name"] }),
      // The definition's own list of options may be empty while this one has rows.
      options: many(customOptions, { field_id: "id" }, { fields: ["options"] }),
    },
    unsupported: ["created_at", "updated_at"],
    map(row, { others, options }) {
      const type = text(row, "field_type")
      const entityId = idOf(row, "legal_entity_id")
      return {
        id: idOf(row) ?? "",
        name: others && (fieldNames(others).get(idOf(row) ?? "") ?? null),
        label: text(row, "label_text"),
        entity_type: "employee",
        data_type: lookUp(type, DATA_TYPES),
        data_type_source: type,
        options: isChoice(row) ? options && sortById(options).map(toOption) : null,
        required: flag(row, "required"),
        company: entityId === undefined ? null : { id: entityId, name: text(row, "legal_entity_name") },
      }
    },
    push: { id: toList("ids[]") },
  }),
})

const isChoice = (row: Remote) => /_choice$/.test(text(row, "field_type") ?? "")

const toOption = (option: Remote) => ({
  id: idOf(option) ?? "",
  label: text(option, "label"),
  value: text(option, "value"),
  is_active: flag(option, "is_active"),
})
