import { day, flag, idOf, number, type Remote, text } from "@rollcall/connector-kit"
import type { Employee } from "@rollcall/contract"
import { DATA_TYPES, fieldName } from "./resources/fields.js"

type Values = NonNullable<Employee["custom_fields"]>
type Value = Values[string]

/** Every field that the employee's legal entity has, null where nothing is filled in. */
export function customFieldsOf(employee: Remote, fields: readonly Remote[], values: readonly Remote[]): Values {
  const own = new Map(
    values.filter((one) => text(one, "valuable_type") === "Employee").map((one) => [idOf(one, "field_id"), one]),
  )
  const entity = idOf(employee, "legal_entity_id")
  const applies = (field: Remote) => {
    const limited = idOf(field, "legal_entity_id")
    return limited === undefined || limited === entity || own.has(idOf(field))
  }
  const entries = fields.filter(applies).map((field) => {
    const value = own.get(idOf(field))
    return [fieldName(field), value === undefined ? null : readValue(field, value)] as const
  })
  return Object.fromEntries(entries)
}

/** The typed column first, then the general one. */
function readValue(field: Remote, value: Remote): Value {
  switch (DATA_TYPES[text(field, "field_type") ?? ""]) {
    case "money":
      return readMoney(value)
    case "number":
      return number(value, "value") ?? null
    case "boolean":
      return readFlag(value)
    case "date":
      return day(value, "date_value") ?? day(value, "value") ?? null
    case "multiple_choice":
      return readChoices(value.value)
    case "single_choice":
      return text(value, "single_choice_value") ?? text(value, "value") ?? null
    default:
      return text(value, "long_text_value") ?? text(value, "value") ?? null
  }
}

/** `cents_value` is the amount x 100; `value` alone is taken as it stands. */
function readMoney(value: Remote): number | null {
  const cents = number(value, "cents_value")
  return typeof cents === "number" ? cents / 100 : (number(value, "value") ?? null)
}

function readFlag(value: Remote): boolean | null {
  const raw = value.value
  if (raw === 1 || raw === "1") return true
  if (raw === 0 || raw === "0") return false
  return flag(value, "value") ?? null
}

/** Its form is not known: a list, JSON text of one, or text with commas or semicolons. */
function readChoices(raw: unknown): string[] | null {
  if (Array.isArray(raw)) return raw.map(String)
  if (typeof raw !== "string" || raw.trim() === "") return null
  try {
    const parsed: unknown = JSON.parse(raw)
    if (Array.isArray(parsed)) return parsed.map(String)
  } catch {
    // Not JSON: plain text.
  }
  return raw
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== "")
}
