import { z } from "zod"
import { byOperationId, operation } from "./operation.js"
import { givenContext, text, uuid } from "./shared.js"

/** What one batch may do; the rest of a list that is longer is told, and can be read by its own call. */
export const BATCH_LIMITS = { requests: 50, calls: 200, rows: 20_000, megabytes: 32, seconds: 20 } as const

const NOT_HERE = "is not part of a batch here: read the rows, and work on them yourself"

const request = z.strictObject({
  resource: text()
    .min(1)
    .meta({ description: "`hris/employees` is unified; one word such as `teams-teams` is proxy." }),
  name: text(100).min(1).optional().meta({ description: "Key of the rows in the answer; the resource unless given." }),
  type: z.enum(["request"], { error: NOT_HERE }).optional(),
  method: text(100).min(1).optional().meta({ description: "list, unless given; or another method of the resource." }),
  id: z.union([text(1_000), z.number()]).optional(),
  query: givenContext().optional(),
  body: givenContext().optional(),
  depends_on: z
    .union([text(), z.array(text()).max(50)])
    .optional()
    .meta({ description: "Runs after it; once for each of its rows when a placeholder names a field of them." }),
  loop_on: text(500).min(1).optional().meta({
    description: "A list, `args.ids` or `{{args.ids}}`: the request runs once for each of its values.",
  }),
  persist: z.boolean().optional().meta({
    description:
      "Whether rows are in the answer. Unless given: those of unified requests are, those of proxy ones not.",
  }),
  response_format: z.enum(["unified", "raw", "normalized"]).optional(),
})
export type BatchRequest = z.infer<typeof request>

export const batchRequest = operation({
  id: "batch_request",
  method: "POST",
  path: "/batch-request",
  scope: "environment",
  tag: "Batch",
  summary:
    "Several calls of one connection in one: lists to their end, requests that follow others, reads and writes, each with the rights and limits of the token.",
  body: z.strictObject({
    integrated_account_id: uuid(),
    resources: z.array(request).min(1).max(BATCH_LIMITS.requests),
    args: givenContext().optional(),
  }),
  unknownKeys: "refuse",
  access: "any_token",
  // Each write in it takes a key of its own, made from the batch's.
  idempotent: false,
  takesKey: true,
  refusals: ["resource.not_found"],
  answer: z.object({
    result: z.record(z.string(), z.array(z.unknown())),
    errors: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
  }),
})

export const batchOperations = byOperationId(batchRequest)
