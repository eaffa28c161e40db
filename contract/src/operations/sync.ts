import { z } from "zod"
import { loggedEvents } from "../events/wanted.js"
import { RESOURCES } from "../model/index.js"
import { list } from "./admin.js"
import { byOperationId, operation } from "./operation.js"
import { answered, anyOf, context, count, idParams, moment, text, uuid } from "./shared.js"

export const SYNC_STATUSES = ["queued", "running", "completed", "failed", "held"] as const
export const SYNC_TRIGGERS = ["connect", "schedule", "request", "clock", "hint", "mapping"] as const
export const SYNC_STEP_STATUSES = [
  "pending",
  "reading",
  "sweeping",
  "deleting",
  "deriving",
  "done",
  "skipped",
  "failed",
  "held",
] as const

const whole = () => z.number().int()

const progress = z.object({
  status: z.enum(SYNC_STEP_STATUSES),
  mode: z.enum(["full", "incremental"]).nullable().meta({ description: "Every row, or only what may have changed." }),
  pages: whole(),
  rows: whole(),
  created: whole(),
  updated: whole(),
  deleted: whole(),
  skipped: whole().meta({ description: "Rows that could not be mapped; the first of them are in skipped_rows." }),
  upstream_calls: whole(),
  estimate: whole().nullable().meta({ description: "Rows in all, as far as the HR system has said." }),
  skipped_rows: z.array(z.object({ id: z.string(), message: z.string() })),
  lacking_columns: z.array(z.string()).meta({
    description:
      "Columns of the HR system's list that the connection has no right to, of a resource with the list's name before each. Fields that need them are absent.",
  }),
  replaced_values: z.array(z.object({ id: z.string(), message: z.string() })).meta({
    description: "Values of the HR system, by list and row, in which a character that can't be kept was replaced.",
  }),
  error: z.string().nullable(),
  started_at: moment().nullable(),
  finished_at: moment().nullable(),
})

export const syncState = z.record(
  z.string(),
  z.object({
    first_synced_at: moment().nullable(),
    data_as_of: moment().nullable(),
    last_attempt: z.object({
      at: moment(),
      result: z
        .string()
        .meta({ description: "completed, incomplete (deletions are off, or rows are older), held ..." }),
      error: z.string().nullable(),
    }),
  }),
)
export type SyncState = z.infer<typeof syncState>

export const syncRun = z
  .object({
    id: z.string(),
    integrated_account_id: z.string(),
    environment_id: z.string(),
    trigger: z.enum(SYNC_TRIGGERS),
    status: z.enum(SYNC_STATUSES).meta({ description: "held: a deletion of many rows waits to be confirmed." }),
    error: z.string().nullable(),
    resources: z.array(z.enum(RESOURCES)),
    progress: z.record(z.string(), progress).meta({
      description: "By resource. Pages, rows and calls are those of the tables that feed it.",
    }),
    tables: z.record(z.string(), progress).meta({
      description: "By list of the HR system: each is read once, whatever it feeds.",
    }),
    seconds_left: whole().nullable().meta({
      description: "Until the tables are read, by the pace until now; null while nothing is known.",
    }),
    created_at: moment(),
    started_at: moment().nullable(),
    finished_at: moment().nullable(),
  })
  .meta({ id: "SyncRun" })
export type SyncRun = z.infer<typeof syncRun>

const tag = "Sync runs"

export const startSyncRun = operation({
  id: "create_sync_run",
  method: "POST",
  path: "/sync-run",
  refusals: ["account.not_found"],
  scope: "environment",
  tag,
  summary: "Sync a connection now; answers at once, the run goes on in the background.",
  body: z.strictObject({
    integrated_account_id: uuid(),
    resources: z.array(z.enum(RESOURCES)).min(1).max(50).optional(),
  }),
  answer: syncRun,
})

export const listSyncRuns = list({
  path: "/sync-run",
  tag,
  row: syncRun,
  refusals: ["account.not_found"],
  filters: {
    id: anyOf(uuid()),
    integrated_account_id: anyOf(uuid()),
    status: anyOf(z.enum(SYNC_STATUSES)),
    trigger: anyOf(z.enum(SYNC_TRIGGERS)),
  },
})

export const getSyncRun = operation({
  id: "get_sync_run",
  method: "GET",
  path: "/sync-run/:id",
  scope: "environment",
  tag,
  summary: "A run with its live progress.",
  params: idParams,
  answer: syncRun,
})

export const confirmSyncRun = operation({
  id: "confirm_sync_run",
  method: "POST",
  path: "/sync-run/:id/confirm",
  scope: "environment",
  tag,
  summary: "Let a held run delete the rows that are still missing.",
  params: idParams,
  answer: syncRun,
})

export const change = z
  .object({
    sequence: whole().meta({ description: "Goes up by one with every event of the environment." }),
    id: z.string(),
    event: z.string(),
    payload: context(),
    created_at: moment(),
  })
  .meta({ id: "Change" })
export type Change = z.infer<typeof change>

export const listChanges = operation({
  id: "list_changes",
  method: "GET",
  path: "/changes",
  refusals: ["account.not_found"],
  scope: "environment",
  tag: "Changes",
  access: { verb: "read", of: "changes", parameter: "resource" },
  summary:
    "What happened, in order, after a sequence number; 410 when what comes after it is no longer kept, or it is of another log.",
  paging: "sequence",
  query: z.strictObject({
    after: text(20)
      .regex(/^(\d{1,15}|latest)$/, {
        error: "give the sequence number of the last change you have, 0 for all that are kept, or latest",
      })
      .optional()
      .meta({ description: "`latest`: no rows, only the `next_after` from which new ones follow." }),
    log: answered(uuid()).meta({
      description:
        "The `log` of the answer that `after` is the `next_after` of: the two belong together. When the log is another one by now, e.g. restored, that is a 410.",
    }),
    limit: count(500),
    integrated_account_id: uuid().optional(),
    event_type: loggedEvents().optional().meta({
      description: "One or more types or groups such as `employee:*`, joined by commas.",
    }),
    resource: text()
      .refine((name) => RESOURCES.some((one) => name === one || name === `hris/${one}`), {
        error: `is not a resource; there are ${RESOURCES.map((one) => `hris/${one}`).join(", ")}`,
      })
      .optional()
      .meta({ description: "For example hris/employees; leaves out events that are not of a record." }),
  }),
  answer: z.object({
    result: z.array(change),
    next_after: whole().meta({ description: "Send it as `after` to go on; past events that were not asked for." }),
    log: z.string().nullable().meta({
      description: "Identity of the log up to `next_after`, another one in each answer: send the two together.",
    }),
    has_more: z.boolean(),
  }),
})

export const syncOperations = byOperationId(startSyncRun, listSyncRuns, getSyncRun, confirmSyncRun, listChanges)
