import type { SyncRun, SyncState } from "@rollcall/contract"
import type { Freshness } from "../../records/index.js"
import type { Run, Step } from "./run.js"

/** The public shape of a run, with how far each resource is. */
export function showRun(run: Run, steps: readonly Step[]): SyncRun {
  return {
    id: run.id,
    integrated_account_id: run.accountId,
    environment_id: run.environmentId,
    trigger: run.trigger,
    status: run.status,
    error: run.error,
    resources: steps.map((step) => step.resource),
    progress: Object.fromEntries(steps.map((step) => [step.resource, showStep(step)])),
    created_at: run.createdAt.toISOString(),
    started_at: run.startedAt?.toISOString() ?? null,
    finished_at: run.finishedAt?.toISOString() ?? null,
  }
}

function showStep({ status, mode, progress, error, startedAt, finishedAt }: Step): SyncRun["progress"][string] {
  const { calls, bad, replaced, ...counts } = progress
  return {
    status,
    mode,
    ...counts,
    upstream_calls: calls,
    skipped_rows: bad,
    replaced_values: replaced,
    error,
    started_at: startedAt?.toISOString() ?? null,
    finished_at: finishedAt?.toISOString() ?? null,
  }
}

/** The account's `sync`, by resource. */
/** By account. */
export const showStates = (
  accountIds: readonly string[],
  known: readonly (Freshness & { accountId: string; resource: string })[],
): Record<string, SyncState> => {
  const byAccount = new Map<string, (typeof known)[number][]>(accountIds.map((id) => [id, []]))
  for (const one of known) byAccount.get(one.accountId)?.push(one)
  return Object.fromEntries([...byAccount].map(([id, own]) => [id, showState(own)]))
}

const showState = (known: readonly (Freshness & { resource: string })[]): SyncState =>
  Object.fromEntries(
    known.map(({ resource, firstSyncedAt, dataAsOf, lastAttempt: { at, result, error } }) => [
      resource,
      {
        first_synced_at: firstSyncedAt?.toISOString() ?? null,
        data_as_of: dataAsOf?.toISOString() ?? null,
        last_attempt: { at: at.toISOString(), result, error },
      },
    ]),
  )
