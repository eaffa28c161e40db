import { defineSource, flag, idOf, lookUp, type Remote, type Resource, text } from "@rollcall/connector-kit"
import type { Field } from "@rollcall/contract"
import { fieldNames } from "../field-names.js"
import { sortById } from "../order.js"
import { toList } from "../push.js"

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

export const FIELDS = "custom_fields/fields"

export const fields: Resource<"fields"> = {
  sources: [
    defineSource<"fields">()({
      path: FIELDS,
      fields: ["id", "label_text", "field_type", "slug", "required"],
      joins: {
        // Names are given so that no two fields have the same one.
        all: { path: FIELDS, feeds: ["name"] },
        // The definition's own list of options may be empty while this one has rows.
        options: {
          path: "custom_fields/options",
          by: "field_ids[]",
          on: "field_id",
          keys: (row) => (isChoice(row) ? [idOf(row) ?? ""] : []),
          feeds: ["options"],
        },
      },
      lacks: ["created_at", "updated_at"],
      single: "read",
      idsParam: "ids[]",
      map(row, { all, options }) {
        const type = text(row, "field_type")
        const entityId = idOf(row, "legal_entity_id")
        return {
          id: idOf(row) ?? "",
          name: all && (fieldNames(all).get(idOf(row) ?? "") ?? null),
          label: text(row, "label_text") ?? text(row, "label"),
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
  ],
}

const isChoice = (row: Remote) => /_choice$/.test(text(row, "field_type") ?? "")

const toOption = (option: Remote) => ({
  id: idOf(option) ?? "",
  label: text(option, "label"),
  value: text(option, "value"),
  is_active: flag(option, "is_active"),
})
