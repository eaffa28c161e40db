import {
  compareTexts,
  day,
  flag,
  idOf,
  idsOf,
  lookUp,
  money,
  number,
  objectOf,
  type Remote,
  sortById,
  text,
} from "@rollcall/connector-kit"
import type { Employee, Field } from "@rollcall/contract"
import type { Rows } from "./timeline.js"

type DataType = NonNullable<Field["data_type"]>
type Values = NonNullable<Employee["custom_fields"]>
type Value = Values[string]

const DATA_TYPES: Readonly<Record<string, DataType>> = {
  text: "text",
  email: "text",
  phone: "text",
  contact_url: "text",
  textarea: "long_text",
  int: "number",
  decimal: "number",
  percentage: "number",
  currency: "money",
  date: "date",
  checkbox: "boolean",
  list: "single_choice",
  gender: "single_choice",
  country: "single_choice",
  state: "single_choice",
  multilist: "multiple_choice",
}

export const dataTypeOf = (field: Remote): DataType | null | undefined =>
  lookUp(text(field, "type"), DATA_TYPES, "text")

/**
 * Fields of `meta/fields` that the company has made for its people. Their aliases begin with `custom`; ids with a dot
 * are parts of other fields, and negative ones are computed.
 */
export const isCustom = (field: Remote): boolean =>
  (text(field, "alias") ?? "").startsWith("custom") &&
  /^\d+$/.test(idOf(field) ?? "") &&
  Boolean(text(field, "type") && text(field, "name"))

/** Columns of the company's own tables look the same, and only `meta/tables` tells them apart. */
export function customFields(fields: readonly Remote[], columns: readonly Remote[]): readonly Remote[] {
  const ofTables = new Set(columns.map((column) => idOf(column, "fieldId")))
  return sortById(fields).filter((field) => isCustom(field) && !ofTables.has(idOf(field)))
}

/**
 * Values by alias, the name of the field. A field that was not answered is absent: no right to it. Undefined: none of them
 * was answered.
 */
export function customFieldsOf(report: Remote, fields: Rows, columns: Rows): Values | undefined {
  const given = objectOf(report, "custom")
  if (fields === undefined || columns === undefined || given === undefined) return undefined
  const known = definitionsOf(fields, columns)
  const answered = known.filter((field) => Object.hasOwn(given, text(field, "alias") ?? ""))
  if (answered.length === 0 && known.length > 0) return undefined
  const entries = answered.map((field): [string, Value] => [text(field, "alias") ?? "", readValue(field, given)])
  return Object.fromEntries(entries)
}

/** All rows of a page are given the same lists. */
const made = new WeakMap<readonly Remote[], { columns: readonly Remote[]; known: readonly Remote[] }>()

function definitionsOf(fields: readonly Remote[], columns: readonly Remote[]): readonly Remote[] {
  const found = made.get(fields)
  if (found?.columns === columns) return found.known
  const known = customFields(fields, columns)
  made.set(fields, { columns, known })
  return known
}

function readValue(field: Remote, given: Remote): Value {
  const alias = text(field, "alias") ?? ""
  switch (dataTypeOf(field)) {
    case "number":
      return number(given, alias) ?? null
    case "money":
      return money(given, alias)?.amount ?? null
    case "date":
      return day(given, alias) ?? null
    case "boolean":
      return flag(given, alias) ?? null
    case "multiple_choice":
      return choicesIn(given[alias])
    default:
      return text(given, alias) ?? null
  }
}

/** A list, or text with commas. The choices are a set: in which order they come says nothing. */
export function choicesIn(value: unknown): string[] | null {
  const given = Array.isArray(value) ? idsOf({ value }, "value") : typeof value === "string" ? value.split(",") : []
  const found = given.map((one) => one.trim()).filter((one) => one !== "")
  return found.length > 0 ? [...new Set(found)].sort(compareTexts) : null
}
