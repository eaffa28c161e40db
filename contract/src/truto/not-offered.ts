import type { Method } from "../operations/operation.js"

/** Calls of Truto's API that have no counterpart here, and what to do instead. */
export type NotOffered = { methods: readonly Method[]; path: string; instead: string }

const CHANGES = ["POST", "PATCH", "DELETE"] as const
const ALL = ["GET", ...CHANGES] as const

/** A collection and its rows: what creates is asked at the collection, what changes one row at the row. */
const family = (path: string, instead: string, verbs: readonly Method[] = ALL): NotOffered[] => {
  const onAll = verbs.filter((one) => one === "GET" || one === "POST")
  const onOne = verbs.filter((one) => one !== "POST")
  return [
    ...(onAll.length > 0 ? [{ methods: onAll, path, instead }] : []),
    ...(onOne.length > 0 ? [{ methods: onOne, path: `${path}/:id`, instead }] : []),
  ]
}
const one = (method: Method, path: string, instead: string): NotOffered => ({ methods: [method], path, instead })

const NO_USERS = "there are no users here: who may call is said by API tokens, POST /api-token"
const CONNECTORS = "an integration is a connector in code: docs/connector-guide.md says how one is written"
const ONE_MODEL = "the unified model is built in: fields are added and changed by mapping overrides"
const NO_DAEMONS = "nothing runs on your side: POST /sync-run syncs at once, and GET /changes has what changed"
const FROM_THE_COPY =
  "data is not pushed to a store: GET /export/{resource} has all rows, GET /changes what changed since; or subscribe a webhook"
const SUBSCRIBED = "Rollcall subscribes at the HR system by itself, to an address of each account's own"
const NO_STATE = "a sync keeps its own place: source=synced&updated_since=... answers what changed since"
const WITH_WEBHOOKS = "subscribe a webhook, POST /webhook, and act on its events"
const NO_ALARMS = "watch GET /metrics, and subscribe a webhook to integrated_account events"
const ENDS_ITSELF =
  "a run ends by itself, and PATCH /integrated-account/{id} with context.sync.enabled false stops syncs"

export const NOT_OFFERED: readonly NotOffered[] = [
  one("PATCH", "/team/:id", NO_USERS),
  one("POST", "/team/:id/invite", NO_USERS),
  ...family("/integration", CONNECTORS, CHANGES),
  one("GET", "/integration/:id/unified-apis", "GET /integration/{id}/capabilities tells the unified methods"),
  one(
    "DELETE",
    "/environment-integration/:id",
    "PATCH it with is_enabled false, and remove its accounts by POST /integrated-account/bulk-delete",
  ),
  ...family("/unified-model", ONE_MODEL, CHANGES),
  ...family("/unified-model-resource-method", ONE_MODEL),
  ...family("/environment-unified-model", ONE_MODEL, ["PATCH", "DELETE"]),
  ...family("/documentation", "documentation is made from the connectors: keep your own notes with you", CHANGES),
  one("PATCH", "/sync-job-run/:id", ENDS_ITSELF),
  one("DELETE", "/sync-job-run/:id", ENDS_ITSELF),
  ...family("/sync-job-run-state", NO_STATE),
  ...family("/sync-job-template", "POST /sync-job keeps a job; send the same body again for another one"),
  ...family("/daemon", NO_DAEMONS),
  ...family("/daemon-job", NO_DAEMONS),
  ...family("/daemon-job-run", NO_DAEMONS),
  ...family("/daemon-job-cron-trigger", NO_DAEMONS),
  one("POST", "/daemon-job-cron-trigger/:id/schedule", NO_DAEMONS),
  ...family("/datastore", FROM_THE_COPY),
  one("POST", "/datastore/:id/test/:method", FROM_THE_COPY),
  ...family("/workflow", WITH_WEBHOOKS),
  ...family("/workflow-run", WITH_WEBHOOKS),
  ...family("/notification-destination", WITH_WEBHOOKS),
  one("POST", "/notification-destination/test", WITH_WEBHOOKS),
  ...family("/alarm", NO_ALARMS),
  ...family("/static-gate", "requests leave from this server, or by the proxy that HTTPS_PROXY names"),
  ...family(
    "/sandbox-integrated-account",
    "connect a local HR system instead: `rollcall start` runs one with a made-up company",
  ),
  one("POST", "/file", "files are not kept here: give addresses of your own"),
  one("POST", "/link-token/post-connect-form", "there is no form after connecting: put values into the context"),
  one("POST", "/integrated-account-webhook/:id", SUBSCRIBED),
  one("POST", "/environment-integration-webhook/:id", SUBSCRIBED),
]

const patternOf = (path: string): RegExp => new RegExp(`^${path.replace(/:\w+/g, "[^/]+")}$`)
const PATTERNS = NOT_OFFERED.map((call) => ({ ...call, pattern: patternOf(call.path) }))

/** What to do instead of a call of Truto's API; undefined: it is offered, or nobody knows it. */
export const insteadOf = (method: string, path: string): string | undefined =>
  PATTERNS.find(({ methods, pattern }) => methods.some((verb) => verb === method) && pattern.test(path))?.instead
