import { z } from "zod"
import { text } from "./outside.js"

/** Names that rows and answers use for something else. */
const TAKEN = ["id", "remote_data", "mapping_errors", "data_as_of", "last_attempt", "as_of", "as_of_basis", "warnings"]
const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,63}$/

/** Whether an override may give rows a value of this name. */
export const isOwnField = (name: string): boolean => FIELD.test(name) && !TAKEN.includes(name)

const MOST_FIELDS = 50
/** Of an expression. */
export const MOST_MAPPING_CHARS = 20_000

const path = text(300)
  .regex(/^(remote|related|unified)(\.[^.]+)+$/, {
    error: "give a path such as remote.cost_center, related.manager.email or unified.custom_fields.shirt",
  })
  .nullable()

/**
 * What is changed about the mapping of a resource. Of an account: null takes away what its environment says, and what is
 * left out is the environment's.
 */
export const mappingOverride = z.strictObject({
  add: z
    .record(
      text(64).refine(isOwnField, {
        error: `give a name of letters, digits and _, and none of ${TAKEN.join(", ")}`,
      }),
      path,
    )
    .refine((given) => Object.keys(given).length <= MOST_FIELDS, { error: `give ${MOST_FIELDS} fields at most` })
    .meta({ maxProperties: MOST_FIELDS })
    .optional()
    .meta({
      description:
        "Fields to add or to replace, each with the path of its value: into the row of the HR system (remote), rows it is related to (related), or the unified row (unified).",
    }),
  response_mapping: text(MOST_MAPPING_CHARS).min(1).nullable().optional().meta({
    description:
      "A JSONata expression that makes the whole unified row of remote (or response, which is the same), related, unified and today. null drops the row.",
  }),
})
export type MappingOverride = z.infer<typeof mappingOverride>

/** Names; "all": it can't be told which. */
export type Names = readonly string[] | "all"
/** What an override looks at, never less than it does. */
export type MappingReads = {
  /** Columns of the row of the HR system. */
  remote: Names
  /** By relation, columns of the related rows. "all": of every relation. */
  related: Readonly<Record<string, Names>> | "all"
  /** Fields of the unified row. */
  unified: Names
  today: boolean
}

/** An override as it is kept: `reads` is what its expression looks at. */
export type KeptOverride = MappingOverride & { reads: MappingReads | null }
/** Overrides of one resource. */
export type MappingLayers = { readonly [scope in MappingScope]?: KeptOverride }
/** All that count for an account, by resource. `revision`: another text for other ones. */
export type MappingOverrides = { revision: string; resources: Readonly<Record<string, MappingLayers>> }

/** For an environment and an integration, or for one account, which wins. */
export const MAPPING_SCOPES = ["environment", "account"] as const
export type MappingScope = (typeof MAPPING_SCOPES)[number]

export const MAPPING_ERROR_CODES = ["failed", "bad_value", "timeout", "memory", "unavailable"] as const

/** What an override could not do for a row. The row is as it is without it. */
export const mappingError = z
  .object({
    scope: z.enum(MAPPING_SCOPES).meta({ description: "Whose override it is." }),
    field: z.string().nullable().meta({ description: "The field that it was for; null: the whole row." }),
    code: z.enum(MAPPING_ERROR_CODES).meta({
      description:
        "failed: the expression says so; bad_value: the field can't have this value; timeout, memory: it takes too much; unavailable: it could not be run, and is tried again by the next read.",
    }),
    message: z.string().meta({ description: "What is wrong, in words." }),
    position: z.number().int().optional().meta({ description: "Where in the expression, counted in characters." }),
  })
  .meta({ id: "MappingError" })
export type MappingError = z.infer<typeof mappingError>

/** A unified row's. */
export const mappingErrors = () =>
  z
    .array(mappingError)
    .optional()
    .meta({ description: "Overrides that failed for this row, which is as it is without them. Absent: none did." })
