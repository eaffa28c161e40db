import { type Filters, model, type ResourceName } from "@rollcall/contract"
import { type Condition, valuesAt } from "./conditions.js"

const isKey = (type: Filters[string]["type"]): boolean => type === "id" || type === "enum"

/** A row's values of the filters that compare ids and closed words: what a store can choose rows by. */
export function filterKeysOf(resource: ResourceName, row: Readonly<Record<string, unknown>>): Record<string, string[]> {
  const keys: Record<string, string[]> = {}
  for (const [name, { type, path }] of Object.entries(model[resource].filters)) {
    if (isKey(type)) keys[name] = valuesAt(row, path).map((value) => keyOf(type, String(value)))
  }
  return keys
}

/** Conditions that the keys of a row decide; every condition is still applied to the row itself. */
export function chosenKeys(conditions: readonly Condition[]): Record<string, string[]> {
  const chosen: Record<string, string[]> = {}
  for (const { name, filter, operator, values } of conditions) {
    if (!isKey(filter.type) || (operator !== "eq" && operator !== "in")) continue
    chosen[name] ??= values.map((value) => keyOf(filter.type, value))
  }
  return chosen
}

const keyOf = (type: string, value: string) => (type === "enum" ? value.toLowerCase() : value)
