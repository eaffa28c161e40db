import { z } from "zod"

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

/** `employee:hired` and so on, and `test`, which only a test call sends. */
export const EVENT_TYPES: readonly string[] = [
  ...Object.entries(EVENT_GROUPS).flatMap(([group, names]) => names.map((name) => `${group}:${name}`)),
  "test",
]

const WANTABLE = new Set(["*", ...EVENT_TYPES, ...Object.keys(EVENT_GROUPS).map((group) => `${group}:*`)])
const hint = `there are ${EVENT_TYPES.join(", ")}, and groups like employee:*`

/** Exact names, and groups like `employee:*`. */
export const wantedEvents = () =>
  z.array(
    z.string().refine((name) => WANTABLE.has(name), { error: `is not an event type; ${hint}` }),
    { error: `give a list of event types; ${hint}` },
  )

export const eventType = () =>
  z.string().refine((name) => EVENT_TYPES.includes(name), { error: `is not an event type; ${hint}` })

/** None wanted by name means all. */
export const isWanted = (wanted: readonly string[] | null, type: string): boolean =>
  wanted === null ||
  wanted.length === 0 ||
  wanted.some((one) => one === type || (one.endsWith("*") && type.startsWith(one.slice(0, -1))))
