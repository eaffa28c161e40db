import type { WriteOperation } from "@rollcall/contract"
import type { KeptStep, Operation } from "./operation.js"

/** As callers see it: what was sent and answered holds people's data, so only the call's method and path are told. */
export const showOperation = (operation: Operation, steps: readonly KeptStep[]): WriteOperation => ({
  id: operation.id,
  integrated_account_id: operation.accountId,
  environment_id: operation.environmentId,
  resource: operation.resource,
  action: operation.action,
  row_id: operation.rowId,
  result_id: operation.resultId,
  state: operation.state,
  steps: steps.map(showStep),
  ask_person: operation.askPerson,
  next_look_at: operation.nextAt?.toISOString() ?? null,
  created_at: operation.createdAt.toISOString(),
  updated_at: operation.updatedAt.toISOString(),
})

const showStep = ({
  name,
  state,
  sent,
  failure,
  tries,
  sentAt,
  endedAt,
}: KeptStep): WriteOperation["steps"][number] => ({
  name,
  state,
  request: sent ? { method: sent.request.method, path: sent.request.path } : null,
  error: failure ? { code: failure.code, message: failure.message, status: failure.status ?? null } : null,
  tries,
  sent_at: sentAt?.toISOString() ?? null,
  ended_at: endedAt?.toISOString() ?? null,
})
