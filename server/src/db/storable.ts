import { badField } from "../errors.js"

const NOT_STORABLE = /[\0\p{Surrogate}]/u

/**
 * PostgreSQL keeps neither NUL nor half of a surrogate pair, in text and in JSON. Throws `request.invalid` naming the
 * value that has one; without this the caller would see an internal error.
 */
export function assertStorable(values: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(values)) {
    if (isStorable(value)) continue
    throw badField(path, "has a NUL character, half a character or too many levels: take it out")
  }
}

const ODD = /[\0\p{Surrogate}]/gu

/**
 * The value with every character that can't be kept replaced by U+FFFD, in names of keys too; the value itself when it
 * has none. `onOdd` is told the name of each outermost key with such a character.
 */
export function makeStorable<T>(value: T, onOdd: (key: string) => void = () => {}): T {
  if (!hasOdd(value)) return value
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    for (const [key, one] of Object.entries(value)) if (NOT_STORABLE.test(key) || walk(one)) onOdd(key)
  return tidy(value) as T // of the same shape: only characters are replaced
}

/** The value as JSON that can be kept, and what that says. */
export function storableJson<T>(value: T): { value: T; text: string } {
  const text = JSON.stringify(value)
  if (!mayBeOdd(text) || !walk(value)) return { value, text }
  const kept = tidy(value) as T // of the same shape: only characters are replaced
  return { value: kept, text: JSON.stringify(kept) }
}

function tidy(value: unknown): unknown {
  if (typeof value === "string") return value.replace(ODD, "\ufffd")
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(tidy)
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [tidy(key), tidy(one)]))
}

/**
 * As JSON a NUL and half a character are written as escapes, which is found ten times as fast as by a walk; a text may
 * also say `\u0000` itself, so only the walk that follows knows.
 */
const hasOdd = (value: unknown): boolean => mayBeOdd(JSON.stringify(value) ?? "") && walk(value)

const mayBeOdd = (text: string): boolean => text.includes("\\u0000") || text.includes("\\ud")

function walk(value: unknown): boolean {
  if (typeof value === "string") return NOT_STORABLE.test(value)
  if (typeof value !== "object" || value === null) return false
  return Array.isArray(value)
    ? value.some(walk)
    : Object.entries(value).some(([key, one]) => NOT_STORABLE.test(key) || walk(one))
}

export function isStorable(value: unknown): boolean {
  try {
    return !hasOdd(value)
  } catch {
    return false // deeper than the stack
  }
}
