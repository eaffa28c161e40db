import { z } from "zod"
import { isDay, isMoment } from "../calendar.js"
import {
  type Filter,
  type Filters,
  model,
  OPERATORS,
  operatorsOf,
  RESOURCES,
  type ResourceName,
  type Rows,
} from "../model/index.js"
import { byOperationId, operation } from "./operation.js"
import { inOrder } from "./ranges.js"
import { accountQuery, count, cursor, flag, inPath, moment, names, openQuery, text } from "./shared.js"

export const DEFAULT_LIMIT = 50
export const MAX_LIMIT = 500
export const RESPONSE_FORMATS = ["unified", "raw", "normalized", "stream", "debug"] as const
export type ResponseFormat = (typeof RESPONSE_FORMATS)[number]

/** Parameters of every unified call. */
export const unifiedQuery = {
  ...accountQuery,
  truto_response_format: z.enum(RESPONSE_FORMATS).optional(),
  truto_ignore_remote_data: flag(),
  truto_exclude_fields: names(),
  remote_query: openQuery({}).optional(),
}

export const SOURCES = ["live", "synced"] as const

/** Where a read is answered from; `as_of` implies the synced copy. */
const sourceQuery = {
  source: z.enum(SOURCES).optional(),
  as_of: text(20)
    .refine(isDay, { error: "give a day that exists, for example 2026-03-01" })
    .optional()
    .meta({ description: "The synced copy as it was at the end of that day, in the company's time zone." }),
}

/** How old an answer from the synced copy is. */
export const freshness = {
  data_as_of: moment().nullable().optional().meta({ description: "All that happened before it is in the answer." }),
  last_attempt: z.object({ at: moment(), result: z.string(), error: z.string().optional() }).optional(),
  as_of: z.string().optional(),
  as_of_basis: z.enum(["recorded", "effective_dates", "first_sync"]).optional(),
}

export const pageQuery = {
  ...sourceQuery,
  updated_since: text(50)
    .refine(isMoment, { error: "give a day (2026-03-01) or an ISO 8601 date-time" })
    .optional()
    .meta({ description: "With source=synced: rows that were created or changed in the copy since then." }),
  limit: count(MAX_LIMIT),
  next_cursor: cursor(),
  truto_key_by: text().min(1).optional(),
  truto_ignore_limit: flag(),
  truto_super_query: z
    .enum(["wnam", "enam", "apac", "eu", "true"])
    .optional()
    .meta({ description: "As Truto's clients ask for the synced copy: whatever it names, it is source=synced." }),
}

function scalar(filter: Filter): z.ZodType {
  if (filter.type === "time") {
    return text(50).refine(isMoment, { error: "give a day (2026-03-01) or an ISO 8601 date-time" })
  }
  if (filter.type === "number") return text(50).regex(/^-?\d+(\.\d+)?$/, { error: "give a number" })
  if (filter.type === "boolean") return z.enum(["true", "false"], { error: "give true or false" })
  if (filter.type !== "enum") {
    const given = text(MOST_TEXT).min(1, { error: "give a value, or leave the filter out" })
    const written = { type: "string", minLength: 1, maxLength: MOST_TEXT } as const
    if (filter.plus === "first") return given.transform((value) => value.replace(/^ (?=\d)/, "+")).meta(written)
    return filter.plus === "anywhere"
      ? given.transform(readAddress).refine(isAddress, { error: ONE_ADDRESS }).meta(written)
      : given
  }
  const values = filter.values ?? []
  return text(MOST_TEXT).refine((given) => given.split(",").every((one) => values.includes(one.trim().toLowerCase())), {
    error: `give one of ${values.join(", ")}`,
  })
}

const MOST_TEXT = 2_000
const MOST_LIST = 16_000

/** A `+` that was not encoded arrives as a space, where such a value has none. */
const readAddress = (value: string): string => value.trim().replaceAll(" ", "+")
const isAddress = (value: string): boolean => /^[^,;]+@[^@,;]+$/.test(value)
const ONE_ADDRESS = "give one e-mail address; several go into [in], joined by commas"

/** `[in]=a,b` and `[in][]=a&[in][]=b` say the same; a value with a comma can't be told from two. */
function joinList(given: unknown): unknown {
  const isList = Array.isArray(given) && given.every((one) => typeof one === "string" && !one.includes(","))
  return isList ? given.join(",") : given
}

function condition(filter: Filter): z.ZodType {
  const one = scalar(filter)
  const list = z.preprocess(joinList, listOf(one)).meta({ type: "string", maxLength: MOST_LIST })
  const allowed = operatorsOf(filter)
  const operators = Object.fromEntries(
    OPERATORS.filter((name) => allowed.includes(name)).map((name) => [name, (name === "in" ? list : one).optional()]),
  )
  const description = `${filter.description ?? "Only rows that meet it."} Takes ${allowed.join(", ")}.`
  return z
    .union([one, inOrder(z.strictObject(operators))])
    .optional()
    .meta({ description })
}

/** Values joined by commas, each as it is read alone. */
const listOf = (one: z.ZodType): z.ZodType =>
  text(MOST_LIST).transform((given, context) => {
    const values = given.split(",").map((value) => one.safeParse(value.trim()))
    // A value that no row can have would answer nothing.
    for (const { message } of values.flatMap(({ error }) => error?.issues ?? []).slice(0, 1)) {
      context.addIssue({ code: "custom", message })
    }
    return values.map(({ data }) => data).join(",")
  })

/** `manager[id]` arrives as `{manager: {id}}`: filters that share a first word become one strict object. */
export function filterShape(filters: Filters): Record<string, z.ZodType> {
  const shape: Record<string, z.ZodType> = {}
  const nested: Record<string, Record<string, z.ZodType>> = {}
  for (const [name, filter] of Object.entries(filters)) {
    const [head = name, sub] = name.split(/[[\]]/)
    if (sub === undefined) shape[head] = condition(filter)
    else nested[head] = { ...nested[head], [sub]: condition(filter) }
  }
  for (const [head, subs] of Object.entries(nested)) {
    const plain = shape[head]
    shape[head] = plain ? z.union([plain, z.strictObject(subs)]).optional() : z.strictObject(subs).optional()
  }
  return shape
}

/** What a page says besides its rows. */
const pageFacts = {
  next_cursor: z.string().nullable(),
  prev_cursor: z.string().nullable(),
  result_count: z.number().int().meta({ description: "Rows on this page." }),
  is_partial_response: z.boolean().optional(),
  debug: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ description: "With truto_response_format=debug: the upstream call." }),
  ...freshness,
}

/** A page of rows, or with `truto_key_by` an object of them by the value of that field. `name` is that of the row. */
export function listAnswer<T extends z.ZodType>(row: T, name: string) {
  const rows = z.array(row).meta({ description: "The rows." })
  const byKey = z
    .record(z.string(), row)
    .meta({ description: "The rows by the value of the field that truto_key_by names." })
  return z.union([
    z.object({ result: rows, ...pageFacts }).meta({ id: `${name}Page` }),
    z.object({ result: byKey, ...pageFacts }).meta({ id: `${name}KeyedPage` }),
  ])
}

const words = (resource: ResourceName) => model[resource].label.toLowerCase()

/** `Rows` are the types of these schemas. */
const rowOf = <R extends ResourceName>(resource: R) => model[resource].row as z.ZodType as z.ZodType<Rows[R]>

/** `job_roles` makes `JobRoles`. */
const nameOf = (resource: string) => resource.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())

const about = { scope: "account", tag: "Unified HRIS", refusals: ["account.not_synced"] } as const

const list = <R extends ResourceName>(resource: R) =>
  operation({
    ...about,
    id: `list_${resource}`,
    method: "GET",
    path: `/unified/hris/${resource}`,
    summary: `List ${words(resource)}. ${model[resource].description}`,
    paging: "cursor",
    query: z.strictObject({ ...unifiedQuery, ...pageQuery, ...filterShape(model[resource].filters) }),
    answer: listAnswer(rowOf(resource), nameOf(resource)),
  })

const get = <R extends ResourceName>(resource: R) =>
  operation({
    ...about,
    id: `get_${resource}`,
    method: "GET",
    path: `/unified/hris/${resource}/:id`,
    summary: `Read one row of ${words(resource)}.`,
    params: z.object({ id: inPath() }),
    query: z.strictObject({ ...unifiedQuery, ...sourceQuery, id: inPath().optional() }),
    answer: rowOf(resource),
  })

const ofEach = (make: (resource: ResourceName) => unknown) =>
  Object.fromEntries(RESOURCES.map((name) => [name, make(name)]))

type Lists = { [R in ResourceName]: ReturnType<typeof list<R>> }
type Gets = { [R in ResourceName]: ReturnType<typeof get<R>> }

/** By resource. What was made for a name has that name's types. */
export const listResource = ofEach(list) as Lists
export const getResource = ofEach(get) as Gets
export const unifiedOperations = byOperationId(...Object.values(listResource), ...Object.values(getResource))
