import { idOf, type Remote, refuseInput, text } from "@rollcall/connector-kit"
import { isDay } from "@rollcall/contract"
import { customFields, dataTypeOf } from "../custom-fields.js"
import { optionName } from "./options.js"

type Facts = {
  /** Undefined: they may not be read. */
  fields: readonly Remote[] | undefined
  columns: readonly Remote[] | undefined
  options: readonly Remote[]
}

/** Values of the company's own fields, by the names under which a person is written. */
export function customValues(given: Readonly<Record<string, unknown>> = {}, { fields, columns, options }: Facts) {
  if (Object.keys(given).length === 0) return {}
  if (fields === undefined || columns === undefined)
    return refuseInput("custom_fields", "can't be written: this connection may not read which fields there are")
  const known = customFields(fields, columns)
  const named = new Set<string>()
  const entries = Object.entries(given).map(([name, value]) => {
    const path = `custom_fields.${name}`
    const field = known.find((one) => text(one, "alias") === name) ?? known.find((one) => idOf(one) === name)
    if (!field) return refuseInput(path, "is no field here: give the name or id of a row of fields")
    const alias = text(field, "alias") ?? ""
    if (named.has(alias)) return refuseInput(path, `is given twice, by its id and as ${alias}: give it once`)
    named.add(alias)
    const own = options.filter((option) => idOf(option, "fieldId") === idOf(field))
    return [alias, value === null ? null : encode(value, { field, own, path })] as const
  })
  return Object.fromEntries(entries)
}

type Encoding = { field: Remote; own: readonly Remote[]; path: string }

function encode(value: unknown, { field, own, path }: Encoding): unknown {
  switch (dataTypeOf(field)) {
    case "number":
      return numberOf(value, { path, isWhole: text(field, "type") === "int" })
    case "money":
      return String(numberOf(value, { path, isWhole: false }))
    case "date":
      return typeof value === "string" && isDay(value) ? value : refuseInput(path, "must be a day, as 2026-03-02")
    case "boolean":
      return typeof value === "boolean" ? (value ? "1" : "0") : refuseInput(path, "must be true or false")
    case "multiple_choice":
      return Array.isArray(value)
        ? value.map((one) => optionName(own, textOf(one, path), path))
        : refuseInput(path, "must be a list of choices")
    case "single_choice":
      // Countries, states and genders have no list of their own.
      return own.length === 0 ? textOf(value, path) : optionName(own, textOf(value, path), path)
    default:
      return textOf(value, path)
  }
}

const textOf = (value: unknown, path: string): string =>
  typeof value === "string" ? value : refuseInput(path, "must be text")

function numberOf(value: unknown, { path, isWhole }: { path: string; isWhole: boolean }): number {
  if (typeof value !== "number") return refuseInput(path, "must be a number")
  return isWhole && !Number.isInteger(value) ? refuseInput(path, "must be a whole number") : value
}
