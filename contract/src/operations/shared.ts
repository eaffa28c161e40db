import { z } from "zod"

/** A query flag: `true`, `false`, `1`, `0`; an empty value means absent. */
export const flag = () =>
  z
    .preprocess(
      (given) =>
        given === ""
          ? undefined
          : given === "true" || given === "1"
            ? true
            : given === "false" || given === "0"
              ? false
              : given,
      z.boolean({ error: "give true or false" }).optional(),
    )
    .optional()

/** A positive whole number in a query. */
export const count = (most: number) =>
  z
    .preprocess(
      (given) =>
        given === "" ? undefined : typeof given === "string" && /^\d{1,9}$/.test(given) ? Number(given) : given,
      z
        .number({ error: `give a whole number from 1 to ${most}` })
        .int()
        .min(1)
        .max(most)
        .optional(),
    )
    .optional()

/** Absent when empty: clients send `next_cursor=` for the first page. */
export const cursor = () =>
  z.preprocess((given) => (given === "" || given === "None" ? undefined : given), z.string().optional()).optional()

/** `a[]=x&a[]=y`, `a=x,y` or `a=x`. */
export const names = () =>
  z
    .preprocess(
      (given) => (typeof given === "string" ? given.split(",").filter((name) => name !== "") : given),
      z.array(z.string()).optional(),
    )
    .optional()

export const uuid = () => z.uuid({ error: "give the id (a UUID) as it was answered" })
export const idParams = z.object({ id: uuid() })
export const deleted = z.object({ id: z.string() })
export const done = z.object({ success: z.literal(true) })
export const moment = () => z.string().meta({ format: "date-time" })
export const context = () => z.record(z.string(), z.unknown())

/** Settings are small: they are read with every call and written with every change. */
const CONTEXT_BYTES = 16_384

export const isSmall = (value: unknown): boolean => {
  try {
    return new TextEncoder().encode(JSON.stringify(value)).length <= CONTEXT_BYTES
  } catch {
    return false // deeper than the stack
  }
}
export const TOO_LARGE = { error: `give at most ${CONTEXT_BYTES / 1024} kB` }

/** Settings that a caller gives. */
export const givenContext = () => context().refine(isSmall, TOO_LARGE)

/** Admin lists answer `{result, next_cursor, limit}`; 5000 rows a page by default and at most. */
export const ADMIN_LIMIT = 5000
export const adminPaging = { limit: count(ADMIN_LIMIT), next_cursor: cursor() }
export const adminPage = <T extends z.ZodType>(row: T) =>
  z.object({ result: z.array(row), next_cursor: z.string().nullable(), limit: z.number() })

/** The parameter that names the account; implied by an integrated account token. */
export const accountQuery = { integrated_account_id: z.string().optional() }
