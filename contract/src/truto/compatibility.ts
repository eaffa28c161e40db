import { insteadOf } from "./not-offered.js"
import { SDK_CALLS, type SdkCall } from "./sdk-calls.js"

/**
 * supported: what the SDK sends is taken and does what it says. subset: a part of it, the note says which; the rest is
 * refused with a sentence. 501: there is nothing like it here, the note says what to do instead.
 */
export type Support = "supported" | "subset" | "501"
export type Compatibility = SdkCall & { support: Support; note: string }

const SYNCED_RESOURCES =
  "resources are unified lists; a run is one of `POST /sync-run`, whose rows are read from the copy"

/** What is not taken whole. */
const SUBSETS: Readonly<Record<string, string>> = {
  "GET /user": "always empty: callers are API tokens, not users",
  "GET /user/:id": "404: callers are API tokens, not users",
  "GET /team": "one team: whoever runs this server",
  "GET /documentation": "what the connectors and the model say of themselves; of integrations and unified models",
  "POST /environment-unified-model": "answers the built-in model `hris`, which every environment has",
  "PATCH /integrated-account/:id":
    "`integration_override` does nothing here and is refused; of the context, data of your own is shown where it is in `context.custom`",
  "POST /unified/:model/:resource/:method":
    "`employees/terminate` with the id in the body; other actions are `POST .../{id}/{action}`, see docs/writes.md",
  "POST /unified/:model/:resource": "where the HR system can: `GET /integrated-account/{id}/capabilities` tells",
  "PATCH /unified/:model/:resource/:id": "where the HR system can: `GET /integrated-account/{id}/capabilities` tells",
  "DELETE /unified/:model/:resource/:id": "where the HR system can: `GET /integrated-account/{id}/capabilities` tells",
  "POST /proxy/:resource": "bodies are JSON: a multipart one is refused",
  "POST /batch-request": "requests with `depends_on`, `loop_on` and placeholders; no transform, spool or recurse",
  "POST /mcp/:token": "answers are one line of JSON, never a stream; tools only, no prompts and no resources",
  "POST /sync-job": SYNCED_RESOURCES,
  "PATCH /sync-job/:id": SYNCED_RESOURCES,
  "POST /sync-job-run": "no records are sent to a webhook: read them with source=synced or follow GET /changes",
  "POST /sync-job-cron-trigger": "of one connection; times are UTC",
  "PATCH /sync-job-cron-trigger/:id": "of one connection; times are UTC",
  "POST /webhook": "all event types are taken; `event_types_not_sent` names those that never come",
  "PATCH /webhook/:id": "all event types are taken; `event_types_not_sent` names those that never come",
}

/** Each method of the SDKs with how far it is supported. */
export const compatibility = (): Compatibility[] =>
  SDK_CALLS.map((one) => {
    const instead = insteadOf(one.method, one.path)
    if (instead !== undefined) return { ...one, support: "501", note: instead }
    const note = SUBSETS[`${one.method} ${one.path}`]
    return { ...one, support: note === undefined ? "supported" : "subset", note: note ?? "" }
  })

/** Notes about calls that no SDK makes: they would be dead text. */
export const strayNotes = (): string[] => {
  const made = new Set(SDK_CALLS.map(({ method, path }) => `${method} ${path}`))
  return Object.keys(SUBSETS).filter((key) => !made.has(key))
}
