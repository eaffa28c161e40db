import { z } from "zod"

/**
 * The null rule of every unified row: a key that is known to be empty is null, a key that the source cannot give
 * (no such data, no permission, excluded by the caller) is absent. Hence every field is both nullable and optional.
 */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullable().optional()

export const text = () => maybe(z.string())
/** `YYYY-MM-DD`. */
export const day = () => maybe(z.string().meta({ format: "date" }))
/** ISO 8601 with milliseconds, UTC. */
export const instant = () => maybe(z.string().meta({ format: "date-time" }))
export const id = () => z.string().meta({ description: "Id of the row in the HR system, an opaque string." })

/** `{id, name}` of another row; `name` is absent when it was not read. */
export const reference = () => maybe(z.object({ id: id(), name: text() }))

/** What the HR system sent, unmapped. */
export const remoteData = () => z.record(z.string(), z.unknown()).optional()

export const UNITS = ["hours", "days", "weeks", "months"] as const

/** A closed enum; the source's own value is kept beside it under `{name}_source`. */
export const closed = <const T extends readonly [string, ...string[]]>(values: T) => maybe(z.enum(values))

/** Parts of a postal address. */
export const address = {
  street_1: text(),
  street_2: text(),
  city: text(),
  state: text(),
  postal_code: text(),
  country: text().meta({ description: "ISO 3166-1 alpha-2, upper case." }),
}
