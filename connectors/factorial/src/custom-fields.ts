import {
  compareTexts,
  day,
  flag,
  idOf,
  idsOf,
  isRemote,
  number,
  type Remote,
  sortById,
  text,
} from "@rollcall/connector-kit"
import { type Employee, readRemoteJson } from "@rollcall/contract"
import { fieldNames } from "./field-names.js"
import { DATA_TYPES } from "./resources/fields.js"

type Values = NonNullable<Employee["custom_fields"]>
type Value = Values[string]

/** Every field that the employee's legal entity has, null where nothing is filled in, in the order of their ids. */
export function customFieldsOf(employee: Remote, fields: readonly Remote[], values: readonly Remote[]): Values {
  const own = valuesByField(values)
  const names = fieldNames(fields)
  const entity = idOf(employee, "legal_entity_id")
  const applies = (field: Remote) => {
    const limited = idOf(field, "legal_entity_id")
    return limited === undefined || limited === entity || own.has(idOf(field) ?? "")
  }
  const entries = sortById(fields)
    .filter(applies)
    .flatMap((field): [string, Value][] => {
      const id = idOf(field)
      const name = id && names.get(id)
      return id && name ? [[name, readFirst(field, own.get(id) ?? [])]] : []
    })
  return Object.fromEntries(entries)
}

/** The person's values by field, the newest first. */
function valuesByField(values: readonly Remote[]): Map<string, Remote[]> {
  const found = new Map<string, Remote[]>()
  for (const value of sortById(values).toReversed()) {
    const field = idOf(value, "field_id")
    if (field === undefined || text(value, "valuable_type") !== "Employee") continue
    found.set(field, [...(found.get(field) ?? []), value])
  }
  return found
}

/** A field may have been filled in twice: an empty value never hides another. */
export function readFirst(field: Remote, values: readonly Remote[]): Value {
  for (const one of values) {
    const value = readValue(field, one)
    if (value !== null) return value
  }
  return null
}

/** The typed column first, then the general one. */
function readValue(field: Remote, value: Remote): Value {
  switch (DATA_TYPES[text(field, "field_type")?.toLowerCase() ?? ""]) {
    case "money":
      return readMoney(value)
    case "number":
      return number(value, "value") ?? null
    case "boolean":
      return readFlag(value)
    case "date":
      return day(value, "date_value") ?? day(value, "value") ?? null
    case "multiple_choice":
      return readChoices(value.value) ?? readChoices(value.single_choice_value)
    case "single_choice":
      return text(value, "single_choice_value") ?? text(value, "value") ?? null
    case "text":
    case "long_text":
      return text(value, "long_text_value") ?? text(value, "value") ?? null
    default:
      return readUnknown(value)
  }
}

const COLUMNS = ["value", "long_text_value", "single_choice_value", "date_value"]

/** A type that is not known: whichever column has something, in the form it has. */
function readUnknown(value: Remote): Value {
  for (const column of COLUMNS) {
    const found = readAny(value[column])
    if (found !== null) return found
  }
  return readMoney(value)
}

/** Objects are shown as JSON text, because a null would say that nothing is filled in. */
function readAny(raw: unknown): Value {
  if (typeof raw === "boolean" || (typeof raw === "number" && Number.isFinite(raw))) return raw
  if (Array.isArray(raw)) return raw.some(isRemote) ? toJson(raw) : readChoices(raw)
  return isRemote(raw) ? toJson(raw) : (text({ raw }, "raw") ?? null)
}

/** JSON with its keys in one order, so that their order is no change. */
function toJson(raw: unknown): string {
  const sorted = (_key: string, value: unknown) =>
    isRemote(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareTexts(a, b))) : value
  return JSON.stringify(raw, sorted)
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

/**
 * Its form is not known: a list, JSON text of one, or text with commas or semicolons. The choices are a set: in which
 * order they come says nothing.
 */
function readChoices(raw: unknown): string[] | null {
  const choices = Array.isArray(raw) ? idsOf({ raw }, "raw") : typeof raw === "string" ? splitChoices(raw) : []
  const found = choices.map((one) => one.trim()).filter((one) => one !== "")
  return found.length > 0 ? [...new Set(found)].sort(compareTexts) : null
}

function splitChoices(raw: string): string[] {
  try {
    const parsed: unknown = readRemoteJson(raw)
    if (Array.isArray(parsed)) return idsOf({ parsed }, "parsed")
  } catch {
    // Not JSON: plain text.
  }
  return raw.split(/[,;]/)
}
