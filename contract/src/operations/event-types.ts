import { z } from "zod"
import { text } from "./shared.js"

/** Everything that a webhook can be told about, in groups. */
export const EVENT_GROUPS = {
  integrated_account: [
    "created",
    "updated",
    "deleted",
    "active",
    "post_connect_form_submitted",
    "post_install_error",
    "validation_error",
    "authentication_error",
    "forbidden_error",
    "reactivated",
  ],
  employee: [
    "hired",
    "terminated",
    "rehired",
    "manager_changed",
    "group_joined",
    "group_left",
    "location_changed",
    "job_changed",
  ],
  compensation: ["changed"],
  timeoff_request: ["requested", "approved", "rejected", "cancelled", "changed"],
  record: ["created", "updated", "deleted"],
  webhook: ["disabled"],
} as const

const named = (groups: Readonly<Record<string, readonly string[]>>): string[] =>
  Object.entries(groups).flatMap(([group, names]) => names.map((name) => `${group}:${name}`))

/** `employee:hired` and so on, and `test`, which only a test call sends. */
export const EVENT_TYPES: readonly string[] = [...named(EVENT_GROUPS), "test"]

/** Truto's events about what Rollcall does not have. A webhook may name them, and is told that they never come. */
const NEVER_SENT = {
  link_token: ["connection_error"],
  environment_integration: ["created", "updated", "deleted"],
  environment_unified_model: ["created", "updated", "deleted"],
  api_token: ["created", "deleted"],
  sync_job_run: [
    "created",
    "updated",
    "started",
    "completed",
    "failed",
    "deleted",
    "record",
    "record_error",
    "rate_limited",
  ],
  sync_job_cron_trigger: ["failed"],
  record: ["meta"],
  batch_job: ["dry_run_completed", "completed", "dry_run_failed", "failed"],
} as const

const SENDABLE = new Set(["*", ...EVENT_TYPES, ...Object.keys(EVENT_GROUPS).map((group) => `${group}:*`)])
const WANTABLE = new Set([...SENDABLE, ...named(NEVER_SENT), ...Object.keys(NEVER_SENT).map((group) => `${group}:*`)])

/** Of the types that are wanted, those that never come. */
export const neverSent = (wanted: readonly string[] | null): string[] =>
  (wanted ?? []).filter((one) => !SENDABLE.has(one))

const hint = `there are ${EVENT_TYPES.join(", ")}, and groups like employee:*`

/** Exact names, and groups like `employee:*`. */
export const wantedEvents = () =>
  z
    .array(
      text(100).refine((name) => WANTABLE.has(name), { error: `is not an event type; ${hint}` }),
      { error: `give a list of event types; ${hint}` },
    )
    .max(200)

export const eventType = () =>
  text(100).refine((name) => EVENT_TYPES.includes(name), { error: `is not an event type; ${hint}` })

/** None wanted by name means all. */
export const isWanted = (wanted: readonly string[] | null, type: string): boolean =>
  wanted === null ||
  wanted.length === 0 ||
  wanted.some((one) => one === type || (one.endsWith("*") && type.startsWith(one.slice(0, -1))))
