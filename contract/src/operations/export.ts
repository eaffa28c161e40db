import { z } from "zod"
import { RESOURCES } from "../model/index.js"
import { byOperationId, operation } from "./operation.js"
import { accountQuery, answered, count, inPath, text } from "./shared.js"

export const EXPORT_FORMATS = ["ndjson", "csv", "parquet"] as const

export const exportResource = operation({
  id: "export_resource",
  method: "GET",
  path: "/export/:resource",
  scope: "account",
  tag: "Export",
  access: { verb: "read", of: "employees", parameter: "resource" },
  summary: "Every row of a resource in the synced copy as it was at one moment, streamed.",
  refusals: ["account.not_synced", "cursor.expired"],
  headers: {
    "rollcall-export-at": "The moment that the rows are of, in microseconds.",
    "rollcall-export-cursor": "That moment, signed: send it as `cursor` to go on.",
    "rollcall-data-as-of":
      "All that happened in the HR system before is in the rows. It is left out when that is not known of their moment.",
  },
  mediaTypes: ["application/x-ndjson", "text/csv", "application/vnd.apache.parquet"],
  params: z.object({ resource: z.enum(RESOURCES).meta({ description: "A resource of the unified model." }) }),
  query: z.strictObject({
    ...accountQuery,
    format: z.enum(EXPORT_FORMATS).optional().meta({ description: "ndjson unless told: one JSON object a line." }),
    cursor: answered(text(2_000)).meta({
      description: "The `rollcall-export-cursor` header of an export: it goes on with that one, as of the same moment.",
    }),
    after: inPath().min(1).optional().meta({
      description: "With `cursor`: the id of the last whole row that you have; rows after it follow.",
    }),
    limit: count(1_000_000).meta({ description: "Most rows of this answer; all unless told." }),
  }),
  answer: z.unknown(),
})

export const exportOperations = byOperationId(exportResource)
