import { z } from "zod"
import { MAPPING_SCOPES, mappingError, mappingOverride } from "../mapping.js"
import { RESOURCES } from "../model/index.js"
import { get, list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { anyOf, deleted, idParams, moment, text, uuid } from "./shared.js"

const tag = "Mapping overrides"
const wanted = anyOf(text())
const resource = () => z.enum(RESOURCES).meta({ description: "Resource of the unified model." })

export const mappingOverrideRow = z
  .object({
    id: z.string().meta({ description: "Id of the override." }),
    integration: z.string().meta({ description: "Name of the integration." }),
    integrated_account_id: z
      .string()
      .nullable()
      .meta({ description: "The account that it is for; null: all of the environment's." }),
    resource: resource(),
    add: z.record(z.string(), z.string().nullable()).meta({ description: "Fields with the path of their value." }),
    response_mapping: z.string().nullable().meta({ description: "JSONata that makes the whole row." }),
    version: z.number().int().meta({ description: "Goes up with each change." }),
    created_at: moment().meta({ description: "When it was made." }),
    updated_at: moment().meta({ description: "When it was changed last." }),
  })
  .meta({ id: "MappingOverride" })
export type MappingOverrideRow = z.infer<typeof mappingOverrideRow>

/** What an override asks of the synced copy. */
const effects = {
  rereads: z.array(z.string()).meta({
    description:
      "Lists of the HR system that the next run reads once more, because columns that the override looks at were not kept. All else is made again without a call.",
  }),
  warnings: z.array(z.string()).meta({ description: "What may not be meant." }),
}

export const listMappingOverrides = list({
  path: "/mapping-override",
  tag,
  row: mappingOverrideRow,
  filters: { id: anyOf(uuid()), integration: wanted, integrated_account_id: anyOf(uuid()), resource: wanted },
})
export const getMappingOverride = get("/mapping-override", tag, mappingOverrideRow)

/** Whose mapping it is: an integration's in the environment, or one account's. */
const target = {
  integration: text(100).min(1).optional().meta({ description: "Name of the integration: for all of its accounts." }),
  integrated_account_id: uuid().optional().meta({ description: "Instead of an integration: for this account only." }),
}
const isOneTarget = (given: { integration?: string | undefined; integrated_account_id?: string | undefined }) =>
  (given.integration === undefined) !== (given.integrated_account_id === undefined)

export const putMappingOverride = operation({
  id: "put_mapping_override",
  method: "PUT",
  path: "/mapping-override",
  refusals: ["resource.not_found"],
  scope: "environment",
  tag,
  summary:
    "Make or replace the override of a resource, for an integration or for one account. It is checked before it is kept.",
  body: z
    .strictObject({
      ...target,
      resource: resource(),
      ...mappingOverride.shape,
      version: z
        .number()
        .int()
        .optional()
        .meta({ description: "Refused with a conflict when the override has another version by now." }),
    })
    .refine(isOneTarget, { error: "give either integration or integrated_account_id", path: ["integration"] }),
  unknownKeys: "refuse",
  answer: mappingOverrideRow.extend(effects),
})

export const deleteMappingOverride = operation({
  id: "delete_mapping_override",
  method: "DELETE",
  path: "/mapping-override/:id",
  scope: "environment",
  tag,
  summary: "Take an override away: rows are as they were without it.",
  params: idParams,
  answer: deleted,
})

const PREVIEW_ROWS = 20
const row = () => z.record(z.string(), z.unknown())

export const previewMappingOverride = operation({
  id: "preview_mapping_override",
  method: "POST",
  path: "/mapping-override/preview",
  refusals: ["resource.not_found", "upstream.failed", "upstream.timeout"],
  scope: "environment",
  tag,
  summary: "What an override would make of rows that the HR system has now. Nothing is kept.",
  body: z.strictObject({
    integrated_account_id: uuid().meta({ description: "The account whose rows are read." }),
    scope: z
      .enum(MAPPING_SCOPES)
      .optional()
      .meta({ description: "Whose override it would be (account, unless said); the other one goes on to count." }),
    resource: resource(),
    ...mappingOverride.shape,
    limit: z.number().int().min(1).max(PREVIEW_ROWS).optional().meta({ description: "Rows to try (5)." }),
    ids: z
      .array(text(200))
      .min(1)
      .max(PREVIEW_ROWS)
      .optional()
      .meta({ description: "Ids of the rows to try; unless said, the first ones of the list." }),
  }),
  unknownKeys: "refuse",
  idempotent: false,
  answer: z.object({
    rows: z
      .array(
        z.object({
          id: z.string().meta({ description: "Id of the row." }),
          before: row().nullable().meta({ description: "As it is answered now; null: it is no row now." }),
          after: row().nullable().meta({ description: "As it would be answered; null: it would be no row any more." }),
          changed_fields: z.array(z.string()).meta({ description: "Fields with another value." }),
          mapping_errors: z.array(mappingError).meta({ description: "What failed for the row." }),
        }),
      )
      .meta({ description: "The rows that were tried." }),
    failed: z.number().int().meta({ description: "Rows of them for which something failed." }),
    ...effects,
  }),
})

export const mappingOperations = byOperationId(
  listMappingOverrides,
  getMappingOverride,
  putMappingOverride,
  deleteMappingOverride,
  previewMappingOverride,
)
