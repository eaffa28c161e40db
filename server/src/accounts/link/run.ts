import { randomUUID } from "node:crypto"
import { isObject } from "../secrets.js"

/** `missing`: the HR system does not let us; `failed`: it did not answer as it should. */
export type StepStatus = "running" | "ok" | "missing" | "failed"
export type CheckStep = {
  /** `credential`, or the kind of data that the connector names. */
  name: string
  status: StepStatus
  /** What the customer has to allow, in the HR system's word. */
  permission: string | null
  is_required: boolean
  message: string | null
  /** Name of the setting that may be wrong: nothing was found at the address in which it stands. */
  setting?: string
}

/** The checks of one connecting, kept with the account as `last_action_run_result`: the page shows it as it grows. */
export type CheckRun = {
  id: string
  action: "connect"
  link_token_id: string | null
  company: { id: string; name: string | null } | null
  started_at: string
  finished_at: string | null
  steps: CheckStep[]
}

export const newRun = (values: Pick<CheckRun, "link_token_id" | "company">, now: Date): CheckRun => ({
  id: randomUUID(),
  action: "connect",
  ...values,
  started_at: now.toISOString(),
  finished_at: null,
  steps: [],
})

/** Undefined: nothing was ever run, or something else than a connecting. */
export function readRun(stored: unknown): CheckRun | undefined {
  return isObject(stored) && stored.action === "connect" && typeof stored.id === "string"
    ? (stored as CheckRun) // written by us only
    : undefined
}
