import { z } from "zod"
import { ACTIONS, RESOURCES } from "../model/index.js"
import { list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { anyOf, idParams, moment, uuid } from "./shared.js"

export const WRITE_STATES = ["running", "done", "failed", "partial", "unknown"] as const
export const WRITE_STEP_STATES = ["planned", "sent", "done", "failed", "unknown"] as const

const step = z.object({
  name: z.string().meta({ description: "What the step does." }),
  state: z.enum(WRITE_STEP_STATES).meta({
    description:
      "planned: not sent. sent: on its way. failed: nothing of it happened. unknown: nobody heard the answer yet.",
  }),
  request: z
    .object({
      method: z.string().meta({ description: "GET, POST ..." }),
      path: z.string().meta({ description: "Its path in the HR system's API." }),
    })
    .nullable()
    .meta({ description: "The call of the HR system; null until it is sent." }),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      status: z.number().int().nullable().meta({ description: "What the HR system answered; null: nothing." }),
    })
    .nullable()
    .meta({ description: "Why it has not happened, or is not known." }),
  tries: z.number().int().meta({ description: "How often it was sent." }),
  sent_at: moment().nullable().meta({ description: "When it was sent last." }),
  ended_at: moment().nullable().meta({ description: "When it was known to be done or failed." }),
})

export const writeOperation = z
  .object({
    id: z.string().meta({ description: "As the header `rollcall-write-id` says it." }),
    integrated_account_id: z.string(),
    environment_id: z.string(),
    resource: z.enum(RESOURCES),
    action: z.enum(ACTIONS),
    row_id: z.string().nullable().meta({ description: "Id of the row it is done to; null for a create." }),
    result_id: z.string().nullable().meta({ description: "Id of the row that it has made or changed." }),
    state: z.enum(WRITE_STATES).meta({
      description:
        "failed: nothing happened. partial: some steps happened, the others did not. unknown: it is not known yet, and is looked for.",
    }),
    steps: z.array(step),
    ask_person: z.string().nullable().meta({
      description: "What a person has to look at in the HR system, where nothing else tells what has happened.",
    }),
    next_look_at: moment().nullable().meta({ description: "When Rollcall looks again by itself; null: it does not." }),
    created_at: moment(),
    updated_at: moment(),
  })
  .meta({ id: "WriteOperation" })

export type WriteOperation = z.infer<typeof writeOperation>

export const listWrites = list({
  path: "/write",
  tag: "Writes",
  filters: {
    id: anyOf(uuid()),
    integrated_account_id: anyOf(uuid()),
    state: anyOf(z.enum(WRITE_STATES)).meta({ description: "How far it is." }),
  },
  row: writeOperation,
})

export const getWrite = operation({
  id: "get_write",
  method: "GET",
  path: "/write/:id",
  scope: "environment",
  tag: "Writes",
  summary: "What became of a write. One that is not known is looked for once more; nothing is sent by that.",
  params: idParams,
  answer: writeOperation,
})

export const writesOperations = byOperationId(listWrites, getWrite)
