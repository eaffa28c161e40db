import { z } from "zod"
import { text } from "../outside.js"
import { EVENTS } from "./catalogue.js"

/** What the log has: all but `test`, which only a test call sends, and which is kept nowhere. */
const LOGGED: readonly string[] = Object.keys(EVENTS)
const GROUPS = [...new Set(LOGGED.map((type) => `${type.split(":")[0]}:*`))]
export const EVENT_TYPES: readonly string[] = [...LOGGED, "test"]

/** Truto's events about what Rollcall does not have. A webhook may name them, and is told that they never come. */
const NEVER_SENT = {
  integrated_account: ["post_connect_form_submitted"],
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

const SENDABLE = new Set(["*", ...EVENT_TYPES, ...GROUPS])
const WANTABLE = new Set([
  ...SENDABLE,
  ...Object.entries(NEVER_SENT).flatMap(([group, names]) => [`${group}:*`, ...names.map((name) => `${group}:${name}`)]),
])

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

const READABLE = new Set(["*", ...LOGGED, ...GROUPS])
const readHint = `is not an event type; there are ${LOGGED.join(", ")}, and groups like employee:*`

/** What a reader may ask for: a name that never comes would be an empty answer for ever. */
export const loggedEvent = () => text(100).refine((name) => READABLE.has(name), { error: readHint })

const namesIn = (joined: string): string[] =>
  joined
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")

/** One or more of them, joined by commas. */
export const loggedEvents = () =>
  text(2_000).superRefine((joined, { addIssue }) => {
    const wrong = namesIn(joined).find((name) => !READABLE.has(name))
    if (wrong !== undefined) addIssue(`${wrong.slice(0, 100)} ${readHint}`)
    else if (namesIn(joined).length === 0) addIssue("give an event type, or leave it out for all")
  })

/** The exact types that are meant by names and groups. */
export const typesMeant = (wanted: readonly string[]): string[] => LOGGED.filter((type) => isWanted(wanted, type))
export const typesMeantIn = (joined: string): string[] => typesMeant(namesIn(joined))

export const eventType = () =>
  text(100).refine((name) => EVENT_TYPES.includes(name), { error: `is not an event type; ${hint}` })

/** None wanted by name means all. */
export const isWanted = (wanted: readonly string[] | null, type: string): boolean =>
  wanted === null ||
  wanted.length === 0 ||
  wanted.some((one) => one === type || (one.endsWith("*") && type.startsWith(one.slice(0, -1))))
