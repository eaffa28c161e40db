import { AppError } from "../errors.js"

const NOT_STORABLE = /[\0\p{Surrogate}]/u

/**
 * PostgreSQL keeps neither NUL nor half of a surrogate pair, in text and in JSON. Throws `invalid_request` naming the
 * value that has one; without this the caller would see an internal error.
 */
export function assertStorable(values: Readonly<Record<string, unknown>>): void {
  for (const [path, value] of Object.entries(values)) {
    if (isStorable(value)) continue
    const message = "has a NUL character, half a character or too many levels: take it out"
    throw new AppError("invalid_request", `${path} ${message}`, { failures: [{ path, message }], isUndone: true })
  }
}

export function isStorable(value: unknown): boolean {
  let isGood = true
  try {
    JSON.stringify(value, (key, one: unknown) => {
      if (NOT_STORABLE.test(key) || (typeof one === "string" && NOT_STORABLE.test(one))) isGood = false
      return one
    })
  } catch {
    return false // deeper than the stack
  }
  return isGood
}
