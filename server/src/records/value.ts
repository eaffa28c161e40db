/**
 * One text for every way to write a value down: keys of an object and items of a list in another order are the same
 * value, because HR systems promise no order. A key without a value is no key.
 */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).sort().join()}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null"
  const given = Object.entries(value).filter(([, one]) => one !== undefined)
  const parts = given.map(([key, one]) => `${JSON.stringify(key)}:${valueText(one)}`)
  return `{${parts.sort().join()}}`
}

export const isSameValue = (one: unknown, other: unknown): boolean => one === other || textOf(one) === textOf(other)

const textOf = (value: unknown) => (value === undefined ? undefined : valueText(value))
