import { z } from "zod"
import { text } from "../outside.js"
import { inOrder } from "./ranges.js"

export { bounded, givenContext, text } from "../outside.js"

/** A query flag: `true`, `false`, `1`, `0`; an empty value means absent. */
/** `isEmptyRefused`: where an empty value that counted as left out would do harm. */
export const flag = ({ isEmptyRefused = false } = {}) =>
  z
    .preprocess(
      (given) =>
        given === "" && !isEmptyRefused
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

/** An id or name in a path. */
export const inPath = () => text(1_000)

const NO_CURSOR: readonly unknown[] = ["", "null", "None", "undefined"]

/** What an answer said, sent back. Absent when empty: clients send `next_cursor=`, or what their language calls nothing. */
export const answered = <T extends z.ZodType>(one: T) =>
  z.preprocess((given) => (NO_CURSOR.includes(given) ? undefined : given), one.optional()).optional()

export const cursor = () => answered(text(8_000))

/** `a[]=x&a[]=y`, `a=x,y` or `a=x`. */
export const names = () =>
  z
    .preprocess(
      (given) => (typeof given === "string" ? given.split(",").filter((name) => name !== "") : given),
      z.array(text(200)).max(200).optional(),
    )
    .optional()

/**
 * A filter of an admin list: one value (`id=a`, `id[eq]=a`) or several (`id[in]=a,b`, `id[in][]=a&id[in][]=b`). The
 * values that are wanted come out.
 */
export const anyOf = <T extends z.ZodType>(one: T) =>
  z.preprocess(readWanted, z.array(one, { error: ONE_OR_SEVERAL }).min(1).max(500).optional()).optional()

const ONE_OR_SEVERAL = "give one value, or several as [in]=a,b: there are eq and in"

function readWanted(given: unknown): unknown {
  if (typeof given === "string") return [given]
  if (typeof given !== "object" || given === null || Array.isArray(given)) return given
  const [[operator, value] = [], ...more] = Object.entries(given)
  if (more.length > 0) return given
  if (operator === "eq" && typeof value === "string") return [value]
  if (operator !== "in") return given
  return typeof value === "string" ? value.split(",").map((one) => one.trim()) : value
}

/** `created_at[gt]=...`, or a bare value for that very moment. */
export const instants = () =>
  z
    .union([
      text(50),
      inOrder(
        z.strictObject(Object.fromEntries(["eq", "gt", "gte", "lt", "lte"].map((name) => [name, text(50).optional()]))),
      ),
    ])
    .optional()

export const uuid = () => z.uuid({ error: "give the id (a UUID) as it was answered" })
export const moment = () => z.string().meta({ format: "date-time" })
/** A moment from outside. */
export const instant = () => z.iso.datetime({ offset: true, error: "give an ISO 8601 date-time" }).max(50)
/** Clients of Truto name the environment in what they make. */
export const ownEnvironment = () =>
  text().optional().meta({ description: "The environment that asks: no other one is taken." })
export const idParams = z.object({ id: uuid() })
export const deleted = z.object({ id: z.string() })
export const done = z.object({ success: z.literal(true) })
/** Free data as it is answered. */
export const context = () => z.record(z.string(), z.unknown())

const MOST_PARAMETERS = 1_000

/** A query whose other parameters are passed on, or mean nothing. */
export const openQuery = <S extends z.ZodRawShape>(shape: S) =>
  z
    .looseObject(shape)
    .refine((given) => Object.keys(given).length <= MOST_PARAMETERS, {
      error: `give ${MOST_PARAMETERS} values at most`,
    })
    .meta({ maxProperties: MOST_PARAMETERS })

/** Admin lists answer `{result, next_cursor, limit}`; 5000 rows a page by default and at most. */
export const ADMIN_LIMIT = 5000
export const adminPaging = { limit: count(ADMIN_LIMIT), next_cursor: cursor() }
export const adminPage = <T extends z.ZodType>(row: T) =>
  z.object({ result: z.array(row), next_cursor: z.string().nullable(), limit: z.number() })

/** The parameter that names the account; implied by an integrated account token. */
export const accountQuery = { integrated_account_id: text().optional() }
