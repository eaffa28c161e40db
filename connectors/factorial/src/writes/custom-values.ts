import {
  type Answered,
  idOf,
  type Remote,
  refuseInput,
  type Settled,
  type Step,
  sortById,
  text,
} from "@rollcall/connector-kit"
import { isDay, isSameText } from "@rollcall/contract"
import { readFirst } from "../custom-fields.js"
import { fieldNames } from "../field-names.js"
import { DATA_TYPES } from "../resources/fields.js"
import { customValues } from "../tables.js"

type Owner = {
  /** Whose values they are; of a hire, what its step has answered says it. */
  id(answered: Answered): string
  /** Values that are there. Undefined: they may not be read. */
  values: readonly Remote[] | undefined
}
type Facts = { fields: readonly Remote[]; options: readonly Remote[] }
type Given = Readonly<Record<string, unknown>>

/** One step for each field: the newest row that there is, or a new one. */
export function customSteps(given: Given = {}, { fields, options }: Facts, owner: Owner): Step[] {
  const names = fieldNames(fields)
  const written = new Set<Remote>()
  return Object.entries(given).flatMap(([name, value]) => {
    const path = `custom_fields.${name}`
    const field = fields.find((one) => names.get(idOf(one) ?? "") === name) ?? fields.find((one) => idOf(one) === name)
    if (!field) return refuseInput(path, "is no field here: give the name or id of a row of fields")
    if (written.has(field)) return refuseInput(path, "is given twice, by its id and by its name: give it once")
    written.add(field)
    const own = options.filter((option) => idOf(option, "field_id") === idOf(field))
    return stepsOf(field, encode(value, { field, options: own, path }), owner)
  })
}

function stepsOf(field: Remote, value: unknown, owner: Owner): Step[] {
  const fieldId = idOf(field) ?? ""
  if (owner.values === undefined)
    return refuseInput("custom_fields", "can't be written: this connection may not read which values there are")
  const rows = sortById(owner.values)
    .toReversed()
    .filter((row) => idOf(row, "field_id") === fieldId && text(row, "valuable_type") === "Employee")
  // An older value would be shown in the place of an empty one.
  const filled = rows.filter((row) => readFirst(field, [row]) !== null)
  if (value === null) return filled.map((row) => change(row, { field, value }))
  return rows[0] ? [change(rows[0], { field, value })] : [fill(fieldId, { value, owner })]
}

/** `remote_data` does not reach these: it is of the person's own call. */
function change(row: Remote, { field, value }: { field: Remote; value: unknown }): Step {
  const id = idOf(row) ?? ""
  return {
    name: `set_value_${id}`,
    request: { method: "PUT", path: `custom_fields/values/${id}`, body: { id, value } },
    row: customValues,
    settled: { table: customValues, id, shows: (found) => found !== undefined && isThere(field, found, value) },
    isRepeatable: true,
  }
}

function isThere(field: Remote, row: Remote, value: unknown): boolean {
  const plain = (one: unknown) => JSON.stringify(Array.isArray(one) ? one.toSorted() : one)
  return plain(readFirst(field, [row])) === plain(value)
}

function fill(fieldId: string, { value, owner }: { value: unknown; owner: Owner }): Step {
  const settled = (answered: Answered): Settled => ({
    table: customValues,
    query: { "employee_ids[]": [owner.id(answered)] },
    isLike: (row) => idOf(row, "field_id") === fieldId && text(row, "valuable_type") === "Employee",
  })
  return {
    name: `add_value_of_${fieldId}`,
    request: (answered) => ({
      method: "POST",
      path: "custom_fields/values",
      body: { field_id: fieldId, valuable_type: "Employee", valuable_id: owner.id(answered), value },
    }),
    row: customValues,
    echoes: ["field_id", "valuable_id"],
    settled,
  }
}

type Encoding = { field: Remote; options: readonly Remote[]; path: string }

/** A value in the form of the field's type. What it is is checked here, because a value of another form is not known to be refused. */
function encode(value: unknown, { field, options, path }: Encoding): unknown {
  if (value === null) return null
  const type = DATA_TYPES[text(field, "field_type")?.toLowerCase() ?? ""]
  switch (type) {
    case "text":
    case "long_text":
      return typeof value === "string" ? value : refuseInput(path, "must be text")
    case "date":
      return typeof value === "string" && isDay(value) ? value : refuseInput(path, "must be a day, as 2026-03-02")
    case "number":
    case "money":
      return typeof value === "number" ? value : refuseInput(path, "must be a number")
    case "boolean":
      return typeof value === "boolean" ? value : refuseInput(path, "must be true or false")
    case "single_choice":
      return choiceOf(value, { options, path })
    case "multiple_choice":
      return Array.isArray(value)
        ? value.map((one) => choiceOf(one, { options, path }))
        : refuseInput(path, "must be a list of choices")
    default:
      return value
  }
}

function choiceOf(given: unknown, { options, path }: Pick<Encoding, "options" | "path">): string {
  const isNamed = (option: Remote) =>
    ["value", "label"].some((key) => typeof given === "string" && isSameText(text(option, key) ?? "", given))
  const found = options.find(isNamed)
  const choices = () => options.flatMap((option) => text(option, "label") ?? text(option, "value") ?? []).join(", ")
  return (found && (text(found, "value") ?? text(found, "label"))) || refuseInput(path, `must be one of ${choices()}`)
}
